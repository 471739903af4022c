package com.developmentleads.prompt;

import com.developmentleads.config.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * The one wording in which a property is put before a model, in training as in daily use: a model trained on one
 * wording and asked in another loses accuracy. The texts are {@code system.txt}, {@code user.txt} and
 * {@code correction.txt}.
 */
public final class Prompt {

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
        this.correction = Template.load(folder + "/correction.txt").render(name -> name.equals("labels") ? offered : null);
        this.user = Template.load(folder + "/user.txt");
        this.maxText = maxText;
    }

    /** The user turn after an answer that is none of the labels. */
    public String correction() {
        return correction;
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

    /** How the text shows that value of that column; null when it shows nothing. */
    public String value(String name, Object value) {
        if (value == null) {
            return null;
        }
        String shown = name.equals("price") ? dollars(value) : oneLine(number(value));
        return shown == null || shown.isEmpty() ? null : shown;
    }

    /** SQLite columns have no fixed type: a year may come as 1950, 1950.0 or "1950". */
    private static String number(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : value.toString();
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
        StringBuilder out = new StringBuilder(digits.length() + digits.length() / 3);
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                out.append(',');
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    /**
     * White space of any kind, and characters that show nothing, become single blanks, so that no value can begin a
     * line of its own; half surrogate pairs, which UTF-8 cannot hold, become U+FFFD.
     */
    private String oneLine(String value) {
        StringBuilder out = null;
        int length = value.length();
        boolean blankBefore = true;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            boolean plain = c > ' ' && c < 0x7f;
            if (out == null && (plain || c == ' ' && !blankBefore)) {
                blankBefore = c == ' ';
                continue;
            }
            if (out == null) {
                out = new StringBuilder(length).append(value, 0, i);
            }
            if (plain) {
                out.append(c);
                blankBefore = false;
            } else if (isBlank(c)) {
                if (!blankBefore) {
                    out.append(' ');
                    blankBefore = true;
                }
            } else if (Character.isSurrogate(c) && !pairAt(value, i)) {
                out.append('\uFFFD');
                blankBefore = false;
            } else {
                out.append(c);
                blankBefore = false;
            }
        }
        String line = out == null ? value : out.toString();
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return cut(line, end);
    }

    private String cut(String line, int end) {
        int cut = Math.min(end, maxText);
        if (cut < end && Character.isHighSurrogate(line.charAt(cut - 1))) {
            cut--;
        }
        return cut == line.length() ? line : line.substring(0, cut);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c)
                || Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT;
    }

    private static boolean pairAt(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
