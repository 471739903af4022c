package com.developmentleads;

import com.developmentleads.cli.CommandRunner;
import com.developmentleads.config.ProjectFolder;

/** The program's start: runs the command and ends the process with its exit code. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        ProjectFolder.join();
        System.exit(CommandRunner.run(args));
    }
}
