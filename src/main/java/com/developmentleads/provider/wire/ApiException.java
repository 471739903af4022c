package com.developmentleads.provider.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A refusal in the shape of OpenAI's API: {@code {"error": {"message", "type", "param", "code"}}} under an HTTP status.
 * The routes turn it into the answer; everything else that is thrown becomes a 500 without details.
 */
public final class ApiException extends RuntimeException {

    private static final String INVALID = "invalid_request_error";

    private final int status;
    private final String type;
    private final String param;
    private final String code;

    /**
     * @param status HTTP status, 4xx or 5xx
     * @param type   OpenAI's class of error, such as {@code invalid_request_error}
     * @param param  the request field at fault, or null
     * @param code   a word that programs can compare, or null
     */
    public ApiException(int status, String type, String param, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** 400: the request is wrong; {@code param} names the field, or is null when the whole body is at fault. */
    public static ApiException invalid(String param, String message) {
        return new ApiException(400, INVALID, param, null, message);
    }

    /** 400 with a {@code code} that programs can compare. */
    public static ApiException invalid(String param, String code, String message) {
        return new ApiException(400, INVALID, param, code, message);
    }

    /** 404 for an id that names nothing. */
    public static ApiException notFound(String param, String message) {
        return new ApiException(404, INVALID, param, null, message);
    }

    /** 404 as OpenAI answers it for a model that does not exist. */
    public static ApiException modelNotFound(String model) {
        return new ApiException(
                404,
                INVALID,
                "model",
                "model_not_found",
                String.format(Locale.ROOT, "The model '%s' does not exist.", model));
    }

    /** 429: a bound of this server is reached; deleting or waiting helps, repeating at once does not. */
    public static ApiException tooMany(String code, String message) {
        return new ApiException(429, "rate_limit_error", null, code, message);
    }

    /** 500 for a fault of this server, without details. */
    public static ApiException internal() {
        return new ApiException(
                500, "server_error", null, null, "The provider failed while answering; its log says why.");
    }

    public int getStatus() {
        return status;
    }

    public String getType() {
        return type;
    }

    public String getParam() {
        return param;
    }

    public String getCode() {
        return code;
    }

    /** The answer's body, all four fields present as OpenAI's schema asks. */
    public Map<String, Object> toDocument() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Map.of("error", error);
    }
}
