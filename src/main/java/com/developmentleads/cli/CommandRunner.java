package com.developmentleads.cli;

import com.developmentleads.config.Secrets;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs one command line. */
public final class CommandRunner {

    private CommandRunner() {}

    /** Runs the command with the process's own output; returns its exit code. */
    public static int run(String... args) {
        MaskedOutput.install();
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
    }

    /** Runs the command with its output going to {@code out} and {@code err}; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        // A key in the wrong place of a command line is in the error that says so.
        Secrets.learn(System.getenv());
        Leads leads = new Leads();
        CommandLine commandLine = leads.commandLine(args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> {
                    err.println("error: " + Console.printable(e.getMessage()));
                    err.println("Try 'leads --help', or 'leads COMMAND --help'.");
                    return ExitCode.CONFIGURATION;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> new Failures(leads.console()).report(e));
        return commandLine.execute(args);
    }
}
