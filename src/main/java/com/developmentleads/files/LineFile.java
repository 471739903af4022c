package com.developmentleads.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that holds one identifier on one line, such as a job's or a model's; absent or whole, never in between. */
public final class LineFile {

    /** 1 to 200 visible ASCII characters. */
    private static final String IDENTIFIER = "[\\x21-\\x7e]{1,200}";

    private static final int LARGEST = 4096;

    private final Path file;

    /** @param file absolute path */
    public LineFile(String file) {
        this.file = Path.of(file);
    }

    public Path path() {
        return file;
    }

    /**
     * Replaces what the file holds.
     *
     * @throws IllegalArgumentException when {@code identifier} is not one; the file is untouched
     * @throws UnwritableFileException  when the file cannot be written; it is untouched
     */
    public void write(String identifier) {
        if (identifier == null || !identifier.matches(IDENTIFIER)) {
            throw new IllegalArgumentException("not an identifier of 1 to 200 visible characters");
        }
        try {
            AtomicFiles.writeLine(file, identifier);
        } catch (IOException e) {
            throw new UnwritableFileException(file, e);
        }
    }

    /** As {@link #write}; nothing, or an empty text, removes the file. */
    public void replace(String identifier) {
        if (identifier != null && !identifier.isEmpty()) {
            write(identifier);
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UnwritableFileException(file, e);
        }
    }

    /** As {@link #read}, for a route: the identifier, or null. */
    public String value() throws IOException {
        return read().orElse(null);
    }

    /** What the file holds; empty when there is no file or when it holds anything but one identifier. */
    public Optional<String> read() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        return content.matches(IDENTIFIER) ? Optional.of(content) : Optional.empty();
    }
}
