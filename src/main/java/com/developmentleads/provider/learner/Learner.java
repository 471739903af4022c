package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fits a linear text classifier to examples. Naive Bayes and a support vector machine weigh the features; how far each
 * is to be trusted, how strong the second is, and what the scores mean as probabilities is found by cross-validation
 * inside the examples. The same examples in the same order with the same seed give the same model, bit for bit.
 */
public final class Learner {

    private static final int MARGIN = 0;
    private static final int RATIO = 1;
    private static final long MAX_MODEL_BYTES = 16_000_000;
    /** Entries of all vectors together; each takes about 30 bytes while training, half a gigabyte in all. */
    private static final long MAX_ENTRIES = 16_000_000;

    private static final int SAMPLE = 200;
    private static final int BYTES_PER_FEATURE = Long.BYTES + Float.BYTES;

    /** Which of the two ways of weighing features take part. */
    public enum Scorers {
        BOTH,
        MARGINS,
        RATIOS
    }

    /** What came of a training. */
    public record Result(LinearTextModel model) {}

    private record Trial(double strength, Combination combination) {}

    private final Scorers scorers;

    /** The learner that the provider uses. */
    public Learner() {
        this(Scorers.BOTH);
    }

    /** A learner to compare with. */
    public Learner(Scorers scorers) {
        this.scorers = scorers;
    }

    /**
     * Fits a model.
     *
     * @param training   at least two examples with at least two different answers
     * @param validation examples to measure the model on, or an empty list
     * @param seed       decides how the examples are dealt into folds
     * @param progress   hears of each step, and may end the training by throwing
     */
    public Result fit(List<Example> training, List<Example> validation, long seed, Progress progress) {
        List<String> labels = new ArrayList<>(
                new TreeSet<>(training.stream().map(Example::answer).toList()));
        int[] answers = training.stream()
                .mapToInt(example -> labels.indexOf(example.answer()))
                .toArray();
        Template template = Template.of(training.stream().map(Example::prompt).toList());
        int kinds = affordable(template, training);
        List<long[]> texts = training.parallelStream()
                .map(e -> Grams.of(template.strip(e.prompt()), kinds))
                .toList();
        int perFeature = BYTES_PER_FEATURE + Float.BYTES * LinearTextModel.vectors(labels.size());
        Lexicon lexicon = Lexicon.of(texts, (int) (MAX_MODEL_BYTES / perFeature));
        Feature[][] vectors = texts.parallelStream().map(lexicon::vector).toArray(Feature[][]::new);
        texts = null;
        Fitting fitting = new Fitting(vectors, answers, labels.size(), lexicon.size(), seed);
        int[] folds = fitting.deal();
        double[] strengths = strengths(answers.length, labels.size());
        int steps = strengths.length + 1;
        double[][] none = new double[answers.length][labels.size()];
        double[][] ratios = scorers == Scorers.MARGINS ? none : fitting.unseen(folds, fitting::ratios);
        Trial best = null;
        for (int s = 0; s < strengths.length; s++) {
            double strength = strengths[s];
            double[][] margins = scorers == Scorers.RATIOS
                    ? none
                    : fitting.unseen(folds, (some, inClass) -> fitting.margins(some, inClass, strength));
            Combination combination = Combination.fit(new double[][][] {margins, ratios}, answers, labels.size());
            if (best == null || combination.loss() < best.combination.loss()) {
                best = new Trial(strength, combination);
            }
            Map<String, Object> metrics = metrics(s + 1, steps);
            metrics.put("strength", strength);
            metrics.put("folds", Arrays.stream(folds).max().orElse(0) + 1);
            metrics.put("valid_loss", rounded(combination.loss()));
            metrics.put("valid_mean_token_accuracy", rounded(accuracy(combination, margins, ratios, answers)));
            progress.step(
                    "Step %d/%d: strength %s, loss %.4f on held-out folds"
                            .formatted(s + 1, steps, strength, combination.loss()),
                    metrics);
        }
        LinearTextModel model = fitting.model(labels, template, lexicon, best.strength, best.combination);
        progress.step(
                "Step %d/%d: fitted to all examples with strength %s".formatted(steps, steps, best.strength),
                last(steps, model, training, validation));
        return new Result(model);
    }

    /**
     * The kinds of features that fit into memory, judged by a sample: all, or for many long texts without the pieces of
     * words, or without pairs too. What a model has not been trained on it ignores when it is asked.
     */
    private static int affordable(Template template, List<Example> training) {
        int every = Math.max(1, training.size() / SAMPLE);
        for (int kinds : new int[] {Grams.ALL, Grams.ALL & ~(1 << Grams.PIECE)}) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < training.size(); i += every) {
                sum += Grams.of(template.strip(training.get(i).prompt()), kinds).length;
                count++;
            }
            if (sum / count * training.size() <= MAX_ENTRIES) {
                return kinds;
            }
        }
        return 1 << Grams.WORD | 1 << Grams.NUMBER;
    }

    /** The strengths to try: fewer when each trial takes long. */
    private static double[] strengths(int examples, int classes) {
        if ((long) examples * classes > 200_000) {
            return new double[] {0.3};
        }
        return examples > 3_000 ? new double[] {0.1, 0.3, 1} : new double[] {0.03, 0.1, 0.3, 1, 3};
    }

    private static Map<String, Object> metrics(int step, int steps) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("step", step);
        metrics.put("total_steps", steps);
        return metrics;
    }

    private static Map<String, Object> last(
            int steps, LinearTextModel model, List<Example> training, List<Example> validation) {
        Map<String, Object> metrics = metrics(steps, steps);
        double[] seen = measure(model, training);
        metrics.put("train_loss", rounded(seen[0]));
        metrics.put("train_mean_token_accuracy", rounded(seen[1]));
        if (!validation.isEmpty()) {
            double[] held = measure(model, validation);
            metrics.put("full_valid_loss", rounded(held[0]));
            metrics.put("full_valid_mean_token_accuracy", rounded(held[1]));
        }
        return metrics;
    }

    /** Mean loss in nats and accuracy; an answer the model does not know costs as much as a certain error. */
    private static double[] measure(LinearTextModel model, List<Example> examples) {
        double least = 1e-6;
        double[][] each = examples.parallelStream()
                .map(example -> {
                    double[] p = model.probabilities(example.prompt());
                    int answer = model.labels().indexOf(example.answer());
                    double probability = answer < 0 ? least : Math.max(least, p[answer]);
                    return new double[] {-Math.log(probability), answer >= 0 && answer == top(p) ? 1 : 0};
                })
                .toArray(double[][]::new);
        double loss = Arrays.stream(each).mapToDouble(e -> e[0]).sum();
        double right = Arrays.stream(each).mapToDouble(e -> e[1]).sum();
        return new double[] {loss / each.length, right / each.length};
    }

    private static double accuracy(Combination combination, double[][] margins, double[][] ratios, int[] answers) {
        int right = 0;
        for (int i = 0; i < answers.length; i++) {
            right += top(combination.probabilities(new double[][] {margins[i], ratios[i]})) == answers[i] ? 1 : 0;
        }
        return (double) right / answers.length;
    }

    private static int top(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    /** Weighs the features for one class. */
    private interface Scorer {
        float[] weigh(Feature[][] vectors, boolean[] inClass);
    }

    /** The vectors of a training, and what is fitted to them. */
    private record Fitting(Feature[][] vectors, int[] answers, int classes, int size, long seed) {

        float[] ratios(Feature[][] some, boolean[] inClass) {
            return Evidence.ratios(some, inClass, size);
        }

        float[] margins(Feature[][] some, boolean[] inClass, double strength) {
            return Evidence.margins(some, inClass, size, strength, seed);
        }

        /** Deals the texts of each class into folds as evenly as can be: more folds for few texts. */
        int[] deal() {
            int count = answers.length <= 300 ? 10 : answers.length <= 3_000 ? 5 : 3;
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, answers.length).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            order.sort(Comparator.comparingInt(i -> answers[i]));
            int[] folds = new int[answers.length];
            for (int i = 0; i < folds.length; i++) {
                folds[order.get(i)] = i % Math.min(count, folds.length);
            }
            return folds;
        }

        /** For each text its scores by a scorer that was fitted without the text's fold. */
        double[][] unseen(int[] folds, Scorer scorer) {
            int count = Arrays.stream(folds).max().orElse(0) + 1;
            int weighed = LinearTextModel.vectors(classes);
            double[][] scores = new double[answers.length][classes];
            IntStream.range(0, count * weighed).parallel().forEach(task -> {
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

        LinearTextModel model(
                List<String> labels, Template template, Lexicon lexicon, double strength, Combination combination) {
            float[][] weights = new float[LinearTextModel.vectors(classes)][];
            IntStream.range(0, weights.length).parallel().forEach(label -> {
                boolean[] inClass = new boolean[answers.length];
                for (int i = 0; i < inClass.length; i++) {
                    inClass[i] = answers[i] == label;
                }
                float[] margins = margins(vectors, inClass, strength);
                float[] ratios = ratios(vectors, inClass);
                for (int f = 0; f < size; f++) {
                    margins[f] =
                            (float) (combination.factor(MARGIN) * margins[f] + combination.factor(RATIO) * ratios[f]);
                }
                weights[label] = margins;
            });
            return new LinearTextModel(labels, template, lexicon, weights, combination.bias());
        }
    }
}
