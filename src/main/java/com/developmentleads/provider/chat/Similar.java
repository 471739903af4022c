package com.developmentleads.provider.chat;

import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.SimilarTexts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        double[] likeness = new SimilarTexts(examples.stream()
                        .map(example -> example.prompt().user())
                        .toList())
                .to(question);
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
}
