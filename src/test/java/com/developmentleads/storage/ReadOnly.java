package com.developmentleads.storage;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Takes the right to write a file or folder away until it is closed; from root, whom permissions do not stop, with the
 * attribute "immutable". Skips the test where neither works, as in a container without that privilege.
 */
final class ReadOnly implements AutoCloseable {

    private final Path path;
    private final Set<PosixFilePermission> permissions;
    private boolean immutable;

    ReadOnly(Path path) throws IOException, InterruptedException {
        this.path = path;
        this.permissions = Files.getPosixFilePermissions(path);
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--"));
        if (Files.isWritable(path)) {
            immutable = chattr("+i");
        }
        if (Files.isWritable(path)) {
            close();
            assumeFalse(true, "this user may write everything, and chattr +i does not work here");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (immutable) {
            chattr("-i");
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    private boolean chattr(String change) throws InterruptedException {
        try {
            return new ProcessBuilder("chattr", change, path.toString())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // No such program: then permissions are all there is.
            return false;
        }
    }
}
