package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Works unattended until it is stopped: watches open jobs, makes the daily runs.")
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = leads.settings();
        Optional<String> schedule = settings.optional("schedule.daily");
        if (schedule.isPresent()
                && new Accounts(settings, leads.secrets(settings)).searchKey().isEmpty()) {
            throw new ConfigurationException(
                    "the key of the search service is missing, and daily runs are scheduled",
                    "set the environment variable SERPAPI_KEY, or watch jobs alone with --set schedule.daily=");
        }
        Session session = Session.open(leads, settings, LeadsRuntime.Mode.UNATTENDED, false);
        Console console = leads.console();
        console.line("Running on " + settings.data() + "; jobs are asked for every "
                + settings.text("training.poll-interval") + ", daily runs are "
                + schedule.map(cron -> "at " + cron + " in " + settings.text("schedule.time-zone"))
                        .orElse("off")
                + ". Ctrl-C or SIGTERM stops it.");
        untilStopped(session::close);
        return ExitCode.DONE;
    }

    /** Waits for the signal that ends the process, and closes before the process is gone. */
    static void untilStopped(Runnable close) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(close, "stop"));
        forever.await();
    }
}
