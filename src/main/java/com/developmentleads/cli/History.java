package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.storage.Records;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last daily runs with the attempts of their steps, and the last alerts, as the status shows them. */
final class History {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, Object>> runs;
    private final List<Map<String, Object>> alerts;
    private final List<Map<String, Object>> agreement;
    private final Map<String, Object> learning;
    private final Map<String, Object> recall;
    private final String learningText;
    private final TunedModels models;
    private final Map<?, ?> webhook;

    private History(List<Map<String, Object>> runs, Records records, TunedModels models) {
        this.runs = runs;
        this.models = models;
        this.alerts = records.rows("alerts/last.sql");
        this.agreement = records.rows("evaluations/agreement.sql");
        Map<String, Object> current = new HashMap<>();
        current.put("current", models.current());
        this.learning = records.row("evaluations/learning.sql", current).orElseThrow();
        this.recall = records.row("feedback/recall.sql", Map.of()).orElse(null);
        this.learningText = learningText(learning, recall);
        this.webhook = records.row("webhook/last.sql", Map.of()).orElse(null);
    }

    static History read(Records records, Settings settings) throws IOException {
        List<Map<String, Object>> runs = records.rows("runs/last.sql");
        List<Map<String, Object>> steps = records.rows("runs/steps.sql");
        for (Map<String, Object> run : runs) {
            run.put(
                    "steps",
                    steps.stream()
                            .filter(step -> step.get("run_key").equals(run.get("run_key")))
                            .map(History::withoutRun)
                            .toList());
        }
        return new History(runs, records, TunedModels.read(records, settings));
    }

    /** What the route training-learning says of both, by the same template. */
    private static String learningText(Map<String, Object> learning, Map<String, Object> recall) {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setTemplateLoader(
                new ClassTemplateLoader(Thread.currentThread().getContextClassLoader(), "routes/alerts"));
        templates.setLocalizedLookup(false);
        templates.setDefaultEncoding("UTF-8");
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        Map<String, Object> variables = new HashMap<>();
        variables.put("recall", recall);
        StringWriter text = new StringWriter();
        try {
            templates.getTemplate("train-again.ftl").process(Map.of("body", learning, "variables", variables), text);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("routes/alerts/train-again.ftl: " + e.getMessage(), e);
        }
        return text.toString().strip();
    }

    boolean isEmpty() {
        return runs.isEmpty() && alerts.isEmpty();
    }

    /** The attempts of the steps of a run, oldest first; none of one that is not among the last. */
    List<Map<String, Object>> stepsOf(Object runKey) {
        return runs.stream()
                .filter(run -> run.get("run_key").equals(runKey))
                .findFirst()
                .map(History::steps)
                .orElse(List.of());
    }

    /** How many verdicts were given since the last training. */
    Object labelledSince() {
        return learning.get("new_verdicts");
    }

    /** The model in use, as {@link TunedModels#inUse()}. */
    Map<String, Object> inUse() {
        return models.inUse();
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("runs", runs);
        report.put("alerts", alerts);
        report.put("model", models.inUse());
        report.put("agreement", agreement);
        report.put("learning", learning);
        report.put("recall", recall);
        report.put("webhook", webhook);
        return report;
    }

    void print(Console console) {
        if (!isEmpty() || !models.isEmpty()) {
            console.blank();
            models.printInUse(console);
        }
        if (!agreement.isEmpty()) {
            console.blank();
            console.line("Your verdicts against the model, by week");
            console.table(
                    List.of("WEEK OF", "VERDICTS", "AGREED", "MISSED LEADS", "FALSE LEADS"),
                    agreement.stream()
                            .map(week -> texts(week, "week", "verdicts", "agreed", "missed", "false_leads"))
                            .toList());
        }
        if (!learningText.isEmpty()) {
            console.line(learningText);
        }
        if (!runs.isEmpty()) {
            console.blank();
            console.line("Last daily runs");
            console.table(
                    List.of("DATE", "KIND", "STATE", "NEW", "CLASSIFIED", "STARTED", "ERROR"),
                    runs.stream()
                            .map(run -> texts(
                                    run,
                                    "run_date",
                                    "kind",
                                    "state",
                                    "new_listings",
                                    "classified",
                                    "started_at",
                                    "error"))
                            .toList());
        }
        if (webhook != null) {
            console.blank();
            console.field("webhook", webhookState());
        }
        lastFailed().ifPresent(run -> {
            console.blank();
            console.line("Steps of the run of " + text(run.get("run_date")) + " ("
                    + (run.get("state").equals("running") ? "not ended" : run.get("state")) + ")");
            console.table(
                    List.of("STEP", "TRY", "STATE", "STARTED", "FINISHED", "ERROR", "WHAT TO DO"),
                    steps(run).stream()
                            .map(step -> texts(
                                    step, "step", "attempt", "state", "started_at", "finished_at", "error", "advice"))
                            .toList());
        });
        if (!alerts.isEmpty()) {
            console.blank();
            console.line("Last alerts");
            alerts.forEach(alert ->
                    console.line("  " + alert.get("at") + "  " + alert.get("what") + " — " + alert.get("what_to_do")));
        }
    }

    /** When a message was taken last, and what became of those that were not. */
    private String webhookState() {
        Object sent = webhook.get("sent_at");
        List<String> states = new ArrayList<>(List.of(sent == null ? "nothing taken yet" : "last taken " + sent));
        count(states, "due", " to be sent again");
        count(states, "unknown", " without an answer");
        count(states, "given_up", " given up");
        return String.join(", ", states) + (webhook.get("error") == null ? "" : ": " + webhook.get("error"));
    }

    private void count(List<String> states, String column, String meaning) {
        if (((Number) webhook.get(column)).longValue() > 0) {
            states.add(webhook.get(column) + meaning);
        }
    }

    /** The last run that did not come to its end, or whose steps did not all go well in the end. */
    private Optional<Map<String, Object>> lastFailed() {
        return runs.stream()
                .filter(run -> !steps(run).isEmpty())
                .filter(run -> !run.get("state").equals("succeeded")
                        || !lastOf(steps(run)).equals("done"))
                .findFirst();
    }

    private static String lastOf(List<Map<String, Object>> steps) {
        return text(steps.get(steps.size() - 1).get("state"));
    }

    private static List<Map<String, Object>> steps(Map<String, Object> run) {
        return rows((List<?>) run.get("steps"));
    }

    private static Map<String, Object> withoutRun(Map<String, Object> step) {
        Map<String, Object> alone = new LinkedHashMap<>(step);
        alone.remove("run_key");
        alone.computeIfPresent("result", (column, value) -> document(value.toString()));
        return alone;
    }

    private static Object document(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static List<Map<String, Object>> rows(List<?> rows) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object row : rows == null ? List.of() : rows) {
            Map<String, Object> columns = new LinkedHashMap<>();
            ((Map<?, ?>) row).forEach((column, value) -> columns.put(column.toString(), value));
            all.add(columns);
        }
        return all;
    }

    private static List<String> texts(Map<String, Object> row, String... columns) {
        List<String> texts = new ArrayList<>();
        for (String column : columns) {
            texts.add(text(row.get(column)));
        }
        return texts;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
