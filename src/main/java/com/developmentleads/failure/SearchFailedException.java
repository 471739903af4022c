package com.developmentleads.failure;

/** The search service answered, and the answer is no list of results. */
public final class SearchFailedException extends RuntimeException {

    public SearchFailedException(String message) {
        super(message);
    }
}
