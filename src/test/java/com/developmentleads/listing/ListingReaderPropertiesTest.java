package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.text.PlainText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Holds for whatever a search returns; jqwik prints the seed of a failure. */
@Tag("slow")
class ListingReaderPropertiesTest {

    private static final ListingReader READER = new ListingReader();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINK = "https://www.zillow.com/homedetails/12-Main-St-Newton-MA-02459/1_zpid/";
    private static final String TITLE = "12 Main St, Newton, MA 02459";
    private static final Set<String> STATUSES = Set.of(
            ListingStatus.FOR_SALE,
            ListingStatus.SOLD,
            ListingStatus.FOR_RENT,
            ListingStatus.OFF_MARKET,
            ListingStatus.UNKNOWN);

    @Property(tries = 4000)
    void neverThrowsAndWhatItReadsIsInert(
            @ForAll("texts") String title, @ForAll("texts") String snippet, @ForAll("links") String link)
            throws JsonProcessingException {
        Reading reading = READER.read(title, snippet, link);

        assertThat(reading.isListing()).isEqualTo(reading.leftOut() == null);
        if (reading.isListing()) {
            assertInert(reading.listing());
        }
    }

    @Property(tries = 4000)
    void hostileTextAroundAnAddressIsInert(@ForAll("texts") String before, @ForAll("texts") String after)
            throws JsonProcessingException {
        Reading reading = READER.read(TITLE + " | " + after, before + " $1,000,000 " + after, LINK);

        if (reading.isListing()) {
            assertInert(reading.listing());
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void readsAPriceHoweverItIsWritten(
            @ForAll @LongRange(min = 10, max = 99_999) long thousands, @ForAll("prices") int form) {
        long price = thousands * 1000;
        String written = switch (form) {
            case 0 -> "$" + price;
            case 1 -> "$" + String.format(Locale.US, "%,d", price);
            case 2 -> "$" + thousands + "K";
            case 3 -> "$" + BigDecimal.valueOf(price, 6).stripTrailingZeros().toPlainString() + "M";
            case 4 -> "$ " + String.format(Locale.US, "%,d", price) + ".00";
            default -> "USD " + price;
        };
        String snippet = "For sale: " + written + ", 3 beds, price cut: $20K, HOA $410/mo.";
        Listing listing = READER.read(TITLE, snippet, LINK).listing();

        assertThat(listing.price()).as(written).isEqualTo(price);
        assertThat(listing.beds()).isEqualTo(3);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aRentIsNeverThePrice(
            @ForAll @IntRange(min = 500, max = 90_000) int rent,
            @ForAll("rents") String per,
            @ForAll("rentWords") String words) {
        Listing listing =
                READER.read(TITLE, words + "$" + rent + per + ". 3 beds.", LINK).listing();

        assertThat(listing.price()).isNull();
        assertThat(listing.status()).isEqualTo(ListingStatus.FOR_RENT);
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    @Provide
    Arbitrary<String> links() {
        Arbitrary<String> hostile = HostileTexts.any().map(text -> "https://www.zillow.com/homedetails/" + text);
        Arbitrary<String> behind = HostileTexts.any().map(text -> LINK + "?" + text);
        return Arbitraries.oneOf(Arbitraries.just(LINK), hostile, behind, HostileTexts.any());
    }

    @Provide
    Arbitrary<Integer> prices() {
        return Arbitraries.integers().between(0, 5);
    }

    @Provide
    Arbitrary<String> rents() {
        return Arbitraries.of("/mo", " /mo", " per month", "/month", " a month", " monthly");
    }

    @Provide
    Arbitrary<String> rentWords() {
        return Arbitraries.of("", "For rent at ", "This home is available. ", "Listed for rent at ");
    }

    private static void assertInert(Listing listing) throws JsonProcessingException {
        for (String text : List.of(listing.address(), listing.snippet(), listing.key())) {
            assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
            assertThat(PlainText.of(text, ListingReader.MAX_SNIPPET)).isEqualTo(text);
        }
        assertThat(listing.address()).isNotBlank().hasSizeLessThanOrEqualTo(ListingReader.MAX_ADDRESS);
        assertThat(listing.key())
                .isEqualTo(ListingKey.of(listing.address(), listing.link()))
                .isNotEmpty();
        assertThat(listing.snippet()).hasSizeLessThanOrEqualTo(ListingReader.MAX_SNIPPET);
        assertThat(listing.link())
                .matches("https?://[a-z0-9.-]+(:[0-9]*)?/[!-~]*")
                .doesNotContain("${", "{{", "<", "\"");
        assertThat(STATUSES).contains(listing.status());
        if (listing.price() != null) {
            assertThat(listing.price()).isBetween(1_000L, 1_000_000_000L);
        }
        assertThat(JSON.readValue(JSON.writeValueAsString(listing), Listing.class))
                .isEqualTo(listing);
    }
}
