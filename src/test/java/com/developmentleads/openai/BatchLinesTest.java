package com.developmentleads.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines of batches: what is sent, and which answers count. */
class BatchLinesTest {

    private static final List<Map<String, Object>> QUESTIONS = List.of(Map.of("id", 1), Map.of("id", 2L));

    private final BatchLines lines =
            new BatchLines(new ChatOptions("generic", "{}", "{}", 20, List.of("yes", "no"), 200));

    @Test
    void aSchemaThatWasRefusedIsLeftOut() throws Exception {
        assertThat(written(null).path("body").has("response_format")).isTrue();
        assertThat(written("HTTP 429, Slow down").path("body").has("response_format"))
                .isTrue();
        JsonNode plain = written("HTTP 400, Invalid parameter: 'response_format'");
        assertThat(plain.path("body").has("response_format")).isFalse();
        assertThat(plain.path("body").path("max_completion_tokens").asInt()).isEqualTo(20);
        assertThat(plain.path("custom_id").asText()).isEqualTo("leads-7");
    }

    private JsonNode written(String error) throws Exception {
        Map<String, Object> asked = new HashMap<>();
        asked.put("question", 7);
        asked.put("error", error);
        return new ObjectMapper()
                .readTree(lines.write(asked, "generic", List.of(Map.of("role", "user", "content", "a ranch"))));
    }

    @Test
    void whatIsNoAnswerIsAnErrorInOneLine() {
        assertThat(
                        error(
                                "{\"custom_id\":\"leads-1\",\"response\":{\"status_code\":500,\"body\":{\"error\":{\"message\":\"Sorry\\nnow\"}}}}"))
                .isEqualTo("HTTP 500, Sorry now");
        assertThat(error("{\"custom_id\":\"leads-1\",\"response\":{\"status_code\":200,\"body\":[]}}"))
                .isEqualTo("HTTP 200, no reason given");
        assertThat(error("{\"custom_id\":\"leads-1\",\"error\":{\"message\":\"Bearer sk-abcdefghijkl is wrong\"}}"))
                .doesNotContain("abcdefghijkl");
    }

    private String error(String text) {
        return String.valueOf(lines.read(text, QUESTIONS).get(0).get("error"));
    }

    @Test
    void strangeLinesAreLeftOut() {
        String deep = "{\"custom_id\":\"leads-1\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        for (String line : new String[] {
            "",
            "null",
            "1",
            "[]",
            "{",
            deep,
            "{\"custom_id\":1}",
            "{\"custom_id\":\"leads-3\"}",
            "{\"custom_id\":\"leads-99999999999999999999\"}"
        }) {
            assertThat(lines.read(line, QUESTIONS)).as(line).isEmpty();
        }
        String good = "{\"custom_id\":\"leads-2\",\"response\":{\"status_code\":200,\"body\":{}}}";
        assertThat(lines.read(good + "\r\n" + good, QUESTIONS))
                .singleElement()
                .satisfies(answer -> assertThat(answer).containsEntry("question", 2L));
    }
}
