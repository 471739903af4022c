package com.developmentleads.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model that answers from the examples of the request, and what an example of a request is. */
class SimilarTest {

    private static final String OFFER = "Answer with exactly one of: yes, no.";

    private static String turn(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
    }

    private static ChatRequest request(String... turns) {
        List<String> all = new ArrayList<>(List.of(turn("system", OFFER)));
        all.addAll(List.of(turns));
        return ChatRequest.parse(("{\"model\":\"local-similar\",\"messages\":[" + String.join(",", all) + "]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Distribution answer(ChatRequest request) {
        return Similar.answer(
                request.examples(),
                request.prompt().user(),
                Keywords.offered(request.prompt().system()));
    }

    private static double probability(Distribution distribution, String label) {
        return distribution.probabilities()[distribution.answers().indexOf(label)];
    }

    @Test
    void answersAsTheExamplesThatAreMostAlike() {
        ChatRequest request = request(
                turn("user", "tired ranch, tear down"),
                turn("assistant", "yes"),
                turn("user", "renovated condo with a gym"),
                turn("assistant", "no"),
                turn("user", "large lot, tired cape, tear down and build"));
        assertThat(request.examples()).hasSize(2);
        assertThat(request.prompt().user()).isEqualTo("large lot, tired cape, tear down and build");
        Distribution answer = answer(request);
        assertThat(answer.answers()).containsExactly("yes", "no");
        assertThat(probability(answer, "yes")).isGreaterThan(0.7);
        assertThat(Similar.reasons(request.examples(), request.prompt().user(), "yes"))
                .containsExactly("tired ranch, tear down");
        assertThat(Similar.reasons(request.examples(), request.prompt().user(), "no"))
                .as("nothing in common")
                .isEmpty();
        assertThat(probability(answer, "yes") + probability(answer, "no"))
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void whatIsLikeNoExampleIsUncertain() {
        Distribution answer = answer(request(
                turn("user", "tired ranch"),
                turn("assistant", "yes"),
                turn("user", "loft"),
                turn("assistant", "no"),
                turn("user", "penthouse")));
        assertThat(probability(answer, "yes")).isEqualTo(0.5);
    }

    @Test
    void anAnswerThatIsNoneIsNoExample() {
        ChatRequest corrected = request(
                turn("user", "tired ranch"),
                turn("assistant", "Well, it depends"),
                turn("user", "That is none of the answers"));
        assertThat(corrected.examples()).isEmpty();
        assertThat(corrected.prompt().user()).isEqualTo("tired ranch\nThat is none of the answers");
    }

    @Test
    void aModelThatLooksAtNoExamplesIsNotLedByThem() {
        ChatRequest request = request(
                turn("user", "teardown, builder special"), turn("assistant", "yes"), turn("user", "renovated condo"));
        assertThat(request.prompt().user()).isEqualTo("renovated condo");
    }
}
