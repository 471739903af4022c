package com.developmentleads.provider.learner;

import com.carrotsearch.hppc.LongHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns text into features, each a 64-bit hash of what it stands for: words and marks, pairs of neighbours, pieces of
 * words, and what numbers amount to. The lowest two bits of a hash tell its {@linkplain #WORD kind}; at 64 bits two
 * features practically never share a hash.
 *
 * <p>A number counts as the shape of its digits and, together with the word it belongs to, as its magnitude: in half
 * steps of a power of two, and as "at least" each step below it, so that a linear model can learn a threshold
 * from few examples.
 */
final class Grams {

    /** Kinds of features: words, pairs of words, pieces of words, numbers and the text's form. */
    static final int WORD = 0;

    static final int PAIR = 1;
    static final int PIECE = 2;
    static final int NUMBER = 3;
    static final int KINDS = 4;
    /** Every kind; a set of kinds has bit k for kind k. */
    static final int ALL = (1 << KINDS) - 1;

    private static final Pattern TOKEN = Pattern.compile(
            "\\p{Sc}?\\p{N}+(?:[.,]\\p{N}+)*%?|\\p{L}[\\p{L}\\p{M}]*(?:['\\u2019]\\p{L}+)?|[^\\s\\p{L}\\p{N}]");
    private static final int MAX_TOKENS = 4_000;
    private static final int MIN_PIECE = 2;
    private static final int MAX_PIECE = 5;
    private static final int MAX_PIECED_WORD = 40;
    private static final double STEPS_PER_DOUBLING = 2;

    private final LongHashSet found = new LongHashSet();
    private final int kinds;

    private Grams(int kinds) {
        this.kinds = kinds;
    }

    /** The features of a text, sorted, each once. */
    static long[] of(List<String> lines) {
        return of(lines, ALL);
    }

    /** The features of a text that are of some {@code kinds}, sorted, each once. */
    static long[] of(List<String> lines, int kinds) {
        Grams grams = new Grams(kinds);
        for (String line : lines) {
            grams.addLine(line);
        }
        long[] hashes = grams.found.toArray();
        Arrays.sort(hashes);
        return hashes;
    }

    private void addLine(String line) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(line);
        String context = "";
        while (matcher.find() && tokens.size() < MAX_TOKENS) {
            String raw = matcher.group();
            String token = raw.toLowerCase(Locale.ROOT);
            int first = token.codePointAt(0);
            if (isNumber(token)) {
                addNumber(token, context);
                tokens.add(shape(token));
            } else {
                tokens.add(token);
                if (Character.isLetter(first)) {
                    context = token;
                    addPieces(token);
                    if (raw.length() > 1 && raw.equals(raw.toUpperCase(Locale.ROOT))) {
                        add(NUMBER, "caps");
                    }
                }
            }
        }
        addPairs(tokens);
    }

    /** Neighbours, the line's beginning and end among them, and words with one between them. */
    private void addPairs(List<String> tokens) {
        String before = null;
        String previous = "^";
        for (String token : tokens) {
            add(WORD, token);
            add(PAIR, previous + ' ' + token);
            if (before != null) {
                add(PAIR, before + " * " + token);
            }
            before = previous;
            previous = token;
        }
        add(PAIR, previous + " $");
    }

    private static boolean isNumber(String token) {
        return Character.isDigit(
                token.codePointAt(token.length() > 1 && !Character.isLetterOrDigit(token.charAt(0)) ? 1 : 0));
    }

    /** The number with every digit as 0, so that all of one form are one word. */
    private static String shape(String number) {
        return number.replaceAll("\\p{N}", "0");
    }

    private void addNumber(String token, String context) {
        String digits = token.replaceAll("[^0-9.]", "");
        double value;
        try {
            value = Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return;
        }
        add(WORD, token);
        int step = (int) Math.floor(STEPS_PER_DOUBLING * Math.log(1 + value) / Math.log(2));
        add(NUMBER, context + '=' + step);
        for (int below = 1; below <= step; below++) {
            add(NUMBER, context + '>' + below);
        }
    }

    private void addPieces(String word) {
        String marked = '_' + (word.length() <= MAX_PIECED_WORD ? word : word.substring(0, MAX_PIECED_WORD)) + '_';
        for (int length = MIN_PIECE; length <= MAX_PIECE; length++) {
            for (int from = 0; from + length <= marked.length(); from++) {
                add(PIECE, marked.substring(from, from + length));
            }
        }
    }

    private void add(int kind, String text) {
        if ((kinds & 1 << kind) == 0) {
            return;
        }
        long hash = 0xcbf29ce484222325L + kind;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
        found.add(hash & ~3L | kind);
    }
}
