package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.storage.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Checks a backup and puts it into the data folder; refuses one that is in use.")
final class RestoreCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Parameters(index = "0", paramLabel = "FILE", description = "What leads backup wrote.")
    private Path file;

    @Option(names = "--force", description = "Put aside what is in the data folder.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("there is no file " + file, "name what leads backup wrote");
        }
        Settings settings = leads.settings();
        int files = new Backup(
                        settings.data(),
                        settings.file("database"),
                        settings.file("deliveries"),
                        Leads.database(settings))
                .restore(file, force);
        leads.console().line("Restored " + files + " files into " + settings.data());
        return ExitCode.DONE;
    }
}
