package com.developmentleads.listing.address;

import com.developmentleads.listing.text.Phrases;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the address of the one property that a page is about: in its title, in its snippet, in its link. */
public final class AddressFinder {

    private static final int MAX_STREET_WORDS = 9;
    private static final String DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015";

    /** A pipe or lone dash where others put a comma; not the dash of "12 - 14 Main St". */
    private static final Pattern LONE_DASH = Pattern.compile(" [|\u2013\u2014-] (?!\\d)");

    private final Phrases pageWords;

    /** @param pageWords the list {@code page-words.tsv} */
    public AddressFinder(Phrases pageWords) {
        this.pageWords = pageWords;
    }

    /**
     * An address found in a text, and where.
     *
     * @param parts the address taken apart
     * @param text  the address as it is spelled in the text
     * @param begin where it begins in the text
     * @param end   where it ends in the text
     */
    public record Found(Address parts, String text, int begin, int end) {

        /** True when the address has its state. */
        public boolean hasState() {
            return parts.hasState();
        }
    }

    /** The address that {@code title} begins with, after words such as "For Sale:"; null when it does not. */
    public Found inTitle(String title) {
        Found found = at(title, afterLead(title));
        if (found == null || found.hasState()) {
            return found;
        }
        // without a state nothing tells where the address ends: the title's first section is all that can be it
        int begin = afterLead(title);
        Found shorter = at(title.substring(0, sectionEnd(title, begin)), begin);
        return shorter == null ? found : shorter;
    }

    /**
     * The address with a state that is a whole section of {@code title}, between pipes, lone dashes and colons; null
     * when no section is one. For titles such as "Smith Realty | 12 Main St, Newton, MA 02458".
     */
    public Found inSection(String title) {
        int begin = 0;
        while (begin < title.length()) {
            int end = sectionEnd(title, begin);
            int colon = title.lastIndexOf(": ", end);
            Found found = at(title.substring(0, end), colon > begin ? colon + 1 : begin);
            if (found != null
                    && found.hasState()
                    && title.substring(found.end(), end).isBlank()) {
                return found;
            }
            begin = end + 1;
        }
        return null;
    }

    /**
     * The place that {@code title} begins with where that is a street without a house number ("TBD Oak Rd, Dubois, WY",
     * "W Deer Ridge Trl, Martinsville, IN 46151") or a town; null when it does not. The caller must know from elsewhere
     * that it is one property.
     */
    public Found groundInTitle(String title) {
        int begin = afterLead(title);
        Found street = at(title, begin, this::isGround);
        // "35 acres in Salida, CO"
        String section = title.substring(0, sectionEnd(title, begin));
        int in = section.indexOf(" in ");
        return street != null || in < 0 || !pageWords.in("ground", section.toLowerCase(Locale.ROOT))
                ? street
                : at(section, in + 4, place -> place.place.stateNamed() && !place.hasHouseNumber());
    }

    /** The address that begins at {@code begin} of {@code text}; null when none does. */
    public Found at(String text, int begin) {
        return at(text, begin, this::isAddress);
    }

    private static Found at(String text, int begin, Predicate<Address> isWanted) {
        String rest = text.substring(begin, Math.min(text.length(), begin + 200));
        Address address = new Address(rest);
        if (!isWanted.test(address)) {
            return null;
        }
        int from = address.word(0).start();
        int to = address.word(address.place.addressEnd() - 1).end();
        return new Found(
                address, LONE_DASH.matcher(rest.substring(from, to)).replaceAll(", "), begin + from, begin + to);
    }

    private int afterLead(String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        if (lower.length() != title.length()) {
            return 0;
        }
        int at = 0;
        while (at < lower.length()) {
            char c = lower.charAt(at);
            if (!Character.isLetterOrDigit(c) && c != '#') {
                at++;
                continue;
            }
            String lead = pageWords.at("lead", lower, at);
            if (lead == null) {
                break;
            }
            at += lead.length();
        }
        return at;
    }

    private static int sectionEnd(String title, int begin) {
        for (int i = Math.max(begin, 1); i + 1 < title.length(); i++) {
            char c = title.charAt(i);
            boolean lone = title.charAt(i - 1) == ' ' && title.charAt(i + 1) == ' ';
            if (c == '|' || lone && (DASHES.indexOf(c) >= 0 || c == '\u00b7')) {
                return i;
            }
        }
        return title.length();
    }

    /** True when {@code address} begins with house number, name and type of a street; a town is not required. */
    public boolean isStreet(Address address) {
        Street street = address.street;
        if (!address.hasHouseNumber() || street.type() < 0 || street.name() == 0) {
            return false;
        }
        for (int i = street.name(); i < street.type(); i++) {
            if (isPageWord(address, i)) {
                return false;
            }
        }
        return street.type() - street.name() < MAX_STREET_WORDS;
    }

    private boolean isAddress(Address address) {
        Street street = address.street;
        Place place = address.place;
        if (street.first() >= place.end()
                || !address.hasHouseNumber() && !(address.hasLot() && street.type() >= 0)
                || street.name() >= place.end()) {
            return false;
        }
        int words = streetWords(address);
        if (words == 0 || words > MAX_STREET_WORDS) {
            return false;
        }
        if (street.townApart()) {
            return street.type() >= 0 || place.state() != null && (place.zip() != null || isRoadOrGrid(address));
        }
        if (street.type() < 0) {
            return place.state() != null && place.zip() != null && words > 1;
        }
        return place.state() != null || townWords(address) == 0;
    }

    private boolean isGround(Address address) {
        Street street = address.street;
        if (address.place.state() == null || streetWords(address) == 0) {
            return false;
        }
        boolean named = street.type() >= 0 && (street.townApart() || townWords(address) > 0)
                || street.townApart() && address.place.zip() != null;
        return address.hasLot() || named && street.type() - street.name() < MAX_STREET_WORDS;
    }

    /**
     * The number of words of the street and, unless a comma separates it, the town; 0 when one of them is in no
     * address.
     */
    private int streetWords(Address address) {
        Street street = address.street;
        int words = 0;
        for (int i = street.name(); i < address.place.end(); i++) {
            if (address.word(i).part() == street.part() && !address.word(i).inUnit()) {
                words++;
                if (isPageWord(address, i)) {
                    return 0;
                }
            }
        }
        return words;
    }

    /** "Route 9", "Avenue A" and the "S 200 E" of a grid: streets without a type behind a name. */
    private static boolean isRoadOrGrid(Address address) {
        Street street = address.street;
        if (address.meaning(street.name()).isStreet()) {
            return true;
        }
        for (int i = street.name(); i < address.place.end() && address.word(i).part() == street.part(); i++) {
            if (!address.word(i).inUnit() && address.word(i).beginsWithDigit()) {
                return true;
            }
        }
        return false;
    }

    private static int townWords(Address address) {
        int words = 0;
        for (int i = address.street.type() + 1; i < address.place.end(); i++) {
            if (!address.word(i).inUnit() && address.meaning(i).shortDirection == null) {
                words++;
            }
        }
        return words;
    }

    /** "25 Best Places" is the title of a page, "12 Best St" an address. */
    private boolean isPageWord(Address address, int i) {
        boolean typeNext = i + 1 < address.place.end() && address.meaning(i + 1).isStreet();
        return !typeNext && pageWords.of("word").contains(address.word(i).text());
    }
}
