package com.developmentleads.provider.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * OpenAI's {@code file} object. Times are Unix seconds; {@code bytes} is the content's size; {@code expiresAt} is left
 * out for a file that stays until it is deleted.
 */
public record FileDocument(
        String id,
        String object,
        long bytes,
        long createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long expiresAt,
        String filename,
        String purpose,
        String status) {

    public static FileDocument of(
            String id, long bytes, long createdAt, Long expiresAt, String filename, String purpose) {
        return new FileDocument(id, "file", bytes, createdAt, expiresAt, filename, purpose, "processed");
    }

    public FileDocument expiringAt(long time) {
        return new FileDocument(id, object, bytes, createdAt, time, filename, purpose, status);
    }
}
