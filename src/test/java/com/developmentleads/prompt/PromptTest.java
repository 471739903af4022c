package com.developmentleads.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model is told of a property, and what of it never gets through. */
class PromptTest {

    private static final int MAX_TEXT = 60;
    private static final Prompt PROMPT = prompt("development_opportunity,not_opportunity");

    @Test
    void theSystemTextNamesTheLabels() {
        assertThat(PROMPT.system()).isEqualTo("""
                You are an expert real estate analyst specializing in identifying development opportunities.
                Answer with exactly one of: development_opportunity, not_opportunity.""");
        assertThat(prompt("yes, no,unclear").system()).endsWith("Answer with exactly one of: yes, no, unclear.");
    }

    @Test
    void aPropertyWithEverything() {
        assertThat(PROMPT.user(Map.of(
                        "address",
                        "1 Main St, Newton, MA",
                        "snippet",
                        "Small house, large lot.",
                        "price",
                        774000.0,
                        "lot_size",
                        "0.5 acres",
                        "year_built",
                        1950,
                        "beds",
                        3)))
                .isEqualTo("""
                Classify this property:
                Address: 1 Main St, Newton, MA
                Details: Small house, large lot.
                Price: $774,000
                Lot size: 0.5 acres
                Year built: 1950
                Is this a development opportunity?""");
    }

    @Test
    void linesWithoutAValueAreLeftOut() {
        Map<String, Object> property = new HashMap<>();
        property.put("address", "1 Main St");
        property.put("snippet", null);
        property.put("price", 0);
        property.put("lot_size", " \t ");
        assertThat(PROMPT.user(property)).isEqualTo("""
                Classify this property:
                Address: 1 Main St
                Is this a development opportunity?""");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "774000     | $774,000",
                "774000.0   | $774,000",
                "774000.49  | $774,000",
                "999        | $999",
                "1000000    | $1,000,000",
                "$1,234,500 | $1,234,500",
                "774,000 USD| $774,000",
                "Call agent | Call agent",
                "0          | -",
                "0.2        | -",
                "''         | -",
                "99999999999999999999 | 99999999999999999999"
            })
    void pricesWrittenAsTexts(String price, String shown) {
        assertThat(PROMPT.value("price", price)).isEqualTo(shown);
    }

    @Test
    void pricesThatAreNumbers() {
        assertThat(PROMPT.value("price", 774000)).isEqualTo("$774,000");
        assertThat(PROMPT.value("price", 1234567890123L)).isEqualTo("$1,234,567,890,123");
        assertThat(PROMPT.value("price", 774000.5)).isEqualTo("$774,000");
        assertThat(PROMPT.value("price", 774001.5)).isEqualTo("$774,002");
        assertThat(PROMPT.value("price", -5)).isNull();
        assertThat(PROMPT.value("price", Double.NaN)).isNull();
        assertThat(PROMPT.value("price", Double.POSITIVE_INFINITY)).isNull();
    }

    @Test
    void yearsAreWholeNumbers() {
        assertThat(PROMPT.value("year_built", 1950)).isEqualTo("1950");
        assertThat(PROMPT.value("year_built", 1950.0)).isEqualTo("1950");
        assertThat(PROMPT.value("year_built", "1950")).isEqualTo("1950");
        assertThat(PROMPT.value("lot_size", 0.25)).isEqualTo("0.25");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "two  blanks,two blanks",
                "  around  ,around",
                "'line\nbreak\r\n\r\nand tab\t.',line break and tab .",
                "no\u00A0break,no break",
                "line\u2028and\u2029paragraph,line and paragraph",
                "zero\u200Bwidth,zero width",
                "bidi \u202Egnp.exe\u202C end,bidi gnp.exe end",
                "nul\u0000byte,nul byte",
                "bell\u0007\u001B[31m,bell [31m",
                "next\u0085line,next line",
                "half \uD83D pair,half \uFFFD pair",
                "half \uDE00 pair,half \uFFFD pair",
                "swapped \uDE00\uD83D,swapped \uFFFD\uFFFD",
                "at the end \uD83D,at the end \uFFFD",
                "emoji \uD83D\uDE00 kept,emoji \uD83D\uDE00 kept",
                "tags \uDB40\uDC41\uDB40\uDC42 hidden,tags hidden",
                "caf\u00E9 \u201Cquoted\u201D \u00BD,caf\u00E9 \u201Cquoted\u201D \u00BD",
                "{address} ${body} {{data}} %s \\n,{address} ${body} {{data}} %s \\n",
            })
    void whatCannotBeSeenBecomesABlank(String value, String shown) {
        assertThat(PROMPT.value("snippet", value)).isEqualTo(shown);
    }

    @Test
    void valuesAreNotTemplates() {
        assertThat(PROMPT.user(Map.of("address", "{snippet} {labels}", "snippet", "${body} {address}")))
                .isEqualTo("""
                Classify this property:
                Address: {snippet} {labels}
                Details: ${body} {address}
                Is this a development opportunity?""");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(PROMPT.value("snippet", "x".repeat(MAX_TEXT))).hasSize(MAX_TEXT);
        assertThat(PROMPT.value("snippet", "x".repeat(MAX_TEXT + 1))).hasSize(MAX_TEXT);
        assertThat(PROMPT.value("snippet", "x".repeat(MAX_TEXT - 1) + "\uD83D\uDE00"))
                .isEqualTo("x".repeat(MAX_TEXT - 1));
        assertThat(PROMPT.value("snippet", "x".repeat(MAX_TEXT - 1) + " y")).isEqualTo("x".repeat(MAX_TEXT - 1));
        assertThat(PROMPT.value("snippet", "\u00A0".repeat(5_000_000) + "x")).isEqualTo("x");
    }

    @Test
    void missingTextsAreNamed() {
        assertThatThrownBy(() -> new Prompt("routes/nowhere", "a,b", MAX_TEXT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("routes/nowhere/system.txt");
    }

    @Property
    void anyTextBecomesOneLineThatUtf8CanHold(@ForAll String value) {
        String shown = PROMPT.value("snippet", value);
        if (shown != null) {
            assertThat(shown)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(MAX_TEXT)
                    .isEqualTo(shown.strip())
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]|  ");
            assertThat(new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(shown);
            assertThat(PROMPT.value("snippet", shown)).isEqualTo(shown);
        }
    }

    private static Prompt prompt(String labels) {
        try {
            return new Prompt("routes/prompts", labels, MAX_TEXT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
