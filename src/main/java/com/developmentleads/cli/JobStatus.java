package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a job stands: the row of {@code training_jobs}, and what the provider itself said. */
final class JobStatus {

    private final Map<?, ?> row;
    private final JsonNode job;
    private final JsonNode events;
    private final List<?> history;

    /**
     * @param row     the row of {@code training_jobs}
     * @param job     the provider's job document, or null when it knows the job no more
     * @param events  the provider's list of events, or null when it keeps none
     * @param history what was recorded of it here, oldest first; null for nothing
     */
    JobStatus(Map<?, ?> row, JsonNode job, JsonNode events, List<?> history) {
        this.row = row;
        this.job = job == null ? MissingNode.getInstance() : job;
        this.events = events == null ? MissingNode.getInstance() : events;
        this.history = history == null ? List.of() : history;
    }

    boolean succeeded() {
        return state().equals("succeeded");
    }

    /** Nothing more will come: failed, cancelled, lost, or succeeded and accepted. */
    boolean ended() {
        return switch (state()) {
            case "failed", "cancelled", "lost" -> true;
            case "succeeded" -> accepted() || heldBack() || nameless() && row.get("error") != null;
            default -> false;
        };
    }

    /** Neither the provider nor its list knew it when it was last asked; that may have been a fault of its own. */
    boolean lost() {
        return state().equals("lost");
    }

    int exitCode() {
        boolean failed = ended() && !accepted() && !"candidate".equals(row.get("decision"));
        return failed || nameless() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** One line while it is waited for. */
    String progress() {
        String tokens = row.get("trained_tokens") == null ? "" : ", " + row.get("trained_tokens") + " tokens trained";
        String last = newestEvents().stream().reduce((first, second) -> second).orElse("");
        if (succeeded()) {
            if (row.get("deployment") != null && !pending()) {
                boolean byHand = row.get("deployment_command") != null && !"making".equals(row.get("deployment"));
                return "succeeded, deployment " + deployment()
                        + (byHand ? "; it is waited for, make it with: " + row.get("deployment_command") : "");
            }
            return nameless()
                    ? "succeeded, waiting for the provider to name the model"
                    : pending() ? row.get("reason").toString() : "succeeded, waiting for the model to answer";
        }
        return state() + tokens + (last.isEmpty() ? "" : ": " + last);
    }

    void print(Console console, Settings settings) {
        console.field("job", row.get("job_id"));
        console.field("model", row.get("model"));
        console.field("status", state());
        console.field("created", row.get("created_at"));
        switch (state()) {
            case "validating_files", "queued" -> console.line("The job is waiting for its turn.");
            case "running" -> {
                console.field("trained tokens", value(row.get("trained_tokens"), "not told yet"));
                console.field("estimated finish", iso(job.path("estimated_finish")));
            }
            case "succeeded" -> printSucceeded(console, settings);
            case "failed" -> {
                console.field("error", value(row.get("error"), "the provider gives no reason"));
                console.line("Mend the training data, then: leads prepare, leads train");
            }
            case "cancelled" -> console.line("The job was cancelled. Next: leads train");
            case "lost" ->
                console.line("The provider does not know this job any more. Look at leads status --list;"
                        + " a new one is made by: leads train");
            default -> console.line("This status is not known here; the job is asked for until it has ended.");
        }
        List<String> last = newestEvents();
        if (!last.isEmpty()) {
            console.line("Last events");
            last.forEach(event -> console.line("  " + event));
        }
        if (!history.isEmpty()) {
            console.line("What was seen of it here");
            history.forEach(entry -> console.line("  " + happened((Map<?, ?>) entry)));
        }
    }

    private static String happened(Map<?, ?> event) {
        String detail = event.get("detail") == null ? "" : ": " + event.get("detail");
        return event.get("at") + "  "
                + String.valueOf(event.get("event")).replace('_', ' ').replace('-', ' ') + detail;
    }

    private void printSucceeded(Console console, Settings settings) {
        if (nameless()) {
            if (row.get("deployment") != null) {
                printWaiting(console);
                return;
            }
            console.line(
                    "The provider says that it succeeded and names no model. Ask the provider; nothing was written.");
            return;
        }
        console.field("tuned model", row.get("fine_tuned_model"));
        console.field("finished", value(row.get("finished_at"), "not told"));
        console.field("trained tokens", value(row.get("trained_tokens"), "not told"));
        if (accepted()) {
            console.field("model id file", settings.file("model-id"));
            console.field("measured", value(row.get("reason"), "not measured"));
            console.line("The model answers. From now on it classifies.");
        } else if (heldBack()) {
            console.field("held-out examples", row.get("reason"));
            console.line("The model was " + (row.get("decision").equals("refused") ? "not promoted" : "left to you")
                    + ", the one in use stays. Take it all the same: leads models use "
                    + row.get("fine_tuned_model"));
        } else if (pending()) {
            console.line("The model does not classify yet, " + row.get("reason")
                    + ". Raise the budget, or take it unmeasured with training.promote=always");
        } else {
            printWaiting(console);
        }
    }

    /** What is missing until the model answers. */
    private void printWaiting(Console console) {
        if (row.get("deployment") == null) {
            console.line(
                    "The model is not ready yet: it does not answer. This waits until it does: leads status --watch");
            return;
        }
        console.field("deployment", deployment());
        if (row.get("deployment_command") != null && !"making".equals(row.get("deployment"))) {
            console.line("Deploy the model, then it is taken as soon as it answers:");
            console.line("  " + row.get("deployment_command"));
        }
        console.line("This waits for it: leads status --watch");
    }

    private String deployment() {
        String state = switch (row.get("deployment").toString()) {
            case "ready" -> "made, does not answer yet";
            case "making" -> "being made";
            case "failed" -> "failed";
            default -> "not made yet";
        };
        return row.get("deployment_error") == null ? state : state + ", " + row.get("deployment_error");
    }

    /** Whether a person or the provider is still to deploy the model; that may take longer than loading one. */
    boolean awaitsDeployment() {
        Object deployment = row.get("deployment");
        return deployment != null && !deployment.equals("ready") && !deployment.equals("failed");
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        for (String column : new String[] {
            "job_id", "state", "model", "fine_tuned_model", "trained_tokens", "error", "created_at", "finished_at"
        }) {
            report.put(column, row.get(column));
        }
        report.put("accepted", accepted());
        report.put("decision", row.get("decision"));
        report.put("decision_reason", row.get("reason"));
        report.put("deployment", row.get("deployment"));
        report.put("deployment_error", row.get("deployment_error"));
        report.put("deployment_command", row.get("deployment_command"));
        report.put("events", newestEvents());
        report.put("history", history);
        return report;
    }

    /** A time that the wire gives in seconds since 1970, as ISO 8601. */
    static String iso(JsonNode seconds) {
        if (!seconds.isNumber() || seconds.asLong() <= 0) {
            return "not told yet";
        }
        try {
            return Instant.ofEpochSecond(seconds.asLong()).toString();
        } catch (DateTimeException e) {
            return "not told yet";
        }
    }

    private String state() {
        return String.valueOf(row.get("state"));
    }

    /** Some providers name the model a moment after they say that the job has succeeded. */
    private boolean nameless() {
        return succeeded() && row.get("fine_tuned_model") == null;
    }

    private boolean accepted() {
        return row.get("accepted_at") != null;
    }

    private boolean heldBack() {
        return "refused".equals(row.get("decision")) || "candidate".equals(row.get("decision"));
    }

    private boolean pending() {
        return "pending".equals(row.get("decision"));
    }

    /** The events in the order in which they happened; providers list the newest first. */
    private List<String> newestEvents() {
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events.path("data")) {
            lines.add(
                    iso(event.path("created_at")) + "  " + event.path("message").asText());
        }
        Collections.reverse(lines);
        return lines;
    }

    private static Object value(Object value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
