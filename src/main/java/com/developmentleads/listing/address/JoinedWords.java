package com.developmentleads.listing.address;

import com.developmentleads.listing.text.WordLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins words that one spelling writes together and another apart: the grid number
 * "N63 W23005" and the names of numbered roads ("State Highway 59", "US-59", "Farm to Market Road 1960").
 */
final class JoinedWords {

    /** By first word, the names of a numbered road, the longest first. */
    private static final Map<String, List<Road>> ROADS = loadRoads();

    private static final int LONGEST_ROAD_NUMBER = 5;

    private final List<Word> words;

    /** The name of a numbered road, in words, and its spelling in keys. */
    private record Road(List<String> name, String spelling) {}

    private JoinedWords(List<Word> words) {
        this.words = words;
    }

    /** {@code words} with those that belong together joined. */
    static List<Word> of(List<Word> words) {
        return new JoinedWords(words).join();
    }

    private List<Word> join() {
        List<Word> joined = new ArrayList<>(words.size());
        int i = gridEnd();
        if (i > 0) {
            StringBuilder number = new StringBuilder();
            words.subList(0, i).forEach(word -> number.append(word.text()));
            joined.add(joined(number.toString(), 0, i));
        }
        while (i < words.size()) {
            Road road = roadAt(i);
            int end = road == null ? i + 1 : i + road.name().size();
            joined.add(road == null ? words.get(i) : joined(road.spelling(), i, end));
            i = end;
        }
        return joined;
    }

    private Word joined(String text, int from, int to) {
        Word first = words.get(from);
        return new Word(
                text,
                AddressWord.of(text),
                first.start(),
                words.get(to - 1).end(),
                first.part(),
                first.afterBreak(),
                false);
    }

    /** The word after a grid number that takes several words ("N63 W23005", "N 63 W 23005", "W 3456"); else 0. */
    private int gridEnd() {
        int end = 0;
        int coordinates = 0;
        while (end < words.size() && words.get(end).part() == 0) {
            Word word = words.get(end);
            boolean direction = word.text().length() == 1 && word.meaning().shortDirection != null;
            if (direction && end + 1 < words.size() && words.get(end + 1).isNumber()) {
                end += 2;
            } else if (word.isHouseNumber() && !word.beginsWithDigit() && !isRoadNumber(end + 1)) {
                end++;
            } else {
                break;
            }
            coordinates++;
        }
        return coordinates > 0 && coordinates <= 2 ? end : 0;
    }

    private Road roadAt(int i) {
        if (i + 1 >= words.size()) {
            return null;
        }
        int from = i + stateWords(i);
        if (from > i && isRoadNumber(from) && words.get(from).isNumber()) {
            // "WY 59"
            return new Road(texts(i, from), "hwy");
        }
        // "Co Rd 22" is a county's, "Colorado Highway 14" the state's
        Road own = roadAt(i, i);
        return own != null || from == i ? own : roadAt(i, from);
    }

    /** The road whose name, without what stands before it at {@code from}, begins at word {@code name}. */
    private Road roadAt(int from, int name) {
        if (name >= words.size()) {
            return null;
        }
        for (Road road : ROADS.getOrDefault(spelling(name), List.of())) {
            int end = name + road.name().size();
            if (end < words.size() && matches(road.name(), name) && isRoadNumber(end)) {
                return new Road(texts(from, end), road.spelling());
            }
        }
        return null;
    }

    /** The number of words at {@code i} that name a state which could own a road: after a house number or direction. */
    private int stateWords(int i) {
        boolean inStreet = i > 0
                && words.get(i - 1).part() == words.get(i).part()
                && (words.get(i - 1).isHouseNumber()
                        || words.get(i - 1).meaning().placeholder
                        || words.get(i - 1).meaning().shortDirection != null);
        if (!inStreet) {
            return 0;
        }
        AddressWord meaning = words.get(i).meaning();
        for (AddressWord.StateName name : meaning.stateNames) {
            if (matches(Arrays.asList(name.words()), i)) {
                return name.words().length;
            }
        }
        return meaning.stateCode == null ? 0 : 1;
    }

    private boolean matches(List<String> name, int at) {
        for (int k = 0; k < name.size(); k++) {
            if (at + k >= words.size()
                    || words.get(at + k).part() != words.get(at).part()
                    || !spelling(at + k).equals(name.get(k))) {
                return false;
            }
        }
        return true;
    }

    private String spelling(int i) {
        return words.get(i).meaning().spelling(words.get(i).text());
    }

    private List<String> texts(int from, int to) {
        return words.subList(from, to).stream().map(Word::text).toList();
    }

    /** "59", "6A" and, as the last word of its part, "A" or "KK"; no ZIP code. */
    private boolean isRoadNumber(int at) {
        return at < words.size()
                && words.get(at).part() == words.get(at - 1).part()
                && Street.isRoadNumber(words, at)
                && words.get(at).text().length() < LONGEST_ROAD_NUMBER;
    }

    private static Map<String, List<Road>> loadRoads() {
        Map<String, List<Road>> roads = new HashMap<>();
        for (String[] line : WordLists.read("address-words.tsv")) {
            if (line[0].equals("numbered")) {
                List<String> names = new ArrayList<>(List.of(line[1]));
                if (line.length > 2) {
                    names.addAll(List.of(line[2].split(",")));
                }
                for (String name : names) {
                    List<String> words = List.of(name.split(" "));
                    roads.computeIfAbsent(words.get(0), first -> new ArrayList<>())
                            .add(new Road(words, line[1]));
                }
            }
        }
        roads.values()
                .forEach(
                        named -> named.sort((a, b) -> b.name().size() - a.name().size()));
        return roads;
    }
}
