package com.developmentleads.listing.address;

import java.util.List;

/**
 * The street of an address and where its town begins.
 *
 * @param part      the part that the street is in
 * @param first     the first word of that part that is no unit; the end of the place when there is none
 * @param name      the first word of the street after the house number
 * @param townApart true when a comma parts the town from the street
 * @param type      the street type that ends the street when no comma does; -1 when there is none
 */
record Street(int part, int first, int name, boolean townApart, int type) {

    /** The street in the first {@code placeEnd} of {@code words}, whose units are marked. */
    static Street find(List<Word> words, int placeEnd) {
        int first = 0;
        while (first < placeEnd && words.get(first).inUnit()) {
            first++;
        }
        int part = first < placeEnd ? words.get(first).part() : 0;
        boolean townApart = false;
        for (int i = first; i < placeEnd && !townApart; i++) {
            townApart = words.get(i).part() != part && !words.get(i).inUnit() && !isCounty(words, i, part, placeEnd);
        }
        int name = first;
        while (name < placeEnd
                && words.get(name).part() == part
                && words.get(name).isHouseNumber()) {
            name++;
        }
        return new Street(part, first, name, townApart, findType(words, name, part, placeEnd));
    }

    /** True for a word of a part such as "Middlesex County", which some sites put beside the town. */
    static boolean isCounty(List<Word> words, int i, int streetPart, int placeEnd) {
        int last = i;
        while (last + 1 < placeEnd && words.get(last + 1).part() == words.get(i).part()) {
            last++;
        }
        return words.get(last).is("county")
                && words.get(i).part() != streetPart
                && last > 0
                && words.get(last - 1).part() == words.get(last).part();
    }

    private static int findType(List<Word> words, int name, int part, int placeEnd) {
        int type = -1;
        boolean named = false;
        for (int i = name; i < placeEnd && words.get(i).part() == part; i++) {
            if (words.get(i).inUnit()) {
                continue;
            }
            if (words.get(i).meaning().isStreet() && (named || i > name && !laterStreet(words, i, placeEnd))) {
                type = i;
                if (!nextIsStreet(words, i, placeEnd) || words.get(i + 1).is("st")) {
                    return type;
                }
            }
            named |= words.get(i).meaning().shortDirection == null;
        }
        return type;
    }

    /** True when the street goes on to another type: "N St James St", "W Boulevard Rd". */
    private static boolean laterStreet(List<Word> words, int from, int placeEnd) {
        for (int i = from + 1;
                i < placeEnd && words.get(i).part() == words.get(from).part();
                i++) {
            if (!words.get(i).inUnit() && words.get(i).meaning().isStreet()) {
                return true;
            }
        }
        return false;
    }

    private static boolean nextIsStreet(List<Word> words, int i, int placeEnd) {
        return i + 1 < placeEnd
                && words.get(i + 1).part() == words.get(i).part()
                && !words.get(i + 1).inUnit()
                && words.get(i + 1).meaning().isStreet();
    }
}
