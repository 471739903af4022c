package com.developmentleads.publish;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words in which an owner says yes, no or unclear, and what is new of what they wrote. */
public final class VerdictWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Skin tones, and the mark that asks for a picture instead of a letter. */
    private static final Pattern VARIANTS = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}\\uFE0F]");

    private static final List<String> ALWAYS = List.of("yes,y", "no,n", "unclear,u");
    private static final Pattern ENDS = Pattern.compile("^[\\p{P}\\s]+|[\\p{P}\\s]+$");

    private final Map<String, String> labels = new HashMap<>();

    /**
     * @param yes     words, separated by commas, beside those of the drop-down; case, accents and punctuation around a word do
     *                not count
     * @param classes the labels for yes, no and unclear, separated by commas
     */
    public VerdictWords(String yes, String no, String unclear, String classes) {
        String[] label = classes.split(",");
        List<String> words = List.of(yes, no, unclear);
        for (int i = 0; i < label.length; i++) {
            for (String word : (label[i] + "," + ALWAYS.get(i) + "," + words.get(i)).split(",")) {
                labels.put(plain(word), label[i].strip());
            }
        }
        labels.remove("");
    }

    /** The label that a word stands for; empty when it is none of the words. */
    public Optional<String> label(String word) {
        return Optional.ofNullable(labels.get(plain(word)));
    }

    /**
     * What the owner wrote since it was read last.
     *
     * @param said  rows with {@code key}, {@code verdict}, {@code note}, {@code row}
     * @param known rows of {@code feedback_cells}
     * @param keys  rows of {@code former_keys}
     * @return rows with {@code property_key}, {@code source}, {@code verdict} (a label, or null when what was said before is
     *         withdrawn), {@code said}, {@code note} (null when there is none and was none), {@code where}, {@code only_note} (1: the
     *         verdict is as it was, or its row was written anew); a row whose word is not known has {@code unread}, which says where
     */
    public List<Map<String, Object>> changes(
            String source,
            List<Map<String, Object>> said,
            List<Map<String, Object>> known,
            List<Map<String, Object>> keys) {
        Map<Object, Object> current = current(keys);
        Map<Object, Map<String, Object>> before = byKey(known);
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Map<String, Object> row : said) {
            Object key = current.getOrDefault(row.get("key"), row.get("key"));
            Map<String, Object> last = before.getOrDefault(key, Map.of("verdict", "", "note", "", "gone", 0));
            String word = (String) row.get("verdict");
            String note = (String) row.get("note");
            if (word.equals(last.get("verdict")) && note.equals(last.get("note"))) {
                continue;
            }
            boolean writtenAnew = isGone(last) && word.isEmpty();
            String where = "row " + row.get("row") + " of " + source.substring(source.indexOf(':') + 1);
            Map<String, Object> change = new HashMap<>();
            change.put("property_key", key);
            change.put("source", source);
            change.put("where", where);
            change.put("said", word);
            change.put(
                    "note", note.isEmpty() && (isGone(last) || last.get("note").equals("")) ? null : note);
            change.put("verdict", label(word).orElse(null));
            change.put("only_note", writtenAnew || word.equals(last.get("verdict")) ? 1 : 0);
            if (!word.isEmpty() && label(word).isEmpty()) {
                change.put("unread", where + " says \"" + shortened(word) + "\"");
            }
            changes.add(change);
        }
        return changes;
    }

    /**
     * Which properties have lost their row since it was read last, and which have it again.
     *
     * @return rows with {@code property_key} and {@code gone}, 1 or 0
     */
    public static List<Map<String, Object>> gone(
            List<Map<String, Object>> said, List<Map<String, Object>> known, List<Map<String, Object>> keys) {
        Map<Object, Object> current = current(keys);
        Set<Object> there = said.stream()
                .map(row -> current.getOrDefault(row.get("key"), row.get("key")))
                .collect(Collectors.toSet());
        return known.stream()
                .filter(row -> isGone(row) == there.contains(row.get("property_key")))
                .map(row -> Map.of("property_key", row.get("property_key"), "gone", isGone(row) ? 0 : 1))
                .toList();
    }

    private static boolean isGone(Map<String, Object> cell) {
        return cell.get("gone").equals(1);
    }

    /** Today's key of a property by one of before the rules of keys changed. */
    private static Map<Object, Object> current(List<Map<String, Object>> keys) {
        Map<Object, Object> current = new HashMap<>();
        keys.forEach(row -> current.put(row.get("former_key"), row.get("property_key")));
        return current;
    }

    private static Map<Object, Map<String, Object>> byKey(List<Map<String, Object>> cells) {
        Map<Object, Map<String, Object>> byKey = new HashMap<>();
        cells.forEach(row -> byKey.put(row.get("property_key"), row));
        return byKey;
    }

    /** One line about the words that nobody could read; empty when there are none. */
    public static String unread(List<Map<String, Object>> changes) {
        List<String> places = changes.stream()
                .filter(change -> change.containsKey("unread"))
                .map(change -> (String) change.get("unread"))
                .toList();
        return places.isEmpty()
                ? ""
                : "verdicts not understood: " + String.join("; ", places.subList(0, Math.min(5, places.size())))
                        + (places.size() > 5 ? " and " + (places.size() - 5) + " more" : "");
    }

    /** The changes that can be recorded. */
    public static List<Map<String, Object>> read(List<Map<String, Object>> changes) {
        return changes.stream().filter(change -> !change.containsKey("unread")).toList();
    }

    private static String shortened(String word) {
        String line = word.replaceAll("\\s+", " ");
        return line.length() > 30 ? line.substring(0, 30) + "…" : line;
    }

    private static String plain(String word) {
        String decomposed = Normalizer.normalize(word.replace('_', ' '), Normalizer.Form.NFKD);
        String letters = VARIANTS.matcher(MARKS.matcher(decomposed).replaceAll(""))
                .replaceAll("")
                .strip()
                .toLowerCase(Locale.ROOT);
        String bare = ENDS.matcher(letters).replaceAll("");
        return bare.isEmpty() ? letters : bare;
    }
}
