package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.text.PlainText;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingChangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "View 32 photos of this 5 bed home       | View 40 photos of this 5 bed home",
                "12 Main St [Updated 9/29] is for sale   | 12 Main St [Updated 10/22] is for sale",
                "Teardown, 3 days ago                    | Teardown, 12 hours ago",
                "Teardown. Listed Jul 14, 2025           | Teardown. Listed Aug 1, 2025",
                "Teardown. Listed 14 July 2025           | Teardown. Listed 1 August 2025",
                "Teardown 9/29/2025                      | Teardown 10/02/2025",
                "Teardown 2025-09-29                     | Teardown 2025-10-02",
                "Teardown. 12 views, 3 saves             | Teardown. 1,204 views, 7 saves",
                "Teardown. 5 days on Zillow              | Teardown. 25 days on Zillow",
                "Open house Sun 11/3 1pm                 | Open house Sat 11/9 12:30 pm",
                "TEARDOWN - as is!                       | Teardown as-is",
                "Sold for $1,000,000 on Jul 14, 2025     | sold for $1000000 on July 15, 2025",
                "Caf\u00e9 lot                           | Cafe\u0301 lot",
            })
    void datesAndCountersAreNoChange(String before, String after) {
        assertThat(ListingChange.fingerprint(after, 1_000_000L))
                .isEqualTo(ListingChange.fingerprint(before, 1_000_000L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 bed home                | 4 bed home",
                "3.5 baths                 | 2.5 baths",
                "Teardown                  | Renovated",
                "Now $1,100,000            | Now $1,200,000",
                "built in 1986             | built in 1968",
                "0.25 acres                | 0.5 acres",
                "MLS #73429896             | MLS #73429897",
                "2 1/2 baths               | 2 baths",
            })
    void textIsAChange(String before, String after) {
        assertThat(ListingChange.fingerprint(after, null)).isNotEqualTo(ListingChange.fingerprint(before, null));
    }

    @Test
    void priceIsAChange() {
        assertThat(ListingChange.fingerprint("Teardown", 1_000_000L))
                .isNotEqualTo(ListingChange.fingerprint("Teardown", 999_000L))
                .isNotEqualTo(ListingChange.fingerprint("Teardown", null))
                .isEqualTo(ListingChange.fingerprint("Teardown", 1_000_000.0))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void nothingHasAFingerprintToo() {
        assertThat(ListingChange.fingerprint(null, null)).isEqualTo(ListingChange.fingerprint("", null));
    }

    @Property(tries = 3000)
    void cleaningTheTextIsNoChange(@ForAll("texts") String text) {
        assertThat(ListingChange.fingerprint(PlainText.of(text, 4000), 1L))
                .isEqualTo(ListingChange.fingerprint(text, 1L));
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "1 ", "may 1 ", "days ", "1/", "a1"})
    void fiveMegabytesTakeBoundedTime(String piece) {
        String huge = piece.repeat(5_000_000 / piece.length());
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        ListingChange.fingerprint(huge, 1L);
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin))
                .isLessThan(Duration.ofSeconds(1));
    }
}
