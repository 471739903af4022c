package com.developmentleads.management;

import com.developmentleads.config.Settings;
import com.developmentleads.schedule.Schedule;
import com.developmentleads.search.Towns;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The MBean {@code com.developmentleads:type=DailyRun}: the last daily run, the next one, and their pause. */
@ManagedResource(description = "The daily runs: the last one, the next one, and their pause")
public final class DailyRun {

    /** How long an operation waits for its answer, so that no console hangs: a refusal comes at once, a run takes longer. */
    static final long PATIENCE_SECONDS = 2;

    private static final Pattern PLACE = Pattern.compile("[\\p{L}\\p{N} .,'()-]{1,100}");

    private final Reading reading;
    private final Settings settings;
    private final Schedule schedule;
    private final ProducerTemplate template;

    DailyRun(CamelContext context, Settings settings) {
        this.reading = new Reading(context, "last-run");
        this.settings = settings;
        this.schedule = context.getRegistry().lookupByNameAndType("schedule", Schedule.class);
        this.template = context.createProducerTemplate();
    }

    @ManagedAttribute(description = "When the last run began, ISO 8601; null before the first")
    public String getLastStart() {
        return reading.text("started_at");
    }

    @ManagedAttribute(description = "When the last run ended, ISO 8601; null while it is made")
    public String getLastEnd() {
        return reading.text("finished_at");
    }

    @ManagedAttribute(description = "How the last run stands: running, succeeded, partial or failed")
    public String getLastResult() {
        return reading.text("state");
    }

    @ManagedAttribute(description = "Properties that the last run found")
    public long getFound() {
        return reading.count("found");
    }

    @ManagedAttribute(description = "Properties that the last run saw for the first time")
    public long getNew() {
        return reading.count("new_listings");
    }

    @ManagedAttribute(description = "Leads of the last run")
    public long getLeads() {
        return reading.count("leads");
    }

    @ManagedAttribute(description = "What the last run cost, US dollars; null when a price is not known")
    public Double getCostUsd() {
        return reading.amount("usd");
    }

    @ManagedAttribute(description = "When the next run is due, ISO 8601; null without a schedule and in a pause")
    public String getNextFireTime() {
        ZonedDateTime next = schedule.next();
        return next == null || getPausedSince() != null
                ? null
                : next.toOffsetDateTime().toString();
    }

    @ManagedAttribute(description = "Since when the daily runs are paused, ISO 8601; null when they are not")
    public String getPausedSince() {
        return reading.text("paused_since");
    }

    /** Begins a run; says so, or why not. */
    @ManagedOperation(
            description =
                    "Makes a daily run now, of that place (empty: the towns of the settings); refuses while one is made")
    public String runNow(String location) throws InterruptedException {
        boolean elsewhere = location != null && !location.isBlank();
        if (elsewhere && !PLACE.matcher(location.strip()).matches()) {
            return "Refused: a place is letters, digits, blanks, commas and points, at most 100";
        }
        Map<String, Object> run = new HashMap<>();
        run.put("run_key", "manual-" + UUID.randomUUID());
        run.put("run_date", schedule.today().toString());
        run.put("kind", "manual");
        Settings here =
                elsewhere ? settings.with("search.location", location.strip()).with("search.locations", "") : settings;
        run.put("location", Towns.configured(here));
        run.put("queries", here.text("search.queries"));
        Future<Object> made = template.asyncRequestBody("direct:leads-run-requested", run);
        try {
            return made.get(PATIENCE_SECONDS, TimeUnit.SECONDS) == null
                    ? "Refused: a run is being made on this data folder"
                    : "Made: LastResult says how it went";
        } catch (TimeoutException e) {
            return "Begun: LastResult says how it goes";
        } catch (ExecutionException e) {
            return "Failed: " + e.getCause().getMessage();
        }
    }

    /** Pauses the daily runs over restarts. */
    @ManagedOperation(
            description = "Pauses schedule and catch-up, over restarts, until resume; a run that is made goes on")
    public String pause() {
        template.requestBody("direct:leads-pause", null, Map.class);
        return "Paused";
    }

    /** Ends the pause. */
    @ManagedOperation(description = "Ends the pause; what came due in it is not caught up")
    public String resume() {
        template.requestBody("direct:leads-pause-end", (Object) null);
        return "The daily runs go on";
    }
}
