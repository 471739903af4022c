package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A cross-validation: the right class of each text, and the part of the texts that it is tested with.
 *
 * @param answers by text
 * @param folds   by text
 */
record Folds(int[] answers, int[] folds, int classes) {

    /** Weighs features for one class. */
    interface Scorer {
        float[] weigh(Feature[][] vectors, boolean[] inClass);
    }

    /** Deals the texts of each class into folds as evenly as can be: more folds for few texts. */
    static Folds deal(int[] answers, int classes, long seed) {
        int count = answers.length <= 300 ? 10 : answers.length <= 3_000 ? 5 : 3;
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, answers.length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparingInt(i -> answers[i]));
        int[] folds = new int[answers.length];
        for (int i = 0; i < folds.length; i++) {
            folds[order.get(i)] = i % Math.min(count, folds.length);
        }
        return new Folds(answers, folds, classes);
    }

    /** The same for some of the texts. */
    Folds of(int[] some) {
        return new Folds(
                Arrays.stream(some).map(i -> answers[i]).toArray(),
                Arrays.stream(some).map(i -> folds[i]).toArray(),
                classes);
    }

    int count() {
        return Arrays.stream(folds).max().orElse(0) + 1;
    }

    boolean[] inClass(int label) {
        boolean[] inClass = new boolean[answers.length];
        for (int i = 0; i < inClass.length; i++) {
            inClass[i] = answers[i] == label;
        }
        return inClass;
    }

    /** For each text its scores by a scorer that was fitted without the text's fold. */
    double[][] unseen(Feature[][] vectors, Scorer scorer) {
        int weighed = LinearTextModel.vectors(classes);
        double[][] scores = new double[answers.length][classes];
        IntStream.range(0, count() * weighed).parallel().forEach(task -> {
            int fold = task / weighed;
            int label = task % weighed;
            int[] rest = IntStream.range(0, folds.length)
                    .filter(i -> folds[i] != fold)
                    .toArray();
            Feature[][] some = new Feature[rest.length][];
            boolean[] inClass = new boolean[rest.length];
            for (int i = 0; i < rest.length; i++) {
                some[i] = vectors[rest[i]];
                inClass[i] = answers[rest[i]] == label;
            }
            float[] weights = scorer.weigh(some, inClass);
            for (int i = 0; i < folds.length; i++) {
                if (folds[i] == fold) {
                    scores[i][label] = Evidence.score(vectors[i], weights);
                    if (weighed == 1) {
                        scores[i][1] = -scores[i][0];
                    }
                }
            }
        });
        return scores;
    }
}
