package com.developmentleads.listing;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the address of the one property that a page is about: in its title, in its snippet, in its link. */
final class AddressFinder {

    private static final int MAX_STREET_WORDS = 9;
    private static final String DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015";

    /** A pipe or lone dash where others put a comma; not the dash of "12 - 14 Main St". */
    private static final Pattern LONE_DASH = Pattern.compile(" [|\u2013\u2014-] (?!\\d)");

    private final Phrases pageWords;

    AddressFinder(Phrases pageWords) {
        this.pageWords = pageWords;
    }

    /**
     * An address and what the text goes on with.
     *
     * @param scan  the address taken apart
     * @param text  the address as it is spelled in the text
     * @param begin where it begins in the text
     * @param end   where it ends in the text
     */
    record Found(AddressScan scan, String text, int begin, int end) {

        /** True when nothing is missing that tells the property from others of the same street. */
        boolean hasState() {
            return scan.state != null;
        }
    }

    /** The address that {@code title} begins with, after words such as "For Sale:"; null when it does not. */
    Found inTitle(String title) {
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
    Found inSection(String title) {
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

    /** The address that begins at {@code begin} of {@code text}; null when none does. */
    Found at(String text, int begin) {
        String rest = text.substring(begin, Math.min(text.length(), begin + 200));
        AddressScan scan = new AddressScan(rest);
        if (!isAddress(scan)) {
            return null;
        }
        int from = scan.start[0];
        int to = scan.end[scan.addressEnd - 1];
        return new Found(scan, LONE_DASH.matcher(rest.substring(from, to)).replaceAll(", "), begin + from, begin + to);
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

    /** True when {@code scan} begins with house number, name and type of a street; of a town nothing is asked. */
    boolean isStreet(AddressScan scan) {
        if (!scan.hasHouseNumber() || scan.streetType < 0 || scan.nameStart == 0) {
            return false;
        }
        for (int i = scan.nameStart; i < scan.streetType; i++) {
            if (isPageWord(scan, i)) {
                return false;
            }
        }
        return scan.streetType - scan.nameStart < MAX_STREET_WORDS;
    }

    private boolean isAddress(AddressScan scan) {
        int first = scan.firstInStreet();
        boolean lot = scan.units.stream().anyMatch(unit -> unit.text().startsWith("lot"));
        if (first >= scan.placeEnd
                || !scan.hasHouseNumber() && !(lot && scan.streetType >= 0)
                || scan.nameStart >= scan.placeEnd) {
            return false;
        }
        int words = 0;
        for (int i = scan.nameStart; i < scan.placeEnd; i++) {
            if (scan.part[i] == scan.streetPart && !scan.inUnit[i]) {
                words++;
                if (isPageWord(scan, i)) {
                    return false;
                }
            }
        }
        if (words == 0 || words > MAX_STREET_WORDS) {
            return false;
        }
        if (scan.townApart) {
            return scan.streetType >= 0 || scan.state != null && (scan.zip != null || isRoadOrGrid(scan));
        }
        if (scan.streetType < 0) {
            return scan.state != null && scan.zip != null && words > 1;
        }
        return scan.state != null || townWords(scan) == 0;
    }

    /** "Route 9", "Avenue A" and the "S 200 E" of a grid: streets without a type behind a name. */
    private static boolean isRoadOrGrid(AddressScan scan) {
        if (scan.meaning[scan.nameStart] != null && scan.meaning[scan.nameStart].isStreet()) {
            return true;
        }
        for (int i = scan.nameStart; i < scan.placeEnd && scan.part[i] == scan.streetPart; i++) {
            if (!scan.inUnit[i] && AddressScan.isDigit(scan.text[i].charAt(0))) {
                return true;
            }
        }
        return false;
    }

    private static int townWords(AddressScan scan) {
        int words = 0;
        for (int i = scan.streetType + 1; i < scan.placeEnd; i++) {
            boolean direction = scan.meaning[i] != null && scan.meaning[i].shortDirection != null;
            if (!scan.inUnit[i] && !direction) {
                words++;
            }
        }
        return words;
    }

    /** "25 Best Places" is a page's, "12 Best St" an address. */
    private boolean isPageWord(AddressScan scan, int i) {
        boolean typeNext = i + 1 < scan.placeEnd && scan.meaning[i + 1] != null && scan.meaning[i + 1].isStreet();
        return !typeNext && pageWords.of("word").contains(scan.text[i]);
    }
}
