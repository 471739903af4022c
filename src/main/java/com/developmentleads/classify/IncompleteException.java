package com.developmentleads.classify;

/** Some listings could not be classified for a transient failure; they wait for the next run. */
public final class IncompleteException extends RuntimeException {

    public IncompleteException(String message) {
        super(message);
    }
}
