package com.developmentleads.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each known advisory about something on the class path has its row in SECURITY.md, and each row is of a known one. */
class AdvisoriesTest {

    private static final Path LIST = Path.of("src/test/resources/security/advisories-2026-11-26.tsv");
    private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

    /** Artifact and number. */
    private static List<String[]> known() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .toList();
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("SECURITY.md")).stream()
                .filter(line -> line.matches("\\| (CVE|CAMEL)-.*"))
                .toList();
    }

    @Test
    void whatIsOnTheClassPathHasItsRow() throws IOException {
        Set<String> artifacts = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.endsWith(".jar"))
                .map(name -> VERSION.matcher(name).replaceFirst(""))
                .collect(Collectors.toSet());
        assertThat(artifacts).as("read from the class path").contains("camel-http", "guava");
        List<String> rows = rows();
        List<String> missing = new ArrayList<>();
        for (String[] advisory : known()) {
            if (artifacts.contains(advisory[0]) && rows.stream().noneMatch(row -> row.contains(advisory[1]))) {
                missing.add(advisory[0] + ": " + advisory[1]);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRowIsOfAKnownAdvisory() throws IOException {
        Set<String> known = known().stream().map(advisory -> advisory[1]).collect(Collectors.toSet());
        for (String row : rows()) {
            assertThat(Pattern.compile("(?:CVE-\\d+|CAMEL)-\\d+")
                            .matcher(row.substring(0, row.indexOf('|', 1)))
                            .results()
                            .map(found -> found.group()))
                    .as(row)
                    .isNotEmpty()
                    .allMatch(known::contains);
        }
    }
}
