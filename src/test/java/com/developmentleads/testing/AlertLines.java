package com.developmentleads.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The alerts of an installation, as the table and as the file have them. */
public final class AlertLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestInstallation place;

    public AlertLines(TestInstallation place) {
        this.place = place;
    }

    public Path file() {
        return place.data().resolve("alerts.jsonl");
    }

    /** The rows of the table, oldest first. */
    public List<Map<String, Object>> rows() {
        return place.rows("select * from alerts order by id");
    }

    /** The keys in the table, oldest first. */
    public List<String> keys() {
        return rows().stream().map(row -> (String) row.get("key")).toList();
    }

    /** The keys in the file, in its order; every line of it must be a whole document. */
    public List<String> filed() {
        if (!Files.exists(file())) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        try {
            String content = Files.readString(file());
            if (!content.isEmpty() && !content.endsWith("\n")) {
                throw new AssertionError("half a line: " + content);
            }
            for (String line : content.lines().toList()) {
                JsonNode alert = JSON.readTree(line);
                if (!alert.path("what").isTextual()
                        || !alert.path("what_to_do").isTextual()
                        || !alert.path("at").isTextual()) {
                    throw new AssertionError("no alert: " + line);
                }
                keys.add(alert.path("key").asText());
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    /** How many lines of the log tell an alert. */
    public long logged() {
        return TestInstallation.read(place.log())
                .lines()
                .filter(line -> line.contains(" WARN ") && line.contains(" alert: "))
                .count();
    }
}
