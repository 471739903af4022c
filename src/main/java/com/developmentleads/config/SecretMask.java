package com.developmentleads.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The last line against secrets in texts: replaces every value that this process holds as a secret by {@code ***},
 * however it got into the text, so also where a provider, a mail server or a library repeats it. The log, what a command
 * prints, and what others say before it is recorded all go through it.
 *
 * <p>
 * Values are known from the moment when they are read ({@link Secret} and {@link Secrets} tell them). They are looked
 * for as they are and as URL, JSON, XML and base64 write them; in base64 at any place in what was encoded, as in the
 * log-in of a mail server. A value of fewer than six characters is not looked for: half of any log would be masked.
 */
public final class SecretMask {

    static final String MASK = "***";
    static final int SHORTEST = 6;

    /** An access token lives an hour; these are more than live at one time. */
    private static final int TOKENS = 8;

    private static final int TABLE = 1 << 12;
    /** Signed grants and access tokens, which a library may log before it hands them over; log-ins in addresses. */
    private static final Pattern GRANT = Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}");

    private static final Pattern TOKEN = Pattern.compile("(access_token\"?\\s{0,3}[:=]\\s{0,3}\"?)[^\\s\"&,}]+");
    private static final Pattern LOGIN = Pattern.compile("(://)[^\\s/@\"']{1,200}(?=@)");

    private static final Pattern NOT_ASCII = Pattern.compile("[\\x80-\\xff]");

    /** The ways to write a secret, by secret. */
    private static final Map<String, Collection<String>> SECRETS = new HashMap<>();

    private static final Map<String, Collection<String>> LAST_TOKENS = new LinkedHashMap<>();
    private static volatile Forms forms = new Forms(Set.of());

    private SecretMask() {}

    /** Masks this value from now on, in this process. */
    public static void remember(String value) {
        synchronized (SECRETS) {
            if (value != null && value.length() >= SHORTEST && !SECRETS.containsKey(value)) {
                SECRETS.put(value, ways(value));
                rebuild();
            }
        }
    }

    /** As {@link #remember}, of a value that is soon replaced by the next: the last eight are kept. */
    public static void rememberToken(String value) {
        synchronized (SECRETS) {
            if (value != null && value.length() >= SHORTEST && !LAST_TOKENS.containsKey(value)) {
                LAST_TOKENS.put(value, ways(value));
                if (LAST_TOKENS.size() > TOKENS) {
                    LAST_TOKENS.remove(LAST_TOKENS.keySet().iterator().next());
                }
                rebuild();
            }
        }
    }

    private static void rebuild() {
        Set<String> all = new TreeSet<>();
        SECRETS.values().forEach(all::addAll);
        LAST_TOKENS.values().forEach(all::addAll);
        forms = new Forms(all);
    }

    /** The text without secrets; the text itself when there is none in it. */
    public static String apply(String text) {
        if (text == null || text.length() < SHORTEST) {
            return text;
        }
        String masked = forms.mask(text);
        // Looked for only where the beginning is: a log below INFO has millions of characters.
        masked = masked.contains("eyJ") ? GRANT.matcher(masked).replaceAll(MASK) : masked;
        masked = masked.contains("access_token") ? TOKEN.matcher(masked).replaceAll("$1" + MASK) : masked;
        return masked.contains("://") && masked.indexOf('@') > 0
                ? LOGIN.matcher(masked).replaceAll("$1" + MASK)
                : masked;
    }

    /** The ways in which a value is written. */
    private static Collection<String> ways(String value) {
        Set<String> ways = new TreeSet<>();
        ways.add(value);
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        for (String encoded : List.of(url, url.replace("+", "%20"))) {
            ways.add(encoded);
            ways.add(lowerCaseEscapes(encoded));
        }
        String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
        ways.add(json);
        ways.add(json.replace("/", "\\/"));
        String xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        ways.add(xml);
        ways.add(xml.replace("\"", "&quot;"));
        ways.add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        ways.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
        for (int before = 0; before < 3; before++) {
            String base64 = withinBase64(value.getBytes(StandardCharsets.UTF_8), before);
            ways.add(base64);
            ways.add(base64.replace('+', '-').replace('/', '_'));
        }
        for (String way : List.copyOf(ways)) {
            // As the mail library has it, which reads bytes of UTF-8 for Latin-1, and the HTTP client's log of the
            // wire.
            String bytes = new String(way.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            ways.add(bytes);
            ways.add(NOT_ASCII
                    .matcher(bytes)
                    .replaceAll(one ->
                            "[0x" + Integer.toHexString((byte) one.group().charAt(0)) + "]"));
        }
        ways.removeIf(way -> way.length() < SHORTEST);
        return ways;
    }

    private static String lowerCaseEscapes(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(encoded)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    /** The characters of base64 that depend on these bytes alone, when that many bytes (of three) stand before them. */
    private static String withinBase64(byte[] value, int before) {
        byte[] padded = new byte[before + value.length];
        System.arraycopy(value, 0, padded, before, value.length);
        String encoded = Base64.getEncoder().encodeToString(padded);
        return encoded.substring((before * 8 + 5) / 6, padded.length * 8 / 6);
    }

    /** All forms of all secrets, found in one pass over a text. Immutable. */
    private static final class Forms {

        private final boolean[] beginnings = new boolean[TABLE];
        private final Map<String, List<String>> byBeginning = new HashMap<>();

        Forms(Collection<String> all) {
            for (String form : all) {
                beginnings[slot(form, 0)] = true;
                byBeginning
                        .computeIfAbsent(form.substring(0, 3), key -> new ArrayList<>())
                        .add(form);
            }
            // The longest first, or what is left of it would show.
            byBeginning
                    .values()
                    .forEach(list ->
                            list.sort(Comparator.comparingInt(String::length).reversed()));
        }

        private static int slot(String text, int at) {
            return (text.charAt(at) * 31 * 31 + text.charAt(at + 1) * 31 + text.charAt(at + 2)) & (TABLE - 1);
        }

        String mask(String text) {
            StringBuilder masked = null;
            int done = 0;
            for (int at = 0; at <= text.length() - SHORTEST; at++) {
                if (beginnings[slot(text, at)]) {
                    int length = lengthAt(text, at);
                    if (length > 0) {
                        masked = masked == null ? new StringBuilder(text.length()) : masked;
                        masked.append(text, done, at).append(MASK);
                        done = at + length;
                        at = done - 1;
                    }
                }
            }
            return masked == null
                    ? text
                    : masked.append(text, done, text.length()).toString();
        }

        private int lengthAt(String text, int at) {
            for (String form : byBeginning.getOrDefault(text.substring(at, at + 3), List.of())) {
                if (text.startsWith(form, at)) {
                    return form.length();
                }
            }
            return 0;
        }
    }
}
