package com.developmentleads.failure;

/** An exception that brings its own advice on what a person can do about it. */
public interface Advised {

    /** The second half of an error, without a full stop. */
    String advice();
}
