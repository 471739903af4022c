package com.developmentleads.provider.learner;

import java.util.Arrays;

/**
 * From which log-odds on the rare of two answers is given, chosen for balanced accuracy: the mean of the shares of both
 * answers' examples that are answered right.
 *
 * @param odds     natural logarithm of the odds
 * @param balanced the balanced accuracy with it, on the examples it was chosen with
 */
record Threshold(double odds, double balanced) {

    private static final int STEPS = 200;
    private static final double WIDTH = 0.3;

    /**
     * Chooses the threshold at which a smoothed balanced accuracy is greatest: each example counts not as right or wrong
     * but by its distance, so that few examples do not put it into an accidental gap.
     *
     * @param odds   of unseen examples
     * @param isRare for each whether it has the rare answer
     */
    static Threshold of(double[] odds, boolean[] isRare) {
        double[] sorted = odds.clone();
        Arrays.sort(sorted);
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        double mean = Arrays.stream(odds).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(odds).map(o -> (o - mean) * (o - mean)).average().orElse(0));
        double best = 0;
        double most = -1;
        for (int i = 0; i <= STEPS; i++) {
            double at = low + (high - low) * i / STEPS;
            double smooth = smooth(odds, isRare, at, WIDTH * deviation);
            if (smooth > most) {
                most = smooth;
                best = at;
            }
        }
        return new Threshold(best, balanced(odds, isRare, best));
    }

    private static double smooth(double[] odds, boolean[] isRare, double at, double width) {
        double[] right = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < odds.length; i++) {
            int side = isRare[i] ? 1 : 0;
            double distance = (isRare[i] ? odds[i] - at : at - odds[i]) / Math.max(width, 1e-9);
            right[side] += 1 / (1 + Math.exp(-distance));
            count[side]++;
        }
        return (right[0] / count[0] + right[1] / count[1]) / 2;
    }

    /** The balanced accuracy with a threshold. */
    static double balanced(double[] odds, boolean[] isRare, double at) {
        double[] right = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < odds.length; i++) {
            int side = isRare[i] ? 1 : 0;
            right[side] += odds[i] >= at == isRare[i] ? 1 : 0;
            count[side]++;
        }
        return (right[0] / count[0] + right[1] / count[1]) / 2;
    }
}
