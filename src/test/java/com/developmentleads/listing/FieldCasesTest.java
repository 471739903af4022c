package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.search.ResultReader;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Search results from the field and the right values, read as the search route reads them. {@code want}: a column's
 * value; {@code kept}: not left out; {@code same_as}, {@code distinct_from}: the id of a case of the same or another
 * property.
 */
class FieldCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final List<JsonNode> CASES = Stream.of("field-cases.json", "field-cases-more.json")
            .flatMap(FieldCasesTest::cases)
            .toList();
    static final Map<String, Map<String, Object>> ROWS = rows(CASES);

    static Stream<Arguments> cases() {
        return CASES.stream().map(result -> Arguments.of(result.path("id").asText(), result));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readsTheRightValues(String id, JsonNode result) {
        Map<String, Object> row = ROWS.get(id);
        JsonNode want = result.path("want");
        assertThat(want.isEmpty()).as("wants something").isFalse();
        want.fields().forEachRemaining(wanted -> {
            String about = "%s (%s): %s of %s".formatted(id, result.path("kind").asText(), wanted.getKey(), result);
            String value = wanted.getValue().asText();
            switch (wanted.getKey()) {
                case "kept" ->
                    assertThat(row.get("skip_reason") == null)
                            .as(about)
                            .isEqualTo(wanted.getValue().asBoolean());
                case "same_as" ->
                    assertThat(row.get("key"))
                            .as(about)
                            .isNotNull()
                            .isEqualTo(ROWS.get(value).get("key"));
                case "distinct_from" ->
                    assertThat(row.get("key"))
                            .as(about)
                            .isNotNull()
                            .isNotEqualTo(ROWS.get(value).get("key"));
                default -> {
                    assertThat(row.get("skip_reason")).as(about).isNull();
                    assertThat(row).as(about).containsKey(wanted.getKey());
                    assertThat(text(row.get(wanted.getKey()))).as(about).isEqualTo(text(plain(wanted.getValue())));
                }
            }
        });
    }

    @Test
    void idsAreUnique() {
        assertThat(ROWS).hasSameSizeAs(CASES);
    }

    private static Stream<JsonNode> cases(String name) {
        try (InputStream in = FieldCasesTest.class.getResourceAsStream(name)) {
            List<JsonNode> cases = new ArrayList<>();
            JSON.readTree(in).forEach(cases::add);
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The results as an answer of the search service, through the route's expression and its reader. */
    static Map<String, Map<String, Object>> rows(List<JsonNode> results) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode organic = answer.putArray("organic_results");
        results.forEach(organic::add);
        ResultReader reader = new ResultReader();
        Map<String, Map<String, Object>> rows = new HashMap<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(answer);
            JsonNode picked = context.resolveLanguage("jq")
                    .createExpression("resource:classpath:routes/json/results.jq")
                    .evaluate(exchange, JsonNode.class);
            List<Map<String, Object>> read = JSON.convertValue(picked, new TypeReference<>() {});
            for (int i = 0; i < results.size(); i++) {
                Map<String, Object> row = reader.read(read.get(i));
                row.remove("position");
                rows.put(results.get(i).path("id").asText(), row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Object plain(JsonNode value) {
        return value.isNull() ? null : value.isNumber() ? (Object) value.doubleValue() : value.asText();
    }

    private static String text(Object value) {
        return value instanceof Number number ? Double.toString(number.doubleValue()) : String.valueOf(value);
    }
}
