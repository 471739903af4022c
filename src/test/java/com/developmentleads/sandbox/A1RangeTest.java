package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class A1RangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "A1;-;0;0;1;1",
                "B2:C4;-;1;1;4;3",
                "Leads!A2:P;Leads;1;0;-1;16",
                "Leads!A:C;Leads;0;0;-1;3",
                "2:5;-;1;0;5;-1",
                "Leads;Leads;0;0;-1;-1",
                "'My tab'!AA10;My tab;9;26;10;27",
                "'It''s'!A1;It's;0;0;1;1",
                "'My tab';My tab;0;0;-1;-1",
                "Leads!a1:b2;Leads;0;0;2;2"
            })
    void ranges_are_read(String text, String title, int firstRow, int firstColumn, int endRow, int endColumn) {
        assertThat(A1Range.parse(text)).isEqualTo(new A1Range(title, firstRow, firstColumn, endRow, endColumn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Leads!", "Leads!1A", "Leads!A0", "Leads!A1:B2:C3", "!A1"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> A1Range.parse(text))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("Unable to parse range");
    }

    @Test
    void ranges_are_written_as_google_writes_them() {
        assertThat(A1Range.format("Leads", 0, 0, 3, 16)).isEqualTo("Leads!A1:P3");
        assertThat(A1Range.format("Leads", 1, 0, 2, 1)).isEqualTo("Leads!A2");
        assertThat(A1Range.format("It's mine", 0, 26, 1, 28)).isEqualTo("'It''s mine'!AA1:AB1");
    }
}
