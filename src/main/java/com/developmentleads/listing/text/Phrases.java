package com.developmentleads.listing.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Phrases of a word list by kind, and where they stand in a text. All in lower case. */
public final class Phrases {

    private final Map<String, List<String>> byKind = new HashMap<>();

    /** Reads a list whose lines are kind and phrase. */
    public Phrases(String list) {
        for (String[] line : WordLists.read(list)) {
            byKind.computeIfAbsent(line[0], kind -> new ArrayList<>()).add(line[1]);
        }
        // the longest first, so that "new construction" is not taken for "new"
        byKind.values().forEach(phrases -> phrases.sort((a, b) -> b.length() - a.length()));
    }

    /** The phrases of one kind, the longest first. */
    public List<String> of(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** True when {@code text} has a phrase of the kind, as whole words. */
    public boolean in(String kind, String text) {
        for (String phrase : of(kind)) {
            if (indexOf(text, phrase, 0) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The phrase of the kind that {@code text} has, as whole words, at {@code at}; null when there is none. */
    public String at(String kind, String text, int at) {
        for (String phrase : of(kind)) {
            if (text.startsWith(phrase, at) && isWhole(text, at, phrase)) {
                return phrase;
            }
        }
        return null;
    }

    /** True when {@code text} ends with a phrase of the kind, as whole words. */
    public boolean ends(String kind, String text) {
        for (String phrase : of(kind)) {
            if (text.endsWith(phrase) && isWhole(text, text.length() - phrase.length(), phrase)) {
                return true;
            }
        }
        return false;
    }

    /** Where {@code phrase} first stands as whole words in {@code text} from {@code from} on; -1 when nowhere. */
    public static int indexOf(String text, String phrase, int from) {
        int at = text.indexOf(phrase, from);
        while (at >= 0 && !isWhole(text, at, phrase)) {
            at = text.indexOf(phrase, at + 1);
        }
        return at;
    }

    private static boolean isWhole(String text, int at, String phrase) {
        int end = at + phrase.length();
        boolean begins = at == 0
                || !Character.isLetterOrDigit(phrase.charAt(0))
                || !Character.isLetterOrDigit(text.charAt(at - 1));
        return begins
                && (end == text.length()
                        || !Character.isLetterOrDigit(phrase.charAt(phrase.length() - 1))
                        || !Character.isLetterOrDigit(text.charAt(end)));
    }
}
