package com.developmentleads.listing;

import com.developmentleads.listing.text.PlainText;
import com.developmentleads.listing.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells whether a listing says something new. Sites rewrite dates and counters every day ("View 32 photos", "3 days
 * ago", "[Updated 9/29]"); each rewrite taken for a change would cost a classification and disturb a row that its owner
 * has judged.
 */
public final class ListingChange {

    private static final int MAX_TEXT = 4000;
    private static final int MAX_BRACKET = 60;
    private static final Map<String, String> KINDS = loadKinds();

    private ListingChange() {}

    /**
     * The fingerprint of a listing's text and price, 32 hexadecimal digits: equal as long as neither changed. Letter
     * case, punctuation, bracketed notes, dates, times and counters do not count.
     *
     * @param text  the snippet; null is empty
     * @param price USD, cents do not count; null when unknown
     */
    public static String fingerprint(String text, Number price) {
        String said = String.join(" ", lasting(words(withoutNotes(PlainText.of(text, MAX_TEXT)))));
        return digest(said + "\n" + (price == null ? "" : price.longValue()));
    }

    private static String withoutNotes(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int close = -1;
            if (text.charAt(i) == '[') {
                close = text.substring(i, Math.min(text.length(), i + MAX_BRACKET))
                        .indexOf(']');
            }
            if (close > 0) {
                i += close + 1;
                kept.append(' ');
            } else {
                kept.append(text.charAt(i++));
            }
        }
        return kept.toString().toLowerCase(Locale.ROOT);
    }

    /** Runs of letters and runs of digits; between digits, dots and slashes stay and commas go. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inNumber = i > 0
                    && i + 1 < text.length()
                    && PlainText.isDigit(text.charAt(i - 1))
                    && PlainText.isDigit(text.charAt(i + 1));
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                if (word.length() > 0 && PlainText.isDigit(c) != PlainText.isDigit(word.charAt(0))) {
                    end(word, words);
                }
                word.append(c);
            } else if (inNumber && (c == '.' || c == '/' || c == ':' || c == '-')) {
                word.append(c);
            } else if (!inNumber || c != ',') {
                end(word, words);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static List<String> lasting(List<String> words) {
        List<String> lasting = new ArrayList<>(words.size());
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i);
            String kind = KINDS.getOrDefault(word, "");
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (kind.equals("month") && (isDay(next) || endsWithDay(lasting))) {
                if (isDay(next)) {
                    i++;
                } else {
                    lasting.remove(lasting.size() - 1);
                }
                if (i + 1 < words.size() && isYear(words.get(i + 1))) {
                    i++;
                }
            } else if (kind.equals("counter")) {
                if (!lasting.isEmpty() && isNumber(lasting.get(lasting.size() - 1))) {
                    lasting.remove(lasting.size() - 1);
                }
            } else if (!kind.equals("word") && !isDate(word) && !(isNumber(word) && isHalfDay(next))) {
                lasting.add(word);
            }
            i++;
        }
        return lasting;
    }

    private static boolean isHalfDay(String word) {
        return word.equals("am") || word.equals("pm");
    }

    private static boolean endsWithDay(List<String> words) {
        return !words.isEmpty() && isDay(words.get(words.size() - 1));
    }

    private static boolean isDay(String word) {
        return word.length() <= 2 && isNumber(word);
    }

    private static boolean isYear(String word) {
        return word.length() == 4 && isNumber(word);
    }

    /** "9/29", "9/29/2025", "2025-09-29", "12:30". */
    private static boolean isDate(String word) {
        return !isNumber(word)
                && PlainText.isDigit(word.charAt(0))
                && (word.indexOf('/') > 0 && !word.equals("1/2")
                        || word.indexOf(':') > 0
                        || word.indexOf('-') != word.lastIndexOf('-'));
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> PlainText.isDigit((char) c));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Map<String, String> loadKinds() {
        Map<String, String> kinds = new HashMap<>();
        for (String[] line : WordLists.read("passing-words.tsv")) {
            for (String word : line[1].split(" ")) {
                kinds.put(word, line[0]);
            }
        }
        return Map.copyOf(kinds);
    }
}
