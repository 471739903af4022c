package com.developmentleads.classify;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a model's answer, which is untrusted text, as one of the configured labels. Strict, so that an answer which
 * argues, quotes or names two labels is asked for again rather than guessed at.
 */
public final class LabelParser {

    private final Map<String, String> labels = new LinkedHashMap<>();
    private int longest;

    /**
     * @param labels the labels, separated by commas
     * @throws IllegalArgumentException when there is no label, or one is blank or there twice
     */
    public LabelParser(String labels) {
        for (String part : labels.split(",", -1)) {
            String label = part.strip();
            if (label.isEmpty()) {
                throw new IllegalArgumentException("The labels \"" + labels + "\" have a blank one");
            }
            if (this.labels.put(lower(label), label) != null) {
                throw new IllegalArgumentException("The labels \"" + labels + "\" have \"" + label + "\" twice");
            }
            longest = Math.max(longest, label.length());
        }
    }

    /**
     * The label that {@code answer} is, in its configured spelling; empty when it is anything else or null. White space
     * around it and letter case do not matter, every other character does.
     */
    public Optional<String> parse(String answer) {
        if (answer == null) {
            return Optional.empty();
        }
        String stripped = answer.strip();
        // spares a copy of a huge answer
        return stripped.length() > longest ? Optional.empty() : Optional.ofNullable(labels.get(lower(stripped)));
    }

    /** As {@link #parse}, for a route: the label, or an empty text. */
    public String read(String answer) {
        return parse(answer).orElse("");
    }

    /** Not equalsIgnoreCase, for which the Turkish dotless i is an i. */
    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
