package com.developmentleads.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the data folder cannot be written; it is untouched. The message says what to do about it. */
public final class UnwritableFileException extends RuntimeException {

    public UnwritableFileException(Path file, IOException cause) {
        super(
                "the file " + file + " cannot be written (" + cause.getMessage()
                        + ") — see that there is room on the disk"
                        + " and that you may write there, then run the same command again",
                cause);
    }
}
