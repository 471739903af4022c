package com.developmentleads.net;

import java.io.IOException;

/** Another system sends more than its bound allows. */
public final class AnswerTooLargeException extends IOException {

    public AnswerTooLargeException(String message) {
        super(message);
    }
}
