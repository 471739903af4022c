package com.developmentleads.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of the CSV file starts a formula. */
class LeadsCsvTest {

    private static final int SNIPPET = 7;

    @TempDir
    private Path folder;

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "A text starts a formula in another form of its sign, or after what is not seen",
            then = "quoted in the CSV file")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1",
                "+1",
                "-1",
                "@a",
                "\t1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20a",
                "\uFE661",
                "\uFE621",
                "\uFE631",
                "\uFE6Ba",
                "\u207C1",
                "\u22121",
                " =1",
                "\u00A0=1",
                "\u3000\uFF1D1",
                "\u200B=1",
                "\uFEFF=1"
            })
    void formulasAreQuoted(String text) throws IOException {
        assertThat(written(text)).isEqualTo("'" + text);
    }

    @Test
    void otherTextsStay() throws IOException {
        for (String text : List.of("Lot = 0.5 acre", "\uFF11 room", "a-frame", "'=1", "1+1", "")) {
            assertThat(written(text)).isEqualTo(text);
        }
    }

    private String written(String snippet) throws IOException {
        Path file = folder.resolve("leads.csv");
        new LeadsCsv(file.toString(), false).write(List.of(Map.of("snippet", snippet)), List.of());
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser rows = CSVParser.parse(reader, CSVFormat.RFC4180)) {
            return rows.getRecords().get(1).get(SNIPPET);
        }
    }
}
