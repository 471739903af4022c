package com.developmentleads.evaluate;

import java.util.List;

/** The few statistics that an evaluation needs. */
final class Statistics {

    /** Of the standard normal distribution: 95 % lie within. */
    private static final double Z = 1.959963984540054;

    private static final int BINS = 10;

    private Statistics() {}

    /** A share with the ends of its 95 % interval. */
    record Interval(double share, double low, double high) {}

    /**
     * The Wilson score interval of a share (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
     * Inference", JASA 22, 1927; without continuity correction), which holds for small numbers and shares near 0 and 1.
     *
     * @param all more than 0
     */
    static Interval wilson(long right, long all) {
        double share = (double) right / all;
        double z2 = Z * Z;
        double middle = (share + z2 / (2 * all)) / (1 + z2 / all);
        double half = Z / (1 + z2 / all) * Math.sqrt(share * (1 - share) / all + z2 / (4.0 * all * all));
        return new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * The exact two-sided McNemar test (Q. McNemar, Psychometrika 12, 1947, with the binomial distribution in place of its
     * approximation): how probable a difference at least as large is if both models are equally good.
     *
     * @param onlyFirst  examples that the first model has right and the second wrong
     * @param onlySecond the other way round
     * @return the p-value, 1 when they never differ
     */
    static double mcnemar(long onlyFirst, long onlySecond) {
        long differ = onlyFirst + onlySecond;
        double logTerm = -differ * Math.log(2);
        double sum = Math.exp(logTerm);
        for (long i = 1; i <= Math.min(onlyFirst, onlySecond); i++) {
            logTerm += Math.log(differ - i + 1) - Math.log(i);
            sum += Math.exp(logTerm);
        }
        return Math.min(1, 2 * sum);
    }

    /** An answer with the probability that the model gave it. */
    record Forecast(double confidence, boolean right) {}

    /**
     * The expected calibration error with ten bins of equal width (Guo et al., "On Calibration of Modern Neural Networks",
     * ICML 2017, equation 3): how far, on average, the share of right answers is from the confidence.
     *
     * @param forecasts at least one
     */
    static double calibrationError(List<Forecast> forecasts) {
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (Forecast forecast : forecasts) {
            int bin = (int) Math.min(BINS - 1, Math.floor(forecast.confidence() * BINS));
            confidence[bin] += forecast.confidence();
            right[bin] += forecast.right() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(right[bin] - confidence[bin]);
        }
        return error / forecasts.size();
    }

    /**
     * The p-th percentile by the nearest rank.
     *
     * @param sorted at least one, in ascending order
     */
    static long percentile(List<Long> sorted, int p) {
        return sorted.get((int) Math.max(0, Math.ceil(p / 100.0 * sorted.size()) - 1));
    }
}
