package com.developmentleads.cli;

/** What a command's exit tells the script that called it. */
final class ExitCode {

    /** Done, also when a job is still on its way. */
    static final int DONE = 0;
    /** Failed: a failed or cancelled job, too few examples, a provider that does not answer. */
    static final int FAILED = 1;
    /** Wrong usage or configuration, a missing key, a database of the wrong kind. */
    static final int CONFIGURATION = 2;
    /** Nothing to do. */
    static final int NOTHING_TO_DO = 3;
    /** The provider refused: key, permission, retired model, quota. */
    static final int REFUSED = 4;

    private ExitCode() {}
}
