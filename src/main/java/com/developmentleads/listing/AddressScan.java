package com.developmentleads.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One address taken apart in a single pass over its text: words, comma-separated parts, units, state, ZIP code and
 * where all of it ends. Regular expressions would need a dozen passes and have no bound on hostile text; this looks at
 * no more than {@link #MAX_CHARS} characters and {@link #MAX_WORDS} words, at each a fixed number of times.
 */
final class AddressScan {

    static final int MAX_CHARS = 1000;
    static final int MAX_WORDS = 64;

    private static final int NONE = -1;

    /** The words in lower case, without punctuation; {@code "#"} is a word of its own. */
    final String[] text = new String[MAX_WORDS];
    /** What each word can mean; null for an ordinary word. */
    final AddressWord[] meaning = new AddressWord[MAX_WORDS];
    /** Where each word begins and ends in the text that was scanned. */
    final int[] start = new int[MAX_WORDS];

    final int[] end = new int[MAX_WORDS];
    /** The number of the part, counted from 0, that each word is in; commas, pipes and lone dashes part them. */
    final int[] part = new int[MAX_WORDS];
    /** True for a word behind a pipe, a bullet or a lone dash. */
    final boolean[] afterBreak = new boolean[MAX_WORDS];
    /** True for the words of a unit ("Unit 2"), which are no words of the street or town. */
    final boolean[] inUnit = new boolean[MAX_WORDS];
    /** The units in key spelling ("#2", "bldg3"), sorted; one dwelling can have several. */
    final List<Unit> units = new ArrayList<>(2);

    /** A unit in key spelling and the word that it ends with. */
    record Unit(String text, int at) {}

    int count;
    /** The first word after street and town: where the state, the ZIP code or nothing follows. */
    int placeEnd;
    /** The first word that no longer belongs to the address. */
    int addressEnd;
    /** First word of the state, {@link #NONE} when it is not named. */
    int stateAt = NONE;
    /** Postal code in lower case, by name or else by ZIP code; null when unknown. */
    String state;
    /** The ZIP code's first five digits; null when there is none. */
    String zip;
    /** The first word of the street after the house number and a direction. */
    int nameStart;
    /** The part that the street is in. */
    int streetPart;
    /** True when a comma parts the town from the street. */
    boolean townApart;
    /** The street type that ends the street when no comma does; {@link #NONE} when there is none. */
    int streetType = NONE;

    private final CharSequence source;
    private final char[] word;
    private int wordLength;
    private int wordStart;
    private int parts;
    private boolean hardBreak;
    private boolean done;

    /** Takes {@code source} apart; text beyond the limits is not looked at. */
    AddressScan(CharSequence source) {
        this.source = source;
        this.word = new char[Math.min(source.length(), MAX_CHARS)];
        readWords();
        findUnits();
        findState();
        findStreetPart();
        findStreetType();
        findImpliedUnits();
        if (units.size() > 1) {
            units.sort(Comparator.comparing(Unit::text));
        }
    }

    /** True when the address begins with a house number. */
    boolean hasHouseNumber() {
        int first = firstInStreet();
        return first < placeEnd && isHouseNumber(text[first]) && !isOrdinal(text[first]);
    }

    /** The first word of the street part that is no unit; {@code placeEnd} when there is none. */
    int firstInStreet() {
        int i = 0;
        while (i < placeEnd && (inUnit[i] || part[i] != streetPart)) {
            i++;
        }
        return i;
    }

    // ---- words ----

    private void readWords() {
        int length = Math.min(source.length(), MAX_CHARS);
        int i = 0;
        while (i < length && !done) {
            char c = source.charAt(i);
            if (c == '[') {
                // "[Updated 9/29]": never part of an address
                endWord(i);
                while (i < length && source.charAt(i) != ']') {
                    i++;
                }
            } else {
                readChar(c, i, length);
            }
            i++;
        }
        if (!done) {
            endWord(length);
        }
    }

    private void readChar(char c, int i, int length) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
            append(c, i);
        } else if (c >= 'A' && c <= 'Z') {
            append((char) (c + ('a' - 'A')), i);
        } else if (c <= ' ') {
            // a word that ends in a dash waits for the second number of "12 - 14"
            if (wordLength > 0 && word[wordLength - 1] != '-') {
                endWord(i);
            }
        } else if (c == ',') {
            endWord(i);
            newPart();
        } else if (c == '.') {
            // "N.W." and "D.C." are one word, "Rt.9" and "homes.com" are two
            boolean initial =
                    wordLength == 1 && !isDigit(word[0]) || wordLength > 1 && i >= 2 && source.charAt(i - 2) == '.';
            if (!initial) {
                endWord(i);
            }
        } else if (c == '#') {
            endWord(i);
            append(c, i);
            endWord(i + 1);
        } else if (c == '/') {
            if (digitAt(i - 1) && digitAt(i + 1)) {
                append(c, i);
            } else {
                endWord(i);
            }
        } else if (c == '|' || isBullet(c)) {
            endWord(i);
            newPart();
            hardBreak = true;
        } else if (isDash(c)) {
            readDash(i, length);
        } else if (c == '\'' || c == '`' || c == '\u2019' || c == '\u2018') {
            // "O'Brien" and "OBrien" are one spelling
            return;
        } else if (c < 0x80) {
            endWord(i);
        } else {
            readBeyondAscii(c, i, length);
        }
    }

    private void readBeyondAscii(char c, int i, int length) {
        if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(source.charAt(i + 1))) {
            if (Character.isLetterOrDigit(Character.toCodePoint(c, source.charAt(i + 1)))) {
                append(c, i);
            } else {
                endWord(i);
            }
        } else if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(source.charAt(i - 1))) {
            if (Character.isLetterOrDigit(Character.toCodePoint(source.charAt(i - 1), c))) {
                append(c, i);
            }
        } else if (Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Character.getType(c) == Character.NON_SPACING_MARK) {
            append(Character.toLowerCase(c), i);
        } else if (Character.getType(c) != Character.FORMAT) {
            endWord(i);
        }
    }

    /** A dash in "12-14" stays, in "12-A" it is dropped, between words it is a blank, alone it parts like a comma. */
    private void readDash(int i, int length) {
        boolean spaceBefore = i == 0 || isSpace(source.charAt(i - 1));
        boolean spaceAfter = i + 1 >= length || isSpace(source.charAt(i + 1));
        if (spaceBefore && spaceAfter) {
            int next = i + 1;
            while (next < length && isSpace(source.charAt(next))) {
                next++;
            }
            if (count == 1 && digitAt(next) && isNumber(text[0])) {
                // "12 - 14 Main St": taken up again as one word
                reopen();
                append('-', i);
            } else {
                endWord(i);
                newPart();
                hardBreak = true;
            }
        } else if (!spaceBefore && !spaceAfter && digitAt(i - 1) && digitAt(i + 1)) {
            append('-', i);
        } else if (!(wordLength > 0 && digitAt(i - 1) && loneLetterAt(i + 1, length)
                || wordLength == 1 && !isDigit(word[0]) && digitAt(i + 1))) {
            endWord(i);
        }
    }

    private void reopen() {
        count--;
        wordLength = text[count].length();
        text[count].getChars(0, wordLength, word, 0);
        wordStart = start[count];
    }

    private void append(char c, int at) {
        if (wordLength == 0) {
            wordStart = at;
        }
        word[wordLength++] = c;
    }

    private void newPart() {
        if (count > 0 && part[count - 1] == parts) {
            parts++;
        }
    }

    private void endWord(int at) {
        if (wordLength == 0 || done) {
            return;
        }
        String read = new String(word, 0, wordLength);
        AddressWord known = AddressWord.of(read);
        if (known == null && word[0] > '9') {
            int letters = 1;
            while (letters < wordLength && word[letters] > '9') {
                letters++;
            }
            if (letters < wordLength) {
                String head = read.substring(0, letters);
                AddressWord headKnown = AddressWord.of(head);
                // "Apt2", "Rte9": two words written as one
                if (headKnown != null
                        && letters > 1
                        && (headKnown.unit != null || headKnown.roadNumber != null || headKnown.beforeNumber != null)) {
                    add(head, headKnown, wordStart, wordStart + letters);
                    if (done) {
                        return;
                    }
                    read = read.substring(letters);
                    wordStart += letters;
                }
            }
        }
        add(read, known, wordStart, at);
    }

    private void add(String read, AddressWord known, int from, int to) {
        wordLength = 0;
        if (known != null && known.page && count > 0 && (hardBreak || read.equals("mls"))) {
            done = true;
            return;
        }
        afterBreak[count] = hardBreak;
        hardBreak = false;
        text[count] = read;
        meaning[count] = known;
        start[count] = from;
        end[count] = to;
        part[count] = parts;
        count++;
        done = count == MAX_WORDS;
    }

    private boolean digitAt(int i) {
        return i >= 0 && i < source.length() && isDigit(source.charAt(i));
    }

    private boolean loneLetterAt(int i, int length) {
        return i < length
                && Character.isLetter(source.charAt(i))
                && (i + 1 >= length || !Character.isLetterOrDigit(source.charAt(i + 1)));
    }

    // ---- units ----

    private void findUnits() {
        for (int i = 0; i < count; i++) {
            boolean hash = text[i].equals("#");
            if (!hash && (meaning[i] == null || meaning[i].unit == null)) {
                continue;
            }
            int value = i + 1;
            // "Unit #2", "Apt No 2"
            while (value + 1 < count
                    && part[value] == part[i]
                    && (text[value].equals("#") || text[value].equals("no"))) {
                value++;
            }
            if (value < count && part[value] == part[i] && isUnitValue(value, hash ? null : meaning[i])) {
                units.add(new Unit((hash ? "#" : meaning[i].unit) + text[value], value));
                Arrays.fill(inUnit, i, value + 1, true);
                i = value;
            }
        }
    }

    private boolean isUnitValue(int at, AddressWord unit) {
        String value = text[at];
        if (value.equals("#")) {
            return false;
        }
        boolean number = hasDigit(value);
        if (unit == null || number) {
            // "Fl 33101" is Florida
            return unit == null || unit.stateCode == null || !isZip(value);
        }
        if (meaning[at] != null && (meaning[at].isStreet() || meaning[at].country)) {
            return false;
        }
        return !unit.unitNeedsNumber || value.length() <= 2 && unit.stateCode == null && !value.equals("of");
    }

    /** "180 Hunnewell Ave 180": a number or letter right after the street type is a unit. */
    private void findImpliedUnits() {
        if (streetType == NONE || meaning[streetType].street == null) {
            return;
        }
        int at = streetType + 1;
        if (at >= placeEnd || inUnit[at] || part[at] != part[streetType]) {
            return;
        }
        String value = text[at];
        boolean letter = value.length() == 1 && (meaning[at] == null || meaning[at].shortDirection == null);
        boolean roadsOwn = meaning[streetType - 1] != null && meaning[streetType - 1].roadOwner;
        boolean nextStreet =
                at + 1 < placeEnd && part[at + 1] == part[at] && meaning[at + 1] != null && meaning[at + 1].isStreet();
        if (!roadsOwn && !nextStreet && (letter || hasDigit(value))) {
            units.add(new Unit("#" + value, at));
            inUnit[at] = true;
        }
    }

    // ---- state, ZIP code, end ----

    private void findState() {
        placeEnd = count;
        addressEnd = count;
        int found = NONE;
        int foundEnd = NONE;
        for (int i = 1; i < count && foundEnd == NONE; i++) {
            int stop = stateEnd(i);
            if (stop != NONE && canBeState(i, stop)) {
                found = i;
                foundEnd = stop;
            } else {
                state = null;
            }
        }
        if (found != NONE) {
            stateAt = found;
            placeEnd = found;
            addressEnd = foundEnd;
            readZip();
        } else {
            readZipWithoutState();
        }
        // what looks like a unit behind the address's end belongs to something else
        units.removeIf(unit -> unit.at() >= addressEnd);
    }

    /** The word after the state that begins at word {@code i}; {@link #NONE} when none does. Sets {@link #state}. */
    private int stateEnd(int i) {
        AddressWord known = meaning[i];
        if (known == null || inUnit[i]) {
            return NONE;
        }
        for (AddressWord.StateName name : known.stateNames) {
            int stop = i + name.words().length;
            if (stop <= count && matches(name.words(), i)) {
                boolean zipAfter = stop < count && isZip(text[stop]);
                if (!zipAfter && laterState(stop) || name.alsoTown() && part[i] <= 1 && partBegins(i)) {
                    // "Nevada, MO" and "New York" are towns
                    return NONE;
                }
                state = name.code();
                return stop;
            }
        }
        if (known.stateCode != null) {
            boolean zipAfter = i + 1 < count && isZip(text[i + 1]);
            if (!zipAfter && isStreetWord(i) && laterState(i + 1)) {
                // the court of "Elm Ct, Hartford, CT"
                return NONE;
            }
            state = known.stateCode;
            return i + 1;
        }
        return NONE;
    }

    private boolean matches(String[] words, int at) {
        for (int k = 0; k < words.length; k++) {
            if (!words[k].equals(text[at + k])) {
                return false;
            }
        }
        return true;
    }

    private boolean partBegins(int i) {
        return i == 0 || part[i - 1] != part[i];
    }

    /** True when a state stands at the end of a part or before a ZIP code, at word {@code from} or later. */
    private boolean laterState(int from) {
        for (int i = from; i < count; i++) {
            if (meaning[i] == null || inUnit[i]) {
                continue;
            }
            if (meaning[i].stateCode != null && endsState(i + 1)) {
                return true;
            }
            for (AddressWord.StateName name : meaning[i].stateNames) {
                int stop = i + name.words().length;
                if (stop <= count && matches(name.words(), i) && endsState(stop)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean endsState(int stop) {
        return stop == count
                || part[stop] != part[stop - 1]
                || isZip(text[stop])
                || inUnit[stop]
                || isCountryWord(stop);
    }

    private boolean isCountryWord(int i) {
        return meaning[i] != null && meaning[i].country;
    }

    /** A state stands at the end: before a ZIP code, a country, a comma or nothing. */
    private boolean canBeState(int from, int to) {
        boolean apart = part[from] > 0;
        boolean ends = to == count
                || isShortZip(to)
                || endsState(to) && (apart || part[to] == part[from] || isZip(text[to]) || isCountryWord(to));
        return ends && (apart || from >= 2 && (streetBefore(from) || !isStreetWord(from)));
    }

    private boolean isStreetWord(int i) {
        return meaning[i] != null && (meaning[i].street != null || meaning[i].streetAtEnd != null);
    }

    /** "12 Elm Ct" is a court, "12 Elm St Hartford CT" a state. */
    private boolean streetBefore(int from) {
        for (int i = 2; i < from - 1; i++) {
            if (meaning[i] != null && meaning[i].isStreet() && !inUnit[i]) {
                return true;
            }
        }
        return false;
    }

    private void readZip() {
        if (addressEnd < count && (isZip(text[addressEnd]) || isShortZip(addressEnd))) {
            zip = isZip(text[addressEnd]) ? text[addressEnd].substring(0, 5) : "0" + text[addressEnd];
            addressEnd++;
        }
        // not in "MA 02459 | #1 agent in town"
        while (addressEnd < count && inUnit[addressEnd] && !afterBreak[addressEnd]) {
            addressEnd++;
        }
    }

    /** Spreadsheets drop the first zero: "MA 2459". */
    private boolean isShortZip(int at) {
        String digits = text[at];
        return digits.length() == 4 && isNumber(digits) && part[at] == part[at - 1];
    }

    private void readZipWithoutState() {
        int last = count;
        while (last > 1 && !inUnit[last - 1] && isCountry(last - 1)) {
            last--;
        }
        addressEnd = last;
        int at = last;
        while (at > 1 && inUnit[at - 1]) {
            at--;
        }
        if (at > 1
                && isZip(text[at - 1])
                && !inUnit[at - 1]
                && !(meaning[at - 2] != null && meaning[at - 2].roadNumber != null)) {
            zip = text[at - 1].substring(0, 5);
            state = AddressWord.stateOfZip(zip);
            placeEnd = at - 1;
        } else {
            placeEnd = last;
        }
    }

    /** "USA" alone or "United States of America" as the last part. */
    private boolean isCountry(int at) {
        if (text[at].equals("america") || text[at].equals("states")) {
            int i = at;
            while (i > 1 && part[i - 1] == part[at] && !text[i].equals("united")) {
                i--;
            }
            return text[i].equals("united");
        }
        return isCountryWord(at) || text[at].equals("of") && at + 1 < count && text[at + 1].equals("america");
    }

    // ---- street and town ----

    private void findStreetPart() {
        int first = 0;
        while (first < placeEnd && inUnit[first]) {
            first++;
        }
        streetPart = first < placeEnd ? part[first] : 0;
        for (int i = first; i < placeEnd && !townApart; i++) {
            townApart = part[i] != streetPart && !inUnit[i] && !isCounty(i);
        }
        int i = firstInStreet();
        while (i < placeEnd && part[i] == streetPart && isHouseNumber(text[i]) && !isOrdinal(text[i])) {
            i++;
        }
        nameStart = i;
    }

    /** True for a word of a part such as "Middlesex County", which some sites put beside the town. */
    boolean isCounty(int i) {
        int last = i;
        while (last + 1 < placeEnd && part[last + 1] == part[i]) {
            last++;
        }
        return text[last].equals("county") && part[i] != streetPart && !partBegins(last);
    }

    private void findStreetType() {
        boolean named = false;
        for (int i = nameStart; i < placeEnd && part[i] == streetPart; i++) {
            if (inUnit[i]) {
                continue;
            }
            boolean street = meaning[i] != null && meaning[i].isStreet();
            if (street && (named || i > nameStart && !laterStreet(i))) {
                streetType = i;
                if (!nextIsStreet(i) || text[i + 1].equals("st")) {
                    return;
                }
            }
            named |= meaning[i] == null || meaning[i].shortDirection == null;
        }
    }

    /** True when the street goes on to another type: "N St James St", "W Boulevard Rd". */
    private boolean laterStreet(int from) {
        for (int i = from + 1; i < placeEnd && part[i] == part[from]; i++) {
            if (!inUnit[i] && meaning[i] != null && meaning[i].isStreet()) {
                return true;
            }
        }
        return false;
    }

    private boolean nextIsStreet(int i) {
        return i + 1 < placeEnd
                && part[i + 1] == part[i]
                && !inUnit[i + 1]
                && meaning[i + 1] != null
                && meaning[i + 1].isStreet();
    }

    // ---- characters ----

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** "12", "12a", "12-14", and "n5w23" of the grids of Wisconsin. */
    private static boolean isHouseNumber(String s) {
        return isDigit(s.charAt(0)) || s.length() > 1 && "nsew".indexOf(s.charAt(0)) >= 0 && isDigit(s.charAt(1));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBullet(char c) {
        return "\u00b7\u2022\u2027\u2219\u25cf\u30fb".indexOf(c) >= 0;
    }

    private static boolean isDash(char c) {
        return c == '-' || c >= '\u2010' && c <= '\u2015' || c == '\u2212';
    }

    private static boolean isNumber(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (!isDigit(s.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDigit(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (isDigit(s.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrdinal(String s) {
        int length = s.length();
        return length > 2
                && isDigit(s.charAt(length - 3))
                && Character.isLetter(s.charAt(length - 2))
                && Character.isLetter(s.charAt(length - 1));
    }

    /** "02459", "02459-1234" or "024591234". */
    private static boolean isZip(String s) {
        int length = s.length();
        if (length != 5 && length != 9 && length != 10) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isDigit(s.charAt(i)) && !(i == 5 && length == 10 && s.charAt(i) == '-')) {
                return false;
            }
        }
        return true;
    }
}
