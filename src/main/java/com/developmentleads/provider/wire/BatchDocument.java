package com.developmentleads.provider.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OpenAI's {@code batch} object. Times are Unix seconds; what is not there yet is left out. Immutable.
 *
 * @param document its fields
 */
public record BatchDocument(@JsonValue ObjectNode document) {

    private static final Set<String> OVER = Set.of("completed", "failed", "expired", "cancelled");
    private static final long WINDOW_SECONDS = 24L * 3600;

    @JsonCreator
    public BatchDocument {
        // Names the constructor that reads a stored one.
    }

    /** A batch that was just asked for. */
    public static BatchDocument of(
            String id, String endpoint, String inputFile, String window, Map<String, String> metadata, long now) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "batch")
                .put("endpoint", endpoint)
                .put("input_file_id", inputFile)
                .put("completion_window", window)
                .put("status", "validating")
                .put("created_at", now)
                .put("expires_at", now + WINDOW_SECONDS);
        metadata.forEach(document.putObject("metadata")::put);
        return new BatchDocument(document).counted(0, 0, 0);
    }

    public String id() {
        return document.get("id").textValue();
    }

    public String status() {
        return document.get("status").textValue();
    }

    public String endpoint() {
        return document.get("endpoint").textValue();
    }

    public String inputFile() {
        return document.get("input_file_id").textValue();
    }

    public long expiresAt() {
        return document.get("expires_at").longValue();
    }

    /** True when the batch will not change any more. */
    public boolean isOver() {
        return OVER.contains(status());
    }

    /** Ids of its input and its results. */
    public Set<String> files() {
        return Stream.of("input_file_id", "output_file_id", "error_file_id")
                .map(field -> document.path(field).textValue())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The same in another state, which it has from {@code now}. */
    public BatchDocument with(String status, long now) {
        return new BatchDocument(document.deepCopy().put("status", status).put(status + "_at", now));
    }

    public BatchDocument counted(int total, int completed, int failed) {
        ObjectNode changed = document.deepCopy();
        changed.putObject("request_counts")
                .put("total", total)
                .put("completed", completed)
                .put("failed", failed);
        return new BatchDocument(changed);
    }

    /** The same with the id of one of its results, under {@code output_file_id} or {@code error_file_id}. */
    public BatchDocument withFile(String field, String file) {
        return new BatchDocument(document.deepCopy().put(field, file));
    }

    /** The same, failed for a line of its input (from 1), or, with 0, for all of it. */
    public BatchDocument failed(String code, String message, int line, long now) {
        BatchDocument failed = with("failed", now);
        ObjectNode error = failed.document
                .putObject("errors")
                .put("object", "list")
                .putArray("data")
                .addObject()
                .put("code", code)
                .put("message", message);
        error.set("param", JsonNodeFactory.instance.nullNode());
        JsonNode number = line == 0 ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.numberNode(line);
        error.set("line", number);
        return failed;
    }
}
