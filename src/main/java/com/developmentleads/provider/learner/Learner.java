package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fits a text classifier to examples. Naive Bayes and a support vector machine weigh n-grams and numbers, logistic
 * regression weighs embeddings; how far each is to be trusted, how strong they are, which lines of the prompts only
 * confuse, and what the scores mean as probabilities is found by cross-validation inside the examples. The same
 * examples in the same order with the same seed give the same model, bit for bit, on one machine.
 */
public final class Learner {

    private static final int MARGIN = 0;
    private static final int RATIO = 1;
    private static final int MEANING = 2;

    /**
     * Examples whose embeddings are taken, a random choice of more: further ones teach hardly anything, and each takes
     * some milliseconds and 10 KB while training.
     */
    private static final int MAX_EMBEDDED = 10_000;

    private static final int MIN_BATCH = 200;
    private static final int BATCHES = 10;
    /** Examples that a decision about the lines of the prompts is made with. */
    private static final int MAX_TRIED = 1_000;

    private static final double USUAL_STRENGTH = 0.3;
    private static final double[] MEANING_STRENGTHS = {1, 10};
    private static final double EVEN_CHANCE = 0.5;
    /** The share of the examples below which the rarer of two answers is given from a lower probability on. */
    private static final double RARE = 0.25;

    /** What takes part, for comparisons. */
    public enum Scorers {
        BOTH,
        WORDS,
        MEANING
    }

    /** What came of a training. */
    public record Result(LinearTextModel model) {}

    /** Scores of unseen texts by embeddings, and the strength they were made with. */
    private record Meaning(Feature[][] vectors, double strength, double[][] scores) {}

    private record Trial(double strength, double[][][] scores, Combination combination) {}

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
     * @param vectors    embeddings, or null to learn from n-grams and numbers alone
     * @param seed       decides how the examples are dealt into folds
     * @param progress   hears of each step, and may end the training by throwing
     */
    public Result fit(
            List<Example> training, List<Example> validation, TextVectors vectors, long seed, Progress progress) {
        List<String> labels = new ArrayList<>(
                new TreeSet<>(training.stream().map(Example::answer).toList()));
        int[] answers = training.stream()
                .mapToInt(example -> labels.indexOf(example.answer()))
                .toArray();
        int classes = labels.size();
        List<Prompt> prompts = training.stream().map(Example::prompt).toList();
        Columns columns = columns(prompts, answers, classes, seed, progress);
        WordEvidence words = WordEvidence.of(prompts, columns, classes);
        Folds folds = Folds.deal(answers, classes, seed);
        TextVectors used = scorers == Scorers.WORDS ? null : vectors;
        int[] sample = used == null
                ? IntStream.range(0, answers.length).toArray()
                : sample(answers.length, MAX_EMBEDDED, seed);
        Folds sampled = folds.of(sample);
        float[][] embedded = used == null ? null : embed(words.reader(), prompts, sample, used, progress);
        Meaning meaning = used == null ? null : meaning(embedded, sampled);

        double[] strengths = strengths(answers.length, classes);
        int steps = strengths.length + 1;
        double[][] ratios = picked(folds.unseen(words.words(), words::ratios), sample);
        Trial best = null;
        for (int s = 0; s < strengths.length; s++) {
            double strength = strengths[s];
            double[][] margins =
                    picked(folds.unseen(words.marked(), (some, in) -> words.margins(some, in, strength, seed)), sample);
            double[][][] scores = scorers == Scorers.MEANING
                    ? new double[2][sample.length][classes]
                    : new double[][][] {margins, ratios};
            Combination combination =
                    Combination.fit(scores, meaning == null ? null : meaning.scores, sampled.answers(), classes);
            if (best == null || combination.loss() < best.combination.loss()) {
                best = new Trial(strength, all(scores, meaning), combination);
            }
            Map<String, Object> metrics = metrics(s + 1, steps);
            metrics.put("strength", strength);
            metrics.put("folds", folds.count());
            metrics.put("valid_loss", rounded(combination.loss()));
            metrics.put(
                    "valid_mean_token_accuracy",
                    rounded(accuracy(combination, all(scores, meaning), sampled.answers())));
            progress.step(
                    String.format(
                            Locale.ROOT,
                            "Step %d/%d: strength %s, loss %.4f on held-out folds",
                            s + 1,
                            steps,
                            strength,
                            combination.loss()),
                    metrics);
        }
        double[] lean = lean(labels, best, sampled, progress);
        LinearTextModel.Weights weights = weigh(words, meaning, folds, sampled, best, seed);
        LinearTextModel model = new LinearTextModel(labels, words.reader(), weights, best.combination.bias(), lean);
        progress.step(
                String.format(
                        Locale.ROOT,
                        "Step %d/%d: fitted to all examples with strength %s",
                        steps,
                        steps,
                        best.strength),
                last(steps, model, picked(training, sample), validation, used, seed));
        return new Result(model);
    }

    /**
     * What is read from the prompts' lines: numbers, and no line of a name without which n-grams and numbers of a
     * sample alone predict unseen answers better.
     */
    private static Columns columns(List<Prompt> prompts, int[] answers, int classes, long seed, Progress progress) {
        Columns columns = Columns.of(prompts);
        int[] sample = sample(answers.length, MAX_TRIED, seed);
        List<Prompt> tried = picked(prompts, sample);
        List<String> names = columns.textNames(tried);
        Set<String> worse = new TreeSet<>();
        if (names.size() > 1) {
            Folds folds = Folds.deal(Arrays.stream(sample).map(i -> answers[i]).toArray(), classes, seed);
            double whole = loss(tried, columns, folds, seed);
            for (String name : names) {
                if (loss(tried, columns.without(Set.of(name)), folds, seed) < whole) {
                    worse.add(name);
                }
            }
        }
        if (!worse.isEmpty()) {
            progress.step(
                    "Left out, because unseen examples are answered better without: the lines "
                            + String.join(", ", worse),
                    Map.of());
        }
        return columns.without(worse);
    }

    private static double loss(List<Prompt> prompts, Columns columns, Folds folds, long seed) {
        WordEvidence words = WordEvidence.of(prompts, columns, folds.classes());
        double[][] margins = folds.unseen(words.marked(), (some, in) -> words.margins(some, in, USUAL_STRENGTH, seed));
        double[][] ratios = folds.unseen(words.words(), words::ratios);
        return Combination.fit(new double[][][] {margins, ratios}, null, folds.answers(), folds.classes())
                .loss();
    }

    /** Some of {@code count} places, in their order: all, or a random choice of {@code max}. */
    private static int[] sample(int count, int max, long seed) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(places, new Random(seed));
        return places.stream().limit(max).mapToInt(i -> i).sorted().toArray();
    }

    private static double[][] picked(double[][] scores, int[] places) {
        return Arrays.stream(places).mapToObj(i -> scores[i]).toArray(double[][]::new);
    }

    private static <T> List<T> picked(List<T> all, int[] places) {
        return Arrays.stream(places).mapToObj(all::get).toList();
    }

    private static double[][][] all(double[][][] words, Meaning meaning) {
        double[][][] all = Arrays.copyOf(words, words.length + (meaning == null ? 0 : 1));
        if (meaning != null) {
            all[MEANING] = meaning.scores;
        }
        return all;
    }

    private static float[][] embed(
            Reader reader, List<Prompt> prompts, int[] sample, TextVectors vectors, Progress progress) {
        List<String> texts = Arrays.stream(sample)
                .mapToObj(i -> reader.meaningOf(prompts.get(i)))
                .toList();
        float[][] embedded = new float[texts.size()][];
        int batch = Math.max(MIN_BATCH, texts.size() / BATCHES);
        for (int from = 0; from < embedded.length; from += batch) {
            int to = Math.min(embedded.length, from + batch);
            float[][] some = vectors.of(texts.subList(from, to));
            System.arraycopy(some, 0, embedded, from, some.length);
            progress.step(String.format(Locale.ROOT, "Embedded %d of %d texts", to, embedded.length), Map.of());
        }
        return embedded;
    }

    /** The scores by embeddings with the strength that predicts unseen answers best. */
    private static Meaning meaning(float[][] embedded, Folds folds) {
        Feature[][] vectors = new Feature[embedded.length][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = new Feature[embedded[i].length];
            for (int j = 0; j < vectors[i].length; j++) {
                vectors[i][j] = new FeatureNode(j + 1, embedded[i][j]);
            }
        }
        int size = embedded[0].length;
        Meaning best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double strength : MEANING_STRENGTHS) {
            double[][] scores = folds.unseen(vectors, (some, in) -> Evidence.odds(some, in, size, strength));
            double loss = Combination.fit(new double[0][][], scores, folds.answers(), folds.classes())
                    .loss();
            if (loss < least) {
                least = loss;
                best = new Meaning(vectors, strength, scores);
            }
        }
        return best;
    }

    private static LinearTextModel.Weights weigh(
            WordEvidence words, Meaning meaning, Folds folds, Folds sampled, Trial trial, long seed) {
        int vectors = LinearTextModel.vectors(folds.classes());
        int dense = meaning == null ? 0 : meaning.vectors[0].length;
        float[][] wordWeights = new float[vectors][];
        float[][] numberWeights = new float[vectors][];
        float[][] meaningWeights = new float[vectors][];
        Combination combination = trial.combination;
        IntStream.range(0, vectors).parallel().forEach(label -> {
            boolean[] inClass = folds.inClass(label);
            float[] margins = words.margins(words.marked(), inClass, trial.strength, seed);
            float[] ratios = words.ratios(words.words(), inClass);
            for (int f = 0; f < margins.length; f++) {
                double ratio = f < ratios.length ? combination.factor(RATIO) * ratios[f] : 0;
                margins[f] = (float) (combination.factor(MARGIN) * margins[f] + ratio);
            }
            wordWeights[label] = Arrays.copyOf(margins, ratios.length);
            numberWeights[label] = Arrays.copyOfRange(margins, ratios.length, margins.length);
            float[] odds = dense == 0
                    ? new float[0]
                    : Evidence.odds(meaning.vectors, sampled.inClass(label), dense, meaning.strength);
            for (int f = 0; f < odds.length; f++) {
                odds[f] *= (float) combination.factor(MEANING);
            }
            meaningWeights[label] = odds;
        });
        return new LinearTextModel.Weights(wordWeights, numberWeights, meaningWeights);
    }

    /** Where one of two answers is rare: from which probability on it is given. */
    private static double[] lean(List<String> labels, Trial trial, Folds folds, Progress progress) {
        double[] lean = new double[labels.size()];
        int first = (int) Arrays.stream(folds.answers()).filter(a -> a == 0).count();
        int rare = first * 2 <= folds.answers().length ? 0 : 1;
        int count = rare == 0 ? first : folds.answers().length - first;
        double share = (double) count / folds.answers().length;
        if (labels.size() == 2 && share < RARE) {
            double[] odds = new double[folds.answers().length];
            for (int i = 0; i < odds.length; i++) {
                double[] p = trial.combination.probabilities(scoresOf(trial.scores, i));
                odds[i] = Math.log(p[rare] / p[1 - rare]);
            }
            Threshold threshold = Threshold.of(odds, folds.inClass(rare));
            lean[rare] = -threshold.odds();
            progress.step(
                    String.format(
                            Locale.ROOT,
                            "Only %d of %d examples have the answer %s: it is given from a probability of %.2f on instead of "
                                    + "%.2f, which on held-out folds is right for %.0f %% of each answer's examples "
                                    + "on average instead of %.0f %%",
                            count,
                            odds.length,
                            labels.get(rare),
                            1 / (1 + Math.exp(-threshold.odds())),
                            EVEN_CHANCE,
                            100 * threshold.balanced(),
                            100 * Threshold.balanced(odds, folds.inClass(rare), 0)),
                    Map.of());
        }
        return lean;
    }

    private static double[][] scoresOf(double[][][] scores, int text) {
        return Arrays.stream(scores).map(scorer -> scorer[text]).toArray(double[][]::new);
    }

    /** The strengths to try: fewer when each trial takes long. */
    private static double[] strengths(int examples, int classes) {
        if ((long) examples * classes > 200_000) {
            return new double[] {USUAL_STRENGTH};
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
            int steps,
            LinearTextModel model,
            List<Example> training,
            List<Example> validation,
            TextVectors vectors,
            long seed) {
        Map<String, Object> metrics = metrics(steps, steps);
        double[] seen = measure(model, training, vectors);
        metrics.put("train_loss", rounded(seen[0]));
        metrics.put("train_mean_token_accuracy", rounded(seen[1]));
        if (!validation.isEmpty()) {
            int most = vectors == null ? validation.size() : MAX_EMBEDDED;
            double[] held = measure(model, picked(validation, sample(validation.size(), most, seed)), vectors);
            metrics.put("full_valid_loss", rounded(held[0]));
            metrics.put("full_valid_mean_token_accuracy", rounded(held[1]));
        }
        return metrics;
    }

    /** Mean loss in nats and accuracy; an answer the model does not know costs as much as a certain error. */
    private static double[] measure(LinearTextModel model, List<Example> examples, TextVectors vectors) {
        double least = 1e-6;
        double[][] each = examples.parallelStream()
                .map(example -> {
                    double[] p = model.probabilities(example.prompt(), vectors);
                    int answer = model.labels().indexOf(example.answer());
                    double probability = answer < 0 ? least : Math.max(least, p[answer]);
                    return new double[] {-Math.log(probability), answer == model.choice(p) ? 1 : 0};
                })
                .toArray(double[][]::new);
        double loss = Arrays.stream(each).mapToDouble(e -> e[0]).sum();
        double right = Arrays.stream(each).mapToDouble(e -> e[1]).sum();
        return new double[] {loss / each.length, right / each.length};
    }

    private static double accuracy(Combination combination, double[][][] scores, int[] answers) {
        int right = 0;
        for (int i = 0; i < answers.length; i++) {
            double[] p = combination.probabilities(scoresOf(scores, i));
            int best = 0;
            for (int c = 1; c < p.length; c++) {
                best = p[c] > p[best] ? c : best;
            }
            right += best == answers[i] ? 1 : 0;
        }
        return (double) right / answers.length;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
