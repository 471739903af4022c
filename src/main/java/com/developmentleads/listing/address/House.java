package com.developmentleads.listing.address;

import java.util.Locale;
import java.util.Optional;

/**
 * An address as registers of property have it: the house, its street and its town, without the unit.
 *
 * @param number  the house number, of a range its first, such as {@code "12"}
 * @param street  the first word of the street's name that is no direction, in capitals, as it was written
 * @param town    the town in capitals; a village's town where {@code villages.tsv} names it
 * @param place   street, town and state in the spelling of keys; equal for two spellings of one street
 * @param hasUnit true when the address names a unit, so that the house's record is that of the building
 * @param address the address taken apart
 */
public record House(String number, String street, String town, String place, boolean hasUnit, Address address) {

    /** The house of an address; empty when number, street or town is not told. */
    public static Optional<House> of(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Address address = new Address(PropertyKey.fold(text));
        Street street = address.street;
        if (!address.hasHouseNumber() || address.numberIsZero() || street.name() >= address.place.end()) {
            return Optional.empty();
        }
        String town = PropertyKey.town(address);
        String key = PropertyKey.of(text);
        for (int i = address.units.size() - 1; i >= 0; i--) {
            String unit = " " + address.units.get(i).text();
            key = key.endsWith(unit) ? key.substring(0, key.length() - unit.length()) : key;
        }
        String number = address.word(street.first()).text();
        if (town == null || !key.startsWith(number + " ")) {
            return Optional.empty();
        }
        String place = key.substring(number.length() + 1);
        return Optional.of(new House(
                number.split("-", 2)[0],
                address.streetText().toUpperCase(Locale.ROOT),
                town.toUpperCase(Locale.ROOT),
                place,
                address.hasUnit(),
                address));
    }

    /** True for the same street of the same town and a number that is the same, or an end of the other's range. */
    public boolean isSame(House other) {
        return place.equals(other.place) && address.hasNumberOf(other.address);
    }

    /** True when the numbers are written the same too. */
    public boolean isExactly(House other) {
        return isSame(other)
                && address.word(address.street.first())
                        .is(other.address.word(other.address.street.first()).text());
    }
}
