package com.developmentleads.listing.address;

import java.util.List;

/** One address taken apart: words, comma-separated parts, units, street, town, state, ZIP code and where it ends. */
public final class Address {

    static final int MAX_CHARS = 1000;
    static final int MAX_WORDS = 64;

    final List<Word> words;
    final Place place;
    final Street street;
    final List<Units.Unit> units;

    /** Takes {@code text} apart; what is beyond {@value #MAX_CHARS} characters or {@value #MAX_WORDS} words is not read. */
    public Address(CharSequence text) {
        words = WordReader.read(text);
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

    /** True when it names a unit. */
    public boolean hasUnit() {
        return !units.isEmpty();
    }

    /** True when it has the house number of {@code other}, or begins with the same word. */
    public boolean hasNumberOf(Address other) {
        return first() != null && first().equals(other.first());
    }

    /** True when house number and first word of the street's name are those of {@code other}. */
    public boolean isSameHouse(Address other) {
        return hasNumberOf(other)
                && (other.street.name() >= other.place.end()
                        || word(street.name())
                                .is(other.word(other.street.name()).text()));
    }

    /** Where the address begins in the text. */
    public int begin() {
        return word(0).start();
    }

    /** Where the last word of the street ends in the text. */
    public int streetEnd() {
        return word(Math.max(street.type(), street.name())).end();
    }

    private String first() {
        return street.first() < place.end() ? word(street.first()).text() : null;
    }
}
