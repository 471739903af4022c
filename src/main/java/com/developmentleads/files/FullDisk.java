package com.developmentleads.files;

import java.util.List;

/** A disk without room, told from other failures by what the systems and SQLite say of it. */
public final class FullDisk {

    /** What has happened. */
    public static final String ERROR = "the disk is full";

    /** What to do about it. */
    public static final String ADVICE = "make room on the disk of the data folder, then run the same command again";

    private static final List<String> WORDS = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "not enough space on the disk",
            "[SQLITE_FULL]",
            "[SQLITE_IOERR_SHMSIZE]");

    private FullDisk() {}

    /** Whether that is why something failed. */
    public static boolean caused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
