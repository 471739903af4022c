package com.developmentleads;

import com.developmentleads.cli.CommandRunner;

/** The program's start: runs the command and ends the process with its exit code. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        System.exit(CommandRunner.run(args));
    }
}
