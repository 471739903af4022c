package com.developmentleads.provider.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which words and numbers of a prompt weighed most for an answer: how much the answer's log-odds fall without a word,
 * and how much the line of a number adds to them.
 */
final class Explanation {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'\\u2019.,-]*");
    /** Distinct words that are left out in turn, and those of them whose loss is measured with a new embedding. */
    private static final int MAX_WORDS = 200;

    private static final int MAX_EMBEDDED = 24;
    /** Log-odds below which nothing is worth telling. */
    private static final double LEAST = 0.01;

    private record Reason(String text, double weight) {}

    private final LinearTextModel model;
    private final Reader reader;
    private final TextVectors vectors;
    private final Prompt prompt;
    private final int answer;

    Explanation(LinearTextModel model, Reader reader, TextVectors vectors, Prompt prompt, int answer) {
        this.model = model;
        this.reader = reader;
        this.vectors = vectors;
        this.prompt = prompt;
        this.answer = answer;
    }

    /** At most {@code most} reasons, the weightiest first; words as the prompt has them, numbers as its whole line. */
    List<String> reasons(int most) {
        Text whole = reader.read(prompt, vectors);
        List<Reason> reasons = new ArrayList<>(words(whole));
        String[] lines = reader.columns().linesOf(prompt);
        for (int column = 0; column < lines.length; column++) {
            if (lines[column] != null) {
                reasons.add(new Reason(lines[column], odds(whole) - odds(withoutNumbers(whole, column))));
            }
        }
        return reasons.stream()
                .filter(reason -> reason.weight > LEAST)
                .sorted(Comparator.comparingDouble(Reason::weight).reversed())
                .limit(most)
                .map(Reason::text)
                .toList();
    }

    private double odds(Text text) {
        double p = model.probabilities(text)[answer];
        return Math.log(Math.max(1e-12, p) / Math.max(1e-12, 1 - p));
    }

    private static Text withoutNumbers(Text text, int column) {
        float[] numbers = text.numbers().clone();
        Arrays.fill(numbers, column * Columns.WIDTH, (column + 1) * Columns.WIDTH, 0);
        return new Text(text.words(), numbers, text.meaning());
    }

    private List<Reason> words(Text whole) {
        List<String> lines = reader.lines(prompt);
        List<String> words = distinct(lines);
        List<List<String>> left =
                words.stream().map(word -> without(lines, word)).toList();
        double before = odds(whole);
        double[] weights = left.parallelStream()
                .mapToDouble(rest -> before - odds(textOf(rest, whole, whole.meaning())))
                .toArray();
        if (whole.meaning() == null) {
            return IntStream.range(0, weights.length)
                    .mapToObj(i -> new Reason(words.get(i), weights[i]))
                    .toList();
        }
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, weights.length).boxed().toList());
        places.sort(
                Comparator.comparingDouble((Integer i) -> Math.abs(weights[i])).reversed());
        List<Integer> tried = places.subList(0, Math.min(MAX_EMBEDDED, places.size()));
        float[][] meanings = vectors.of(
                tried.stream().map(i -> String.join("\n", left.get(i))).toList());
        List<Reason> reasons = new ArrayList<>();
        for (int k = 0; k < meanings.length; k++) {
            int i = tried.get(k);
            reasons.add(new Reason(words.get(i), before - odds(textOf(left.get(i), whole, meanings[k]))));
        }
        return reasons;
    }

    private Text textOf(List<String> lines, Text whole, float[] meaning) {
        return new Text(reader.lexicon().vector(Grams.of(lines)), whole.numbers(), meaning);
    }

    /** The words in the order in which they come, each as it is first written. */
    private static List<String> distinct(List<String> lines) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = WORD.matcher(line);
            while (matcher.find() && words.size() < MAX_WORDS) {
                String word = matcher.group().replaceAll("[.,'\\u2019-]+$", "");
                words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
            }
        }
        return List.copyOf(words.values());
    }

    private static List<String> without(List<String> lines, String word) {
        Pattern pattern = Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return lines.stream()
                .map(line -> pattern.matcher(line).replaceAll(" ").strip())
                .toList();
    }
}
