package com.developmentleads.listing;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What makes two spellings of an address the same property. The key is the address's words in one spelling, then the
 * state, then the units: {@code "21 francis st newton ma #21"}.
 *
 * <p>Equal: case, accents, punctuation, commas, spaces and invisible characters; {@code St}/{@code Street}/{@code St.}
 * and the other street types; {@code N}/{@code North}; {@code Fifth}/{@code 5th}; a state's name and its code; a
 * missing state when the ZIP code tells it; a missing ZIP code, ZIP+4, a missing country; {@code #2}/{@code Unit 2}/
 * {@code Apt. 2}/{@code Suite 2}, wherever the unit stands; what pages append ({@code [Updated 9/29]},
 * {@code | MLS #1}, {@code - Zillow}).
 *
 * <p>Different: other house numbers ({@code 12}, {@code 12A}, {@code 12-14}, {@code 12 1/2}), units, kinds of unit
 * ({@code Lot 3} is not {@code Unit 3}), streets and towns. A false difference costs a second row, a false match loses
 * a property; so what is not known to be the same is different:
 * <ul>
 * <li>{@code West Newton} and {@code Newton} are the same only because {@code villages.tsv} says so;
 * {@code West Hartford} and {@code Hartford} are two towns;
 * <li>an address without a town equals none with one; it has the ZIP code in its key, which is its only place;
 * <li>{@code North St} and {@code N St} are two streets where the letter is the whole name, and {@code Main St W,
 * Newton} is not {@code Main St, West Newton}.
 * </ul>
 */
public final class PropertyKey {

    /** State, then village to town, all in key spelling. */
    private static final Map<String, Map<String, String>> VILLAGES = loadVillages();

    private PropertyKey() {}

    /**
     * The key of {@code address}; empty when there is none: for null and for a text without a letter or digit. Never
     * throws. At most the first {@value AddressScan#MAX_CHARS} characters and {@value AddressScan#MAX_WORDS} words
     * count.
     */
    public static String of(String address) {
        return address == null ? "" : ofScan(new AddressScan(fold(address)));
    }

    static String ofScan(AddressScan scan) {
        StringBuilder key = new StringBuilder(64);
        Map<String, String> villages = scan.state == null ? Map.of() : VILLAGES.getOrDefault(scan.state, Map.of());
        int townAt = townAfterStreet(scan);
        boolean townMissing = isTownMissing(scan, townAt);
        String town = null;
        int from = 0;
        while (from < scan.placeEnd) {
            int to = from + 1;
            while (to < scan.placeEnd && to != townAt && scan.part[to] == scan.part[from]) {
                to++;
            }
            if (townMissing || !scan.isCounty(from)) {
                int begin = key.length();
                for (int i = from; i < to; i++) {
                    if (!scan.inUnit[i] && !scan.text[i].equals("#")) {
                        append(key, spelling(scan, i, townAt));
                    }
                }
                if (begin > 0 && begin < key.length() && (from >= townAt || scan.part[from] != scan.streetPart)) {
                    String named = key.substring(begin + 1);
                    String whole = villages.getOrDefault(named, named);
                    key.setLength(begin);
                    // "West Newton, Newton" is one town
                    if (!whole.equals(town)) {
                        append(key, whole);
                    }
                    town = whole;
                }
            }
            from = to;
        }
        if (scan.state != null) {
            append(key, scan.state);
        }
        if (townMissing && scan.zip != null) {
            append(key, scan.zip);
        }
        for (AddressScan.Unit unit : scan.units) {
            append(key, unit.text());
        }
        return key.toString();
    }

    private static void append(StringBuilder key, String word) {
        if (key.length() > 0) {
            key.append(' ');
        }
        key.append(word);
    }

    /** The town's first word when no comma parts it from the street; else the end of the place, where no town is. */
    static int townAfterStreet(AddressScan scan) {
        if (scan.townApart || scan.streetType < 0) {
            return scan.placeEnd;
        }
        int at = scan.streetType + 1;
        while (at < scan.placeEnd && scan.inUnit[at]) {
            at++;
        }
        // the street's in "Main St W Newton" and "Main St Northwest Atlanta", the town's in "Main St West Newton"
        String direction = at < scan.placeEnd ? shortDirection(scan, at) : null;
        if (direction != null
                && (direction.equals(scan.text[at]) || direction.length() == 2 || at + 1 == scan.placeEnd)) {
            at++;
        }
        return at;
    }

    private static boolean isTownMissing(AddressScan scan, int townAt) {
        if (scan.townApart) {
            return false;
        }
        if (scan.streetType >= 0) {
            for (int i = townAt; i < scan.placeEnd; i++) {
                if (!scan.inUnit[i] && scan.part[i] == scan.streetPart) {
                    return false;
                }
            }
            return true;
        }
        // "12 Broadway" has none, "12 Broadway Boston" has one
        return scan.placeEnd - scan.nameStart <= 1;
    }

    private static String spelling(AddressScan scan, int i, int townAt) {
        String text = scan.text[i];
        AddressWord word = scan.meaning[i];
        if (word == null) {
            return text;
        }
        if (word.shortDirection != null) {
            return direction(scan, i, townAt);
        }
        if (word.street != null) {
            return word.street;
        }
        if (word.roadNumber != null) {
            return word.roadNumber;
        }
        if (word.beforeNumber != null && i + 1 < scan.placeEnd && AddressScan.isDigit(scan.text[i + 1].charAt(0))) {
            return word.beforeNumber;
        }
        if (word.streetAtEnd != null && isLast(scan, i)) {
            return word.streetAtEnd;
        }
        return word.same != null ? word.same : text;
    }

    private static String direction(AddressScan scan, int i, int townAt) {
        AddressWord word = scan.meaning[i];
        if (scan.part[i] != scan.streetPart || i >= townAt) {
            return word.longDirection;
        }
        if (i == scan.nameStart && i + 1 == scan.streetType) {
            return scan.text[i];
        }
        boolean streetKnown = scan.townApart || scan.streetType >= 0;
        boolean afterNumber = i > 0 && AddressScan.isDigit(scan.text[i - 1].charAt(0));
        return streetKnown || afterNumber ? word.shortDirection : scan.text[i];
    }

    private static String shortDirection(AddressScan scan, int i) {
        return scan.meaning[i] == null ? null : scan.meaning[i].shortDirection;
    }

    private static boolean isLast(AddressScan scan, int i) {
        int next = i + 1;
        while (next < scan.placeEnd && scan.inUnit[next]) {
            next++;
        }
        return next >= scan.placeEnd || scan.part[next] != scan.part[i];
    }

    /** Compatibility forms made plain and accents dropped; ASCII, which most addresses are, comes back as it is. */
    private static CharSequence fold(String address) {
        int length = Math.min(address.length(), AddressScan.MAX_CHARS);
        int i = 0;
        while (i < length && address.charAt(i) < 0x80) {
            i++;
        }
        if (i == length) {
            return address;
        }
        StringBuilder apart = new StringBuilder(length + 8);
        for (i = 0; i < length; i++) {
            char c = address.charAt(i);
            // the fraction of 12½ is no third digit
            if (Character.getType(c) == Character.OTHER_NUMBER && i > 0 && AddressScan.isDigit(address.charAt(i - 1))) {
                apart.append(' ');
            }
            apart.append(c);
        }
        String plain = Normalizer.normalize(apart, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(plain.length());
        for (i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\u2044') {
                folded.append('/');
            } else if (!(c >= '\u0300' && c <= '\u036f' || c >= '\ufe00' && c <= '\ufe0f')) {
                folded.append(c);
            }
        }
        // what is no accent (the syllables of Korean) in one piece again
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static Map<String, Map<String, String>> loadVillages() {
        Map<String, Map<String, String>> villages = new HashMap<>();
        for (String[] line : WordLists.read("villages.tsv")) {
            villages.computeIfAbsent(line[0].toLowerCase(Locale.ROOT), state -> new HashMap<>())
                    .put(townKey(line[1], line[0]), townKey(line[2], line[0]));
        }
        return villages;
    }

    /** A town as it is spelled in keys. */
    private static String townKey(String town, String state) {
        AddressScan scan = new AddressScan("1 Any St, " + town + ", " + state);
        StringBuilder key = new StringBuilder();
        for (int i = 3; i < scan.placeEnd; i++) {
            append(key, spelling(scan, i, scan.placeEnd));
        }
        return key.toString();
    }
}
