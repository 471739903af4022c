package com.developmentleads.provider.learner;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.List;

/**
 * How alike texts are: the cosine of their words, pairs of words and numbers, each of which weighs more the fewer of the
 * texts have it (its inverse document frequency), so that what all share counts for nothing.
 */
public final class SimilarTexts {

    private static final int KINDS = 1 << Grams.WORD | 1 << Grams.PAIR | 1 << Grams.NUMBER;

    private final List<long[]> texts;
    private final LongIntHashMap counts = new LongIntHashMap();
    private final double[] lengths;

    /** @param texts to compare with; may be empty */
    public SimilarTexts(List<String> texts) {
        this.texts = texts.stream().map(SimilarTexts::grams).toList();
        this.texts.forEach(grams -> {
            for (long gram : grams) {
                counts.addTo(gram, 1);
            }
        });
        this.lengths = this.texts.stream().mapToDouble(this::length).toArray();
    }

    /** How like each of the texts a further one is, from 0 (nothing in common) to 1 (the same). */
    public double[] to(String asked) {
        long[] grams = grams(asked);
        double length = length(grams);
        double[] likeness = new double[lengths.length];
        for (int i = 0; i < likeness.length; i++) {
            double both = length * lengths[i];
            likeness[i] = both == 0 ? 0 : shared(grams, texts.get(i)) / both;
        }
        return likeness;
    }

    private static long[] grams(String text) {
        return Grams.of(text.lines().toList(), KINDS);
    }

    /** Both are sorted. */
    private double shared(long[] one, long[] other) {
        double sum = 0;
        int j = 0;
        for (long gram : one) {
            while (j < other.length && other[j] < gram) {
                j++;
            }
            if (j < other.length && other[j] == gram) {
                sum += squared(gram);
            }
        }
        return sum;
    }

    private double length(long[] grams) {
        double sum = 0;
        for (long gram : grams) {
            sum += squared(gram);
        }
        return Math.sqrt(sum);
    }

    private double squared(long gram) {
        double weight = Math.log((1.0 + texts.size()) / Math.max(1, counts.get(gram)));
        return weight * weight;
    }
}
