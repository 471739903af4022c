package com.developmentleads.provider.learner;

import com.carrotsearch.hppc.LongIntHashMap;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A fitted model: the answers it can give and how each n-gram speaks for them. Immutable. */
public final class LinearTextModel {

    private final List<String> labels;
    private final long[] keys;
    private final LongIntHashMap index;
    private final float[][] weights;
    private final float[] bias;

    LinearTextModel(List<String> labels, long[] keys, float[][] weights, float[] bias) {
        this.labels = List.copyOf(labels);
        this.keys = keys;
        this.weights = weights;
        this.bias = bias;
        index = new LongIntHashMap(keys.length);
        for (int i = 0; i < keys.length; i++) {
            index.put(keys[i], i);
        }
    }

    /** The answers, in the order of {@link #probabilities}. */
    public List<String> labels() {
        return labels;
    }

    /** How probable each answer is; they add up to 1. */
    public double[] probabilities(Prompt prompt) {
        long[] features = Grams.of(prompt);
        double[] scores = new double[labels.size()];
        double scale = 1 / Math.sqrt(Math.max(1, features.length));
        for (int c = 0; c < scores.length; c++) {
            scores[c] = bias[c];
            for (long feature : features) {
                int i = index.getOrDefault(feature, -1);
                if (i >= 0) {
                    scores[c] += weights[c][i] * scale;
                }
            }
        }
        double sum = 0;
        double max = java.util.Arrays.stream(scores).max().orElseThrow();
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Math.exp(scores[c] - max);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(labels.size());
        for (String label : labels) {
            data.writeUTF(label);
        }
        data.writeInt(keys.length);
        for (long key : keys) {
            data.writeLong(key);
        }
        for (int c = 0; c < labels.size(); c++) {
            data.writeFloat(bias[c]);
            for (float weight : weights[c]) {
                data.writeFloat(weight);
            }
        }
        data.flush();
    }

    public static LinearTextModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        List<String> labels = new ArrayList<>();
        int count = data.readInt();
        for (int i = 0; i < count; i++) {
            labels.add(data.readUTF());
        }
        long[] keys = new long[data.readInt()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = data.readLong();
        }
        float[][] weights = new float[count][keys.length];
        float[] bias = new float[count];
        for (int c = 0; c < count; c++) {
            bias[c] = data.readFloat();
            for (int i = 0; i < keys.length; i++) {
                weights[c][i] = data.readFloat();
            }
        }
        return new LinearTextModel(labels, keys, weights, bias);
    }
}
