package com.developmentleads.provider.learner;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines {@code Name: value} of prompts. Where nearly all lines of a name hold one number, as in {@code Lot size:
 * 12,300 sqft}, they are a column of a table instead of words: a value v becomes ln(1 + v), less the column's median,
 * over its interquartile range; whether it is missing; and on which side of the column's quantiles it lies, so that a
 * linear model can learn a threshold. Lines of other names are words, but for names that are left out.
 */
final class Columns {

    private static final Pattern LINE = Pattern.compile("(\\p{L}[^:=]{0,39})[:=]\\s*(.*)");
    private static final Pattern VALUE = Pattern.compile(
            "(?:about|approx\\.?|ca\\.?|~)?\\s*\\p{Sc}?\\s*(\\d{1,15}(?:,\\d{3})*(?:\\.\\d{1,9})?)\\s*([\\p{L}\\p{No}.%/ ]{0,20})");
    private static final Pattern MISSING = Pattern.compile(
            "[-\\u2013\\u2014?.]*|unknown|n\\.?/?a\\.?|none|null|not (?:given|known|available|stated)|tbd");
    private static final double SQUARE_FEET_IN_ACRE = 43_560;
    private static final double SQUARE_FEET_IN_HECTARE = 107_639;
    /** What share of the lines of a name must hold a number, and how many lines at least. */
    private static final double NEARLY_ALL = 0.8;

    private static final int LEAST = 5;
    private static final int MAX_COLUMNS = 64;
    private static final int CUTS = 7;
    private static final double LARGEST = 3;
    /** So that a column has about the weight of a third of a text's words. */
    private static final float UNIT = 0.1f;

    /** What share of the prompts must have a line of a name, for it to be tried without. */
    private static final double USUAL = 0.5;

    private static final int MAX_NAMES = 8;
    /** Numbers of a column in a vector: the scaled value, the missing flag, the sides of the cuts. */
    static final int WIDTH = 2 + CUTS;

    private record Column(String name, double middle, double spread, double[] cuts) {}

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Column> columns;
    private final Set<String> leftOut;

    private Columns(List<Column> columns, Set<String> leftOut) {
        this.columns = columns;
        this.leftOut = leftOut;
        columns.forEach(column -> places.put(column.name, places.size()));
    }

    /** None at all. */
    static Columns none() {
        return new Columns(List.of(), Set.of());
    }

    /** The columns of some prompts. */
    static Columns of(List<Prompt> prompts) {
        Map<String, List<Double>> values = new TreeMap<>();
        Map<String, Integer> others = new TreeMap<>();
        for (Prompt prompt : prompts) {
            for (String line : lines(prompt)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    String name = name(matcher.group(1));
                    OptionalDouble value = value(matcher.group(2));
                    if (value.isPresent()) {
                        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value.getAsDouble());
                    } else if (!isMissing(matcher.group(2))) {
                        others.merge(name, 1, Integer::sum);
                    }
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        values.forEach((name, found) -> {
            int all = found.size() + others.getOrDefault(name, 0);
            boolean varied = found.stream().distinct().count() > 1;
            if (varied && found.size() >= LEAST && found.size() >= NEARLY_ALL * all && columns.size() < MAX_COLUMNS) {
                columns.add(column(
                        name,
                        found.stream().mapToDouble(v -> Math.log1p(v)).sorted().toArray()));
            }
        });
        return new Columns(columns, Set.of());
    }

    private static Column column(String name, double[] sorted) {
        double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        double range = sorted[sorted.length - 1] - sorted[0];
        double[] cuts = new double[CUTS];
        for (int i = 0; i < CUTS; i++) {
            cuts[i] = quantile(sorted, (i + 1.0) / (CUTS + 1));
        }
        return new Column(name, quantile(sorted, 0.5), spread > 0 ? spread : range > 0 ? range : 1, cuts);
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static String name(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isMissing(String text) {
        return MISSING.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
    }

    /** The number that a text is, areas in square feet. */
    private static OptionalDouble value(String text) {
        Matcher matcher = VALUE.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group(1).replace(",", ""));
        String unit = matcher.group(2).strip().toLowerCase(Locale.ROOT);
        double factor = 1;
        if (unit.matches("ac|acres?")) {
            factor = SQUARE_FEET_IN_ACRE;
        } else if (unit.matches("ha|hectares?")) {
            factor = SQUARE_FEET_IN_HECTARE;
        } else if (unit.equals("k")) {
            factor = 1e3;
        } else if (unit.matches("m|mm|mio|million")) {
            factor = 1e6;
        }
        return OptionalDouble.of(value * factor);
    }

    /** The same, with the lines of some names left out. */
    Columns without(Set<String> names) {
        return new Columns(columns, new TreeSet<>(names));
    }

    /** The names of most prompts' lines that are no column, in alphabetical order; few of them. */
    List<String> textNames(List<Prompt> prompts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Prompt prompt : prompts) {
            rest(prompt)
                    .user()
                    .lines()
                    .map(line -> LINE.matcher(line.strip()))
                    .filter(Matcher::matches)
                    .map(line -> name(line.group(1)))
                    .distinct()
                    .forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        return counts.keySet().stream()
                .filter(name -> counts.get(name) >= USUAL * prompts.size())
                .limit(MAX_NAMES)
                .toList();
    }

    /** How many numbers a vector has. */
    int size() {
        return columns.size() * WIDTH;
    }

    /** A prompt without the lines that the columns hold, and without those that are left out. */
    Prompt rest(Prompt prompt) {
        return columns.isEmpty() && leftOut.isEmpty() ? prompt : new Prompt(rest(prompt.system()), rest(prompt.user()));
    }

    private String rest(String turn) {
        return turn.lines().filter(line -> isText(line.strip())).collect(Collectors.joining("\n"));
    }

    private boolean isText(String line) {
        Matcher matcher = LINE.matcher(line);
        return !matcher.matches() || place(matcher) < 0 && !leftOut.contains(name(matcher.group(1)));
    }

    private static List<String> lines(Prompt prompt) {
        return Stream.concat(prompt.system().lines(), prompt.user().lines())
                .map(String::strip)
                .toList();
    }

    /** The column of a line, or -1 for one that stays text: of another name, or with a value that is no number. */
    private int place(Matcher line) {
        Integer place = places.get(name(line.group(1)));
        boolean read = place != null && (value(line.group(2)).isPresent() || isMissing(line.group(2)));
        return read ? place : -1;
    }

    /** The line of each column in a prompt, the first of its name; null where there is none with a number. */
    String[] linesOf(Prompt prompt) {
        String[] found = new String[columns.size()];
        for (String line : columns.isEmpty() ? List.<String>of() : lines(prompt)) {
            Matcher matcher = LINE.matcher(line);
            int place = matcher.matches() ? place(matcher) : -1;
            if (place >= 0 && found[place] == null && value(matcher.group(2)).isPresent()) {
                found[place] = line;
            }
        }
        return found;
    }

    /** The numbers of a prompt. */
    float[] vector(Prompt prompt) {
        float[] vector = new float[size()];
        String[] lines = linesOf(prompt);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == null) {
                vector[i * WIDTH + 1] = UNIT;
            } else {
                Matcher matcher = LINE.matcher(lines[i]);
                double value = matcher.matches() ? value(matcher.group(2)).orElseThrow() : 0;
                put(vector, i * WIDTH, columns.get(i), Math.log1p(value));
            }
        }
        return vector;
    }

    private static void put(float[] vector, int at, Column column, double value) {
        double scaled = (value - column.middle) / column.spread;
        vector[at] = (float) Math.max(-LARGEST, Math.min(LARGEST, scaled)) * UNIT;
        for (int i = 0; i < CUTS; i++) {
            vector[at + 2 + i] = value >= column.cuts[i] ? UNIT : -UNIT;
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(columns.size());
        for (Column column : columns) {
            Binary.writeText(out, column.name);
            out.writeDouble(column.middle);
            out.writeDouble(column.spread);
            for (double cut : column.cuts) {
                out.writeDouble(cut);
            }
        }
        out.writeInt(leftOut.size());
        for (String name : leftOut) {
            Binary.writeText(out, name);
        }
    }

    static Columns read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_COLUMNS) {
            throw new IOException("Not a model file: " + count + " columns of numbers");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = Binary.readText(in);
            double middle = in.readDouble();
            double spread = in.readDouble();
            double[] cuts = new double[CUTS];
            for (int j = 0; j < CUTS; j++) {
                cuts[j] = in.readDouble();
            }
            columns.add(new Column(name, middle, spread, cuts));
        }
        Set<String> leftOut = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            leftOut.add(Binary.readText(in));
        }
        return new Columns(columns, leftOut);
    }
}
