package com.developmentleads.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that a reader sees either as they were or whole: written beside the target, flushed to the disk, then moved
 * over it in one step. camel-file deletes the target before it renames, so a process that dies (or a reader that
 * arrives) in between loses the previous content. Everything written is readable by its owner alone.
 */
public final class AtomicFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** The names that {@link #createTemporary} gives. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.\\d+\\.tmp");

    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    private AtomicFiles() {}

    /** Writes the content of a file to the stream that it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes {@code line} and a newline, in UTF-8. */
    public static void writeLine(Path target, String line) throws IOException {
        write(target, out -> out.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Replaces {@code target} by what {@code content} writes. When {@code content} throws, the target is untouched
     * and the temporary file is removed.
     */
    public static void write(Path target, Content content) throws IOException {
        Path temporary = createTemporary(target);
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                content.writeTo(out);
            }
            commit(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes an empty file with an unused name in the folder of {@code target}; its owner alone can read it. */
    public static Path createTemporary(Path target) throws IOException {
        return Files.createTempFile(folderOf(target), "." + target.getFileName() + ".", ".tmp", ownerOnly("rw-------"));
    }

    /** Removes the temporary files in {@code folder} that processes killed in the middle of a write left there. */
    public static void removeLeftovers(Path folder) throws IOException {
        Instant abandoned = Instant.now().minus(LONGEST_WRITE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> TEMPORARY.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(abandoned)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Another process has just removed it.
        }
    }

    /**
     * Makes an empty file that its owner alone can read.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one
     */
    public static void createNew(Path file) throws IOException {
        Files.createFile(file, ownerOnly("rw-------"));
    }

    /** Flushes {@code temporary} to the disk and moves it over {@code target} in one step. */
    public static void commit(Path temporary, Path target) throws IOException {
        flush(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(folderOf(target));
    }

    /** Opens {@code file}; a missing one is made, readable by its owner alone. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(StandardOpenOption.CREATE);
        return FileChannel.open(file, all, ownerOnly("rw-------"));
    }

    /** Flushes {@code file} to the disk. */
    public static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes {@code file}, which another program made, readable by its owner alone. */
    public static void restrict(Path file) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Makes {@code folder} and its missing parents, each open to its owner alone. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
    }

    private static Path folderOf(Path target) {
        return target.toAbsolutePath().getParent();
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** A rename is durable once its folder is flushed; Windows cannot open a folder and need not flush it. */
    private static void forceFolder(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
