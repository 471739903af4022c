package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeLinkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://www.zillow.com/homedetails/1_zpid/?utm_source=g&utm_medium=cpc"
                        + " https://www.zillow.com/homedetails/1_zpid/",
                "HTTPS://WWW.Redfin.com/MA/Newton?gclid=x&id=7#top https://www.redfin.com/MA/Newton?id=7",
                "http://example.com http://example.com/",
                "https://example.com/a#b?c=d https://example.com/a",
                "https://example.com?a=1&&fbclid=2 https://example.com/?a=1",
                "https://example.com:8443/a https://example.com:8443/a",
                "https://example.com/pe\u00f1a?q=\u00f1 https://example.com/pe%C3%B1a?q=%C3%B1",
                "https://example.com/${x}/{{y}}?a='b'<c> https://example.com/%24%7Bx%7D/%7B%7By%7D%7D?a=%27b%27%3Cc%3E",
                "https://example.com/%41%20b https://example.com/%41%20b",
            })
    void cleans(String link, String clean) {
        assertThat(SafeLink.of(link)).map(SafeLink::text).contains(clean);
        assertThat(SafeLink.of(clean)).map(SafeLink::text).contains(clean);
    }

    @Test
    void encodesBlanks() {
        assertThat(SafeLink.of(" https://example.com/a b ")).map(SafeLink::text).contains("https://example.com/a%20b");
    }

    @Test
    void hostIsWithoutWww() {
        assertThat(SafeLink.of("https://www.zillow.com/a")).map(SafeLink::host).contains("zillow.com");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.com/",
                "//example.com/",
                "example.com",
                "https:///a",
                "https://user@example.com/",
                "https://user:pw@example.com/",
                "https://example.com\\@evil.example/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://example..com/",
                "https://.example.com/",
                "https://example.com./",
                "https://ex\u0430mple.com/",
                "https://example.com:80a/",
                "https://example.com/\r\nBcc:x",
                "https://example.com/\u202ecod",
                "https://example.com/\u0000",
                "https://example.com/\ud800",
                "https://exam ple.com/",
                "https://example.com%2f@evil.example/"
            })
    void refuses(String link) {
        assertThat(SafeLink.of(link)).isEmpty();
    }

    @Test
    void tooLongLosesItsQueryThenIsNone() {
        String path = "https://example.com/" + "a".repeat(1900);
        assertThat(SafeLink.of(path + "?q=" + "b".repeat(500)))
                .map(SafeLink::text)
                .contains(path);
        assertThat(SafeLink.of("https://example.com/" + "a".repeat(2000))).isEmpty();
        assertThat(SafeLink.of("https://example.com/" + "a".repeat(5_000_000))).isEmpty();
    }
}
