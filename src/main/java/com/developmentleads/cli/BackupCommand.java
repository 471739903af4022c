package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.storage.Backup;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Saves the data folder in one zip file, also while leads run works in it.")
final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Parameters(index = "0", paramLabel = "FILE", description = "The new zip file.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new ConfigurationException(file + " is there already", "name a new file");
        }
        Settings settings = leads.settings();
        Database database = Leads.database(settings);
        database.requireExisting();
        int files = new Backup(settings.data(), settings.file("database"), settings.file("deliveries"), database)
                .write(file);
        leads.console().line("Saved " + files + " files of " + settings.data() + " in " + file);
        return ExitCode.DONE;
    }
}
