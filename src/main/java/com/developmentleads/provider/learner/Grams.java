package com.developmentleads.provider.learner;

import java.util.Locale;
import java.util.TreeSet;

/** Words and pairs of words of a prompt. */
final class Grams {

    private Grams() {
    }

    static long[] of(Prompt prompt) {
        String[] words = (prompt.system() + "\n" + prompt.user()).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}$]+");
        TreeSet<Long> grams = new TreeSet<>();
        long previous = 0;
        for (String word : words) {
            long hash = 1125899906842597L;
            for (int i = 0; i < word.length(); i++) {
                hash = 31 * hash + word.charAt(i);
            }
            grams.add(hash);
            grams.add(previous * 1_000_003 + hash);
            previous = hash;
        }
        return grams.stream().mapToLong(Long::longValue).toArray();
    }
}
