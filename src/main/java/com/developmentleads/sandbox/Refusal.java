package com.developmentleads.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error answer, in the shape of the real service. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final transient Map<String, Object> document;

    private Refusal(int status, String message, Map<String, Object> document) {
        super(message);
        this.status = status;
        this.document = document;
    }

    /** {@code {"error": message}}, SerpAPI's shape (serpapi.com/api-status-and-error-codes). */
    public static Refusal ofSerpApi(int status, String message) {
        return new Refusal(status, message, Map.of("error", message));
    }

    /**
     * {@code {"error": {"code", "message", "status"}}}, the shape of Google's APIs.
     *
     * @param name the canonical name of the status, for example {@code NOT_FOUND}
     */
    public static Refusal ofGoogle(int status, String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", status);
        error.put("message", message);
        error.put("status", name);
        return new Refusal(status, message, Map.of("error", error));
    }

    /** {@link #ofGoogle} for a request that cannot be right: 400, {@code INVALID_ARGUMENT}. */
    public static Refusal ofInvalid(String message) {
        return ofGoogle(400, "INVALID_ARGUMENT", message);
    }

    /** {@code {"error", "error_description"}} with status 400 (RFC 6749, section 5.2). */
    public static Refusal ofToken(String error, String description) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("error", error);
        document.put("error_description", description);
        return new Refusal(400, description, document);
    }

    /** The HTTP status. */
    public int getStatus() {
        return status;
    }

    /** The body, to be written as JSON. */
    public Map<String, Object> getDocument() {
        return document;
    }
}
