package com.developmentleads.listing.address;

import com.developmentleads.listing.text.PlainText;
import com.developmentleads.listing.text.WordLists;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What makes two spellings of an address the same property. The key is the address's words in one spelling, then the
 * state, then the units: {@code "21 francis st newton ma #21"}.
 *
 * <p>Equal: case, accents, punctuation, commas, spaces and invisible characters; {@code St}/{@code Street}/{@code St.}
 * and the other street types; {@code N}/{@code North}; {@code Fifth}/{@code 5th}; the names of a numbered road ({@code
 * State Highway 59}/{@code US-59}) and of a grid number ({@code N63 W23005}); a state's name and its code; a
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
     * throws. At most the first {@value Address#MAX_CHARS} characters and {@value Address#MAX_WORDS} words
     * count.
     */
    public static String of(String address) {
        return address == null ? "" : of(new Address(fold(address)));
    }

    /** As {@link #of(String)}, for one who has taken {@code address} apart. */
    public static String of(String address, Address parts) {
        CharSequence folded = fold(address);
        return of(folded == address ? parts : new Address(folded));
    }

    private static String of(Address address) {
        StringBuilder key = new StringBuilder(64);
        Place place = address.place;
        Map<String, String> villages =
                place.state() == null ? Map.of() : VILLAGES.getOrDefault(place.state(), Map.of());
        int townAt = townAfterStreet(address);
        boolean townMissing = isTownMissing(address, townAt);
        // "0 Oak Rd Lot 3" and "TBD Oak Rd Lot 3" are "Lot 3 Oak Rd"
        boolean ground = address.hasLot() && (!address.hasHouseNumber() || address.numberIsZero());
        String town = null;
        int from = 0;
        while (from < place.end()) {
            int part = address.word(from).part();
            int to = from + 1;
            while (to < place.end() && to != townAt && address.word(to).part() == part) {
                to++;
            }
            if (townMissing || !Street.isCounty(address.words, from, address.street.part(), place.end())) {
                int begin = key.length();
                for (int i = from; i < to; i++) {
                    boolean noNumber = i < address.street.name() && ground;
                    if (!address.word(i).inUnit() && !address.word(i).isHash() && !noNumber) {
                        append(key, spelling(address, i, townAt));
                    }
                }
                if (begin > 0 && begin < key.length() && (from >= townAt || part != address.street.part())) {
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
        if (place.state() != null) {
            append(key, place.state());
        }
        if (townMissing && place.zip() != null) {
            append(key, place.zip());
        }
        for (Units.Unit unit : address.units) {
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

    /** The town as keys spell it, of a village its town; null when the address names none. */
    static String town(Address address) {
        int townAt = townAfterStreet(address);
        if (isTownMissing(address, townAt)) {
            return null;
        }
        int end = address.place.end();
        int from = address.street.townApart() ? end - 1 : townAt;
        while (from > townAt || address.street.townApart() && from > 0) {
            if (address.word(from - 1).part() != address.word(end - 1).part()) {
                break;
            }
            from--;
        }
        StringBuilder named = new StringBuilder();
        for (int i = from; i < end; i++) {
            if (!address.word(i).inUnit() && !address.word(i).isHash()) {
                append(named, spelling(address, i, townAt));
            }
        }
        boolean known = named.length() > 0 && !Street.isCounty(address.words, from, address.street.part(), end);
        Map<String, String> villages =
                address.hasState() ? VILLAGES.getOrDefault(address.place.state(), Map.of()) : Map.of();
        return known ? villages.getOrDefault(named.toString(), named.toString()) : null;
    }

    /** The town's first word when no comma separates it from the street; else the end of the place. */
    static int townAfterStreet(Address address) {
        int end = address.place.end();
        if (address.street.townApart() || address.street.type() < 0) {
            return end;
        }
        int at = address.street.type() + 1;
        while (at < end && address.word(at).inUnit()) {
            at++;
        }
        // the street's in "Main St W Newton" and "Main St Northwest Atlanta", the town's in "Main St West Newton"
        String direction = at < end ? address.meaning(at).shortDirection : null;
        if (direction != null && (address.word(at).is(direction) || direction.length() == 2 || at + 1 == end)) {
            at++;
        }
        return at;
    }

    private static boolean isTownMissing(Address address, int townAt) {
        Street street = address.street;
        if (street.townApart()) {
            return false;
        }
        if (street.type() >= 0) {
            for (int i = townAt; i < address.place.end(); i++) {
                if (!address.word(i).inUnit() && address.word(i).part() == street.part()) {
                    return false;
                }
            }
            return true;
        }
        // "12 Broadway" has none, "12 Broadway Boston" has one
        return address.place.end() - street.name() <= 1;
    }

    private static String spelling(Address address, int i, int townAt) {
        AddressWord word = address.meaning(i);
        if (word.shortDirection != null) {
            return direction(address, i, townAt);
        }
        if (!word.isStreet() && word.streetAtEnd != null && isLast(address, i)) {
            return word.streetAtEnd;
        }
        return word.spelling(address.word(i).text());
    }

    private static String direction(Address address, int i, int townAt) {
        Word word = address.word(i);
        Street street = address.street;
        if (word.part() != street.part() || i >= townAt) {
            return word.meaning().longDirection;
        }
        if (i == street.name() && i + 1 == street.type()) {
            return word.text();
        }
        boolean streetKnown = street.townApart() || street.type() >= 0;
        boolean afterNumber = i > 0 && address.word(i - 1).beginsWithDigit();
        return streetKnown || afterNumber ? word.meaning().shortDirection : word.text();
    }

    private static boolean isLast(Address address, int i) {
        int next = i + 1;
        while (next < address.place.end() && address.word(next).inUnit()) {
            next++;
        }
        return next >= address.place.end()
                || address.word(next).part() != address.word(i).part();
    }

    /** Compatibility forms made plain and accents dropped; ASCII, which most addresses are, comes back as it is. */
    static CharSequence fold(String address) {
        int length = Math.min(address.length(), Address.MAX_CHARS);
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
            if (Character.getType(c) == Character.OTHER_NUMBER && i > 0 && PlainText.isDigit(address.charAt(i - 1))) {
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
        // recomposes what is not an accent (the syllables of Korean)
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
        Address address = new Address("1 Any St, " + town + ", " + state);
        StringBuilder key = new StringBuilder();
        for (int i = 3; i < address.place.end(); i++) {
            append(key, spelling(address, i, address.place.end()));
        }
        return key.toString();
    }
}
