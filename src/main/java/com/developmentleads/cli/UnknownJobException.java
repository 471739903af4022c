package com.developmentleads.cli;

/** Neither the provider nor this application knows the job. */
final class UnknownJobException extends RuntimeException {

    UnknownJobException(String job) {
        super("the provider does not know a job " + job + " — look the id up with leads status --list");
    }
}
