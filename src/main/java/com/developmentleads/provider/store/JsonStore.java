package com.developmentleads.provider.store;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one JSON file for each entry, all of them also in memory. An entry is written whole before it can be
 * seen. Ids come from this server alone and are looked up in memory, so what a client sends never becomes a path.
 * Not thread-safe: its owner guards it.
 */
final class JsonStore<T extends JsonStore.Entry> {

    private static final Logger LOG = LoggerFactory.getLogger(JsonStore.class);
    private static final String SUFFIX = ".json";

    /** What can be kept: {@code key} is the file's name, {@code sequence} the order of creation. */
    interface Entry {
        String key();

        long sequence();
    }

    private final Path folder;
    private final Class<T> type;
    private final ObjectMapper mapper;
    private final Map<String, T> entries = new LinkedHashMap<>();

    JsonStore(Path folder, Class<T> type, ObjectMapper mapper) {
        this.folder = folder;
        this.type = type;
        this.mapper = mapper;
    }

    /** Reads the folder. A file that cannot be read is left where it is and reported. */
    void open() throws IOException {
        AtomicFiles.createFolder(folder);
        List<T> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(".")) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(SUFFIX)) {
                    read(file).ifPresent(found::add);
                }
            }
        }
        found.sort(Comparator.comparingLong(Entry::sequence));
        found.forEach(entry -> entries.put(entry.key(), entry));
    }

    private Optional<T> read(Path file) {
        try {
            return Optional.of(mapper.readValue(file.toFile(), type));
        } catch (IOException e) {
            LOG.warn("Left out {}, which cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    void put(T entry) {
        try {
            AtomicFiles.write(folder.resolve(entry.key() + SUFFIX), out -> out.write(mapper.writeValueAsBytes(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + folder, e);
        }
        entries.put(entry.key(), entry);
    }

    Optional<T> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    void remove(T entry) {
        try {
            Files.deleteIfExists(folder.resolve(entry.key() + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete from " + folder, e);
        }
        entries.remove(entry.key());
    }

    /** A file beside the entry's own, for content too large to keep in memory. */
    Path companion(T entry, String suffix) {
        return folder.resolve(entry.key() + suffix);
    }

    int size() {
        return entries.size();
    }

    List<T> newestFirst() {
        List<T> all = new ArrayList<>(entries.values());
        all.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return all;
    }

    long lastSequence() {
        return entries.values().stream().mapToLong(Entry::sequence).max().orElse(0);
    }
}
