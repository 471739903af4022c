package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted model: the answers it can give and how each feature speaks for them. Immutable. With two answers there is
 * one vector of weights, which speaks for the first and against the second.
 */
public final class LinearTextModel {

    private static final int MAGIC = 0x444C5431;
    private static final int MAX_LABELS = 10_000;

    private final List<String> labels;
    private final Template template;
    private final Lexicon lexicon;
    private final float[][] weights;
    private final double[] bias;

    LinearTextModel(List<String> labels, Template template, Lexicon lexicon, float[][] weights, double[] bias) {
        this.labels = List.copyOf(labels);
        this.template = template;
        this.lexicon = lexicon;
        this.weights = weights;
        this.bias = bias;
    }

    /** The answers, in the order of {@link #probabilities}. */
    public List<String> labels() {
        return labels;
    }

    /** How probable each answer is; they add up to 1. */
    public double[] probabilities(Prompt prompt) {
        Feature[] vector = lexicon.vector(Grams.of(template.strip(prompt)));
        double[] scores = bias.clone();
        for (int v = 0; v < weights.length; v++) {
            double score = Evidence.score(vector, weights[v]);
            scores[v] += score;
            if (weights.length == 1) {
                scores[1] -= score;
            }
        }
        Combination.softmax(scores);
        return scores;
    }

    /** Writes the model; the same model gives the same bytes. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        data.writeInt(MAGIC);
        data.writeInt(labels.size());
        for (int c = 0; c < labels.size(); c++) {
            Binary.writeText(data, labels.get(c));
            data.writeDouble(bias[c]);
        }
        template.write(data);
        lexicon.write(data);
        for (float[] vector : weights) {
            for (float weight : vector) {
                data.writeFloat(weight);
            }
        }
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException also when it is something else
     */
    public static LinearTextModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("Not a model file, or one of another version");
        }
        int count = data.readInt();
        if (count < 2 || count > MAX_LABELS) {
            throw new IOException("Not a model file: " + count + " answers");
        }
        List<String> labels = new ArrayList<>();
        double[] bias = new double[count];
        for (int c = 0; c < count; c++) {
            labels.add(Binary.readText(data));
            bias[c] = data.readDouble();
        }
        Template template = Template.read(data);
        Lexicon lexicon = Lexicon.read(data);
        float[][] weights = new float[vectors(count)][lexicon.size()];
        for (float[] vector : weights) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = data.readFloat();
            }
        }
        return new LinearTextModel(labels, template, lexicon, weights, bias);
    }

    /** How many vectors of weights a number of answers takes. */
    static int vectors(int labels) {
        return labels == 2 ? 1 : labels;
    }
}
