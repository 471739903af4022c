package com.developmentleads.listing;

import com.developmentleads.listing.address.Address;
import com.developmentleads.listing.address.AddressFinder;
import com.developmentleads.listing.text.Phrases;
import com.developmentleads.listing.text.PlainText;
import com.developmentleads.listing.text.WordLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of a search result, and which of it is about the property itself: snippets run on into the page's next
 * carousel, whose prices and rooms belong to the neighbours.
 */
final class OwnText {

    private static final List<String> OTHER_HOMES =
            WordLists.read("other-homes.txt").stream().map(line -> line[0]).toList();
    /** "$2,000,000. 5 bd 4 ba 2.4k sqft. 184 Oak St": facts up to this far before an address belong to it. */
    private static final int FACTS_BEFORE_ADDRESS = 100;

    private static final int LONGEST_STREET = 60;
    private static final int LONGEST_CLAUSE = 80;

    /** The text up to where it goes on to other homes. */
    final String text;
    /** The same in lower case and of the same length, for finding phrases. */
    final String lower;

    private final List<Mention> mentions = new ArrayList<>();

    /** An address in the text: where it stands and whether it is the property's own. */
    private record Mention(int at, boolean own) {}

    /**
     * @param text    plain text
     * @param address the property's address, taken apart
     * @param finder  finds the addresses in the text
     */
    OwnText(String text, Address address, AddressFinder finder) {
        String lowered = lower(text);
        int end = text.length();
        for (String phrase : OTHER_HOMES) {
            int at = Phrases.indexOf(lowered, phrase, 0);
            if (at >= 0 && at < end) {
                end = at;
            }
        }
        this.text = text.substring(0, end);
        this.lower = lowered.substring(0, end);
        findMentions(address, finder);
    }

    /** True when what stands at {@code at} is about the property: the nearest address is its own, or none is named. */
    boolean isOwn(int at) {
        Mention before = null;
        for (Mention mention : mentions) {
            if (mention.at() > at) {
                return before != null ? before.own() : mention.own() || mention.at() - at > FACTS_BEFORE_ADDRESS;
            }
            before = mention;
        }
        return before == null || before.own();
    }

    /** True when the text names other houses, and nowhere the property's own. */
    boolean namesOthersAlone() {
        return !mentions.isEmpty() && mentions.stream().noneMatch(Mention::own);
    }

    /**
     * What stands before {@code at} in the same sentence or list item, in lower case.
     *
     * @param from where it begins at the earliest
     */
    String clauseBefore(int at, int from) {
        int begin = Math.max(from, at - LONGEST_CLAUSE);
        for (int i = at - 1; i > begin; i--) {
            char c = lower.charAt(i);
            // the dot of "est. $9,800" does not end a sentence
            boolean sentence = ".!?".indexOf(c) >= 0
                    && i + 1 < lower.length()
                    && lower.charAt(i + 1) == ' '
                    && !lower.startsWith("est", i - 3);
            if (sentence || c == ';' || c == '|' || c == '\u2219' || c == '\u00b7' || c == '\u2022') {
                begin = i + 1;
            }
        }
        return lower.substring(begin, at).strip();
    }

    private void findMentions(Address address, AddressFinder finder) {
        int i = 0;
        while (i < text.length()) {
            int wordEnd = i;
            while (wordEnd < text.length() && text.charAt(wordEnd) != ' ') {
                wordEnd++;
            }
            // a name follows the number in capitals: "14 Oak St", not "14 days on"; "12 - 14 Oak St" has a range
            if (isNumberStart(i) && wordEnd + 1 < text.length() && isNameStart(text.charAt(wordEnd + 1))) {
                Address named = new Address(text.substring(i, Math.min(text.length(), i + LONGEST_STREET)));
                if (finder.isStreet(named)) {
                    mentions.add(new Mention(i, named.isSameHouse(address)));
                    // the "55 Ranch Rd" of "1556 55 Ranch Rd" is not another address
                    wordEnd = Math.max(wordEnd, i + named.streetEnd() - 1);
                }
            }
            i = wordEnd + 1;
        }
    }

    private boolean isNumberStart(int i) {
        char c = text.charAt(i);
        return PlainText.isDigit(c)
                // the grid numbers of Wisconsin
                || "NSEW".indexOf(c) >= 0 && i + 1 < text.length() && PlainText.isDigit(text.charAt(i + 1));
    }

    private static boolean isNameStart(char c) {
        return Character.isUpperCase(c) || PlainText.isDigit(c) || c == '-' || c == '\u2013' || c == '\u00bd';
    }

    private static String lower(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() == text.length()) {
            return lower;
        }
        // a letter whose lower case is longer (I with a dot): positions must stay those of the text
        StringBuilder same = new StringBuilder(text.length());
        text.chars().forEach(c -> same.append(Character.toLowerCase((char) c)));
        return same.toString();
    }
}
