package com.developmentleads.provider.chat;

import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.SimilarTexts;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The model that needs no training and learns from the request: its answer is the one of the example turns that are most
 * like the question. A twice as like example counts four times; each answer has a little to begin with, so that a single
 * example makes nothing certain.
 */
final class Similar {

    private static final double START = 0.02;

    private Similar() {}

    /**
     * Answers as the examples do.
     *
     * @param examples of the request, at least one
     * @param question what is asked
     * @param labels   the answers that are allowed or offered, or an empty list when nothing is said of them
     */
    static Distribution answer(List<Example> examples, String question, List<String> labels) {
        Set<String> answers = new LinkedHashSet<>(labels);
        examples.forEach(example -> answers.add(example.answer()));
        List<String> all = List.copyOf(answers);
        double[] likeness = likeness(examples, question);
        double[] weights = new double[all.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = START;
            sum += START;
        }
        for (int i = 0; i < likeness.length; i++) {
            double weight = likeness[i] * likeness[i];
            weights[all.indexOf(examples.get(i).answer())] += weight;
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new Distribution(all, weights);
    }

    /** The example of that answer that is most like the question, in one line; nothing when none has anything in common. */
    static List<String> reasons(List<Example> examples, String question, String answer) {
        double[] likeness = likeness(examples, question);
        return IntStream.range(0, likeness.length)
                .filter(i -> likeness[i] > 0 && examples.get(i).answer().equals(answer))
                .boxed()
                .max(Comparator.comparingDouble(i -> likeness[i]))
                .map(i -> examples.get(i).prompt().user().replaceAll("\\s+", " "))
                .map(List::of)
                .orElse(List.of());
    }

    private static double[] likeness(List<Example> examples, String question) {
        return new SimilarTexts(examples.stream()
                        .map(example -> example.prompt().user())
                        .toList())
                .to(question);
    }
}
