package com.developmentleads.listing;

import com.developmentleads.listing.text.PlainText;
import com.developmentleads.listing.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A link that may be shown and clicked: http or https to a host with a name. Links come from the web, so nothing in
 * them is trusted.
 *
 * @param text the whole link, in ASCII
 * @param host the host in lower case, without {@code www.}
 * @param path the path as it stands in the link; at least {@code "/"}
 */
public record SafeLink(String text, String host, String path) {

    /** Characters; a longer link loses its query, and is refused when it is still too long. */
    static final int MAX_LENGTH = 2000;

    private static final Set<String> TRACKING = new HashSet<>();
    private static final List<String> TRACKING_BEGINNINGS = new ArrayList<>();

    static {
        for (String[] line : WordLists.read("tracking-parameters.txt")) {
            if (line[0].endsWith("*")) {
                TRACKING_BEGINNINGS.add(line[0].substring(0, line[0].length() - 1));
            } else {
                TRACKING.add(line[0]);
            }
        }
    }

    /**
     * {@code link} without fragment and tracking parameters, scheme and host in lower case, characters outside of ASCII
     * percent-encoded. Empty when it is not http or https, has a user name, a host that is no name or not in ASCII,
     * control or invisible characters, or more than {@value #MAX_LENGTH} characters.
     */
    public static Optional<SafeLink> of(String link) {
        if (link == null || link.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String text = link.strip();
        int hostAt = text.regionMatches(true, 0, "https://", 0, 8)
                ? 8
                : text.regionMatches(true, 0, "http://", 0, 7) ? 7 : 0;
        if (hostAt == 0 || !isVisible(text)) {
            return Optional.empty();
        }
        int hostEnd = hostAt;
        while (hostEnd < text.length() && "/?#\\".indexOf(text.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        String authority = text.substring(hostAt, hostEnd).toLowerCase(Locale.ROOT);
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (!isHostName(host)
                || colon >= 0 && !isPort(authority.substring(colon + 1))
                || hostEnd < text.length() && text.charAt(hostEnd) == '\\') {
            return Optional.empty();
        }
        String rest = text.substring(hostEnd);
        int fragment = rest.indexOf('#');
        if (fragment >= 0) {
            rest = rest.substring(0, fragment);
        }
        int question = rest.indexOf('?');
        String path = encode(question < 0 ? rest : rest.substring(0, question));
        if (path.isEmpty()) {
            path = "/";
        }
        String query = question < 0 ? "" : encode(withoutTracking(rest.substring(question + 1)));
        String base = text.substring(0, hostAt).toLowerCase(Locale.ROOT) + authority + path;
        String whole = query.isEmpty() || base.length() + 1 + query.length() > MAX_LENGTH ? base : base + "?" + query;
        return whole.length() > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new SafeLink(whole, host.startsWith("www.") ? host.substring(4) : host, path));
    }

    private static boolean isVisible(String text) {
        return text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        });
    }

    /** A name in ASCII whose last label begins with a letter: no IP address, no {@code localhost}, no look-alike. */
    private static boolean isHostName(String host) {
        int dot = host.lastIndexOf('.');
        if (host.length() > 253
                || dot <= 0
                || dot == host.length() - 1
                || host.contains("..")
                || host.charAt(0) == '.'
                || !isLetter(host.charAt(dot + 1))) {
            return false;
        }
        return host.chars().allMatch(c -> isLetter(c) || PlainText.isDigit((char) c) || c == '-' || c == '.');
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isPort(String port) {
        return port.length() <= 5 && port.chars().allMatch(c -> PlainText.isDigit((char) c));
    }

    private static String withoutTracking(String query) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&")) {
            String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
            if (!parameter.isEmpty()
                    && !TRACKING.contains(name)
                    && TRACKING_BEGINNINGS.stream().noneMatch(name::startsWith)) {
                kept.add(parameter);
            }
        }
        return String.join("&", kept);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet <= ' ' || octet == 0x7F || "\"<>\\^`{|}'$".indexOf(octet) >= 0) {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            } else {
                encoded.append((char) octet);
            }
        }
        return encoded.toString();
    }
}
