package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.address.PropertyKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** The made-up data: its counts, that it says it is made up, and that training and later questions do not overlap. */
class SampleDataTest {

    private static final Path SAMPLES = Path.of("data/samples");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MADE_UP_ID = Pattern.compile("990000\\d{5}|M00000-\\d{5}");
    private static final String MARKER = " (Made-up sample.)";

    @Test
    void there_are_87_classified_properties_none_twice() throws Exception {
        List<CSVRecord> rows = csv(SAMPLES.resolve("property_scans.csv"));
        assertThat(rows).hasSize(87);
        assertThat(rows)
                .filteredOn(row -> row.get("classification").equals("development_opportunity"))
                .hasSize(52);
        assertThat(rows)
                .filteredOn(row -> row.get("classification").equals("not_opportunity"))
                .hasSize(35);
        assertThat(rows).extracting(row -> row.get("address")).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> row.get("snippet"))
                .doesNotHaveDuplicates()
                .allSatisfy(snippet -> assertThat(snippet).endsWith(MARKER));
        assertThat(rows).extracting(row -> row.get("label_source")).containsOnly("human");
        assertThat(rows)
                .extracting(row -> row.get("link"))
                .allSatisfy(link -> assertThat(link).startsWith("https://www.example.com/"));
    }

    @Test
    void the_words_of_the_trade_do_not_decide_alone() throws Exception {
        List<CSVRecord> rows = csv(SAMPLES.resolve("property_scans.csv"));
        for (String word : List.of("as-is", "contractor", "needs work", "large lot", "estate sale")) {
            Set<String> labels = new HashSet<>();
            rows.stream()
                    .filter(row -> row.get("snippet").toLowerCase(Locale.ROOT).contains(word))
                    .forEach(row -> labels.add(row.get("classification")));
            assertThat(labels).as(word).hasSize(2);
        }
    }

    @Test
    void the_days_of_the_sandbox_hold_other_properties_with_known_truths() throws Exception {
        List<CSVRecord> truths = csv(SAMPLES.resolve("sandbox/truths.csv"));
        assertThat(truths).hasSize(60);
        assertThat(truths)
                .extracting(row -> row.get("classification"))
                .containsOnly("development_opportunity", "not_opportunity");
        List<String> known =
                truths.stream().map(row -> PropertyKey.of(row.get("address"))).toList();
        assertThat(known).doesNotHaveDuplicates();

        Set<String> found = new HashSet<>();
        assertThat(days()).hasSize(4);
        for (Path day : days()) {
            JsonNode results = JSON.readTree(day.toFile()).get("organic_results");
            assertThat(results.findValuesAsText("link")).doesNotHaveDuplicates();
            assertThat(results.findValuesAsText("snippet"))
                    .allSatisfy(snippet -> assertThat(snippet).endsWith(MARKER));
            for (JsonNode result : results) {
                if (MADE_UP_ID.matcher(result.get("link").asText()).find()) {
                    found.add(PropertyKey.of(result.get("title").asText()));
                }
            }
        }
        assertThat(found)
                .as("a property is found by its title, however it is spelled")
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(csv(SAMPLES.resolve("property_scans.csv")))
                .extracting(row -> PropertyKey.of(row.get("address")))
                .doesNotContainAnyElementsOf(known);
    }

    private static List<Path> days() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("sandbox"))) {
            return files.filter(file -> file.getFileName().toString().matches("day-\\d+\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        }
    }
}
