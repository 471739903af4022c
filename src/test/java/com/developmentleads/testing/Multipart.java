package com.developmentleads.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a multipart/form-data body apart (RFC 7578), byte for byte. */
public final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private Multipart() {}

    /**
     * @param fileName null for a part that is no file
     * @param headers  by name in lower case
     */
    public record Part(String name, String fileName, Map<String, String> headers, byte[] content) {

        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** @throws AssertionError when the body is not made of whole parts */
    public static List<Part> parse(String contentType, byte[] body) {
        Matcher type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            throw new AssertionError("no multipart/form-data: " + contentType);
        }
        String delimiter = "--" + type.group(1);
        // ISO 8859-1 maps bytes to characters one to one, so that positions stay.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int at = text.indexOf(delimiter);
        while (at >= 0 && text.startsWith("\r\n", at + delimiter.length())) {
            int start = at + delimiter.length() + 2;
            int end = text.indexOf("\r\n" + delimiter, start);
            if (end < 0) {
                throw new AssertionError("a part without an end");
            }
            parts.add(part(text.substring(start, end)));
            at = end + 2;
        }
        if (at < 0 || !text.startsWith("--", at + delimiter.length())) {
            throw new AssertionError("no closing boundary");
        }
        return parts;
    }

    private static Part part(String text) {
        int head = text.indexOf("\r\n\r\n");
        Map<String, String> headers = new HashMap<>();
        for (String line : text.substring(0, head).split("\r\n")) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(headers.get("content-disposition"));
        while (matcher.find()) {
            attributes.put(matcher.group(1), matcher.group(2));
        }
        return new Part(
                attributes.get("name"),
                attributes.get("filename"),
                headers,
                text.substring(head + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
}
