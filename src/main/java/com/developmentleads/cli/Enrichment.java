package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Asks the layer of parcels for the records of what is in the database, whatever brought it. */
final class Enrichment {

    private Enrichment() {}

    /**
     * What came of it, in addresses.
     *
     * @param asked   those that were to be asked for, until the layer failed
     * @param found   those with a record
     * @param none    those without one
     * @param failure why the layer failed, or null
     */
    record Outcome(long asked, long found, long none, String failure) {

        long failed() {
            return Math.max(0, asked - found - none);
        }

        String text() {
            return Texts.count(asked) + " asked for, " + Texts.count(found) + " found, " + Texts.count(none)
                    + " without a record, " + Texts.count(failed()) + " failed";
        }

        Map<String, Object> report() {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("asked", asked);
            report.put("found", found);
            report.put("none", none);
            report.put("failed", failed());
            report.put("failure", failure);
            return report;
        }
    }

    static boolean isOn(Settings settings) {
        return settings.optional("parcels.layer-url").isPresent();
    }

    /** No provider is needed, but in the sandbox, where it serves the layer too. */
    static LeadsRuntime.Mode mode(Leads leads, Settings settings) {
        boolean served = isOn(settings)
                && settings.optional("routes.sandbox").isPresent()
                && new Accounts(settings, leads.secrets(settings)).usesEmbedded();
        return served ? LeadsRuntime.Mode.COMMAND : LeadsRuntime.Mode.LOCAL;
    }

    /** For a command that needs the records and does without: a layer that fails is told in one line. */
    static void before(Session session, Console console) {
        if (isOn(session.settings())) {
            Outcome outcome = make(session, console, false);
            if (outcome.failure() != null) {
                console.warn(outcome.failure() + " — gone on without records; leads enrich asks for the rest");
            }
        }
    }

    /**
     * Asks, as often as there are addresses, and prints the counts.
     *
     * @param all also for those with an old record, and for which there was none
     */
    static Outcome make(Session session, Console console, boolean all) {
        Settings settings = session.settings();
        Instant began = LeadsRuntime.clock(settings).instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Object> run = Map.of(
                "kind",
                all ? "enrich-all" : "enrich",
                "run_date",
                DailyCommand.today(settings).toString(),
                "started_at",
                began.toString());
        long asked = 0;
        long page;
        String failure;
        do {
            Exchange exchange = session.runtime().ask("leads-enrich", null, Map.of("run", run));
            page = exchange.getMessage().getBody(List.class).stream()
                    .mapToLong(request -> ((List<?>) request).size())
                    .sum();
            asked += page;
            failure = exchange.getVariable("failure", String.class);
            if (page > 0) {
                console.progress(Texts.count(asked) + " addresses asked for");
            }
        } while (page > 0 && failure == null);
        console.progressDone();
        Map<String, Object> counts = session.records()
                .row("parcels/outcome.sql", Map.of("since", began.toString()))
                .orElseThrow();
        Outcome outcome = new Outcome(
                asked, ((Number) counts.get("found")).longValue(), ((Number) counts.get("none")).longValue(), failure);
        console.field("records", outcome.text());
        return outcome;
    }
}
