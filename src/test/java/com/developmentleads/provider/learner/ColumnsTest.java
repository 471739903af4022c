package com.developmentleads.provider.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final int MISSING = 1;

    private static Prompt prompt(String... lines) {
        return new Prompt("Judge.", String.join("\n", lines));
    }

    /** Lots of 1 to 20 thousand square feet; every fifth is unknown, and one is described in words. */
    private static List<Prompt> lots() {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            String lot = i % 5 == 0 ? "unknown" : i == 7 ? "deep corner lot" : "%,d sqft".formatted(1_000 * i);
            prompts.add(prompt("Details: number " + i, "Lot size: " + lot, "Zone: R" + i));
        }
        return prompts;
    }

    @Test
    void linesOfNumbersAreTakenOutOfTheWords() {
        Columns columns = Columns.of(lots());
        assertThat(columns.size()).isEqualTo(Columns.WIDTH);
        assertThat(columns.rest(lots().get(0)).user()).isEqualTo("Details: number 1\nZone: R1");
        assertThat(columns.rest(prompt("lot size:  n/a", "Zone: 3")).user()).isEqualTo("Zone: 3");
        assertThat(columns.rest(lots().get(6)).user())
                .as("a value in words stays")
                .contains("deep corner lot");
        assertThat(columns.linesOf(lots().get(1))).containsExactly("Lot size: 2,000 sqft");
    }

    @Test
    void valuesAreScaledByTheUsualOnesAndUnitsMatter() {
        Columns columns = Columns.of(lots());
        float[] small = columns.vector(prompt("Lot size: 2,000 sqft"));
        float[] large = columns.vector(prompt("LOT SIZE: 18000"));
        float[] huge = columns.vector(prompt("Lot size: 9,999,999,999 sqft"));
        assertThat(small[0]).isNegative();
        assertThat(large[0]).isPositive();
        assertThat(huge[0]).isBetween(large[0], 1f);
        assertThat(columns.vector(prompt("Lot size: 0.25 acres")))
                .containsExactly(columns.vector(prompt("Lot size: 10,890 sq ft")));
        assertThat(columns.vector(prompt("Lot size: $10.5k")))
                .containsExactly(columns.vector(prompt("Lot size: 10500")));
        for (String missing : List.of("Lot size: unknown", "Lot size: -", "Zone: R3", "Lot size: deep corner lot")) {
            assertThat(columns.vector(prompt(missing))[MISSING]).as(missing).isPositive();
        }
        assertThat(small[MISSING]).isZero();
    }

    @Test
    void textThatHasNoColumnsIsLeftAlone() {
        List<Prompt> reviews = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            reviews.add(prompt("Text: a film of " + (90 + i) + " minutes, 2: the return"));
        }
        Columns none = Columns.of(reviews);
        assertThat(none.size()).isZero();
        assertThat(none.rest(reviews.get(0))).isSameAs(reviews.get(0));
        assertThat(none.vector(reviews.get(0))).isEmpty();
    }

    @Test
    void linesAreLeftOutByName() {
        Columns columns = Columns.of(lots());
        assertThat(columns.textNames(lots())).containsExactly("details", "zone");
        Columns without = columns.without(Set.of("zone"));
        assertThat(without.rest(lots().get(0)).user()).isEqualTo("Details: number 1");
    }

    @Test
    void writtenAndReadTheyAreTheSame() throws IOException {
        Columns columns = Columns.of(lots()).without(Set.of("zone"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        columns.write(new DataOutputStream(out));
        Columns read = Columns.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
        for (Prompt prompt : lots()) {
            assertThat(read.vector(prompt)).containsExactly(columns.vector(prompt));
            assertThat(read.rest(prompt)).isEqualTo(columns.rest(prompt));
        }
    }
}
