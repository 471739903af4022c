package com.developmentleads.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the body of a refusal says. OpenAI's form is {@code {"error":{"message","type","param","code"}}}; compatible
 * servers also send {@code {"error":"…"}}, {@code {"message":"…"}}, {@code {"detail":"…"}} or a list of faults
 * (FastAPI, RFC 9457), {@code {"errors":[…]}}, a list of any of these, or plain text.
 *
 * @param code  a short name of the fault, or null
 * @param words what a person can read, or null when there is nothing of the kind, as in a page of HTML
 */
record ErrorBody(String code, String words) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FAULTS = 5;

    /** Fields that hold words, the plainest first. */
    private static final List<String> FIELDS = List.of(
            "message", "msg", "error_description", "detail", "description", "error", "errors", "title", "reason");

    static ErrorBody of(String body) {
        String text = body == null ? "" : body.replace("\ufeff", "").strip();
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new ErrorBody(null, plain(text));
        }
        if (!root.isContainerNode()) {
            // The parser takes a text that begins with a number for that number.
            return new ErrorBody(null, root.isTextual() ? words(root) : plain(text));
        }
        JsonNode first = root.isArray() ? root.path(0) : root;
        JsonNode error = first.path("error").isObject() ? first.path("error") : first;
        String code = error.path("code").isTextual()
                ? error.path("code").asText()
                : error.path("type").asText(null);
        return new ErrorBody(code, words(root));
    }

    /** Null for a page of HTML, which says nothing that fits on one line. */
    private static String plain(String text) {
        return text.isEmpty() || text.startsWith("<") ? null : text;
    }

    /** The words of a document; null when it has none. */
    private static String words(JsonNode node) {
        if (node.isTextual()) {
            String text = node.asText().strip();
            return text.isEmpty() ? null : text;
        }
        if (node.isArray()) {
            return join(StreamSupport.stream(node.spliterator(), false)
                    .map(ErrorBody::words)
                    .toList());
        }
        if (!node.isObject()) {
            return null;
        }
        for (String field : FIELDS) {
            String words = words(node.path(field));
            if (words != null) {
                String place = place(node.path("loc"));
                return place.isEmpty() ? words : place + ": " + words;
            }
        }
        return byField(node);
    }

    /** Faults by the field at fault: {@code {"errors":{"model":["is unknown"]}}}. */
    private static String byField(JsonNode faults) {
        return join(faults.properties().stream()
                .filter(fault -> fault.getValue().isArray() && words(fault.getValue()) != null)
                .map(fault -> fault.getKey() + ": " + words(fault.getValue()))
                .toList());
    }

    /** The place of a fault in the request, as FastAPI writes it: {@code ["body","model"]}. */
    private static String place(JsonNode loc) {
        return StreamSupport.stream(loc.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }

    private static String join(List<String> all) {
        String joined = all.stream()
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_FAULTS)
                .collect(Collectors.joining("; "));
        return joined.isEmpty() ? null : joined;
    }
}
