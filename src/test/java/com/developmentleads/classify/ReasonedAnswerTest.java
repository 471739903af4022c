package com.developmentleads.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonedAnswerTest {

    private static Map<String, Object> read(String content) {
        return ReasonedAnswer.read(content, "0.4", "");
    }

    @Test
    void itHasLabelScoreAndReason() {
        assertThat(read(" {\"label\": \"yes\", \"score\": 87, \"reason\": \"Old house on a large lot.\"}\n"))
                .isEqualTo(Map.of("text", "yes", "confidence", 0.87, "reason", "Old house on a large lot."));
        assertThat(read("```json\n{\"label\":\"yes\",\"score\":0,\"other\":[1,{}]}\n```"))
                .isEqualTo(Map.of("text", "yes", "confidence", 0.0, "reason", ""));
    }

    @Test
    void aPlainLabelIsStillOneWithItsProbabilityAndWhatTheProviderExplains() {
        assertThat(ReasonedAnswer.read("yes", "0.4", "teardown; Lot size:\n14,100 sqft"))
                .isEqualTo(Map.of("text", "yes", "confidence", "0.4", "reason", "teardown; Lot size: 14,100 sqft"));
        assertThat(ReasonedAnswer.read(null, null, null)).isEqualTo(Map.of("text", "", "confidence", "", "reason", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"label\":\"yes\",\"score\":87,\"reason\":\"cut o",
                "{\"label\":\"yes\",\"score\":87",
                "{\"label\":\"yes\",\"score\":87,}",
                "{\"label\":\"yes\",\"score\":87,\"reason\":{\"a\":\"b\"}}"
            })
    void ofJsonThatBreaksOffWhatIsWholeCounts(String json) {
        assertThat(read(json).get("text")).isEqualTo("yes");
        assertThat(read(json).get("reason")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"label\":\"yes\",\"label\":\"no\"}",
                "{\"label\":\"ye",
                "{\"label\":7}",
                "{\"label\":{\"label\":\"yes\"}}",
                "{\"label\":\"yes\"} or rather no",
                "{\"label\":\"yes\"}{\"label\":\"no\"}",
                "[\"yes\"]",
                "{}",
                "{"
            })
    void whatNamesNoLabelOrTwoIsHandedOnAsItIs(String json) {
        assertThat(read(json)).isEqualTo(Map.of("text", json, "confidence", "0.4", "reason", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "1e999", "\"87\"", "null", "true", "[87]"})
    void aScoreThatIsNoneIsNotKnown(String score) {
        assertThat(read("{\"label\":\"yes\",\"score\":" + score + "}").get("confidence"))
                .isEqualTo("");
    }

    @Test
    void hostileOnesAreShortAndInert() {
        String reason = "\\r\\nBcc: x\\u202e <b> ${7*7} =1+1 ".repeat(50);
        assertThat(read("{\"label\":\"yes\",\"reason\":\"" + reason + "\"}").get("reason"))
                .asString()
                .startsWith("Bcc: x <b> ${7*7} =1+1")
                .hasSizeBetween(150, 200)
                .doesNotContain("\n", "\r", "\u202e");
        String huge = "{\"label\":\"yes\",\"x\":\"" + "x".repeat(20_000) + "\"}";
        assertThat(read(huge).get("text")).isEqualTo(huge);
        String deep = "{\"a\":" + "[".repeat(5_000);
        assertThat(read(deep).get("text")).isEqualTo(deep);
    }
}
