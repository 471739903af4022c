package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads run}. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Works unattended until it is stopped: watches open jobs.")
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = leads.settings();
        Session session = Session.open(leads, settings, LeadsRuntime.Mode.UNATTENDED, false);
        Console console = leads.console();
        console.line("Running on " + settings.data() + "; jobs are asked for every "
                + settings.text("training.poll-interval") + ". Ctrl-C or SIGTERM stops it.");
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
