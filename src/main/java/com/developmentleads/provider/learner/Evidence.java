package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Random;

/**
 * Two ways to weigh features for one class against the rest; both give a score that is linear in the text's vector.
 */
final class Evidence {

    /** How many texts' worth of the overall frequency are mixed into each class's; keeps rare features modest. */
    private static final double SMOOTHING = 1.0;

    private static final double TOLERANCE = 0.1;
    private static final double EXACT = 0.001;
    private static final int MAX_PASSES = 300;

    static {
        Linear.disableDebugOutput();
    }

    private Evidence() {}

    /**
     * Naive Bayes: the logarithm of how much more frequent a feature is in the class than in the rest (the r of Wang
     * and Manning 2012, "Baselines and Bigrams"), each frequency smoothed towards the overall one, so that a small
     * class is not preferred for what has rarely been seen.
     *
     * @param inClass for each vector whether it is of the class
     * @param size    number of features
     */
    static float[] ratios(Feature[][] vectors, boolean[] inClass, int size) {
        int[] with = new int[size];
        int[] without = new int[size];
        int members = 0;
        for (int i = 0; i < vectors.length; i++) {
            members += inClass[i] ? 1 : 0;
            int[] counts = inClass[i] ? with : without;
            for (Feature feature : vectors[i]) {
                counts[feature.getIndex() - 1]++;
            }
        }
        float[] ratios = new float[size];
        int others = vectors.length - members;
        for (int f = 0; f < size; f++) {
            double overall = SMOOTHING * (with[f] + without[f]) / vectors.length;
            if (overall > 0) {
                ratios[f] = (float) Math.log(
                        (with[f] + overall) / (members + SMOOTHING) / ((without[f] + overall) / (others + SMOOTHING)));
            }
        }
        return ratios;
    }

    /**
     * A linear support vector machine with squared hinge loss (liblinear's dual coordinate descent), in which class and
     * rest weigh the same however many texts they have.
     *
     * @param strength liblinear's C: how much a training error costs against simplicity
     */
    static float[] margins(Feature[][] vectors, boolean[] inClass, int size, double strength, long seed) {
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, strength, MAX_PASSES, TOLERANCE);
        parameter.setRandom(new Random(seed));
        return train(vectors, inClass, size, parameter);
    }

    /**
     * Logistic regression (liblinear's trust region Newton method), in which class and rest weigh the same; for the few
     * hundred dense numbers of an embedding.
     *
     * @param strength liblinear's C
     */
    static float[] odds(Feature[][] vectors, boolean[] inClass, int size, double strength) {
        return train(vectors, inClass, size, new Parameter(SolverType.L2R_LR, strength, MAX_PASSES, EXACT));
    }

    private static float[] train(Feature[][] vectors, boolean[] inClass, int size, Parameter parameter) {
        int members = 0;
        double[] signs = new double[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            members += inClass[i] ? 1 : 0;
            signs[i] = inClass[i] ? 1 : -1;
        }
        float[] weights = new float[size];
        int others = vectors.length - members;
        if (members == 0 || others == 0 || size == 0) {
            return weights;
        }
        Problem problem = new Problem();
        problem.l = vectors.length;
        problem.n = size;
        problem.x = vectors;
        problem.y = signs;
        double half = vectors.length / 2.0;
        parameter.setWeights(new double[] {half / members, half / others}, new int[] {1, -1});
        Model model = Linear.train(problem, parameter);
        double[] solution = model.getFeatureWeights();
        int sign = model.getLabels()[0] == 1 ? 1 : -1;
        for (int f = 0; f < size; f++) {
            weights[f] = (float) (sign * solution[f]);
        }
        return weights;
    }

    /** The score of a vector. */
    static double score(Feature[] vector, float[] weights) {
        double score = 0;
        for (Feature feature : vector) {
            score += feature.getValue() * weights[feature.getIndex() - 1];
        }
        return score;
    }
}
