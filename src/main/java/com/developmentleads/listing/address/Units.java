package com.developmentleads.listing.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the units of an address ("Unit 2", "#2", "Bldg 3") and marks their words; one dwelling can have several. */
final class Units {

    /**
     * @param text in key spelling: "#2", "bldg3"
     * @param at   the word that it ends with
     */
    record Unit(String text, int at) {

        /** True for a piece of ground ("lot3"), which tells a property without a house number. */
        boolean isGround() {
            return text.startsWith("lot") || text.startsWith("parcel") || text.startsWith("tract");
        }
    }

    private final List<Word> words;
    private final List<Unit> found = new ArrayList<>(0);

    private Units(List<Word> words) {
        this.words = words;
    }

    /** The units that a word names; their words are marked in {@code words}. */
    static Units named(List<Word> words) {
        Units units = new Units(words);
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).isHash() || words.get(i).meaning().unit != null) {
                i = units.nameAt(i);
            }
        }
        return units;
    }

    /** The units before word {@code addressEnd}, in order of their spelling. */
    List<Unit> before(int addressEnd) {
        return found.isEmpty()
                ? List.of()
                : found.stream()
                        .filter(unit -> unit.at() < addressEnd)
                        .sorted(Comparator.comparing(Unit::text))
                        .toList();
    }

    /** Takes the unit that begins at word {@code i}, if one does; returns the last word that was looked at. */
    private int nameAt(int i) {
        Word name = words.get(i);
        int value = i + 1;
        // "Unit #2", "Apt No 2"
        while (value + 1 < words.size()
                && words.get(value).part() == name.part()
                && (words.get(value).isHash() || words.get(value).is("no"))) {
            value++;
        }
        if (value >= words.size()
                || words.get(value).part() != name.part()
                || !isValue(words.get(value), name.isHash() ? null : name.meaning())) {
            return i;
        }
        found.add(new Unit(
                (name.isHash() ? "#" : name.meaning().unit) + words.get(value).text(), value));
        for (int k = i; k <= value; k++) {
            mark(k);
        }
        return value;
    }

    private static boolean isValue(Word value, AddressWord unit) {
        if (value.isHash()) {
            return false;
        }
        if (unit == null || value.hasDigit()) {
            // "Fl 33101" is Florida
            return unit == null || unit.stateCode == null || !value.isZip();
        }
        if (value.meaning().isStreet() || value.meaning().country) {
            return false;
        }
        return !unit.unitNeedsNumber || value.text().length() <= 2 && unit.stateCode == null && !value.is("of");
    }

    /** "180 Hunnewell Ave 180": a number or letter right after the street type is a unit. */
    void addImplied(Street street, int placeEnd) {
        if (street.type() < 0 || words.get(street.type()).meaning().street == null) {
            return;
        }
        int at = street.type() + 1;
        if (at >= placeEnd
                || words.get(at).inUnit()
                || words.get(at).part() != words.get(street.type()).part()) {
            return;
        }
        Word value = words.get(at);
        boolean letter = value.text().length() == 1 && value.meaning().shortDirection == null;
        boolean nextStreet = at + 1 < placeEnd
                && words.get(at + 1).part() == value.part()
                && words.get(at + 1).meaning().isStreet();
        if (!nextStreet && (letter || value.hasDigit())) {
            found.add(new Unit("#" + value.text(), at));
            mark(at);
        }
    }

    private void mark(int at) {
        words.set(at, words.get(at).asUnit());
    }
}
