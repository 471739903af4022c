package com.developmentleads.provider.learner;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The features a model knows, and how a text becomes a vector of them: 1 for each that is present, weighted by how rare
 * it is (inverse document frequency, {@code ln((1+n)/(1+df)) + 1}), and each {@linkplain Grams kind} of feature scaled
 * to a length of its own, so that the many pieces of words do not drown the words. Unknown features are left out before scaling.
 */
final class Lexicon {

    private static final int MAX_FEATURES = 1 << 22;
    /** The length of each kind's part of a vector, by kind; pairs are many and each is rarely seen. */
    private static final double[] LENGTHS = {1, 0.7, 1, 1};

    private final long[] keys;
    private final float[] rarity;
    private final LongIntHashMap index;

    private Lexicon(long[] keys, float[] rarity) {
        this.keys = keys;
        this.rarity = rarity;
        index = new LongIntHashMap(keys.length);
        for (int i = 0; i < keys.length; i++) {
            index.put(keys[i], i);
        }
    }

    /**
     * The lexicon of some texts.
     *
     * @param texts       the features of each text
     * @param maxFeatures how many features to know at most; the most frequent ones are kept
     */
    static Lexicon of(List<long[]> texts, int maxFeatures) {
        LongIntHashMap frequencies = new LongIntHashMap();
        for (long[] text : texts) {
            for (long feature : text) {
                frequencies.addTo(feature, 1);
            }
        }
        int least = leastFrequency(frequencies, maxFeatures);
        long[] keys = new long[frequencies.size()];
        int known = 0;
        for (LongIntCursor cursor : frequencies) {
            if (cursor.value >= least) {
                keys[known++] = cursor.key;
            }
        }
        keys = Arrays.copyOf(keys, known);
        Arrays.sort(keys);
        float[] rarity = new float[known];
        for (int i = 0; i < known; i++) {
            rarity[i] = (float) (Math.log((1.0 + texts.size()) / (1.0 + frequencies.get(keys[i]))) + 1);
        }
        return new Lexicon(keys, rarity);
    }

    /** The frequency from which on features are kept, so that they are not too many. */
    private static int leastFrequency(LongIntHashMap frequencies, int maxFeatures) {
        int least = 1;
        int kept = frequencies.size();
        while (kept > maxFeatures) {
            least++;
            kept = 0;
            for (LongIntCursor cursor : frequencies) {
                kept += cursor.value >= least ? 1 : 0;
            }
        }
        return least;
    }

    int size() {
        return keys.length;
    }

    /** The vector of a text; the index of feature i is i + 1, as liblinear counts. */
    Feature[] vector(long[] text) {
        int[] found = new int[text.length];
        double[] squares = new double[Grams.KINDS];
        int count = 0;
        for (long feature : text) {
            int i = index.getOrDefault(feature, -1);
            if (i >= 0) {
                found[count++] = i;
                squares[kind(i)] += rarity[i] * rarity[i];
            }
        }
        Arrays.sort(found, 0, count);
        Feature[] vector = new Feature[count];
        for (int j = 0; j < count; j++) {
            int i = found[j];
            vector[j] = new FeatureNode(i + 1, LENGTHS[kind(i)] * rarity[i] / Math.sqrt(squares[kind(i)]));
        }
        return vector;
    }

    private int kind(int i) {
        return (int) (keys[i] & (Grams.KINDS - 1));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(keys.length);
        for (int i = 0; i < keys.length; i++) {
            out.writeLong(keys[i]);
            out.writeFloat(rarity[i]);
        }
    }

    static Lexicon read(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_FEATURES) {
            throw new IOException("Not a model file: " + size + " features");
        }
        long[] keys = new long[size];
        float[] rarity = new float[size];
        for (int i = 0; i < size; i++) {
            keys[i] = in.readLong();
            rarity[i] = in.readFloat();
        }
        return new Lexicon(keys, rarity);
    }
}
