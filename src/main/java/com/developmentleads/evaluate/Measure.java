package com.developmentleads.evaluate;

import com.developmentleads.evaluate.Statistics.Forecast;
import com.developmentleads.evaluate.Statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How well a model did, as figures that a person, a script and the gate read. */
public final class Measure {

    /** Of a class; with fewer, one example more or less decides. */
    static final int FEWEST_OF_CLASS = 5;

    private static final int FEW = 30;

    private final String positive;

    /** @param leadLabels labels that make a property a lead, separated by commas; recall of the first is shown */
    public Measure(String leadLabels) {
        this.positive = leadLabels.split(",")[0].strip();
    }

    /**
     * The figures of one model.
     *
     * @param model   its name
     * @param answers rows of {@code evaluation_answers}; {@code label} is what it answered, {@code expected} what it should
     * @return {@code examples}, {@code measured}, {@code note} (what limits them, or null) and, with any examples,
     *         {@code correct}, {@code accuracy} with {@code accuracy_low} and {@code accuracy_high} (95 %, Wilson),
     *         {@code balanced_accuracy} (the mean recall of the classes), {@code recall} of leads, {@code answers} (how many
     *         different ones), {@code classes}, {@code confusion}, {@code baseline}, {@code calibration_error},
     *         {@code tokens}, {@code usd} (null when not known) and {@code latency_ms}
     */
    public Map<String, Object> of(String model, List<Map<String, Object>> answers) {
        Map<String, Map<String, Long>> confusion = new TreeMap<>();
        Map<String, Long> answered = new TreeMap<>();
        for (Map<String, Object> row : answers) {
            String expected = (String) row.get("expected");
            String label = (String) row.get("label");
            confusion.computeIfAbsent(expected, key -> new TreeMap<>()).merge(label, 1L, Long::sum);
            answered.merge(label, 1L, Long::sum);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", model);
        figures.put("examples", answers.size());
        figures.put("measured", note(confusion, answers.size(), true) == null);
        figures.put("note", note(confusion, answers.size(), false));
        if (answers.isEmpty()) {
            return figures;
        }
        long correct = answers.stream().filter(Measure::isRight).count();
        figures.put("correct", correct);
        put(figures, "accuracy", Statistics.wilson(correct, answers.size()));
        List<Map<String, Object>> classes = new ArrayList<>();
        confusion.forEach((label, given) -> classes.add(classOf(label, given, answered.getOrDefault(label, 0L))));
        figures.put("balanced_accuracy", mean(classes));
        figures.put(
                "recall",
                classes.stream()
                        .filter(of -> of.get("label").equals(positive))
                        .findFirst()
                        .map(of -> of.get("recall"))
                        .orElse(null));
        figures.put("answers", answered.size());
        figures.put("classes", classes);
        figures.put("confusion", confusion);
        figures.put("baseline", baseline(confusion, answers.size()));
        figures.put("calibration_error", calibration(answers));
        figures.put("tokens", Map.of("input", sum(answers, "input_tokens"), "output", sum(answers, "output_tokens")));
        figures.put(
                "usd",
                answers.stream().anyMatch(row -> row.get("usd") == null)
                        ? null
                        : answers.stream()
                                .mapToDouble(row -> ((Number) row.get("usd")).doubleValue())
                                .sum());
        figures.put("latency_ms", latency(answers));
        return figures;
    }

    /** Why these examples say little; {@code strict}: why they say nothing. Null when neither. */
    private static String note(Map<String, Map<String, Long>> confusion, int examples, boolean strict) {
        if (examples == 0) {
            return "nothing is held out; leads prepare holds examples out once there are enough";
        }
        if (confusion.size() < 2) {
            return "only one label is held out, so that an answer that is always the same looks perfect";
        }
        for (Map.Entry<String, Map<String, Long>> expected : confusion.entrySet()) {
            long heldOut = sum(expected.getValue());
            if (heldOut < FEWEST_OF_CLASS) {
                return "only " + heldOut + " held out of " + expected.getKey() + ", fewer than " + FEWEST_OF_CLASS
                        + ": chance decides, this counts as not measured";
            }
        }
        return strict || examples >= FEW
                ? null
                : "only " + examples + " held out, fewer than " + FEW + ": see how wide the interval is";
    }

    private static Map<String, Object> classOf(String label, Map<String, Long> given, long answered) {
        long heldOut = sum(given);
        long right = given.getOrDefault(label, 0L);
        Double precision = answered == 0 ? null : (double) right / answered;
        double recall = (double) right / heldOut;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("label", label);
        figures.put("held_out", heldOut);
        figures.put("answered", answered);
        figures.put("right", right);
        figures.put("precision", precision);
        figures.put("recall", recall);
        // 2PR/(P+R) in counts, which is 0 and not undefined for a label that is never right.
        figures.put("f1", 2.0 * right / (heldOut + answered));
        return figures;
    }

    /** The commoner label for all. */
    private static Map<String, Object> baseline(Map<String, Map<String, Long>> confusion, int examples) {
        Map<String, Object> figures = new LinkedHashMap<>();
        confusion.entrySet().stream()
                .max((one, other) -> Long.compare(sum(one.getValue()), sum(other.getValue())))
                .ifPresent(common -> {
                    figures.put("label", common.getKey());
                    put(figures, "accuracy", Statistics.wilson(sum(common.getValue()), examples));
                    figures.put("balanced_accuracy", 1.0 / confusion.size());
                });
        return figures;
    }

    private static Double calibration(List<Map<String, Object>> answers) {
        List<Forecast> forecasts = answers.stream()
                .filter(row -> row.get("confidence") instanceof Number)
                .map(row -> new Forecast(((Number) row.get("confidence")).doubleValue(), isRight(row)))
                .toList();
        return forecasts.isEmpty() ? null : Statistics.calibrationError(forecasts);
    }

    private static Map<String, Object> latency(List<Map<String, Object>> answers) {
        List<Long> sorted = answers.stream()
                .filter(row -> row.get("latency_ms") instanceof Number)
                .map(row -> ((Number) row.get("latency_ms")).longValue())
                .sorted()
                .toList();
        return sorted.isEmpty()
                ? null
                : Map.of("median", Statistics.percentile(sorted, 50), "p95", Statistics.percentile(sorted, 95));
    }

    private static boolean isRight(Map<String, Object> row) {
        return Objects.equals(row.get("expected"), row.get("label"));
    }

    private static double mean(List<Map<String, Object>> classes) {
        return classes.stream()
                .mapToDouble(of -> (Double) of.get("recall"))
                .average()
                .orElseThrow();
    }

    private static void put(Map<String, Object> figures, String name, Interval interval) {
        figures.put(name, interval.share());
        figures.put(name + "_low", interval.low());
        figures.put(name + "_high", interval.high());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long sum(List<Map<String, Object>> rows, String column) {
        ToLongFunction<Map<String, Object>> number = row -> ((Number) row.get(column)).longValue();
        return rows.stream().mapToLong(number).sum();
    }
}
