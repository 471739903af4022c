package com.developmentleads.provider.chat;

import com.developmentleads.provider.learner.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model that needs no training: phrases speak for groups of labels with a weight each, and of the labels that the
 * system text offers ("… one of: a, b") the one with the most weight is answered. The phrases are a text file:
 *
 * <pre>
 * labels: development_opportunity, opportunity, yes
 * start: -0.5
 * 2.5 tear down
 * 1.0 subdivi*
 * </pre>
 *
 * {@code labels} begins a group and lists the names its label may have; {@code start} is the group's weight before any
 * phrase; a phrase counts once, in any case, with spaces and hyphens the same, {@code *} for the rest of a word, and
 * not at all right after "not" or "no". The probabilities are the softmax of the groups' weights.
 */
public final class Keywords {

    private static final Pattern OFFER = Pattern.compile(
            "\\b(?:one of|either)\\b(?:[^:\\n]{0,40}:)?" + "\\s*([^\\n]+(?:\\n\\s*[-*\\u2022][^\\n]+)*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR = Pattern.compile("\\s*(?:[,;|/\\n]|\\bor\\b|\\band\\b)\\s*");
    private static final String NEGATED = "(?<!\\bnot )(?<!\\bnot a )(?<!\\bno )(?<!\\bnever )";

    private record Phrase(Pattern pattern, double weight) {}

    private record Group(List<String> names, double start, List<Phrase> phrases) {

        double weigh(String text) {
            return start
                    + phrases.stream()
                            .filter(phrase -> phrase.pattern().matcher(text).find())
                            .mapToDouble(Phrase::weight)
                            .sum();
        }

        /** What is found of the phrases, the weightiest first, but for those that another takes back, and the question itself. */
        List<String> found(String text) {
            return phrases.stream()
                    .filter(phrase -> phrase.weight() > 0)
                    .sorted(Comparator.comparingDouble(Phrase::weight).reversed())
                    .map(phrase -> phrase.pattern().matcher(text))
                    .filter(Matcher::find)
                    .filter(found -> found.end() == text.length() || text.charAt(found.end()) != '?')
                    .filter(found -> phrases.stream()
                            .filter(phrase -> phrase.weight() < 0)
                            .map(phrase -> phrase.pattern().matcher(text))
                            .noneMatch(taken -> taken.find(found.start()) && taken.start() == found.start()))
                    .map(Matcher::group)
                    .distinct()
                    .toList();
        }
    }

    private final List<Group> groups;

    /**
     * @param file the phrases, in UTF-8
     * @throws IllegalArgumentException for a line that is neither a label line nor a weight with a phrase
     */
    public Keywords(String file) throws IOException {
        this(Files.readAllLines(Path.of(file)));
    }

    Keywords(List<String> lines) {
        groups = parse(lines);
    }

    private static List<Group> parse(List<String> lines) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("labels:")) {
                List<String> names = Arrays.stream(
                                line.substring("labels:".length()).split(","))
                        .map(Keywords::normal)
                        .filter(name -> !name.isEmpty())
                        .toList();
                groups.add(new Group(names, 0, new ArrayList<>()));
            } else if (groups.isEmpty()) {
                throw new IllegalArgumentException("Line " + (i + 1) + " of the phrases comes before any 'labels:'");
            } else {
                addTo(groups, line, i + 1);
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("The phrases have no 'labels:' line");
        }
        return List.copyOf(groups);
    }

    private static void addTo(List<Group> groups, String line, int number) {
        String[] words = line.split("\\s+", 2);
        Group group = groups.get(groups.size() - 1);
        try {
            if (words.length == 2 && words[0].equals("start:")) {
                groups.set(groups.size() - 1, new Group(group.names(), Double.parseDouble(words[1]), group.phrases()));
                return;
            }
            if (words.length == 2) {
                group.phrases().add(new Phrase(pattern(words[1]), Double.parseDouble(words[0])));
                return;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one refusal below.
        }
        throw new IllegalArgumentException("Line " + number + " of the phrases is not a weight and a phrase: " + line);
    }

    private static Pattern pattern(String phrase) {
        StringBuilder regex = new StringBuilder(NEGATED).append("(?<![\\p{L}\\p{N}])");
        String[] words = normal(phrase).split(" ");
        for (int i = 0; i < words.length; i++) {
            boolean open = words[i].endsWith("*");
            String word = open ? words[i].substring(0, words[i].length() - 1) : words[i];
            regex.append(i == 0 ? "" : " ").append(Pattern.quote(word)).append(open ? "[\\p{L}\\p{N}]*" : "");
        }
        return Pattern.compile(regex.append("(?![\\p{L}\\p{N}])").toString());
    }

    /** Lower case, with every run of spaces, hyphens and underscores as one space. */
    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\u2010-\\u2014-]+", " ")
                .strip();
    }

    /**
     * Answers with one of {@code allowed}, or when that is empty with one of the labels that the system text offers, or
     * when it offers none with the first name of a group.
     */
    public Distribution answer(Prompt prompt, List<String> allowed) {
        List<String> labels = allowed.isEmpty() ? offered(prompt.system()) : allowed;
        if (labels.isEmpty()) {
            labels = offered(prompt.user());
        }
        if (labels.isEmpty()) {
            labels = groups.stream()
                    .map(group -> group.names().get(0).replace(' ', '_'))
                    .toList();
        }
        String text = normal(prompt.user());
        double[] weights = labels.stream()
                .mapToDouble(label -> group(label).map(g -> g.weigh(text)).orElse(0.0))
                .toArray();
        return new Distribution(labels, softmax(weights));
    }

    /** At most {@code most} phrases of a prompt that speak for a label, the weightiest first. */
    List<String> reasons(Prompt prompt, String label, int most) {
        return group(label).map(group -> group.found(normal(prompt.user()))).orElse(List.of()).stream()
                .limit(most)
                .toList();
    }

    static List<String> offered(String text) {
        Matcher offer = OFFER.matcher(text);
        List<String> labels = List.of();
        while (offer.find() && labels.size() < 2) {
            labels = SEPARATOR
                    .splitAsStream(offer.group(1))
                    .map(Keywords::bare)
                    .filter(label -> !label.isEmpty())
                    .distinct()
                    .toList();
        }
        return labels.size() < 2 ? List.of() : labels;
    }

    private static String bare(String label) {
        return label.replaceAll("^[\\s\\-*\\u2022\"'`\\u201c\\u2018(]+|[\\s.\"'`\\u201d\\u2019)]+$", "");
    }

    private Optional<Group> group(String label) {
        String name = normal(label).replaceAll("\\b(?:an?|the) ", "");
        Optional<Group> exact =
                groups.stream().filter(group -> group.names().contains(name)).findFirst();
        return exact.isPresent()
                ? exact
                : groups.stream()
                        .filter(group ->
                                group.names().stream().anyMatch(known -> known.length() > 3 && name.contains(known)))
                        .reduce((first, second) ->
                                longestName(second, name) > longestName(first, name) ? second : first);
    }

    private static int longestName(Group group, String name) {
        return group.names().stream()
                .filter(name::contains)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static double[] softmax(double[] weights) {
        double max = Arrays.stream(weights).max().orElseThrow();
        double[] exp =
                Arrays.stream(weights).map(weight -> Math.exp(weight - max)).toArray();
        double sum = Arrays.stream(exp).sum();
        return Arrays.stream(exp).map(value -> value / sum).toArray();
    }
}
