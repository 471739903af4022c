package com.developmentleads.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenProbabilitiesTest {

    private static List<byte[]> tokens(String... tokens) {
        return List.of(tokens).stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void tokensMultiplyToTheirAnswerAndShareWhatIsCommon() {
        TokenProbabilities probabilities = new TokenProbabilities(
                List.of(tokens("{", "not", "_opp"), tokens("{", "dev", "_opp"), tokens("{", "not", "_sure")),
                new double[] {0.5, 0.3, 0.2});
        List<Map<String, Object>> entries = probabilities.describe(0, 5);
        assertThat(entries).extracting(entry -> entry.get("token")).containsExactly("{", "not", "_opp");
        assertThat((double) entries.get(0).get("logprob")).isZero();
        assertThat((double) entries.get(1).get("logprob")).isCloseTo(Math.log(0.7), within(1e-12));
        assertThat((double) entries.get(2).get("logprob")).isCloseTo(Math.log(0.5 / 0.7), within(1e-12));
        assertThat((List<?>) entries.get(1).get("top_logprobs")).hasSize(2);
        assertThat(entries.get(1).get("bytes")).isEqualTo(List.of(110, 111, 116));
    }

    @Test
    void anImpossibleAnswerHasAFiniteLogprob() {
        List<Map<String, Object>> entries =
                new TokenProbabilities(List.of(tokens("a"), tokens("b")), new double[] {1, 0}).describe(0, 2);
        List<?> top = (List<?>) entries.get(0).get("top_logprobs");
        assertThat(((Map<?, ?>) top.get(1)).get("logprob")).isEqualTo(-9999.0);
    }
}
