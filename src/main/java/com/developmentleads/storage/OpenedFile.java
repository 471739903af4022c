package com.developmentleads.storage;

import com.developmentleads.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The database file as it was opened. A file that is deleted or replaced meanwhile is not written to, nor made anew in
 * silence: what was recorded since would be in neither.
 */
final class OpenedFile {

    private final Path file;
    private final Object key;

    /** Remembers which file it is now, by its number, which a later file may get once nobody has this one open. */
    OpenedFile(Path file) {
        this.file = file;
        this.key = key();
    }

    /** @throws ConfigurationException when it is another one, or gone */
    void require() {
        if (!Files.exists(file)) {
            throw new ConfigurationException(
                    "the database " + file + " is gone, deleted or moved while it was in use",
                    "put it back and start again; without it, --new begins with an empty one");
        }
        if (!Objects.equals(key, key())) {
            throw new ConfigurationException(
                    "the database " + file + " was replaced while it was in use",
                    "start again, with the one that is meant");
        }
    }

    private Object key() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
