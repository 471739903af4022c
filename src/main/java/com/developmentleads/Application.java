package com.developmentleads;

import com.developmentleads.cli.CommandRunner;
import com.developmentleads.config.ProjectFolder;
import java.util.Locale;

/** The program's start: runs the command and ends the process with its exit code. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        // Before any library reads it: what is written is for programs or in English, whatever the machine speaks.
        Locale.setDefault(Locale.US);
        ProjectFolder.join();
        System.exit(CommandRunner.run(args));
    }
}
