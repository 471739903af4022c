package com.developmentleads.runtime;

import java.nio.file.Path;

/** Says where the log goes; must come before the first log line of the process. */
public final class Logging {

    private static final String FILE = "leads.log";

    private Logging() {
    }

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
    }

    /** What a -D option says wins, so that an operator can turn on DEBUG for one start. */
    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
