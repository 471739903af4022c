package com.developmentleads.listing.address;

import com.developmentleads.listing.text.WordLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one word can mean in an address; a word may be several things at once ("fl" is a floor and Florida, "st" a
 * street and a saint). Read once from {@code address-words.tsv} and {@code states.tsv}. A null field means that the
 * word is no such thing.
 */
final class AddressWord {

    /** The meaning of a word that has none. */
    static final AddressWord ORDINARY = new AddressWord();

    private static final Map<String, AddressWord> WORDS = load();

    /** The street type in its short spelling, for a type that is understood wherever it stands. */
    String street;
    /** The street type's spelling, for a type that is understood as the last word only. */
    String streetAtEnd;
    /** As in {@code street}, for a type whose name is the number after it ("hwy"). */
    String roadNumber;
    /** The word's spelling when it has several and is none of the other things. */
    String same;
    /** True for a word that names a road together with the number after it ("cr"). */
    boolean beforeNumber;

    String shortDirection;
    String longDirection;
    /** The kind of unit that the next word numbers. */
    String unit;
    /** True when only a number or one or two letters make a unit of it ("lot 3", but not "lot whitcomb"). */
    boolean unitNeedsNumber;

    boolean placeholder;
    boolean country;
    boolean page;
    /** The state's postal code when the word is that code. */
    String stateCode;
    /** Names of states that begin with this word. */
    List<StateName> stateNames = List.of();

    /**
     * The name of a state.
     *
     * @param words    the name's words
     * @param code     the postal code, in lower case
     * @param alsoTown whether a big town has the same name
     */
    record StateName(String[] words, String code, boolean alsoTown) {}

    private AddressWord() {}

    /** What {@code word} (lower case, no punctuation) can mean. */
    static AddressWord of(String word) {
        return WORDS.getOrDefault(word, ORDINARY);
    }

    /** True for a street type that is understood wherever it stands. */
    boolean isStreet() {
        return street != null || roadNumber != null;
    }

    /** The word's spelling in a key when its neighbours are not known. */
    String spelling(String text) {
        return street != null ? street : roadNumber != null ? roadNumber : same != null ? same : text;
    }

    /** True for a word that is written together with the number after it: "Apt2", "Rte9". */
    boolean standsBeforeNumber() {
        return unit != null || roadNumber != null || beforeNumber;
    }

    private static Map<String, AddressWord> load() {
        Map<String, AddressWord> words = new HashMap<>();
        for (String[] line : WordLists.read("address-words.tsv")) {
            String canonical = line[1];
            if (line[0].equals("numbered")) {
                words.computeIfAbsent(canonical, any -> new AddressWord()).roadNumber = canonical;
                for (String name : line.length > 2 ? line[2].split(",") : new String[0]) {
                    if (name.indexOf(' ') < 0) {
                        words.computeIfAbsent(name, any -> new AddressWord()).beforeNumber = true;
                    }
                }
                continue;
            }
            List<String> spellings = new ArrayList<>(List.of(canonical));
            if (line.length > 2) {
                spellings.addAll(List.of(line[2].split(" ")));
            }
            for (String spelling : spellings) {
                AddressWord word = words.computeIfAbsent(spelling, any -> new AddressWord());
                switch (line[0]) {
                    case "street" -> word.street = canonical;
                    case "street-last" -> word.streetAtEnd = canonical;
                    case "road-number" -> word.roadNumber = canonical;
                    case "direction" -> {
                        word.shortDirection = canonical;
                        word.longDirection = spellings.get(1);
                    }
                    case "unit" -> word.unit = canonical;
                    case "unit-number" -> {
                        word.unit = canonical;
                        word.unitNeedsNumber = true;
                    }
                    case "same" -> word.same = canonical;
                    case "placeholder" -> word.placeholder = true;
                    case "country" -> word.country = true;
                    case "page" -> word.page = true;
                    default -> throw new IllegalStateException("address-words.tsv has an unknown kind: " + line[0]);
                }
            }
        }
        for (State state : State.ALL) {
            String code = state.code();
            words.computeIfAbsent(code, any -> new AddressWord()).stateCode = code;
            for (String name : state.names()) {
                String[] parts = name.split(" ");
                AddressWord first = words.computeIfAbsent(parts[0], any -> new AddressWord());
                List<StateName> names = new ArrayList<>(first.stateNames);
                names.add(new StateName(parts, code, state.alsoTown()));
                // the longest first: "west virginia" before a name that it begins with
                names.sort((a, b) -> b.words().length - a.words().length);
                first.stateNames = names;
            }
        }
        return words;
    }

    /**
     * A state or territory.
     *
     * @param code     postal code, in lower case
     * @param names    its names, in lower case
     * @param alsoTown whether a big town has the same name
     * @param zips     ranges of the first three digits of its ZIP codes: "010-027", "055"
     */
    private record State(String code, List<String> names, boolean alsoTown, List<String> zips) {

        private static final List<State> ALL =
                WordLists.read("states.tsv").stream().map(State::of).toList();
        private static final String[] BY_ZIP = byZip();

        private static State of(String[] line) {
            List<String> names = new ArrayList<>();
            String name = line[1].toLowerCase(Locale.ROOT);
            names.add(name.replace("town:", ""));
            if (!line[2].isBlank()) {
                names.addAll(Arrays.asList(line[2].toLowerCase(Locale.ROOT).split(",")));
            }
            return new State(
                    line[0].toLowerCase(Locale.ROOT), names, name.startsWith("town:"), List.of(line[3].split(",")));
        }

        private static String[] byZip() {
            String[] codes = new String[1000];
            for (State state : ALL) {
                for (String range : state.zips()) {
                    int first = Integer.parseInt(range.substring(0, 3));
                    int last = Integer.parseInt(range.substring(range.length() - 3));
                    Arrays.fill(codes, first, last + 1, state.code());
                }
            }
            return codes;
        }
    }

    /** The state's postal code in lower case for a ZIP code of at least three digits; null when none has it. */
    static String stateOfZip(String zip) {
        return State.BY_ZIP[(zip.charAt(0) - '0') * 100 + (zip.charAt(1) - '0') * 10 + zip.charAt(2) - '0'];
    }
}
