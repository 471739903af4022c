package com.developmentleads.cli;

import com.developmentleads.runtime.LeadsRuntime;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Ends a pause of the daily runs; what came due in it is not caught up.")
final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        try (Session session = Session.open(leads, leads.settings(), LeadsRuntime.Mode.LOCAL, true)) {
            Console console = leads.console();
            Pause pause = Pause.read(session.runtime());
            if (pause == null) {
                console.line("The daily runs are not paused.");
            } else {
                session.runtime().ask("leads-pause-end", null, Map.of());
                console.line("The daily runs go on; they were paused since " + pause.text()
                        + ". What came due meanwhile is not caught up.");
            }
            console.report(Pause.report(pause));
            return pause == null ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
        }
    }
}
