package com.developmentleads.cli;

import com.developmentleads.classify.Retirement;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.schedule.Schedule;
import com.developmentleads.storage.Records;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParseException;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator wants to know at one look: the process, the next and the last run, the spend, the retirement. */
final class Look {

    private final Map<String, Object> report = new LinkedHashMap<>();
    private final Settings settings;

    private Look(Settings settings) {
        this.settings = settings;
    }

    static Look read(Records records, Settings settings, History history) throws IOException {
        Look look = new Look(settings);
        look.report.put("process", new RunningProcess(settings, records).report());
        look.report.put("next_run", next(settings, Pause.read(records) != null));
        Map<String, Object> last =
                records.row("management/last-run.sql", Map.of()).orElseThrow();
        last.remove("paused_since");
        last.put("steps", history.stepsOf(last.get("run_key")));
        look.report.put("last_run", last.get("run_key") == null ? null : last);
        Map<String, Object> spent =
                records.row("management/spent.sql", Map.of()).orElseThrow();
        spent.put("daily_budget_usd", settings.money("budget.daily-usd"));
        look.report.put("spend", spent);
        look.report.put("labelled_since", history.labelledSince());
        look.report.put(
                "alerts_open",
                records.row("management/open-alerts.sql", Map.of()).orElseThrow());
        look.report.put("retires", retirement(settings, history.inUse()));
        return look;
    }

    /** Whether there is nothing to look at: no process ever ran here. */
    boolean isEmpty() {
        return report.get("process") == null;
    }

    Map<String, Object> report() {
        return report;
    }

    /** When the next daily run is due, ISO 8601; null without a schedule and in a pause. */
    private static String next(Settings settings, boolean paused) {
        try {
            ZonedDateTime next = new Schedule(
                            settings.text("schedule.daily"),
                            settings.text("schedule.time-zone"),
                            0,
                            LeadsRuntime.clock(settings))
                    .next();
            return paused || next == null ? null : next.toOffsetDateTime().toString();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The day from which the model in use is not answered with; null when nobody has named one. */
    private static String retirement(Settings settings, Map<String, Object> model) {
        return new Retirement(settings.all(), LeadsRuntime.clock(settings))
                .date((String) model.get("model"), (String) model.get("base"), (String) model.get("shutdown_date"));
    }

    /** What is to be said of the day of a model, as {@link TunedModels#inUse()} gives it, while it is near or past. */
    static Optional<String> notice(Settings settings, Map<String, Object> model) {
        return new Retirement(settings.all(), LeadsRuntime.clock(settings))
                .notice(
                        (String) model.get("model"),
                        retirement(settings, model),
                        settings.integer("training.retirement-notice"));
    }

    void print(Console console) {
        Map<?, ?> process = (Map<?, ?>) report.get("process");
        console.field("process", RunningProcess.text(process));
        if (process != null && process.get("stopped") != null) {
            console.field("stopped by hand", process.get("stopped"));
        }
        Object next = report.get("next_run");
        console.field(
                "next run",
                next != null
                        ? next
                        : settings.optional("schedule.daily").isEmpty() ? "none, no schedule" : "none, paused");
        if (report.get("last_run") instanceof Map<?, ?> run) {
            console.field(
                    "last run",
                    run.get("run_key") + " " + run.get("state") + ", began " + run.get("started_at") + ", "
                            + run.get("found") + " found, " + run.get("new_listings") + " new, "
                            + Texts.count(((Number) run.get("leads")).longValue(), "lead", "leads"));
            String steps = ((List<?>) run.get("steps"))
                    .stream()
                            .map(Map.class::cast)
                            .map(step -> step.get("step") + " " + step.get("state"))
                            .collect(Collectors.joining(", "));
            console.field("steps", steps.isEmpty() ? "none" : steps);
        }
        Map<?, ?> spent = (Map<?, ?>) report.get("spend");
        console.field(
                "spent",
                usd(spent.get("usd_today")) + " of " + usd(spent.get("daily_budget_usd")) + " today, "
                        + usd(spent.get("usd_month")) + " this month"
                        + (settings.money("prices.search").signum() > 0 ? "" : ", without search fees"));
        console.field("labelled since", report.get("labelled_since"));
        console.field("alerts", ((Map<?, ?>) report.get("alerts_open")).get("alerts") + " in two weeks");
        if (report.get("retires") != null) {
            console.field("retires", report.get("retires"));
        }
    }

    private static String usd(Object amount) {
        return "$" + new BigDecimal(amount.toString()).setScale(2, RoundingMode.HALF_UP);
    }
}
