package com.developmentleads.openai;

/** The provider has an uploaded file and has not processed it in the time that there was; it may be ready later. */
public final class FileNotReadyException extends RuntimeException {

    public FileNotReadyException(String message) {
        super(message);
    }
}
