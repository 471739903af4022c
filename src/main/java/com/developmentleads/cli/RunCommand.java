package com.developmentleads.cli;

import com.developmentleads.alert.AlertFile;
import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Works unattended until it is stopped: watches open jobs, makes the daily runs.")
final class RunCommand implements Callable<Integer> {

    private static final long CHECK_SECONDS = 5;

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Settings settings = leads.settings();
        Optional<String> schedule = settings.optional("schedule.daily");
        if (schedule.isPresent() && !new Accounts(settings, leads.secrets(settings)).canSearch()) {
            throw new ConfigurationException(
                    "the key of the search service is missing, and daily runs are scheduled",
                    "set the environment variable SERPAPI_KEY, or watch jobs alone with --set schedule.daily=");
        }
        Session session = open(settings);
        Console console = leads.console();
        console.line("Running on " + settings.data() + "; jobs are asked for every "
                + settings.text("training.poll-interval") + ", daily runs are "
                + schedule.map(cron -> "at " + cron + " in " + settings.text("schedule.time-zone"))
                        .orElse("off")
                + ". Ctrl-C or SIGTERM stops it.");
        Pause pause = Pause.read(session.runtime());
        if (pause != null) {
            console.line("The daily runs are paused since " + pause.text() + ". Next: leads resume");
        }
        if (settings.text("routes.reload").equals("true")) {
            SavedRoutes.watch(session.runtime(), settings, leads.secrets(settings), console);
        }
        settings.optional("management.port")
                .ifPresent(port -> console.line("Health, figures and JMX are at port " + port + " of "
                        + settings.text("management.host") + ", below /observe."));
        try (Connection held = session.hold()) {
            untilStopped(session::close, () -> watch(session));
        }
        return ExitCode.DONE;
    }

    /** @throws ConfigurationException naming all that is wrong in routes, statements, templates and prompts */
    private Session open(Settings settings) {
        ProjectCheck project = new ProjectCheck(settings, leads.secrets(settings));
        require(project.texts());
        try {
            return Session.open(leads, settings, LeadsRuntime.Mode.UNATTENDED, false);
        } catch (ConfigurationException e) {
            if (e.getMessage().startsWith(LeadsRuntime.NOT_STARTED)) {
                require(project.all());
            }
            throw e;
        }
    }

    private static void require(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new ConfigurationException(
                    findings.stream().map(Finding::text).toList());
        }
    }

    /** A database that is gone or another one takes no alert: the line in the file is all that can be left. */
    private static void watch(Session session) {
        try {
            session.requireDatabase();
        } catch (ConfigurationException e) {
            LoggerFactory.getLogger("com.developmentleads.failure").error("run: {}", e.getMessage());
            String at = LeadsRuntime.clock(session.settings())
                    .instant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            try {
                new AlertFile(session.settings().file("alerts").toString())
                        .append(Map.of(
                                "at",
                                at,
                                "key",
                                "database-" + at,
                                "kind",
                                "database",
                                "what",
                                e.getMessage(),
                                "what_to_do",
                                ""));
            } catch (IOException file) {
                e.addSuppressed(file);
            }
            throw e;
        } catch (SQLException e) {
            // Busy or unreadable now: what needs it says so.
            LoggerFactory.getLogger("com.developmentleads.failure").debug("run", e);
        }
    }

    /** Waits for the signal that ends the process, and closes before the process is gone. */
    static void untilStopped(Runnable close) throws InterruptedException {
        untilStopped(close, () -> {});
    }

    /** The same, with a check now and then, whose failure ends the wait too. */
    private static void untilStopped(Runnable close, Runnable check) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(close, "stop"));
        while (!forever.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
            check.run();
        }
    }
}
