package com.developmentleads.runtime;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Says where the log goes; before that nothing is logged. */
public final class Logging {

    private static final String FILE = "leads.log";
    private static final String COMMANDS_FILE = "commands.log";

    private Logging() {}

    /** As {@link #start(Path, boolean, boolean)}, where libraries tell warnings alone. */
    public static void start(Path data, boolean unattended) {
        start(data, unattended, false);
    }

    /**
     * Logs into {@code leads.log} in the data folder, or into {@code commands.log} what ends by itself: two processes that
     * write one file would take its rotation from each other.
     *
     * @param unattended whether the process works until it is stopped; the log is then also shown on standard error
     * @param verbose    whether Camel tells each route that it starts
     */
    public static void start(Path data, boolean unattended, boolean verbose) {
        setUnlessGiven(
                "leads.log.file",
                data.resolve(unattended ? FILE : COMMANDS_FILE).toString());
        setUnlessGiven("leads.log.libraries", verbose ? "INFO" : System.getProperty("leads.log.level", "WARN"));
        setUnlessGiven("leads.log.level", "INFO");
        setUnlessGiven("leads.log.retries", "WARN");
        setUnlessGiven("leads.log.console", unattended ? "INFO" : "OFF");
        // Apart from the level that an option gives, or a log would begin before there is a folder for it.
        System.setProperty("leads.log.started", System.getProperty("leads.log.level"));
        Configurator.reconfigure();
    }

    /** What a -D option says wins, so that an operator can turn on DEBUG for one start. */
    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
