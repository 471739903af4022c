package com.developmentleads.runtime;

import com.developmentleads.config.Settings;
import org.apache.logging.log4j.core.config.Configurator;

/** Says where the log goes; before that nothing is logged. */
public final class Logging {

    private static final String FILE = "leads.log";
    private static final String COMMANDS_FILE = "commands.log";

    private Logging() {}

    /**
     * Logs into {@code leads.log} in the data folder, or into {@code commands.log} what ends by itself: two processes that
     * write one file would take its rotation from each other. Where routes are taken when they are saved, Camel tells each
     * route that it starts.
     *
     * @param unattended whether the process works until it is stopped; the log is then also shown on standard error, as text
     */
    public static void start(Settings settings, boolean unattended) {
        setUnlessGiven(
                "leads.log.file",
                settings.data().resolve(unattended ? FILE : COMMANDS_FILE).toString());
        boolean verbose = settings.text("routes.reload").equals("true");
        setUnlessGiven("leads.log.libraries", verbose ? "INFO" : System.getProperty("leads.log.level", "WARN"));
        System.setProperty("leads.log.format", settings.text("log.format"));
        setUnlessGiven("leads.log.level", "INFO");
        setUnlessGiven("leads.log.retries", "WARN");
        // It would write the trace of a template that fails to standard error, beside the failure that the route tells.
        setUnlessGiven("org.freemarker.loggerLibrary", "none");
        setUnlessGiven("leads.log.console", unattended ? "INFO" : "OFF");
        // Apart from the level that an option gives, or a log would begin before there is a folder for it.
        System.setProperty("leads.log.started", System.getProperty("leads.log.level"));
        Configurator.reconfigure();
    }

    /** Whether the file has a JSON object a line. */
    static boolean isJson(Settings settings) {
        return settings.text("log.format").equals("json");
    }

    /** What a -D option says wins, so that an operator can turn on DEBUG for one start. */
    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
