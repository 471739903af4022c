package com.developmentleads.openai;

/** A request that makes something was sent, and whether it was carried out is not known. */
public final class OutcomeUnknownException extends RuntimeException {

    public OutcomeUnknownException(String message) {
        super(message);
    }
}
