package com.developmentleads.prompt;

import com.developmentleads.config.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one wording in which a property is put before a model, in training as in daily use: a model trained on one
 * wording and asked in another loses accuracy. The texts are {@code system.txt}, {@code user.txt} and
 * {@code correction.txt}.
 */
public final class Prompt {

    /** Characters; more of a rambling answer only costs. */
    private static final int LONGEST_WRONG_ANSWER = 500;

    private final String system;
    private final String correction;
    private final Template user;
    private final int maxText;
    private final List<String> labels;

    /**
     * @param folder  class path folder of the two texts
     * @param labels  the answers that count, separated by commas, in the order in which the system text names them
     * @param maxText longest value put into the text, in characters; longer ones are cut
     */
    public Prompt(String folder, String labels, int maxText) throws IOException {
        this.labels = Settings.split(labels);
        String offered = String.join(", ", this.labels);
        this.system = Template.load(folder + "/system.txt").render(name -> name.equals("labels") ? offered : null);
        this.correction =
                Template.load(folder + "/correction.txt").render(name -> name.equals("labels") ? offered : null);
        this.user = Template.load(folder + "/user.txt");
        this.maxText = maxText;
    }

    /**
     * The turns of a question about one property, each with {@code role} and {@code content}.
     *
     * @param wrongAnswer an answer that is none of the labels, which the question then corrects; empty when there was
     *                    no text in it, null when nothing was asked before
     */
    public List<Map<String, String>> messages(Map<String, ?> property, String wrongAnswer) {
        List<Map<String, String>> messages = new ArrayList<>();
        messages.add(turn("system", system));
        messages.add(turn("user", user(property)));
        return wrongAnswer == null ? messages : correct(messages, wrongAnswer);
    }

    /**
     * The turns of a question whose answer was none of the labels, which they ask to correct.
     *
     * @param wrongAnswer that answer; empty when there was no text in it
     */
    public List<Map<String, String>> correct(List<Map<String, String>> question, String wrongAnswer) {
        List<Map<String, String>> messages = new ArrayList<>(question);
        if (!wrongAnswer.isEmpty()) {
            messages.add(
                    turn("assistant", wrongAnswer.substring(0, Math.min(wrongAnswer.length(), LONGEST_WRONG_ANSWER))));
        }
        messages.add(turn("user", correction));
        return messages;
    }

    private static Map<String, String> turn(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    /** The answers that count. */
    public List<String> labels() {
        return labels;
    }

    /** The system turn, the same for every property. */
    public String system() {
        return system;
    }

    /**
     * The user turn for one property.
     *
     * @param property columns of {@code property_scans} by name; names that the text does not use are ignored
     */
    public String user(Map<String, ?> property) {
        return user.render(name -> value(name, property.get(name)));
    }

    /** The columns that the user turn may tell, in its order. */
    public Set<String> names() {
        return user.names();
    }

    /** What a user turn says of a column that has a line of its own; nothing when there is no such line. */
    public Optional<String> read(String name, String userTurn) {
        return user.read(name, userTurn);
    }

    /** A user turn without the lines of some columns. */
    public String without(Set<String> names, String userTurn) {
        return user.without(names, userTurn);
    }

    /** How the text shows that value of that column; null when it shows nothing. */
    public String value(String name, Object value) {
        if (value == null) {
            return null;
        }
        String shown = name.equals("price") ? dollars(value) : oneLine(number(value));
        return shown == null || shown.isEmpty() ? null : shown;
    }

    /** Whether a text has anything to show; the same as that {@link #value} is not null, found out at its first letter. */
    public boolean shows(String text) {
        if (text == null) {
            return false;
        }
        int i = 0;
        while (i < text.length() && isBlank(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i < text.length();
    }

    /** SQLite columns have no fixed type: a year may come as 1950, 1950.0 or "1950". */
    private static String number(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : value.toString();
        }
        return value.toString();
    }

    private String dollars(Object value) {
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            return Double.isFinite(amount) && amount > 0 ? "$" + grouped((long) Math.rint(amount)) : null;
        }
        String text = oneLine(value.toString());
        String digits = text.replaceAll("[$,\\s]|USD", "");
        if (digits.length() > 15 || !digits.matches("[0-9]+(\\.[0-9]+)?")) {
            return text;
        }
        long amount = new BigDecimal(digits).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        return amount > 0 ? "$" + grouped(amount) : null;
    }

    private static String grouped(long amount) {
        String digits = Long.toString(amount);
        int head = (digits.length() - 1) % 3 + 1;
        StringBuilder out = new StringBuilder(digits.length() * 4 / 3 + 1).append(digits, 0, head);
        for (int i = head; i < digits.length(); i += 3) {
            out.append(',').append(digits, i, i + 3);
        }
        return out.toString();
    }

    /**
     * White space of any kind, and characters that show nothing, become single blanks, so that no value can begin a
     * line of its own; half surrogate pairs, which UTF-8 cannot hold, become U+FFFD.
     */
    private String oneLine(String value) {
        int length = value.length();
        int same = unchanged(value);
        if (same == length) {
            return cut(value, length);
        }
        StringBuilder out = new StringBuilder(length).append(value, 0, same);
        boolean blankBefore = same == 0 || value.charAt(same - 1) == ' ';
        for (int i = same; i < length; ) {
            int point = value.codePointAt(i);
            i += Character.charCount(point);
            if (!isBlank(point)) {
                out.appendCodePoint(isHalfPair(point) ? 0xFFFD : point);
                blankBefore = false;
            } else if (!blankBefore) {
                out.append(' ');
                blankBefore = true;
            }
        }
        return cut(out, out.length());
    }

    /** How much of the beginning stays as it is; most values stay whole. */
    private static int unchanged(String value) {
        int length = value.length();
        boolean blankBefore = true;
        int i = 0;
        while (i < length) {
            char c = value.charAt(i);
            if (c > ' ' && c < 0x7f) {
                blankBefore = false;
                i++;
                continue;
            }
            int point = value.codePointAt(i);
            if (point == ' ' ? blankBefore : isBlank(point) || isHalfPair(point)) {
                return i;
            }
            blankBefore = point == ' ';
            i += Character.charCount(point);
        }
        return length;
    }

    /** The first {@code end} characters or as many as a value may have, without a blank or half a pair at their end. */
    private String cut(CharSequence line, int end) {
        int cut = Math.min(end, maxText);
        if (cut < end && Character.isHighSurrogate(line.charAt(cut - 1))) {
            cut--;
        }
        if (cut > 0 && line.charAt(cut - 1) == ' ') {
            cut--;
        }
        return line.subSequence(0, cut).toString();
    }

    private static boolean isBlank(int point) {
        if (point < 0x80) {
            return point <= ' ' || point == 0x7f;
        }
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isHalfPair(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
