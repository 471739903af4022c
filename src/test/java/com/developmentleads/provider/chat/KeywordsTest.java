package com.developmentleads.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.provider.learner.Prompt;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {

    private static final String SYSTEM =
            "You judge. Answer with exactly one of: development_opportunity, not_opportunity.";

    private final Keywords shipped;

    KeywordsTest() throws IOException {
        shipped = new Keywords("routes/provider/keywords.txt");
    }

    private static String best(Distribution distribution) {
        int best = 0;
        for (int i = 1; i < distribution.answers().size(); i++) {
            best = distribution.probabilities()[i] > distribution.probabilities()[best] ? i : best;
        }
        return distribution.answers().get(best);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tear-down on an oversized lot, sold AS-IS. Attention builders! | development_opportunity",
                "Contractor special, needs everything, cash only | development_opportunity",
                "One acre, subdividable, zoned for two families | development_opportunity",
                "Fire damaged home, value is in the land | development_opportunity",
                "Turnkey townhouse, newly renovated, move-in ready | not_opportunity",
                "Luxury condo with concierge and gourmet kitchen | not_opportunity",
                "New construction, custom built in 2023 | not_opportunity",
                "Well maintained colonial near schools. Not a teardown. | not_opportunity",
                "Three bedroom house on a quiet street Land value: $500,000 Zoning: SR2 | not_opportunity",
                "Three bedroom house on a quiet street | not_opportunity"
            })
    void phrasesDecide(String text, String label) {
        assertThat(best(shipped.answer(new Prompt(SYSTEM, text), List.of()))).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Answer with exactly one of: a_b, c, d. | a_b;c;d",
                "Reply with one of the following labels: \"yes\" or \"no\". | yes;no",
                "Choose either lead or no_lead | lead;no_lead",
                "You are helpful. | ''"
            })
    void offeredLabelsAreFound(String system, String labels) {
        assertThat(String.join(";", Keywords.offered(system))).isEqualTo(labels);
    }

    @Test
    void theLabelsOfferedAreTheOnesAnswered() {
        Prompt prompt = new Prompt("Is it a lead? Answer one of: yes, no", "a teardown for builders");
        assertThat(best(shipped.answer(prompt, List.of()))).isEqualTo("yes");
        assertThat(best(shipped.answer(prompt, List.of("Not a lead", "Lead")))).isEqualTo("Lead");
        assertThat(shipped.answer(new Prompt("", "x"), List.of()).answers())
                .contains("development_opportunity", "not_opportunity");
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheWeights() {
        Keywords small = new Keywords(List.of("labels: yes", "2.0 tear down*", "labels: no", "start: 1"));
        double[] p = small.answer(new Prompt("", "TEAR-DOWNS here"), List.of("yes", "no"))
                .probabilities();
        assertThat(p[0]).isEqualTo(1 / (1 + Math.exp(-1)));
        assertThat(p[0] + p[1]).isEqualTo(1);
    }

    @Test
    void brokenFilesAreNamedByLine() {
        assertThatThrownBy(() -> new Keywords(List.of("2.0 x"))).hasMessageContaining("Line 1");
        assertThatThrownBy(() -> new Keywords(List.of("labels: a", "much x"))).hasMessageContaining("Line 2");
        assertThatThrownBy(() -> new Keywords(List.of("# nothing"))).hasMessageContaining("no 'labels:'");
    }
}
