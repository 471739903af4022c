package com.developmentleads.failure;

/** The tab that had the leads is not in the spreadsheet any more. */
public final class TabGoneException extends RuntimeException {

    public TabGoneException(String message) {
        super(message);
    }
}
