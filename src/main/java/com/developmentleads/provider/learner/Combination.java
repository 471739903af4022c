package com.developmentleads.provider.learner;

import java.util.Arrays;

/**
 * Turns a few scores for each class into probabilities: softmax over classes of {@code Σ a·s/r + b}, with r the root
 * mean square of a scorer's scores, a positive and b one for each class. It is fitted to scores of texts that the
 * scorers had not seen, so it trusts each scorer as far as it deserves, and the probabilities are calibrated (Platt
 * 1999 for two classes; temperature and bias scaling, Guo et al. 2017, for more). With few texts it stays near where a
 * begins and near b = 0, the more so the fewer they are.
 */
final class Combination {

    private static final int MAX_ITERATIONS = 50;
    private static final double ENOUGH = 1e-7;
    /** Pull of b towards 0, in the unit of one text's loss. */
    private static final double PULL_OF_BIAS = 1.0;

    /**
     * Where ln a begins and how strongly it is pulled there, in the unit of one text's loss. Alone, scorers by n-grams
     * begin at less than their scores' own size, or with few texts they would be too sure of themselves; beside
     * embeddings they begin at next to nothing and have to prove their worth, because with few texts they seem to help
     * where they do not.
     */
    private record Prior(double trust, double pull) {}

    private static final Prior ALONE = new Prior(-1.5, 2);
    private static final Prior MEANING = new Prior(-0.3, 0.3);
    private static final Prior BESIDE_MEANING = new Prior(-3, 1);
    private final double[] scale;
    private final double[] trust;
    private final double[] bias;
    private final double loss;

    private Combination(double[] scale, double[] parameters, double loss) {
        this.scale = scale;
        trust = Arrays.stream(parameters, 0, scale.length).map(Math::exp).toArray();
        bias = Arrays.copyOfRange(parameters, scale.length, parameters.length);
        this.loss = loss;
    }

    /**
     * @param words   scores by n-grams and numbers, by scorer, text and class
     * @param meaning scores by embeddings, by text and class, or null
     * @param answers the right class of each text
     */
    static Combination fit(double[][][] words, double[][] meaning, int[] answers, int classes) {
        int scorers = words.length + (meaning == null ? 0 : 1);
        double[][][] scores = Arrays.copyOf(words, scorers);
        Prior[] priors = new Prior[scorers];
        Arrays.fill(priors, meaning == null ? ALONE : BESIDE_MEANING);
        if (meaning != null) {
            scores[scorers - 1] = meaning;
            priors[scorers - 1] = MEANING;
        }
        return fit(scores, priors, answers, classes);
    }

    private static Combination fit(double[][][] scores, Prior[] priors, int[] answers, int classes) {
        int scorers = scores.length;
        double[] scale = new double[scorers];
        for (int k = 0; k < scorers; k++) {
            double size = rootMeanSquare(scores[k]);
            scale[k] = size > 0 ? 1 / size : 0;
        }
        double[] parameters = new double[scorers + classes];
        for (int k = 0; k < scorers; k++) {
            parameters[k] = priors[k].trust;
        }
        double[] gradient = new double[parameters.length];
        double[][] curvature = new double[parameters.length][parameters.length];
        double loss = evaluate(scores, priors, answers, scale, parameters, gradient, curvature);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] step = solve(curvature, gradient);
            double length = 1;
            double[] next = moved(parameters, step, length);
            double nextLoss = evaluate(scores, priors, answers, scale, next, null, null);
            while (!(nextLoss <= loss) && length > 1e-4) {
                length /= 2;
                next = moved(parameters, step, length);
                nextLoss = evaluate(scores, priors, answers, scale, next, null, null);
            }
            if (!(nextLoss < loss - ENOUGH * Math.abs(loss))) {
                break;
            }
            parameters = next;
            loss = evaluate(scores, priors, answers, scale, parameters, gradient, curvature);
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
            Prior[] priors,
            int[] answers,
            double[] scale,
            double[] parameters,
            double[] gradient,
            double[][] curvature) {
        int scorers = scores.length;
        int classes = parameters.length - scorers;
        double loss = 0;
        boolean derive = gradient != null;
        if (derive) {
            Arrays.fill(gradient, 0);
            for (double[] row : curvature) {
                Arrays.fill(row, 0);
            }
        }
        double[] trusted = new double[scorers];
        for (int k = 0; k < scorers; k++) {
            trusted[k] = Math.exp(parameters[k]) * scale[k];
        }
        double[] p = new double[classes];
        double[][] terms = new double[scorers][classes];
        for (int i = 0; i < answers.length; i++) {
            for (int c = 0; c < classes; c++) {
                p[c] = parameters[scorers + c];
                for (int k = 0; k < scorers; k++) {
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
            double pull = j < scorers ? priors[j].pull : PULL_OF_BIAS;
            double off = parameters[j] - (j < scorers ? priors[j].trust : 0);
            loss += pull * off * off / 2;
            if (derive) {
                gradient[j] += pull * off;
                curvature[j][j] += pull;
            }
        }
        return loss;
    }

    private static void derive(double[] p, double[][] terms, int answer, double[] gradient, double[][] curvature) {
        int classes = p.length;
        int scorers = terms.length;
        double[] mean = new double[scorers];
        for (int k = 0; k < scorers; k++) {
            for (int c = 0; c < classes; c++) {
                mean[k] += p[c] * terms[k][c];
            }
            gradient[k] += mean[k] - terms[k][answer];
        }
        for (int c = 0; c < classes; c++) {
            gradient[scorers + c] += p[c] - (c == answer ? 1 : 0);
            for (int k = 0; k < scorers; k++) {
                double cross = p[c] * (terms[k][c] - mean[k]);
                curvature[k][scorers + c] += cross;
                curvature[scorers + c][k] += cross;
                for (int l = 0; l < scorers; l++) {
                    curvature[k][l] += cross * (terms[l][c] - mean[l]);
                }
            }
            for (int d = 0; d < classes; d++) {
                curvature[scorers + c][scorers + d] += p[c] * ((c == d ? 1 : 0) - p[d]);
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
        for (int k = 0; k < trust.length; k++) {
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
