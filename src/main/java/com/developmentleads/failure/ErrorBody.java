package com.developmentleads.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the body of a refusal says. OpenAI's form is {@code {"error":{"message","type","param","code"}}}; compatible
 * servers also send {@code {"error":"…"}}, {@code {"message":"…"}}, {@code {"detail":"…"}} or a list of faults
 * (FastAPI, RFC 9457), {@code {"errors":[…]}}, Azure's {@code innererror}, a list of any of these, plain text or HTML.
 *
 * @param code  a short name of the fault, or null
 * @param words what a person can read, or null when there is nothing of the kind
 */
record ErrorBody(String code, String words) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FAULTS = 5;

    /** Fields that hold words, the plainest first. */
    private static final List<String> FIELDS = List.of(
            "message",
            "msg",
            "error_description",
            "detail",
            "description",
            "error",
            "errors",
            "details",
            "title",
            "reason",
            "error_message",
            "errorMessage");

    /** Fields that say more than the words beside them: "Validation failed" alone helps nobody. */
    private static final List<String> MORE = List.of("detail", "details", "errors", "innererror", "inner_error");

    /** The status once more, which says nothing. */
    private static final Pattern STATUS = Pattern.compile("(?i)(?:http|status|error|code|[\\s:/.])*[1-5]\\d\\d");

    private static final Pattern NO_TEXT = Pattern.compile("(?is)<(script|style|head)\\b.*?</\\1>|<!--.*?-->|<[^>]*>");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final int LONGEST_PAGE = 200;
    /** Of a text that is no document, so much is looked at: what a hostile one costs grows faster than its length. */
    private static final int LONGEST_READ = 20_000;
    /** Each level of a document is looked at twice, so that a deep one would take for ever. */
    private static final int DEEPEST = 6;

    private static final int LONGEST_STATUS = 40;

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
            return new ErrorBody(null, root.isTextual() ? said(root.asText()) : plain(text));
        }
        JsonNode first = root.isArray() ? root.path(0) : root;
        JsonNode error = first.path("error").isObject() ? first.path("error") : first;
        String code = error.path("code").isTextual()
                ? error.path("code").asText()
                : error.path("type").asText(null);
        return new ErrorBody(code, words(root, DEEPEST));
    }

    /** A text as it is; of a page of HTML its title, else the beginning of what it shows. */
    private static String plain(String whole) {
        String text = whole.length() <= LONGEST_READ ? whole : whole.substring(0, LONGEST_READ);
        if (!text.startsWith("<")) {
            return said(text);
        }
        String title = said(shown(TITLE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("")));
        return title != null ? title : said(shown(text));
    }

    private static String shown(String html) {
        String text = NO_TEXT.matcher(html)
                .replaceAll(" ")
                .replaceAll("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= LONGEST_PAGE ? text : text.substring(0, LONGEST_PAGE) + "…";
    }

    private static String said(String text) {
        String stripped = text.strip();
        return stripped.isEmpty()
                        || stripped.length() <= LONGEST_STATUS
                                && STATUS.matcher(stripped).matches()
                ? null
                : stripped;
    }

    /** The words of a document, down to so many levels; null when it has none. */
    private static String words(JsonNode node, int levels) {
        if (levels == 0) {
            return null;
        }
        if (node.isTextual()) {
            return said(node.asText());
        }
        if (node.isArray()) {
            return join(StreamSupport.stream(node.spliterator(), false)
                    .limit(MOST_FAULTS)
                    .map(element -> words(element, levels - 1))
                    .toList());
        }
        if (!node.isObject()) {
            return null;
        }
        for (String field : FIELDS) {
            String words = words(node.path(field), levels - 1);
            if (words != null) {
                String place = place(node.path("loc"));
                return more(place.isEmpty() ? words : place + ": " + words, node, levels);
            }
        }
        return more(byField(node, levels), node, levels);
    }

    private static String more(String words, JsonNode node, int levels) {
        String all = words;
        for (String field : MORE) {
            String further = words(node.path(field), levels - 1);
            if (further != null && (all == null || !all.contains(further))) {
                all = all == null ? further : all + "; " + further;
            }
        }
        return all;
    }

    /** Faults by the field at fault: {@code {"errors":{"model":["is unknown"]}}}. */
    private static String byField(JsonNode faults, int levels) {
        return join(faults.properties().stream()
                .limit(MOST_FAULTS)
                .filter(fault -> fault.getValue().isArray() && words(fault.getValue(), levels - 1) != null)
                .map(fault -> fault.getKey() + ": " + words(fault.getValue(), levels - 1))
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
