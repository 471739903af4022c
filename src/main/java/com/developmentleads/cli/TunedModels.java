package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.storage.Records;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tuned models of the provider in use, how well they did, and which one classifies. */
final class TunedModels {

    private final List<Map<String, Object>> models;
    private final String current;
    private final Map<?, ?> change;
    private final String generic;

    private TunedModels(List<Map<String, Object>> models, String current, Map<?, ?> change, String generic) {
        this.models = models;
        this.current = current;
        this.change = change;
        this.generic = generic;
    }

    static TunedModels read(Records records, Settings settings) throws IOException {
        String current = modelFile(settings).value();
        List<Map<String, Object>> models = records.rows("models/list.sql");
        models.forEach(model -> model.put("state", state(model, current)));
        return new TunedModels(
                models,
                current,
                records.row("models/last-change.sql", Map.of()).orElse(null),
                ShownModel.generic(settings).name());
    }

    /** The file that names the tuned model in use. */
    static LineFile modelFile(Settings settings) {
        return new LineFile(settings.file("model-id").toString());
    }

    private static String state(Map<String, Object> model, String current) {
        if (model.get("model").equals(current)) {
            return "in use";
        }
        Object decision = model.get("decision");
        if (model.get("accepted_at") != null) {
            return "replaced";
        }
        return decision == null ? "not decided" : decision.toString();
    }

    boolean isEmpty() {
        return models.isEmpty();
    }

    /** The tuned model in use; null for the generic one. */
    String current() {
        return current;
    }

    /**
     * The model before the last change; null for the generic one.
     *
     * @throws ConfigurationException when there was no change
     */
    String previous() {
        if (change == null) {
            throw new ConfigurationException(
                    "no change of the model is recorded that could be taken back", "name one with leads models use ID");
        }
        return (String) change.get("from_model");
    }

    /** @throws ConfigurationException when no job here has given that model */
    String require(String model) {
        if (models.stream().noneMatch(known -> known.get("model").equals(model))) {
            throw new ConfigurationException(
                    "no training here has given a model " + model, "copy its name from leads models");
        }
        return model;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("in_use", current == null ? generic : current);
        report.put("since", since());
        report.put("models", models);
        return report;
    }

    /** The model in use, since when, and its measured accuracy, as the status has them. */
    Map<String, Object> inUse() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", current == null ? generic : current);
        row.put("tuned", current != null);
        row.put("since", since());
        Map<String, Object> figures = models.stream()
                .filter(model -> model.get("model").equals(current))
                .findFirst()
                .orElse(Map.of());
        for (String name : new String[] {
            "base", "accuracy", "accuracy_low", "accuracy_high", "balanced_accuracy", "held_out", "shutdown_date"
        }) {
            row.put(name, figures.get(name));
        }
        row.put("measured", isMeasured(figures));
        return row;
    }

    private Object since() {
        return change == null ? null : change.get("done_at");
    }

    void printInUse(Console console) {
        Map<String, Object> row = inUse();
        console.field(
                "model in use",
                row.get("model") + (row.get("since") == null ? "" : ", since " + row.get("since")) + ", "
                        + ((Boolean) row.get("measured")
                                ? "accuracy " + EvaluationReport.share(row, "accuracy") + " on " + row.get("held_out")
                                        + " held-out examples"
                                : "not measured")
                        + (row.get("shutdown_date") == null ? "" : ", retired on " + row.get("shutdown_date")));
    }

    void print(Console console) {
        printInUse(console);
        if (models.isEmpty()) {
            console.line("No training here has given a model yet. Next: leads train");
            return;
        }
        console.blank();
        console.table(
                List.of(
                        "MODEL",
                        "STATE",
                        "TRAINED FROM",
                        "DATE",
                        "EXAMPLES",
                        "ACCURACY (95 %)",
                        "BALANCED",
                        "RECALL",
                        "RETIRES"),
                models.stream().map(TunedModels::row).toList());
        models.stream()
                .filter(model -> List.of("refused", "candidate", "pending").contains(model.get("state")))
                .forEach(model -> console.line(
                        "  " + model.get("model") + " is " + model.get("state") + ": " + model.get("reason")));
    }

    private static List<String> row(Map<String, Object> model) {
        boolean measured = isMeasured(model);
        return List.of(
                text(model.get("model")),
                text(model.get("state")),
                text(model.get("base")),
                text(model.get("created_at")).replaceFirst("T.*", ""),
                text(model.get("examples")),
                measured ? EvaluationReport.share(model, "accuracy") : "not measured",
                measured ? EvaluationReport.percent(model.get("balanced_accuracy")) : "",
                measured ? EvaluationReport.percent(model.get("recall")) : "",
                text(model.get("shutdown_date")));
    }

    private static boolean isMeasured(Map<String, Object> model) {
        return model.get("evaluation_measured") instanceof Number measured && measured.intValue() == 1;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
