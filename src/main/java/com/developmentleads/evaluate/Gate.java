package com.developmentleads.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a new model may classify, by how it did on the held-out examples beside the model in use. */
public final class Gate {

    /** A difference that is more probable than this by chance alone is none. */
    private static final double CHANCE = 0.05;

    private final String promote;

    /** @param promote {@code if-better}, {@code always} or {@code never} */
    public Gate(String promote) {
        this.promote = promote;
    }

    /**
     * The decision.
     *
     * @param pending why the evaluation cannot be made now, or null
     * @param model   {@link Measure#of} of the new model; null when pending
     * @param inUse   that of the model in use on the same examples; null when pending
     * @param pairs   {@code only_first}, {@code only_second}: examples that only the new one, only the one in use has
     *                right; null when pending
     * @return {@code decision} (promoted, refused, candidate, pending), {@code reason}, {@code measured} (1 or 0) and
     *         {@code compared_with}
     */
    public Map<String, Object> decide(
            String pending, Map<String, Object> model, Map<String, Object> inUse, Map<String, Object> pairs) {
        if (pending != null) {
            return promote.equals("if-better")
                    ? decision("pending", false, "evaluation pending: " + pending, null)
                    : decision(unasked(), false, "not measured: " + pending, null);
        }
        boolean measured = (Boolean) model.get("measured");
        String comparedWith = inUse == null ? null : (String) inUse.get("model");
        String numbers = numbers(model, inUse, pairs);
        if (!promote.equals("if-better")) {
            return decision(unasked(), measured, numbers, comparedWith);
        }
        if (isSameForAll(model)) {
            return decision(
                    "refused", measured, "it gives one answer to all, whatever the property; " + numbers, comparedWith);
        }
        if (!measured) {
            return decision("promoted", false, "not measured: " + model.get("note"), comparedWith);
        }
        double balanced = (Double) model.get("balanced_accuracy");
        Map<?, ?> baseline = (Map<?, ?>) model.get("baseline");
        if (balanced <= (Double) baseline.get("balanced_accuracy")) {
            return decision("refused", true, "it is no better than one answer for all; " + numbers, comparedWith);
        }
        if (inUse != null && balanced < (Double) inUse.get("balanced_accuracy") && p(pairs) <= CHANCE) {
            return decision("refused", true, "it is worse than the model in use; " + numbers, comparedWith);
        }
        return decision("promoted", true, numbers, comparedWith);
    }

    /** Whether held-out examples of the model are there, are too few, and have not shown that it is useless. */
    public static boolean needsFolds(Map<String, Object> model) {
        return model != null
                && model.get("accuracy") != null
                && !(Boolean) model.get("measured")
                && !isSameForAll(model);
    }

    /** The p-value of the exact McNemar test. */
    public static double p(Map<String, Object> pairs) {
        return Statistics.mcnemar(number(pairs, "only_first"), number(pairs, "only_second"));
    }

    private String unasked() {
        return promote.equals("always") ? "promoted" : "candidate";
    }

    /** Of examples with different labels. */
    private static boolean isSameForAll(Map<String, Object> model) {
        return model.get("classes") instanceof List<?> classes
                && classes.size() > 1
                && model.get("answers").equals(1);
    }

    private static String numbers(Map<String, Object> model, Map<String, Object> inUse, Map<String, Object> pairs) {
        if (model.get("accuracy") == null) {
            return "not measured: " + model.get("note");
        }
        Map<?, ?> baseline = (Map<?, ?>) model.get("baseline");
        String text = (Folds.isName((String) model.get("model")) ? "by folds " : "")
                + percent(model, "balanced_accuracy") + " balanced accuracy, " + model.get("correct") + " of "
                + model.get("examples") + " right (" + percent(model, "accuracy_low") + " to "
                + percent(model, "accuracy_high") + ")";
        if (inUse != null && inUse.get("accuracy") != null) {
            text += String.format(
                    Locale.ROOT,
                    "; %s: %s, %s right, p = %.3f",
                    inUse.get("model"),
                    percent(inUse, "balanced_accuracy"),
                    inUse.get("correct"),
                    p(pairs));
        }
        return text + "; " + baseline.get("label") + " for all: " + percent(baseline, "balanced_accuracy");
    }

    private static String percent(Map<?, ?> figures, String name) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * (Double) figures.get(name));
    }

    private static long number(Map<String, Object> row, String name) {
        return row.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, Object> decision(String decision, boolean measured, String reason, String comparedWith) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("decision", decision);
        columns.put("measured", measured ? 1 : 0);
        columns.put("reason", reason);
        columns.put("compared_with", comparedWith);
        return columns;
    }
}
