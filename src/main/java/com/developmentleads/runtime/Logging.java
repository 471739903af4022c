package com.developmentleads.runtime;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Says where the log goes; before that nothing is logged. */
public final class Logging {

    private static final String FILE = "leads.log";

    private Logging() {}

    /**
     * Logs into {@code leads.log} in the data folder.
     *
     * @param console whether the log is also shown on standard error
     */
    public static void start(Path data, boolean console) {
        setUnlessGiven("leads.log.file", data.resolve(FILE).toString());
        setUnlessGiven("leads.log.level", "INFO");
        setUnlessGiven("leads.log.retries", "WARN");
        setUnlessGiven("leads.log.console", console ? "INFO" : "OFF");
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
