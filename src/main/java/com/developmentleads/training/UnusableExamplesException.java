package com.developmentleads.training;

/** There are examples, but no model can be trained on them; the files of an earlier preparation are untouched. */
public final class UnusableExamplesException extends RuntimeException {

    private final PrepareReport report;

    /** @param message one line, {@code what happened — what to do about it} */
    public UnusableExamplesException(String message, PrepareReport report) {
        super(message);
        this.report = report;
    }

    /** What was found; nothing was written. */
    public PrepareReport report() {
        return report;
    }
}
