package com.developmentleads.provider.chat;

import java.util.List;

/**
 * How probable each of a model's answers is.
 *
 * @param probabilities as long as {@code answers}; they add up to 1
 * @param lean          what is added to the logarithm of each probability before the greatest is chosen
 */
public record Distribution(List<String> answers, double[] probabilities, double[] lean) {

    /** The most probable answer is the one to give. */
    public Distribution(List<String> answers, double[] probabilities) {
        this(answers, probabilities, new double[answers.size()]);
    }
}
