package com.developmentleads.listing.address;

import java.util.List;
import java.util.stream.Collectors;

/** One address taken apart: words, comma-separated parts, units, street, town, state, ZIP code and where it ends. */
public final class Address {

    static final int MAX_CHARS = 1000;
    static final int MAX_WORDS = 64;

    final List<Word> words;
    final Place place;
    final Street street;
    final List<Units.Unit> units;

    /**
     * Takes {@code text} apart; what is beyond {@value #MAX_CHARS} characters or {@value #MAX_WORDS} words is not read.
     */
    public Address(CharSequence text) {
        words = JoinedWords.of(WordReader.read(text));
        Units found = Units.named(words);
        place = Place.find(words);
        street = Street.find(words, place.end());
        found.addImplied(street, place.end());
        // what looks like a unit behind the address's end belongs to something else
        units = found.before(place.addressEnd());
    }

    Word word(int i) {
        return words.get(i);
    }

    AddressWord meaning(int i) {
        return words.get(i).meaning();
    }

    /** True when the address begins with a house number. */
    boolean hasHouseNumber() {
        return street.first() < place.end() && word(street.first()).isHouseNumber();
    }

    /** False when neither a house number nor a lot tells the property from others on the street: "0 Oak Rd". */
    public boolean tellsProperty() {
        return hasHouseNumber() && !numberIsZero() || hasLot() && street.type() >= 0;
    }

    boolean hasLot() {
        for (Units.Unit unit : units) {
            if (unit.isGround()) {
                return true;
            }
        }
        return false;
    }

    boolean numberIsZero() {
        String number = word(street.first()).text();
        int zeros = 0;
        while (zeros < number.length() && number.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == number.length();
    }

    /** True when its state is known, by name or ZIP code. */
    public boolean hasState() {
        return place.state() != null;
    }

    /** True when it names a unit. */
    public boolean hasUnit() {
        return !units.isEmpty();
    }

    /** True when it has the house number of {@code other}, or one of the numbers of its range ("12-14"). */
    public boolean hasNumberOf(Address other) {
        String number = number();
        String others = other.number();
        return number != null
                && others != null
                && (number.equals(others) || isEndOf(number, others) || isEndOf(others, number));
    }

    private static boolean isEndOf(String number, String range) {
        return range.startsWith(number + "-") || range.endsWith("-" + number);
    }

    /** True when house number and street are those of {@code other}, as far as both name them. */
    public boolean isSameHouse(Address other) {
        return hasNumberOf(other)
                && (other.street.name() >= other.place.end() || streetWord().equals(other.streetWord()));
    }

    /** The first word of the street's name that is not a direction: "12 N Main St" is often "12 Main St". */
    private String streetWord() {
        int i = streetAt();
        return meaning(i).spelling(word(i).text());
    }

    /** The same word as it was written, in lower case. */
    String streetText() {
        return word(streetAt()).text();
    }

    private int streetAt() {
        int i = street.name();
        while (i + 1 < place.end() && i + 1 < street.type() && meaning(i).shortDirection != null) {
            i++;
        }
        return i;
    }

    /** The house number with its fraction ("208 1/2"); null when there is none. */
    private String number() {
        if (street.first() >= street.name()) {
            return null;
        }
        return words.subList(street.first(), street.name()).stream()
                .map(Word::text)
                .collect(Collectors.joining(" "));
    }

    /** Where the address begins in the text. */
    public int begin() {
        return word(0).start();
    }

    /** Where the last word of the street ends in the text. */
    public int streetEnd() {
        return word(Math.max(street.type(), street.name())).end();
    }
}
