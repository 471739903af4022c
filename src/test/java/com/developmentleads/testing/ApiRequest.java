package com.developmentleads.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One request as it came over the wire.
 *
 * @param path    without the version path
 * @param query   as it was sent, or null
 * @param headers values by name in lower case
 * @param atNanos when it had arrived whole, by {@link System#nanoTime()}
 */
public record ApiRequest(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body, long atNanos) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    public Set<String> headerNames() {
        return headers.keySet();
    }

    /** The value of a header that came once. */
    public String header(String name) {
        List<String> values = headers.get(name);
        if (values == null || values.size() != 1) {
            throw new AssertionError(this + " has the header " + name + " not once: " + values);
        }
        return values.get(0);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(this + " has no JSON body: " + text(), e);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    public List<Multipart.Part> parts() {
        return Multipart.parse(header("content-type"), body);
    }

    @Override
    public String toString() {
        return method + " " + path + (query == null ? "" : "?" + query);
    }
}
