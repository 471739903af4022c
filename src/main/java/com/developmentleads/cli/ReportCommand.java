package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the page of the newest run anew (each run and each training does) and says where it is.")
final class ReportCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        Settings settings = leads.settings();
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.LOCAL, false)) {
            String file = session.runtime()
                    .ask("leads-report-newest", null, Map.of())
                    .getMessage()
                    .getBody(String.class);
            if (file == null) {
                leads.console().error("the report was not written — see the warning above, or commands.log");
                return ExitCode.FAILED;
            }
            leads.console().field("report", file);
            leads.console().report(Map.of("report", file));
            return ExitCode.DONE;
        }
    }
}
