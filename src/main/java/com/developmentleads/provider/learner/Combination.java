package com.developmentleads.provider.learner;

import java.util.Arrays;

/**
 * Turns two scores for each class into probabilities: softmax over classes of {@code a1·s1/r1 + a2·s2/r2 + b}, with r
 * the root mean square of the scores, a positive and b one for each class. It is fitted to scores of texts that the
 * scorers had not seen, so it trusts each scorer as far as it deserves, and the probabilities are calibrated (Platt
 * 1999 for two classes; temperature and bias scaling, Guo et al. 2017, for more). With few texts it stays near
 * a = 1, b = 0, the more so the fewer they are.
 */
final class Combination {

    private static final int SCORERS = 2;
    private static final int MAX_ITERATIONS = 50;
    private static final double ENOUGH = 1e-7;
    /** Pull of ln a towards 0 and of b towards 0, in the unit of one text's loss. */
    private static final double PULL_OF_TRUST = 0.3;

    private static final double PULL_OF_BIAS = 1.0;

    private final double[] scale;
    private final double[] trust;
    private final double[] bias;
    private final double loss;

    private Combination(double[] scale, double[] parameters, double loss) {
        this.scale = scale;
        trust = Arrays.stream(parameters, 0, SCORERS).map(Math::exp).toArray();
        bias = Arrays.copyOfRange(parameters, SCORERS, parameters.length);
        this.loss = loss;
    }

    /**
     * @param scores  by scorer, text and class
     * @param answers the right class of each text
     */
    static Combination fit(double[][][] scores, int[] answers, int classes) {
        double[] scale = new double[SCORERS];
        for (int k = 0; k < SCORERS; k++) {
            double size = rootMeanSquare(scores[k]);
            scale[k] = size > 0 ? 1 / size : 0;
        }
        double[] parameters = new double[SCORERS + classes];
        double[] gradient = new double[parameters.length];
        double[][] curvature = new double[parameters.length][parameters.length];
        double loss = evaluate(scores, answers, scale, parameters, gradient, curvature);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] step = solve(curvature, gradient);
            double length = 1;
            double[] next = moved(parameters, step, length);
            double nextLoss = evaluate(scores, answers, scale, next, null, null);
            while (!(nextLoss <= loss) && length > 1e-4) {
                length /= 2;
                next = moved(parameters, step, length);
                nextLoss = evaluate(scores, answers, scale, next, null, null);
            }
            if (!(nextLoss < loss - ENOUGH * Math.abs(loss))) {
                break;
            }
            parameters = next;
            loss = evaluate(scores, answers, scale, parameters, gradient, curvature);
        }
        return new Combination(scale, parameters, loss / answers.length);
    }

    private static double rootMeanSquare(double[][] scores) {
        double sum = 0;
        int count = 0;
        for (double[] row : scores) {
            for (double score : row) {
                sum += score * score;
                count++;
            }
        }
        return Math.sqrt(sum / Math.max(1, count));
    }

    private static double[] moved(double[] parameters, double[] step, double length) {
        double[] next = parameters.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= length * step[i];
        }
        return next;
    }

    /** The penalised loss; with its gradient and an approximate second derivative when arrays are given for them. */
    private static double evaluate(
            double[][][] scores,
            int[] answers,
            double[] scale,
            double[] parameters,
            double[] gradient,
            double[][] curvature) {
        int classes = parameters.length - SCORERS;
        double loss = 0;
        boolean derive = gradient != null;
        if (derive) {
            Arrays.fill(gradient, 0);
            for (double[] row : curvature) {
                Arrays.fill(row, 0);
            }
        }
        double[] trusted = new double[SCORERS];
        for (int k = 0; k < SCORERS; k++) {
            trusted[k] = Math.exp(parameters[k]) * scale[k];
        }
        double[] p = new double[classes];
        double[][] terms = new double[SCORERS][classes];
        for (int i = 0; i < answers.length; i++) {
            for (int c = 0; c < classes; c++) {
                p[c] = parameters[SCORERS + c];
                for (int k = 0; k < SCORERS; k++) {
                    terms[k][c] = trusted[k] * scores[k][i][c];
                    p[c] += terms[k][c];
                }
            }
            softmax(p);
            loss -= Math.log(Math.max(1e-300, p[answers[i]]));
            if (derive) {
                derive(p, terms, answers[i], gradient, curvature);
            }
        }
        for (int j = 0; j < parameters.length; j++) {
            double pull = j < SCORERS ? PULL_OF_TRUST : PULL_OF_BIAS;
            loss += pull * parameters[j] * parameters[j] / 2;
            if (derive) {
                gradient[j] += pull * parameters[j];
                curvature[j][j] += pull;
            }
        }
        return loss;
    }

    private static void derive(double[] p, double[][] terms, int answer, double[] gradient, double[][] curvature) {
        int classes = p.length;
        double[] mean = new double[SCORERS];
        for (int k = 0; k < SCORERS; k++) {
            for (int c = 0; c < classes; c++) {
                mean[k] += p[c] * terms[k][c];
            }
            gradient[k] += mean[k] - terms[k][answer];
        }
        for (int c = 0; c < classes; c++) {
            gradient[SCORERS + c] += p[c] - (c == answer ? 1 : 0);
            for (int k = 0; k < SCORERS; k++) {
                double cross = p[c] * (terms[k][c] - mean[k]);
                curvature[k][SCORERS + c] += cross;
                curvature[SCORERS + c][k] += cross;
                for (int l = 0; l < SCORERS; l++) {
                    curvature[k][l] += cross * (terms[l][c] - mean[l]);
                }
            }
            for (int d = 0; d < classes; d++) {
                curvature[SCORERS + c][SCORERS + d] += p[c] * ((c == d ? 1 : 0) - p[d]);
            }
        }
    }

    /** Gaussian elimination; the matrix is positive definite thanks to the pulls. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(matrix[i], n + 1);
            a[i][n] = right[i];
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double factor = a[j][i] / a[i][i];
                for (int k = i; k <= n; k++) {
                    a[j][k] -= factor * a[i][k];
                }
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = a[i][n];
            for (int k = i + 1; k < n; k++) {
                sum -= a[i][k] * x[k];
            }
            x[i] = sum / a[i][i];
        }
        return x;
    }

    static void softmax(double[] scores) {
        double max = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - max);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
    }

    /** The probabilities of one text, from its scores by scorer and class. */
    double[] probabilities(double[][] scores) {
        double[] p = bias.clone();
        for (int k = 0; k < SCORERS; k++) {
            for (int c = 0; c < p.length; c++) {
                p[c] += factor(k) * scores[k][c];
            }
        }
        softmax(p);
        return p;
    }

    /** What a scorer's score is multiplied by. */
    double factor(int scorer) {
        return trust[scorer] * scale[scorer];
    }

    double[] bias() {
        return bias.clone();
    }

    /** The mean loss on the texts it was fitted to, pulls included, in nats. */
    double loss() {
        return loss;
    }
}
