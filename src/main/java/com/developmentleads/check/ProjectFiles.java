package com.developmentleads.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts below the folder {@code routes} of a project, by their path below the project's folder. */
final class ProjectFiles {

    static final String YAML = ".camel.yaml";

    private final Path home;
    private final Map<String, String> texts = new TreeMap<>();

    /** @param home the project's folder */
    ProjectFiles(Path home) {
        this.home = home;
        try (Stream<Path> files = Files.walk(home.resolve("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(name(file), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name(Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }

    Collection<String> names() {
        return texts.keySet();
    }

    /** The files whose names end so, with their texts. */
    Map<String, String> ending(String suffix) {
        return texts.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(suffix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** The text of a file; empty when there is none. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** The line of a position in a text, from 1. */
    static int line(String text, int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
