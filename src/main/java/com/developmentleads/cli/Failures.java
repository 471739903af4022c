package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.failure.Advice;
import com.developmentleads.failure.RequestFailure;
import com.developmentleads.files.FullDisk;
import com.developmentleads.files.UnwritableFileException;
import com.developmentleads.openai.BatchException;
import com.developmentleads.openai.FileNotReadyException;
import com.developmentleads.openai.FileRefusedException;
import com.developmentleads.openai.OutcomeUnknownException;
import com.developmentleads.training.UnusableExamplesException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns whatever stopped a command into one line on standard error and an exit code. */
final class Failures {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** Prints the failure and returns the exit code for it. */
    int report(Throwable thrown) {
        Optional<ConfigurationException> configuration = find(thrown, ConfigurationException.class);
        if (configuration.isPresent()) {
            configuration.get().faults().forEach(console::error);
            return ExitCode.CONFIGURATION;
        }
        Optional<UnwritableFileException> unwritable = find(thrown, UnwritableFileException.class);
        if (unwritable.isPresent()) {
            console.error(unwritable.get().getMessage());
            return ExitCode.CONFIGURATION;
        }
        if (FullDisk.caused(thrown)) {
            console.error(FullDisk.ERROR + " — " + FullDisk.ADVICE);
            return ExitCode.FAILED;
        }
        Optional<UnusableExamplesException> unusable = find(thrown, UnusableExamplesException.class);
        if (unusable.isPresent()) {
            console.error(unusable.get().getMessage());
            return ExitCode.FAILED;
        }
        if (find(thrown, OutcomeUnknownException.class).isPresent()) {
            console.error("the provider's answer was lost, and it does not list the job or batch"
                    + " (yet) — run the same command again: it looks for it before it makes one");
            return ExitCode.FAILED;
        }
        Optional<FileNotReadyException> notReady = find(thrown, FileNotReadyException.class);
        if (notReady.isPresent()) {
            console.error(
                    notReady.get().getMessage() + " — run the same command again later: it goes on with the same file");
            return ExitCode.FAILED;
        }
        Optional<FileRefusedException> refusedFile = find(thrown, FileRefusedException.class);
        if (refusedFile.isPresent()) {
            console.error(
                    refusedFile.get().getMessage() + " — mend the training data, then leads prepare and leads train");
            return ExitCode.REFUSED;
        }
        Optional<BatchException> batch = find(thrown, BatchException.class);
        if (batch.isPresent()) {
            console.error(batch.get().getMessage());
            return ExitCode.REFUSED;
        }
        Optional<UnknownJobException> unknownJob = find(thrown, UnknownJobException.class);
        if (unknownJob.isPresent()) {
            console.error(unknownJob.get().getMessage());
            return ExitCode.REFUSED;
        }
        Optional<RequestFailure> provider = RequestFailure.find(thrown);
        if (provider.isPresent()) {
            return report(provider.get());
        }
        Optional<SQLiteException> database = find(thrown, SQLiteException.class).filter(Failures::isOperators);
        if (database.isPresent()) {
            LoggerFactory.getLogger("com.developmentleads.failure").error("A command failed", thrown);
            console.error(
                    "the database cannot be used: " + database.get().getMessage() + " — restore it from a copy, free"
                            + " it from the program that holds it, or name another folder with --data");
            return ExitCode.CONFIGURATION;
        }
        Optional<IOException> file = find(thrown, IOException.class);
        if (file.isPresent()) {
            LoggerFactory.getLogger("com.developmentleads.failure").error("A command failed", thrown);
            console.error(
                    "a file cannot be read or written: " + file.get().getMessage()
                            + " — see that there is room on the disk and that you have access, then run the same command again");
            return ExitCode.FAILED;
        }
        Throwable root = root(thrown);
        LoggerFactory.getLogger("com.developmentleads.failure").error("A command failed", thrown);
        console.error(root.getClass().getSimpleName() + ": " + root.getMessage()
                + " — this is a fault of the application; the log in the data folder has more");
        return ExitCode.FAILED;
    }

    /**
     * Prints why steps of a daily run failed, while the other steps went on; returns the exit code of the worst.
     *
     * @param failures rows of the view {@code failed_steps}, in the order in which they happened; at least one
     */
    int reportSteps(List<Map<?, ?>> failures) {
        String error = failures.stream()
                .map(failure -> failure.get("step") + ": " + failure.get("error"))
                .collect(Collectors.joining("; "));
        String advice = failures.stream()
                .map(failure -> String.valueOf(failure.get("advice")))
                .distinct()
                .collect(Collectors.joining("; "));
        console.error("the run is not complete, " + error + " — " + advice
                + "; nothing is lost, the next run goes on from here");
        return failures.stream()
                .mapToInt(
                        failure -> failure.get("exit_code") instanceof Number code ? code.intValue() : ExitCode.FAILED)
                .max()
                .orElse(ExitCode.FAILED);
    }

    private int report(RequestFailure error) {
        if (error.isPermanent()) {
            console.error("the provider refused (HTTP " + error.status() + "): " + error.message() + " — "
                    + Advice.of(error));
            return ExitCode.REFUSED;
        }
        if (error.status() >= 300 && error.status() < 400) {
            console.error("the provider sends elsewhere (HTTP " + error.status() + "), and a key is not sent after a"
                    + " redirect — correct openai.base-url, or sign in to the network you are in");
            return ExitCode.FAILED;
        }
        if (error.untrusted()) {
            console.error("the provider was not asked, " + error.message()
                    + " — correct openai.base-url or this machine's" + " clock, or sign in to the network you are in");
            return ExitCode.FAILED;
        }
        if (error.tooLarge()) {
            console.error("the provider did not do it: " + error.message()
                    + " — nothing is lost, run the same command again with a greater openai.max-answer-bytes");
            return ExitCode.FAILED;
        }
        String status = error.status() == 0 ? "" : " (HTTP " + error.status() + ")";
        console.error("the provider did not do it" + status + ": " + error.message()
                + " — nothing is lost, run the same command again later");
        return ExitCode.FAILED;
    }

    /** What is wrong with the file, its place or its other users; anything else is a statement of this application's. */
    private static boolean isOperators(SQLiteException e) {
        int primary = e.getResultCode().code & 0xff;
        return Set.of(
                        SQLiteErrorCode.SQLITE_CORRUPT,
                        SQLiteErrorCode.SQLITE_NOTADB,
                        SQLiteErrorCode.SQLITE_IOERR,
                        SQLiteErrorCode.SQLITE_READONLY,
                        SQLiteErrorCode.SQLITE_CANTOPEN,
                        SQLiteErrorCode.SQLITE_PERM,
                        SQLiteErrorCode.SQLITE_BUSY,
                        SQLiteErrorCode.SQLITE_LOCKED)
                .contains(SQLiteErrorCode.getErrorCode(primary));
    }

    /** The outermost, which says most: Camel's ObjectHelper finds the innermost. */
    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
