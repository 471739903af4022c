package com.developmentleads.listing.address;

import java.util.List;

/**
 * The street of an address and where its town begins.
 *
 * @param part      the part that the street is in
 * @param first     the first word of that part that is not a unit; the end of the place when there is none
 * @param name      the first word of the street after the house number
 * @param townApart true when a comma separates the town from the street
 * @param type      the street type, or the number or letter of a road ("Route 9", "Avenue N"), that ends the street
 *                  when no comma does; -1 when there is none
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
                && (words.get(name).isHouseNumber() || words.get(name).meaning().placeholder)) {
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
            if (namesWhatFollows(words, i, named)) {
                return i + 1;
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

    /** True for the highway of "Highway 59" and, where no name stands before it, for the avenue of "S Avenue N". */
    private static boolean namesWhatFollows(List<Word> words, int i, boolean named) {
        if (i + 1 >= words.size()
                || words.get(i + 1).part() != words.get(i).part()
                || words.get(i + 1).inUnit()) {
            return false;
        }
        AddressWord meaning = words.get(i).meaning();
        String next = words.get(i + 1).text();
        return meaning.roadNumber != null && isRoadNumber(words, i + 1)
                || !named && "ave".equals(meaning.street) && next.length() == 1 && Character.isLetter(next.charAt(0));
    }

    /** "59", "6A" and, as the last word of its part, "A" or "KK"; no ZIP code. */
    static boolean isRoadNumber(List<Word> words, int at) {
        Word word = words.get(at);
        boolean last = at + 1 == words.size() || words.get(at + 1).part() != word.part();
        return word.hasDigit() && !word.isZip()
                || last
                        && word.text().length() <= 2
                        && Character.isLetter(word.text().charAt(0))
                        && !word.meaning().isStreet();
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
