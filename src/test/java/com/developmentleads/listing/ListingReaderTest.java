package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingReaderTest {

    private static final ListingReader READER = new ListingReader();

    static Stream<Arguments> table() throws IOException {
        return Tables.read("search-results.tsv").stream().map(row -> Arguments.of((Object) row));
    }

    @ParameterizedTest
    @MethodSource("table")
    void readsTheTable(String[] row) {
        Reading reading = READER.read(row[0], row[1], row[2]);

        String outcome = reading.isListing() ? "listing" : reading.leftOut().toString();
        assertThat(outcome).as("%s | %s", row[0], row[2]).isEqualTo(row[3]);
        if (reading.isListing()) {
            Listing listing = reading.listing();
            assertThat(Stream.of(
                                    listing.address(),
                                    listing.price(),
                                    listing.lotSize(),
                                    listing.yearBuilt(),
                                    listing.beds(),
                                    baths(listing),
                                    listing.squareFeet(),
                                    listing.status(),
                                    listing.source())
                            .map(fact -> fact == null ? "-" : fact.toString()))
                    .as("%s | %s", row[0], row[1])
                    .containsExactly(List.of(row).subList(4, 13).toArray(new String[0]));
            assertThat(listing.key()).isEqualTo(ListingKey.of(listing.address(), listing.link()));
            assertThat(listing.link()).startsWith("http").doesNotContain("utm_", "gclid");
        }
    }

    @Test
    void tableHasAllKindsOfPages() throws IOException {
        List<String> outcomes =
                Tables.read("search-results.tsv").stream().map(row -> row[3]).toList();
        assertThat(outcomes).hasSizeGreaterThan(80).contains("listing");
        assertThat(outcomes.stream().filter("listing"::equals).count()).isGreaterThanOrEqualTo(50);
        assertThat(outcomes)
                .contains(
                        Stream.of(SkipReason.values()).map(SkipReason::toString).toArray(String[]::new));
    }

    @Test
    void readsTheRealResults() throws IOException {
        List<String> read = new ArrayList<>();
        for (JsonNode result : realResults().get("organic_results")) {
            Listing listing = READER.read(
                            result.get("title").asText(),
                            result.get("snippet").asText(),
                            result.get("link").asText())
                    .listing();
            read.add(listing.address() + " | " + listing.price() + " | " + listing.status());
        }
        assertThat(read)
                .containsExactly(
                        "133 Oak Hill St, Newton, MA 02459 | 3499000 | for_sale",
                        "471 Washington St, Newton, MA 02458 | 1000000 | sold",
                        "90 Auburndale Ave, West Newton, MA 02465 | 3395000 | for_sale",
                        "1230 Commonwealth Ave, West Newton, MA 02465 | 3175000 | for_sale",
                        "581 California St, Newton, MA 02460 | null | for_sale",
                        "21 Francis St Unit 21, Newton, MA 02459 | 1895000 | for_sale",
                        "48 Woodward St, Newton, MA 02461 | null | for_rent",
                        "30 Gardner St, Newton, MA 02458 | null | for_rent",
                        "180 Hunnewell Ave #180, Newton, MA 02458 | null | unknown",
                        "28 Williams St, Newton, MA 02464 | null | unknown",
                        "371 Cherry St, Newton, MA 02465 | 1599000 | for_sale",
                        // its only price stands in a carousel, below another agent's name
                        "31 W Boulevard Rd, Newton, MA 02459 | null | unknown");
    }

    @Test
    void addressesOfRealLinksAreThoseOfTheirTitles() throws IOException {
        for (JsonNode result : realResults().get("organic_results")) {
            String byTitle = READER.read(
                            result.get("title").asText(), "", result.get("link").asText())
                    .listing()
                    .key();
            String byLink = READER.read("A house", "", result.get("link").asText())
                    .listing()
                    .key();
            // Realtor leaves the unit out of its link
            assertThat(byTitle).isIn(byLink, byLink + " #21");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://www.zillow.com/newton-ma/",
                "https://www.example.com/newton",
                "https://www.realtor.com/realestateandhomes-search/Newton_MA",
                "https://www.zillow.com/homedetails/133-Oak-Hill-St-Newton-MA-02459/56322493_zpid/"
            })
    void titlesOfResultPagesAreNoProperty(String link) throws IOException {
        for (JsonNode title : realResults().get("not_a_property_titles")) {
            assertThat(READER.read(title.asText(), "Page through 58 homes, $1,200,000 and up.", link))
                    .as(title.asText())
                    .isEqualTo(new Reading(null, SkipReason.NOT_ONE_PROPERTY));
        }
    }

    @Test
    void nothingIsNoListing() {
        assertThat(READER.read(null, null, null).leftOut()).isEqualTo(SkipReason.NO_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "12 ",
                "$1,",
                "12 Main St, Newton, MA 02459 ",
                "5 beds ",
                "lot ",
                "(",
                "$",
                "\u0000",
                "\u200b",
                "for sale ",
                "1 Oak St $1M ",
                "built ",
                "0.",
                "1,000",
                "\ud83d\ude00",
                "["
            })
    void fiveMegabytesAreReadInBoundedTime(String piece) {
        String huge = piece.repeat(5_000_000 / piece.length());
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        READER.read(huge, huge, huge);
        READER.read("12 Main St, Newton, MA 02459", huge, "https://www.zillow.com/homedetails/" + huge);
        READER.read("12 Main St, Newton, MA 02459 " + huge, "12 Main St " + huge, "https://broker.example.org/");
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin))
                .isLessThan(Duration.ofSeconds(2));
    }

    private static JsonNode realResults() throws IOException {
        try (InputStream in = ListingReaderTest.class.getResourceAsStream("search-results.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static String baths(Listing listing) {
        return listing.baths() == null ? null : listing.baths().toString().replaceFirst("\\.0$", "");
    }
}
