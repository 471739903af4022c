package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads feedback}. */
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        description = "Reads your verdicts back from the sheet and from leads.csv, as each daily run does first.")
final class FeedbackCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        Settings settings = leads.settings();
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.LOCAL, true)) {
            Map<?, ?> before = counts(session.runtime());
            String unread =
                    session.runtime().ask("leads-feedback", null, Map.of()).getVariable("unread", "", String.class);
            Map<?, ?> now = counts(session.runtime());
            Console console = leads.console();
            long fresh = number(now, "recorded") - number(before, "recorded");
            console.field("new verdicts", fresh);
            console.field("judged in all", now.get("judged") + ": " + now.get("wanted") + " wanted");
            if (!unread.isEmpty()) {
                console.warn(unread + " — write yes, no or unclear, or add the word to feedback.words.*");
            }
            console.report(Map.of(
                    "recorded", fresh, "judged", now.get("judged"), "wanted", now.get("wanted"), "unread", unread));
            return fresh == 0 && unread.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
        }
    }

    private static Map<?, ?> counts(LeadsRuntime runtime) {
        return (Map<?, ?>) runtime.ask("feedback-counts", null, Map.of())
                .getMessage()
                .getBody(List.class)
                .get(0);
    }

    private static long number(Map<?, ?> row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
