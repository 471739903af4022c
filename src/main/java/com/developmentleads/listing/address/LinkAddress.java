package com.developmentleads.listing.address;

import com.developmentleads.listing.text.PlainText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;

/** The address that a site writes into the link of a property's page; null where none is understood. */
public final class LinkAddress {

    private LinkAddress() {}

    /**
     * The address in a path such as {@code /homedetails/133-Oak-Hill-St-Newton-MA-02459/56322493_zpid/}.
     *
     * @param source the site, as it is recorded
     */
    public static String of(String source, String path) {
        return of(source, path, Address::hasHouseNumber);
    }

    /** The same for a street without a house number; empty where none is understood. */
    public static String ofGround(String source, String path) {
        String address = of(source, path, any -> true);
        return address == null ? "" : address;
    }

    private static String of(String source, String path, Predicate<Address> isWanted) {
        String[] segments = path.split("/");
        String address = null;
        for (int i = 0; i < segments.length && address == null; i++) {
            address = switch (source) {
                case "redfin" -> redfin(segments, i, isWanted);
                case "realtor" -> realtor(segments[i], isWanted);
                default -> slug(words(segments[i]), isWanted);
            };
        }
        return address;
    }

    /** {@code /MA/Newton/21-Francis-St-02459/unit-21/home/1} */
    private static String redfin(String[] segments, int i, Predicate<Address> isWanted) {
        if (i < 2 || segments[i].isEmpty() || segments[i - 2].length() != 2 || i + 1 >= segments.length) {
            return null;
        }
        String street = words(segments[i]);
        int zipAt = street.lastIndexOf(' ') + 1;
        String zip = street.substring(zipAt);
        boolean hasZip = zip.length() == 5 && zip.chars().allMatch(c -> c >= '0' && c <= '9');
        if (zipAt == 0 || !hasZip && !segments[i + 1].equals("home") && !segments[i + 1].startsWith("unit-")) {
            return null;
        }
        String unit = segments[i + 1].startsWith("unit-") || segments[i + 1].startsWith("apt-")
                ? " Unit " + segments[i + 1].substring(segments[i + 1].indexOf('-') + 1)
                : "";
        return checked(
                isWanted,
                (hasZip ? street.substring(0, zipAt - 1) : street) + unit + ", " + words(segments[i - 1]) + ", "
                        + segments[i - 2].toUpperCase(Locale.ROOT) + (hasZip ? " " + zip : ""));
    }

    /** {@code 581-California-St_Newton_MA_02460_M30128-24473} */
    private static String realtor(String segment, Predicate<Address> isWanted) {
        String[] parts = segment.split("_");
        return parts.length < 4
                ? null
                : checked(isWanted, words(parts[0]) + ", " + words(parts[1]) + ", " + parts[2] + " " + parts[3]);
    }

    /** Words without commas: street, unit, town, state and ZIP code are found by their meaning. */
    private static String slug(String words, Predicate<Address> isWanted) {
        Address read = new Address(words);
        int end = read.place.end();
        if (!isWanted.test(read) || read.street.type() < 0 || !read.place.stateNamed()) {
            return null;
        }
        boolean lower = words.equals(words.toLowerCase(Locale.ROOT));
        StringBuilder address = new StringBuilder(words.length() + 8);
        int townAt = PropertyKey.townAfterStreet(read);
        for (int i = 0; i < end; i++) {
            Word word = read.word(i);
            if (i == townAt) {
                read.units.forEach(unit -> address.append(' ').append(spelled(unit.text())));
                address.append(", ");
            } else if (i > 0 && !word.inUnit()) {
                address.append(' ');
            }
            if (!word.inUnit()) {
                String text = words.substring(word.start(), word.end());
                address.append(lower ? capital(text, word.meaning()) : text);
            }
        }
        if (townAt >= end) {
            return null;
        }
        address.append(", ").append(read.place.state().toUpperCase(Locale.ROOT));
        if (read.place.zip() != null) {
            address.append(' ').append(read.place.zip());
        }
        return address.toString();
    }

    /** {@code "#5b"} as {@code "#5B"}, {@code "lot3"} as {@code "Lot 3"}. */
    private static String spelled(String unit) {
        if (unit.startsWith("#")) {
            return unit.toUpperCase(Locale.ROOT);
        }
        int number = 0;
        while (number < unit.length() && Character.isLetter(unit.charAt(number))) {
            number++;
        }
        return capital(unit.substring(0, number), AddressWord.ORDINARY) + " "
                + unit.substring(number).toUpperCase(Locale.ROOT);
    }

    private static String capital(String word, AddressWord meaning) {
        if (meaning.shortDirection != null && word.length() <= 2) {
            return word.toUpperCase(Locale.ROOT);
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String checked(Predicate<Address> isWanted, String address) {
        Address read = new Address(address);
        return isWanted.test(read) && read.place.state() != null && read.street.townApart() ? address : null;
    }

    /** {@code "12-14-Main-St"} as {@code "12-14 Main St"}: only the dash between two house numbers is one. */
    private static String words(String segment) {
        String decoded = segment;
        if (segment.indexOf('%') >= 0) {
            try {
                decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // not percent-encoded after all: taken as it is
                decoded = segment;
            }
        }
        String words = PlainText.of(decoded.replace('-', ' ').replace('_', ' '), 200);
        int first = words.indexOf(' ');
        int second = first < 0 ? -1 : words.indexOf(' ', first + 1);
        return second > 0 && isNumber(words, 0, first) && isNumber(words, first + 1, second)
                ? words.substring(0, first) + "-" + words.substring(first + 1)
                : words;
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!PlainText.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }
}
