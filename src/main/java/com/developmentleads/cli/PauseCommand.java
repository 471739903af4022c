package com.developmentleads.cli;

import com.developmentleads.runtime.LeadsRuntime;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code leads pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Pauses the daily runs, also those of a process that runs, until leads resume.")
final class PauseCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; status and the start of run show it.")
    private String reason;

    @Override
    public Integer call() {
        try (Session session = Session.open(leads, leads.settings(), LeadsRuntime.Mode.LOCAL, true)) {
            Console console = leads.console();
            Pause before = Pause.read(session.runtime());
            if (before == null) {
                session.runtime().ask("leads-pause", reason, Map.of());
            }
            Pause pause = Pause.read(session.runtime());
            console.line("The daily runs are paused" + (before == null ? "" : " already") + ", since " + pause.text()
                    + ". Training jobs are watched as ever. Next: leads resume");
            console.report(Pause.report(pause));
            return before == null ? ExitCode.DONE : ExitCode.NOTHING_TO_DO;
        }
    }
}
