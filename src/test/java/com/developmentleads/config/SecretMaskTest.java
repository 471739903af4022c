package com.developmentleads.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which forms of a secret are found in a text, and that nothing else is changed. */
class SecretMaskTest {

    /** Of characters that every way of writing writes in its own way. */
    private static final String SECRET = "q7\"Zk+/é&<p>\\'9 %=3b";

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void remember() {
        SecretMask.remember(SECRET);
    }

    @Test
    void allWaysToWriteAValue() throws Exception {
        String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String json = JSON.writeValueAsString(SECRET);
        String lower = Pattern.compile("%..")
                .matcher(url)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
        for (String form : new String[] {
            SECRET,
            SECRET.replace("é", "Ã©"),
            SECRET.replace("é", "[0xffffffc3][0xffffffa9]"),
            url,
            url.replace("+", "%20"),
            lower,
            json.substring(1, json.length() - 1),
            json.substring(1, json.length() - 1).replace("/", "\\/"),
            SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            SECRET.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;")
        }) {
            assertThat(SecretMask.apply("a=" + form + "&b")).as(form).isEqualTo("a=***&b");
            assertThat(SecretMask.apply(form + form)).as(form).isEqualTo("******");
        }
    }

    /** As in the log-ins AUTH PLAIN and Basic, where the name before it may have any length. */
    @Test
    void withinBase64AtAnyPlace() {
        Random random = new Random(20261122);
        for (int before = 0; before < 12; before++) {
            for (int after = 0; after < 4; after++) {
                byte[] name = new byte[before];
                byte[] rest = new byte[after];
                random.nextBytes(name);
                random.nextBytes(rest);
                byte[] value = SECRET.getBytes(StandardCharsets.UTF_8);
                byte[] all = new byte[before + value.length + after];
                System.arraycopy(name, 0, all, 0, before);
                System.arraycopy(value, 0, all, before, value.length);
                System.arraycopy(rest, 0, all, before + value.length, after);
                for (Base64.Encoder encoder : new Base64.Encoder[] {
                    Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding()
                }) {
                    String masked = SecretMask.apply("AUTH PLAIN " + encoder.encodeToString(all) + " sent");
                    assertThat(masked).startsWith("AUTH PLAIN ").contains("***").endsWith(" sent");
                    // What is left are the characters before and after, and those that share bits with them.
                    assertThat(masked.length()).isLessThan("AUTH PLAIN *** sent".length() + (before + 2) / 3 * 4 + 8);
                }
            }
        }
    }

    @Test
    void otherTextsStayAsTheyAre() {
        for (String text :
                new String[] {"", "a", "nothing in it", SECRET.substring(1), SECRET.substring(0, SECRET.length() - 1)
                }) {
            assertThat(SecretMask.apply(text)).isSameAs(text);
        }
        assertThat(SecretMask.apply(null)).isNull();
    }

    @Test
    void theLongerOfTwoAndAShortOneNotAtAll() {
        SecretMask.remember("k-0123456789");
        SecretMask.remember("k-0123456789-and-more");
        SecretMask.remember("short");
        assertThat(SecretMask.apply("k-0123456789-and-more, k-0123456789, short"))
                .isEqualTo("***, ***, short");
    }

    @Test
    void tokensAreForgottenWhenOthersTookTheirPlace() {
        for (int i = 0; i < 9; i++) {
            SecretMask.rememberToken("ya29-token-" + i);
        }
        assertThat(SecretMask.apply("ya29-token-0 ya29-token-1 ya29-token-8")).isEqualTo("ya29-token-0 *** ***");
    }

    /** What Google's library writes before it hands a token over, and an address with a log-in. */
    @Test
    void secretsThatAreKnownByTheirShape() {
        assertThat(SecretMask.apply("{\"access_token\" : \"ya29.unknown\",\"expires_in\":3599}"))
                .isEqualTo("{\"access_token\" : \"***\",\"expires_in\":3599}");
        assertThat(SecretMask.apply("assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0x.c2lnbmF0dXJlMTIz&x"))
                .isEqualTo("assertion=***&x");
        assertThat(SecretMask.apply("openai.base-url is 'https://me:word@example.com/v1'"))
                .isEqualTo("openai.base-url is 'https://***@example.com/v1'");
        assertThat(SecretMask.apply("see https://example.com/a, or write to a@example.com"))
                .isEqualTo("see https://example.com/a, or write to a@example.com");
    }

    @Test
    void variablesOfTellingNames() {
        Secrets.learn(Map.of(
                "SOME_API_KEY",
                "value-of-some-key",
                "APP_PASSWORD",
                " value-of-a-password ",
                "KEYBOARD_LAYOUT",
                "value-of-a-layout",
                "GOOGLE_APPLICATION_CREDENTIALS",
                "keys/service.json"));
        assertThat(SecretMask.apply("value-of-some-key value-of-a-password value-of-a-layout keys/service.json"))
                .isEqualTo("*** *** value-of-a-layout keys/service.json");
    }

    @Test
    void anAnswerHidesItByNoEscapes() throws Exception {
        SecretMask.remember("sk-0a1b2c3d4e");
        AnswerMask mask = new AnswerMask(JSON);
        String hidden = "{\"a\":[1,{\"b\":\"x \\u0073k-0a1b\\u0032c3d4e y\"}],\"n\":null,\"t\":true,\"s\":\"plain\"}";

        assertThat(mask.text(hidden))
                .isEqualTo("{\"a\":[1,{\"b\":\"x *** y\"}],\"n\":null,\"t\":true,\"s\":\"plain\"}");
        ObjectNode document = (ObjectNode) JSON.readTree(hidden);
        assertThat(mask.document(document)).isSameAs(document).hasToString(mask.text(hidden));
    }

    /** Logs at TRACE are long; one pass whatever the number of secrets. */
    @Test
    void longTextsTakeMoments() {
        for (int i = 0; i < 50; i++) {
            SecretMask.remember("a-secret-" + i + "-of-many");
        }
        String text = "a-secret-9 ?api_key=eyJ.eyJ.access_token://".repeat(50_000);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(SecretMask.apply(text)).hasSizeLessThanOrEqualTo(text.length());
        assertThat(threads.getCurrentThreadCpuTime() - before)
                .as("nanoseconds for two million characters")
                .isLessThan(5_000_000_000L);
    }
}
