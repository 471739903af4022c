package com.developmentleads.training;

/**
 * What makes a training file.
 *
 * @param holdout     share of properties held out, percent
 * @param holdoutFrom with fewer usable examples nothing is held out
 * @param minExamples fewer for training are an error
 * @param countTokens examples whose tokens are counted; those of more are extrapolated
 * @param modelShare  which part of the examples may have the label of another system's model, 0 to 1; or {@code auto}:
 *                    all while there are fewer than {@code minExamples} labels of people, none afterwards
 * @param balance     {@code off}, or {@code oversample} to repeat the examples of the rarer label
 */
public record Limits(
        int holdout, int holdoutFrom, int minExamples, int countTokens, String modelShare, String balance) {

    /** How many labels of another system's model may be trained on beside that many labels of people. */
    long modelLabels(long ownLabels) {
        double share = modelShare.equals("auto") ? ownLabels < minExamples ? 1 : 0 : Double.parseDouble(modelShare);
        return share >= 1 ? Long.MAX_VALUE : (long) Math.floor(share * ownLabels / (1 - share));
    }

    boolean oversample() {
        return balance.equals("oversample");
    }
}
