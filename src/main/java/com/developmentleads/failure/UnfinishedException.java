package com.developmentleads.failure;

/** A system answered that it did not finish what it was asked; the same request may succeed in a moment. */
public final class UnfinishedException extends RuntimeException {

    public UnfinishedException(String message) {
        super(message);
    }
}
