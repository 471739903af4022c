package com.developmentleads.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * A request to the Sheets API v4, taken apart. Its paths hold colons and percent-encoded ranges
 * ({@code …/values/Leads%21A1:B2}), which no path template can match, so they are matched here.
 */
public final class SheetsCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile(".*/v4/spreadsheets/(?<id>[^/:]+)(?::(?<verb>[A-Za-z]+)|/values(?::(?<values>[A-Za-z]+)"
                    + "|/(?<range>.+)))?");

    private final String operation;
    private final String spreadsheetId;
    private final String range;
    private final Map<String, List<String>> parameters;
    private final Map<String, Object> body;

    private SheetsCall(
            String operation,
            String spreadsheetId,
            String range,
            Map<String, List<String>> parameters,
            Map<String, Object> body) {
        this.operation = operation;
        this.spreadsheetId = spreadsheetId;
        this.range = range;
        this.parameters = parameters;
        this.body = body;
    }

    /**
     * @return the call; its operation is {@code unknown} when the API has none of this method and path
     * @throws Refusal 400 when the body is no JSON object
     */
    public static SheetsCall of(Exchange exchange) throws IOException {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        Matcher path = PATH.matcher(request.path());
        String operation = "unknown";
        String id = "";
        String range = "";
        if (path.matches()) {
            operation = operation(request.method().name(), path);
            id = decode(path.group("id"));
            range = path.group("range") == null ? "" : decode(path.group("range"));
        }
        byte[] content = exchange.getMessage().getBody(byte[].class);
        return new SheetsCall(
                operation,
                id,
                range,
                parameters(request.query()),
                body(content, request.getHeader("Content-Encoding")));
    }

    private static String operation(String method, Matcher path) {
        String suffix = path.group("verb") != null
                ? ":" + path.group("verb")
                : path.group("values") != null
                        ? "/values:" + path.group("values")
                        : path.group("range") != null ? "/values/range" : "";
        return switch (method + suffix) {
            case "GET" -> "spreadsheets.get";
            case "POST:batchUpdate" -> "spreadsheets.batchUpdate";
            case "GET/values/range" -> "values.get";
            case "PUT/values/range" -> "values.update";
            case "GET/values:batchGet" -> "values.batchGet";
            case "POST/values:batchUpdate" -> "values.batchUpdate";
            default -> "unknown";
        };
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static Map<String, Object> body(byte[] content, String encoding) throws IOException {
        if (content == null || content.length == 0) {
            return Map.of();
        }
        try (InputStream in = "gzip".equalsIgnoreCase(encoding)
                ? new GZIPInputStream(new ByteArrayInputStream(content))
                : new ByteArrayInputStream(content)) {
            return JSON.readValue(in, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        } catch (JsonProcessingException e) {
            throw Refusal.ofInvalid("Invalid JSON payload received. " + e.getOriginalMessage());
        }
    }

    /** A plus sign in a path is a plus sign. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** As Google's reference names it, for example {@code values.append}; or {@code unknown}. */
    public String getOperation() {
        return operation;
    }

    String spreadsheetId() {
        return spreadsheetId;
    }

    String range() {
        return range;
    }

    Map<String, Object> body() {
        return body;
    }

    String parameter(String name, String otherwise) {
        List<String> values = parameters.get(name);
        return values == null ? otherwise : values.get(0);
    }

    List<String> parameters(String name, List<String> otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }
}
