package com.developmentleads.cli;

import com.developmentleads.evaluate.Gate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How models did on the same examples, for a terminal and for scripts. */
final class EvaluationReport {

    private final List<Map<String, Object>> models = new ArrayList<>();
    private final List<Map<String, Object>> comparisons = new ArrayList<>();

    /** Adds a model. @param figures of {@code Measure}, with at least one example */
    void add(Map<String, Object> figures) {
        models.add(figures);
    }

    /** Adds the comparison of the first model with another. @param pairs {@code only_first} and {@code only_second} */
    void compare(String first, String second, Map<String, Object> pairs) {
        Map<String, Object> comparison = new LinkedHashMap<>();
        comparison.put("first", first);
        comparison.put("second", second);
        comparison.put("only_first", pairs.get("only_first"));
        comparison.put("only_second", pairs.get("only_second"));
        comparison.put("p", Gate.p(pairs));
        comparisons.add(comparison);
    }

    /** How many models were added. */
    int count() {
        return models.size();
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("models", models);
        report.put("comparisons", comparisons);
        report.put("baseline", models.isEmpty() ? null : models.get(0).get("baseline"));
        return report;
    }

    void print(Console console) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> model : models) {
            Map<?, ?> latency = (Map<?, ?>) model.get("latency_ms");
            Map<?, ?> tokens = (Map<?, ?>) model.get("tokens");
            rows.add(List.of(
                    model.get("model").toString(),
                    model.get("correct") + " of " + model.get("examples"),
                    share(model, "accuracy"),
                    percent(model.get("balanced_accuracy")),
                    percent(model.get("recall")),
                    decimal(model.get("calibration_error")),
                    latency == null ? "" : latency.get("median") + " / " + latency.get("p95") + " ms",
                    tokens == null ? "" : Texts.count(number(tokens.get("input")) + number(tokens.get("output"))),
                    model.containsKey("usd") ? usd(model.get("usd")) : ""));
        }
        Map<?, ?> baseline = (Map<?, ?>) models.get(0).get("baseline");
        rows.add(List.of(
                baseline.get("label") + " for all",
                "",
                share(baseline, "accuracy"),
                percent(baseline.get("balanced_accuracy")),
                "",
                "",
                "",
                "",
                ""));
        console.table(
                List.of(
                        "MODEL",
                        "RIGHT",
                        "ACCURACY (95 %)",
                        "BALANCED",
                        "RECALL",
                        "ECE",
                        "MEDIAN / P95",
                        "TOKENS",
                        "COST"),
                rows);
        models.forEach(model -> printClasses(console, model));
        if (!comparisons.isEmpty()) {
            console.blank();
        }
        comparisons.forEach(comparison -> console.line(String.format(
                Locale.ROOT,
                "%s has %s right that %s has wrong, and %s the other way round: p = %.3f (exact McNemar)",
                comparison.get("first"),
                comparison.get("only_first"),
                comparison.get("second"),
                comparison.get("only_second"),
                (Double) comparison.get("p"))));
    }

    private static void printClasses(Console console, Map<String, Object> model) {
        console.blank();
        console.line(model.get("model").toString());
        Map<?, ?> confusion = (Map<?, ?>) model.get("confusion");
        TreeSet<String> given = new TreeSet<>();
        confusion.values().forEach(row -> ((Map<?, ?>) row).keySet().forEach(label -> given.add(label.toString())));
        List<String> header = new ArrayList<>(List.of("IT IS", "PRECISION", "RECALL", "F1"));
        given.forEach(label -> header.add("SAID " + label));
        List<List<String>> rows = new ArrayList<>();
        for (Object entry : (List<?>) model.get("classes")) {
            Map<?, ?> of = (Map<?, ?>) entry;
            List<String> row = new ArrayList<>(List.of(
                    of.get("label").toString(),
                    percent(of.get("precision")),
                    percent(of.get("recall")),
                    decimal(of.get("f1"))));
            Map<?, ?> counts = (Map<?, ?>) confusion.get(of.get("label"));
            given.forEach(label -> row.add(String.valueOf(counts.containsKey(label) ? counts.get(label) : 0)));
            rows.add(row);
        }
        console.table(header, rows);
    }

    /** "92.9 % (85.3 to 96.7)", or that there is none. */
    static String share(Map<?, ?> figures, String name) {
        return figures.get(name) instanceof Number
                ? String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f to %.1f)",
                        100 * real(figures.get(name)),
                        100 * real(figures.get(name + "_low")),
                        100 * real(figures.get(name + "_high")))
                : "not measured";
    }

    static String percent(Object share) {
        return share instanceof Number ? String.format(Locale.ROOT, "%.1f %%", 100 * real(share)) : "";
    }

    private static String decimal(Object number) {
        return number instanceof Number ? String.format(Locale.ROOT, "%.3f", real(number)) : "";
    }

    private static String usd(Object amount) {
        return amount == null ? "not known" : Texts.dollars(new BigDecimal(amount.toString()));
    }

    private static double real(Object number) {
        return ((Number) number).doubleValue();
    }

    private static long number(Object number) {
        return ((Number) number).longValue();
    }
}
