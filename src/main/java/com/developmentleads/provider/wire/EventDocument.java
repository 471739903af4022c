package com.developmentleads.provider.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * OpenAI's {@code fine_tuning.job.event} object: a message, or with {@code type} "metrics" the figures of one step of
 * the learner in {@code data}.
 */
public record EventDocument(
        String id,
        String object,
        long createdAt,
        String level,
        String message,
        String type,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> data) {

    public static EventDocument of(String id, long createdAt, String level, String message, Map<String, Object> data) {
        return new EventDocument(
                id, "fine_tuning.job.event", createdAt, level, message, data == null ? "message" : "metrics", data);
    }
}
