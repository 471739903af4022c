package com.developmentleads.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.developmentleads.listing.HostileTexts;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelParserTest {

    private static final String OPPORTUNITY = "development_opportunity";
    private static final String NONE = "not_opportunity";

    private final LabelParser parser = new LabelParser("development_opportunity, not_opportunity");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "development_opportunity",
                " development_opportunity\r\n",
                "DEVELOPMENT_OPPORTUNITY",
                "\tDevelopment_Opportunity\u2003"
            })
    void readsALabelWhateverItsCaseAndWhiteSpace(String answer) {
        assertThat(parser.parse(answer)).contains(OPPORTUNITY);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "opportunity",
                "development opportunity",
                "\"development_opportunity\"",
                "development_opportunity.",
                "Label: not_opportunity",
                "not_opportunity not_opportunity",
                "development_opportunity, not_opportunity",
                "not_opportunity\u200b",
                "not_opportun\u0131ty",
                "unclear",
                "development_opportunity\u0000x",
                "**not_opportunity**",
                "{\"label\":\"not_opportunity\"}"
            })
    void anythingElseIsNoLabel(String answer) {
        assertThat(parser.parse(answer)).isEmpty();
    }

    @Test
    void fiveMegabytesAreNoLabel() {
        assertThat(parser.parse("x".repeat(5_000_000))).isEmpty();
        assertThat(parser.parse(" ".repeat(5_000_000) + NONE)).contains(NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,", "a,,b", "a, A"})
    void refusesLabelsThatCannotBeToldApart(String labels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelParser(labels))
                .withMessageContaining(labels);
    }

    @Property(tries = 3000)
    void isALabelExactlyWhenItIsOneAfterTrimmingAndIgnoringCase(@ForAll("answers") String answer) {
        String lower = answer.strip().toLowerCase(Locale.ROOT);
        boolean label = lower.equals(OPPORTUNITY) || lower.equals(NONE);
        assertThat(parser.parse(answer)).isEqualTo(label ? Optional.of(lower) : Optional.empty());
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> labels = Arbitraries.of(OPPORTUNITY, NONE, "Not_Opportunity", "DEVELOPMENT_OPPORTUNITY");
        Arbitrary<String> around = Arbitraries.of("", " ", "\n", ".", "\"", "x", "\u00a0");
        return Arbitraries.oneOf(
                HostileTexts.any(),
                labels,
                around.flatMap(before -> labels.flatMap(label -> around.map(after -> before + label + after))));
    }
}
