package com.developmentleads.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Masks the secrets that an answer repeats, before anything of it is recorded. It looks at the texts of a document as
 * they are read, not as they are written, so that escaped characters hide nothing.
 */
public final class AnswerMask {

    private final ObjectMapper mapper;

    /** @param mapper reads and writes documents, within its bounds */
    public AnswerMask(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The document, whose texts are masked in place. */
    public ObjectNode document(ObjectNode document) {
        // Not by recursion: how deep a document is, is the other side's choice.
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(document);
        while (!open.isEmpty()) {
            JsonNode node = open.poll();
            if (node instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    field.setValue(masked(field.getValue(), open));
                }
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, masked(array.get(i), open));
                }
            }
        }
        return document;
    }

    /** The same of a document in a text. */
    public String text(String json) throws JsonProcessingException {
        return document(mapper.readValue(json, ObjectNode.class)).toString();
    }

    private static JsonNode masked(JsonNode value, Deque<JsonNode> open) {
        if (value.isTextual()) {
            String text = value.textValue();
            String masked = SecretMask.apply(text);
            return masked.equals(text) ? value : TextNode.valueOf(masked);
        }
        if (value.isContainerNode()) {
            open.add(value);
        }
        return value;
    }
}
