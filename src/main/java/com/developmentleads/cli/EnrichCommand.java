package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code leads enrich}. */
@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        description = "Asks for the assessor's records of properties that have none, whatever brought them.")
final class EnrichCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Option(names = "--all", description = "Ask also where the record is old, or there was none.")
    private boolean all;

    @Override
    public Integer call() {
        Settings settings = leads.settings();
        if (!Enrichment.isOn(settings)) {
            throw new ConfigurationException(
                    "there is no layer of parcels to ask", "set parcels.layer-url, see application.properties");
        }
        Console console = leads.console();
        try (Session session = Session.open(leads, settings, Enrichment.mode(leads, settings), true)) {
            Enrichment.Outcome outcome = Enrichment.make(session, console, all);
            console.report(outcome.report());
            if (outcome.failure() != null) {
                console.error(outcome.failure() + " — what came is kept; leads enrich asks for the rest");
                return ExitCode.FAILED;
            }
            return outcome.asked() == 0 ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
        }
    }
}
