package com.developmentleads.config;

import java.util.List;

/**
 * What an operator has to mend before the command can work: wrong settings, a missing key, an unusable database.
 * Each fault is one line, {@code what happened — what to do about it}. A command that meets it exits with 2.
 */
public final class ConfigurationException extends RuntimeException {

    private final List<String> faults;

    public ConfigurationException(String whatHappened, String whatToDo) {
        this(List.of(whatHappened + " — " + whatToDo));
    }

    /** @param faults all of them, so that they can be mended in one go; at least one */
    public ConfigurationException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
