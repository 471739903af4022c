package com.developmentleads.listing.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.HostileTexts;
import java.lang.management.ManagementFactory;
import java.text.Normalizer;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  a  b '                   | a b",
                "'a\r\nBcc: x@example.com'    | a Bcc: x@example.com",
                "'a\u0000\u0007b'             | a b",
                "'a\u00a0\u2028\u3000b'       | a b",
                "'a\u200b\u200d\ufeffb'       | ab",
                "'a\u202egnp.exe\u2066'       | agnp.exe",
                "'e\u0301'                    | \u00e9",
                "'e\u200b\u0301'              | \u00e9",
                "'a\ud800b'                   | a\ufffdb",
                "'a\udc00'                    | a\ufffd",
                "'a\uffffb'                   | a\ufffdb",
                "'\ud83d\ude00'               | \ud83d\ude00",
                "'${x} {{y}} =1 <b> \"q\" \\' | '${x} {{y}} =1 <b> \"q\" \\'",
            })
    void cleans(String text, String clean) {
        assertThat(PlainText.of(text, 100)).isEqualTo(clean);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(PlainText.of(null, 10)).isEmpty();
        assertThat(PlainText.of(" \u200b\r\n", 10)).isEmpty();
        assertThat(PlainText.of("abc", 0)).isEmpty();
    }

    @Test
    void cutsWithoutHalvingACharacterOrLeavingABlank() {
        assertThat(PlainText.of("abcdef", 3)).isEqualTo("abc");
        assertThat(PlainText.of("ab cdef", 3)).isEqualTo("ab");
        assertThat(PlainText.of("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(PlainText.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @Property(tries = 5000)
    void whatIsCleanStaysAsItIs(@ForAll("texts") String text, @ForAll @IntRange(min = 0, max = 80) int maxLength) {
        String clean = PlainText.of(text, maxLength);

        assertThat(clean).hasSizeLessThanOrEqualTo(maxLength);
        assertThat(clean).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|  |^ | $");
        assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
        assertThat(PlainText.of(clean, maxLength)).isEqualTo(clean);
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    @ParameterizedTest
    @CsvSource({"a", "'\u200b'", "' '", "'\ud800'", "'e\u0301'", "'\u0958'"})
    void fiveMegabytesAreCleanedInBoundedTime(String piece) {
        String huge = piece.repeat(5_000_000 / piece.length());
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(PlainText.of(huge, 2000)).hasSizeLessThanOrEqualTo(2000);
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin))
                .isLessThan(Duration.ofSeconds(1));
    }
}
