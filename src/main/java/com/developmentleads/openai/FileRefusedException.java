package com.developmentleads.openai;

/** The provider could not process an uploaded file, and said why; the same file would meet the same. */
public final class FileRefusedException extends RuntimeException {

    public FileRefusedException(String message) {
        super(message);
    }
}
