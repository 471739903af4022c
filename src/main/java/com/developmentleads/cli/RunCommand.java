package com.developmentleads.cli;

import com.developmentleads.alert.AlertFile;
import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.management.RoutesCheck;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--standby",
            description = "Where another process runs on the data folder, wait for its end and take over.")
    private boolean standby;

    @Override
    public Integer call() throws Exception {
        Settings settings = leads.settings();
        Optional<String> schedule = settings.optional("schedule.daily");
        if (schedule.isPresent() && !new Accounts(settings, leads.secrets(settings)).canSearch()) {
            throw new ConfigurationException(
                    "the key of the search service is missing, and daily runs are scheduled",
                    "set the environment variable SERPAPI_KEY, or watch jobs alone with --set schedule.daily=");
        }
        ProjectCheck project = new ProjectCheck(settings, leads.secrets(settings));
        require(project.texts());
        Session session = Session.records(leads, settings, LeadsRuntime.Mode.UNATTENDED, false);
        Console console = leads.console();
        RunningProcess here = new RunningProcess(settings, session.records());
        here.take(standby, console);
        start(session, project, here);
        LoggerFactory.getLogger(RunCommand.class)
                .info("Started: process {} on {}", ProcessHandle.current().pid(), settings.data());
        console.line("Running on " + settings.data() + "; jobs are asked for every "
                + settings.text("training.poll-interval") + ", daily runs are "
                + schedule.map(cron -> "at " + cron + " in " + settings.text("schedule.time-zone"))
                        .orElse("off")
                + ". Ctrl-C or SIGTERM stops it.");
        Look.notice(settings, TunedModels.read(session.records(), settings).inUse())
                .ifPresent(notice -> {
                    LoggerFactory.getLogger(RunCommand.class).warn("{}; train another, or name another", notice);
                    console.line("The model in use, " + notice + ". Next: leads models");
                });
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
        untilStopped(
                () -> {
                    session.close();
                    here.end();
                },
                () -> {
                    if (session.runtime().context().isStopped()) {
                        return false;
                    }
                    watch(session);
                    here.record(RoutesCheck.stopped(session.runtime().context()));
                    return true;
                });
        return ExitCode.DONE;
    }

    /** @throws ConfigurationException naming all that is wrong in routes, statements, templates and prompts */
    private static void start(Session session, ProjectCheck project, RunningProcess here) {
        try {
            session.start(LeadsRuntime.Mode.UNATTENDED);
        } catch (ConfigurationException e) {
            here.end();
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

    /** Waits for the signal that ends the process, closes, and ends it with the code for what was done. */
    static void untilStopped(Runnable close) throws InterruptedException {
        untilStopped(close, () -> true);
    }

    /** The same, with a check now and then, whose failure ends the wait too, and so does that nothing runs any more. */
    private static void untilStopped(Runnable close, BooleanSupplier runs) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        AtomicBoolean failed = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            if (!failed.get()) {
                                // A signal has a code of its own, 143, unless somebody says that all went well.
                                LoggerFactory.getLogger(RunCommand.class).info("Stopped");
                                LogManager.shutdown();
                                Runtime.getRuntime().halt(ExitCode.DONE);
                            }
                        },
                        "stop"));
        try {
            while (!forever.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                if (!runs.getAsBoolean()) {
                    // From a console: "camel stop", or the operation of Camel's MBean.
                    return;
                }
            }
        } catch (RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }
}
