package com.developmentleads.listing.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyKeyTest {

    @Test
    void equalKeysForOnePropertyAndDifferentKeysForTwo() throws IOException {
        Map<String, Set<String>> keysOfProperty = new TreeMap<>();
        Map<String, String> propertyOfKey = new HashMap<>();
        SoftAssertions softly = new SoftAssertions();
        List<String[]> rows = Tables.read("property-keys.tsv");
        for (String[] row : rows) {
            String key = PropertyKey.of(row[1]);
            softly.assertThat(key).as(row[1]).isNotEmpty();
            keysOfProperty.computeIfAbsent(row[0], any -> new HashSet<>()).add(key);
            softly.assertThat(keysOfProperty.get(row[0]))
                    .as("property %s: %s", row[0], row[1])
                    .hasSize(1);
            String other = propertyOfKey.putIfAbsent(key, row[0]);
            softly.assertThat(other == null ? row[0] : other)
                    .as(row[1] + " has the key of another property: " + key)
                    .isEqualTo(row[0]);
        }
        softly.assertAll();
        assertThat(rows).hasSizeGreaterThan(120);
        assertThat(keysOfProperty).hasSizeGreaterThan(60);
    }

    @Test
    void keyOfAKeyIsTheKey() throws IOException {
        assertThat(Tables.read("property-keys.tsv")).allSatisfy(row -> {
            String key = PropertyKey.of(row[1]);
            assertThat(PropertyKey.of(key)).isEqualTo(key);
        });
    }

    @Test
    void keyCanBeReadByAPerson() {
        assertThat(PropertyKey.of("21 Francis Street, Apt. #21, West Newton, MA 02459 [Updated 10/22]"))
                .isEqualTo("21 francis st newton ma #21");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u200b", "[Updated 9/29]", "- , |", "\u0000\r\n", "\ud800", "#", "..."})
    void noAddressHasAnEmptyKey(String blank) {
        assertThat(PropertyKey.of(blank)).isEmpty();
    }

    @Test
    void nullHasAnEmptyKey() {
        assertThat(PropertyKey.of(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 ",
                "a",
                "\u00e9",
                "[",
                "#",
                "12-",
                "\ufdfa",
                "\ud83d\ude00",
                "St ",
                "MA ",
                "Unit ",
                "New York ",
                ", ",
                "United States of ",
                "12 Main St, Newton, MA 02459 "
            })
    void fiveMegabytesCostNoMoreThanTheFirstThousandCharacters(String piece) {
        String huge = piece.repeat(5_000_000 / piece.length());
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        String key = PropertyKey.of(huge);
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin))
                .isLessThan(Duration.ofMillis(500));
        // a compatibility form can stand for 18 letters
        assertThat(key.length()).isLessThan(1000 * 19);
    }
}
