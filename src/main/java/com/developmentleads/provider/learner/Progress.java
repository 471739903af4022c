package com.developmentleads.provider.learner;

import java.util.Map;

/** Hears what the learner does, and may stop it by throwing. */
@FunctionalInterface
public interface Progress {

    /**
     * One step is done.
     *
     * @param message what was done, for a person
     * @param metrics the step's figures by name; empty when there are none
     */
    void step(String message, Map<String, Object> metrics);
}
