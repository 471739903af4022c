package com.developmentleads.net;

import java.io.InterruptedIOException;
import java.time.Duration;

/** An exchange with another system did not end before its deadline. */
public final class DeadlineException extends InterruptedIOException {

    public DeadlineException(Duration within, Exception cause) {
        super("not through within " + seconds(within) + " seconds");
        initCause(cause);
    }

    private static String seconds(Duration time) {
        return time.toSeconds() >= 10 ? Long.toString(time.toSeconds()) : Double.toString(time.toMillis() / 100 / 10.0);
    }
}
