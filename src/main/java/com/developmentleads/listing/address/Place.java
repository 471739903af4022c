package com.developmentleads.listing.address;

import java.util.List;

/**
 * The place that an address names: where it ends, and which state it is in.
 *
 * @param end        the first word after street and town: where the state, the ZIP code or nothing follows
 * @param addressEnd the first word that no longer belongs to the address
 * @param stateNamed true when the state is named, rather than told by the ZIP code
 * @param state      postal code in lower case, by name or else by ZIP code; null when unknown
 * @param zip        the ZIP code's first five digits; null when there is none
 */
record Place(int end, int addressEnd, boolean stateNamed, String state, String zip) {

    /** The place in {@code words}, whose units are marked. */
    static Place find(List<Word> words) {
        Finder finder = new Finder(words);
        for (int i = 1; i < words.size(); i++) {
            StateAt state = finder.stateAt(i);
            if (state != null && finder.canBeState(i, state.end())) {
                return finder.withState(i, state);
            }
        }
        return finder.withoutState();
    }

    /** "USA" alone or "United States of America" as the last part: whether the word is part of a country's name. */
    static boolean isCountry(List<Word> words, int at) {
        if (words.get(at).is("america") || words.get(at).is("states")) {
            int i = at;
            while (i > 1
                    && words.get(i - 1).part() == words.get(at).part()
                    && !words.get(i).is("united")) {
                i--;
            }
            return words.get(i).is("united");
        }
        return words.get(at).meaning().country
                || words.get(at).is("of")
                        && at + 1 < words.size()
                        && words.get(at + 1).is("america");
    }

    private record StateAt(String code, int end) {}

    private record Finder(List<Word> words) {

        /** The state that begins at word {@code i}; null when none does. */
        private StateAt stateAt(int i) {
            Word word = words.get(i);
            if (word.inUnit()) {
                return null;
            }
            for (AddressWord.StateName name : word.meaning().stateNames) {
                int stop = i + name.words().length;
                if (matches(name.words(), i)) {
                    boolean zipAfter = isZip(stop);
                    if (!zipAfter && laterState(stop) || name.alsoTown() && word.part() <= 1 && partBegins(i)) {
                        // "Nevada, MO" and "New York" are towns
                        return null;
                    }
                    return new StateAt(name.code(), stop);
                }
            }
            if (word.meaning().stateCode == null || !isZip(i + 1) && isStreetWord(i) && laterState(i + 1)) {
                // the court of "Elm Ct, Hartford, CT"
                return null;
            }
            return new StateAt(word.meaning().stateCode, i + 1);
        }

        private boolean matches(String[] name, int at) {
            if (at + name.length > words.size()) {
                return false;
            }
            for (int k = 0; k < name.length; k++) {
                if (!words.get(at + k).is(name[k])) {
                    return false;
                }
            }
            return true;
        }

        private boolean partBegins(int i) {
            return words.get(i - 1).part() != words.get(i).part();
        }

        /** True when a state stands at the end of a part or before a ZIP code, at word {@code from} or later. */
        private boolean laterState(int from) {
            for (int i = from; i < words.size(); i++) {
                Word word = words.get(i);
                if (word.inUnit()) {
                    continue;
                }
                if (word.meaning().stateCode != null && endsState(i + 1)) {
                    return true;
                }
                for (AddressWord.StateName name : word.meaning().stateNames) {
                    if (matches(name.words(), i) && endsState(i + name.words().length)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean endsState(int stop) {
            return stop == words.size()
                    || words.get(stop).part() != words.get(stop - 1).part()
                    || isZip(stop)
                    || words.get(stop).inUnit()
                    || words.get(stop).meaning().country;
        }

        /** A state stands at the end: before a ZIP code, a country, a comma or nothing. */
        private boolean canBeState(int from, int to) {
            boolean apart = words.get(from).part() > 0;
            boolean ends = to == words.size()
                    || isShortZip(to)
                    || endsState(to)
                            && (apart
                                    || words.get(to).part() == words.get(from).part()
                                    || isZip(to)
                                    || words.get(to).meaning().country);
            return ends && (apart || from >= 2 && (streetBefore(from) || !isStreetWord(from)));
        }

        private boolean isStreetWord(int i) {
            return words.get(i).meaning().street != null || words.get(i).meaning().streetAtEnd != null;
        }

        /** "12 Elm Ct" is a court, "12 Elm St Hartford CT" a state. */
        private boolean streetBefore(int from) {
            for (int i = 2; i < from - 1; i++) {
                if (words.get(i).meaning().isStreet() && !words.get(i).inUnit()) {
                    return true;
                }
            }
            return false;
        }

        private Place withState(int at, StateAt state) {
            int end = state.end();
            String zip = null;
            if (end < words.size() && (isZip(end) || isShortZip(end))) {
                zip = isZip(end)
                        ? words.get(end).text().substring(0, 5)
                        : "0" + words.get(end).text();
                end++;
            }
            // not in "MA 02459 | #1 agent in town"
            while (end < words.size()
                    && words.get(end).inUnit()
                    && !words.get(end).afterBreak()) {
                end++;
            }
            return new Place(at, end, true, state.code(), zip);
        }

        private Place withoutState() {
            int last = words.size();
            while (last > 1 && !words.get(last - 1).inUnit() && isCountry(words, last - 1)) {
                last--;
            }
            int at = last;
            while (at > 1 && words.get(at - 1).inUnit()) {
                at--;
            }
            if (at > 1
                    && isZip(at - 1)
                    && !words.get(at - 1).inUnit()
                    && words.get(at - 2).meaning().roadNumber == null) {
                String zip = words.get(at - 1).text().substring(0, 5);
                return new Place(at - 1, last, false, AddressWord.stateOfZip(zip), zip);
            }
            return new Place(last, last, false, null, null);
        }

        private boolean isZip(int at) {
            return at < words.size() && words.get(at).isZip();
        }

        /** Spreadsheets drop the first zero: "MA 2459". */
        private boolean isShortZip(int at) {
            Word digits = words.get(at);
            return digits.text().length() == 4
                    && digits.isNumber()
                    && digits.part() == words.get(at - 1).part();
        }
    }
}
