package com.developmentleads.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of a request's object by type. Absent and null are the same; a wrong type or a value out of range
 * is a 400 that names the field, as OpenAI answers it.
 */
public final class Fields {

    private final JsonNode object;
    private final String path;

    /** The fields of a whole request. */
    public Fields(JsonNode object) {
        this(object, "");
    }

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The field's name as the client wrote it, with the objects around it: {@code method.supervised}. */
    public String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    public boolean has(String field) {
        return object.hasNonNull(field);
    }

    /** The field as it was sent, or null. */
    public JsonNode node(String field) {
        return has(field) ? object.get(field) : null;
    }

    public Optional<String> string(String field) {
        return of(field, "a string", JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** A string that must be there and must not be empty. */
    public String requiredString(String field) {
        String value = string(field)
                .orElseThrow(() -> ApiException.invalid(
                        name(field),
                        "missing_required_parameter",
                        String.format(Locale.ROOT, "Missing required parameter: '%s'.", name(field))));
        if (value.isEmpty()) {
            throw ApiException.invalid(name(field), String.format(Locale.ROOT, "'%s' must not be empty.", name(field)));
        }
        return value;
    }

    public Optional<Boolean> bool(String field) {
        return of(field, "a boolean", JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    public Optional<Long> integer(String field, long min, long max) {
        Optional<JsonNode> node = of(field, "an integer", n -> n.isIntegralNumber() && n.canConvertToLong());
        return node.map(n -> (long) checkRange(field, n.longValue(), min, max));
    }

    public Optional<Double> number(String field, double min, double max) {
        return of(field, "a number", JsonNode::isNumber).map(n -> checkRange(field, n.doubleValue(), min, max));
    }

    /** The fields of a nested object. */
    public Optional<Fields> object(String field) {
        return of(field, "an object", JsonNode::isObject).map(n -> new Fields(n, name(field)));
    }

    public Optional<JsonNode> array(String field) {
        return of(field, "an array", JsonNode::isArray);
    }

    /** The fields of element {@code index} of an array; a 400 when the element is not an object. */
    public Fields element(String field, int index) {
        String element = name(field) + "[" + index + "]";
        JsonNode node = object.get(field).get(index);
        if (!node.isObject()) {
            throw wrongType(element, "an object", node);
        }
        return new Fields(node, element);
    }

    /**
     * OpenAI's {@code metadata}: at most 16 pairs of strings, keys of at most 64 and values of at most 512 characters.
     */
    public Map<String, String> metadata(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        object(field)
                .ifPresent(nested -> nested.object.properties().forEach(entry -> {
                    String name = nested.name(entry.getKey());
                    if (!entry.getValue().isTextual()) {
                        throw wrongType(name, "a string", entry.getValue());
                    }
                    if (entry.getKey().length() > 64
                            || entry.getValue().textValue().length() > 512) {
                        throw ApiException.invalid(
                                name,
                                String.format(
                                        Locale.ROOT,
                                        "Keys of '%s' have at most 64 characters, its values 512.",
                                        name(field)));
                    }
                    pairs.put(entry.getKey(), entry.getValue().textValue());
                }));
        if (pairs.size() > 16) {
            throw ApiException.invalid(
                    name(field), String.format(Locale.ROOT, "'%s' has at most 16 pairs.", name(field)));
        }
        return pairs;
    }

    /** The 400 for a field of the wrong type. */
    public ApiException wrongType(String field, String expected) {
        return wrongType(name(field), expected, object.get(field));
    }

    private interface Check {
        boolean accepts(JsonNode node);
    }

    private Optional<JsonNode> of(String field, String expected, Check check) {
        JsonNode node = node(field);
        if (node != null && !check.accepts(node)) {
            throw wrongType(name(field), expected, node);
        }
        return Optional.ofNullable(node);
    }

    private static ApiException wrongType(String name, String expected, JsonNode node) {
        String got = node.getNodeType().name().toLowerCase(Locale.ROOT);
        return ApiException.invalid(
                name,
                "invalid_type",
                String.format(
                        Locale.ROOT, "Invalid type for '%s': expected %s, but got %s instead.", name, expected, got));
    }

    private double checkRange(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw ApiException.invalid(
                    name(field),
                    "invalid_value",
                    String.format(
                            Locale.ROOT,
                            "Invalid value for '%s': expected a value between %s and %s.",
                            name(field),
                            plain(min),
                            plain(max)));
        }
        return value;
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
