package com.developmentleads.provider.learner;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted model: the answers it can give and how each n-gram, number and, when it was trained with them, each place of
 * an embedding speaks for them. Immutable. With two answers there is one vector of weights, which speaks for the first
 * and against the second.
 */
public final class LinearTextModel {

    /** Of the versions of the file: n-grams alone, as written before; with columns, embeddings and leans. */
    private static final int WORDS_ALONE = 0x444C5431;

    private static final int MAGIC = 0x444C5432;
    private static final int MAX_LABELS = 10_000;
    private static final int MAX_MEANING = 10_000;

    /** Weights by vector and place. */
    record Weights(float[][] words, float[][] numbers, float[][] meaning) {}

    private final List<String> labels;
    private final Reader reader;
    private final Weights weights;
    private final double[] bias;
    private final double[] lean;

    LinearTextModel(List<String> labels, Reader reader, Weights weights, double[] bias, double[] lean) {
        this.labels = List.copyOf(labels);
        this.reader = reader;
        this.weights = weights;
        this.bias = bias;
        this.lean = lean;
    }

    /** The answers, in the order of {@link #probabilities}. */
    public List<String> labels() {
        return labels;
    }

    /** True when the model reads embeddings, so that {@link TextVectors} are needed to ask it. */
    public boolean readsMeaning() {
        return weights.meaning[0].length > 0;
    }

    /**
     * What is added to the logarithm of each answer's probability before the greatest is chosen: 0 but for a rare
     * answer, which is given from a lower probability on.
     */
    public double[] lean() {
        return lean.clone();
    }

    /**
     * How probable each answer is; they add up to 1.
     *
     * @param vectors needed when the model {@linkplain #readsMeaning reads meaning}
     */
    public double[] probabilities(Prompt prompt, TextVectors vectors) {
        return probabilities(reader.read(prompt, readsMeaning() ? vectors : null));
    }

    /**
     * At most {@code most} words and lines of numbers of a prompt that weighed most for one of the answers, the
     * weightiest first.
     *
     * @param answer its place among the {@linkplain #labels() labels}
     */
    public List<String> reasons(Prompt prompt, TextVectors vectors, int answer, int most) {
        return new Explanation(this, reader, readsMeaning() ? vectors : null, prompt, answer).reasons(most);
    }

    double[] probabilities(Text text) {
        double[] scores = bias.clone();
        for (int v = 0; v < weights.words.length; v++) {
            double score = Evidence.score(text.words(), weights.words[v])
                    + dot(weights.numbers[v], text.numbers())
                    + dot(weights.meaning[v], text.meaning());
            scores[v] += score;
            if (weights.words.length == 1) {
                scores[1] -= score;
            }
        }
        Combination.softmax(scores);
        return scores;
    }

    /** The answer that is given, one of the {@linkplain #labels() labels} by its place, from the probabilities. */
    public int choice(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            boolean better = Math.log(probabilities[c]) + lean[c] > Math.log(probabilities[best]) + lean[best];
            best = better ? c : best;
        }
        return best;
    }

    private static double dot(float[] weights, float[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /** Writes the model; the same model gives the same bytes. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        data.writeInt(MAGIC);
        data.writeInt(labels.size());
        for (int c = 0; c < labels.size(); c++) {
            Binary.writeText(data, labels.get(c));
            data.writeDouble(bias[c]);
            data.writeDouble(lean[c]);
        }
        reader.write(data);
        data.writeInt(weights.meaning[0].length);
        for (float[][] part : List.of(weights.words, weights.numbers, weights.meaning)) {
            for (float[] vector : part) {
                for (float weight : vector) {
                    data.writeFloat(weight);
                }
            }
        }
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote, and files of the version before.
     *
     * @throws IOException also when it is something else
     */
    public static LinearTextModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int version = data.readInt();
        if (version != MAGIC && version != WORDS_ALONE) {
            throw new IOException("Not a model file, or one of another version");
        }
        boolean whole = version == MAGIC;
        int count = data.readInt();
        if (count < 2 || count > MAX_LABELS) {
            throw new IOException("Not a model file: " + count + " answers");
        }
        List<String> labels = new ArrayList<>();
        double[] bias = new double[count];
        double[] lean = new double[count];
        for (int c = 0; c < count; c++) {
            labels.add(Binary.readText(data));
            bias[c] = data.readDouble();
            lean[c] = whole ? data.readDouble() : 0;
        }
        Reader reader = Reader.read(data, whole);
        int meaning = whole ? data.readInt() : 0;
        if (meaning < 0 || meaning > MAX_MEANING) {
            throw new IOException("Not a model file: embeddings of " + meaning + " numbers");
        }
        int vectors = vectors(count);
        Weights weights = new Weights(
                weights(data, vectors, reader.lexicon().size()),
                weights(data, vectors, reader.columns().size()),
                weights(data, vectors, meaning));
        return new LinearTextModel(labels, reader, weights, bias, lean);
    }

    private static float[][] weights(DataInputStream in, int vectors, int size) throws IOException {
        float[][] weights = new float[vectors][size];
        for (float[] vector : weights) {
            for (int i = 0; i < size; i++) {
                vector[i] = in.readFloat();
            }
        }
        return weights;
    }

    /** How many vectors of weights a number of answers takes. */
    static int vectors(int labels) {
        return labels == 2 ? 1 : labels;
    }
}
