package com.developmentleads.provider.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** JSON as the API reads and writes it: snake_case names, UTF-8 only, bounded depth, numbers and strings. */
public final class Wire {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectMapper MAPPER = mapper();

    private Wire() {}

    /**
     * A mapper for wire documents and for what the store keeps. Duplicate keys are refused: which of two values counts
     * would otherwise depend on the reader.
     */
    public static ObjectMapper mapper() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /**
     * Parses a request's body.
     *
     * @throws ApiException 400 when it is empty, is not UTF-8, is not one JSON object, or is nested too deeply
     */
    public static JsonNode parseObject(byte[] body) {
        if (body == null || body.length == 0) {
            throw ApiException.invalid(null, "The body is empty; a JSON object is expected.");
        }
        JsonNode node;
        try {
            node = parse(utf8(body));
        } catch (CharacterCodingException e) {
            throw ApiException.invalid(null, "The body is not valid UTF-8; JSON is exchanged in UTF-8.");
        } catch (JsonProcessingException e) {
            throw ApiException.invalid(null, "We could not parse the JSON body of your request: " + reason(e));
        }
        if (!node.isObject()) {
            throw ApiException.invalid(null, "The body must be a JSON object.");
        }
        return node;
    }

    /** Parses one JSON value. */
    public static JsonNode parse(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** Decodes UTF-8 strictly: a wrong byte is an error and not a replacement character. */
    public static String utf8(byte[] bytes) throws CharacterCodingException {
        CharBuffer chars = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes));
        return chars.toString();
    }

    /** What is wrong and at which column, without the offending text: it may be a customer's. */
    public static String reason(JsonProcessingException e) {
        String where =
                e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
        String what = e.getOriginalMessage().split("\\n| \\(start marker", 2)[0];
        return what + where;
    }
}
