package com.developmentleads.net;

import java.io.IOException;

/** Another system sends more than is read from it. */
public final class AnswerTooLargeException extends IOException {

    public AnswerTooLargeException(String message) {
        super(message);
    }
}
