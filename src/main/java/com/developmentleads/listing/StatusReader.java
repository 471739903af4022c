package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells from a text whether a property is for sale, sold, for rent or off the market; the newest that it tells counts. */
final class StatusReader {

    /** The kinds of phrases and the status that each means. */
    private static final Map<String, String> KINDS = Map.of(
            "for_sale-now", ListingStatus.FOR_SALE,
            "sold-now", ListingStatus.SOLD,
            "negated", ListingStatus.OFF_MARKET,
            "for_sale", ListingStatus.FOR_SALE,
            "asked", ListingStatus.FOR_SALE,
            "for_rent", ListingStatus.FOR_RENT,
            "sold", ListingStatus.SOLD,
            "past", ListingStatus.SOLD,
            "none", ListingStatus.UNKNOWN);

    private final Phrases words = new Phrases("status-words.tsv");

    /**
     * A phrase in the text.
     *
     * @param sentence a number for the sentence that it is in
     * @param label    whether it is a label ("Sold: 3 beds"), which speaks of the present
     */
    private record Said(String kind, int sentence, boolean label) {

        boolean isPresent() {
            return kind.endsWith("-now") || kind.equals("negated");
        }

        boolean isSale() {
            return kind.equals("sold") || kind.equals("past");
        }

        boolean isOffer() {
            return kind.equals("for_sale") || kind.equals("asked");
        }
    }

    /** The status that the text's words tell; {@link ListingStatus#UNKNOWN} when they do not. */
    String read(OwnText own) {
        List<Said> said = said(own);
        Said decides = said.isEmpty() ? null : said.get(0);
        for (Said phrase : said) {
            if (phrase.isPresent() || !decides.isPresent() && outdates(phrase, decides)) {
                decides = phrase;
            }
        }
        return decides == null ? ListingStatus.UNKNOWN : KINDS.get(decides.kind());
    }

    /** True when {@code later} tells something newer than the phrase before it that decided so far. */
    private static boolean outdates(Said later, Said before) {
        if (before.isSale() && later.isOffer()) {
            // "Sold in 2021. For sale at $749,500", but not "Sold for $1,120,000 on Oct 3, 2025. List price $1,050,000"
            return !before.label()
                    && (later.kind().equals("for_sale") || before.kind().equals("past"));
        }
        // "Listed for $700,000, sold for $690,000"
        return before.kind().equals("asked") && later.kind().equals("sold") && later.sentence() == before.sentence();
    }

    private List<Said> said(OwnText own) {
        List<Said> said = new ArrayList<>();
        int sentence = 0;
        for (int i = 0; i < own.lower.length(); i++) {
            char c = own.lower.charAt(i);
            if (c == ';' || ".!?".indexOf(c) >= 0 && own.lower.startsWith(" ", i + 1)) {
                sentence++;
            }
            if (i > 0 && Character.isLetterOrDigit(own.lower.charAt(i - 1))) {
                continue;
            }
            Map.Entry<String, Integer> phrase = longest(own.lower, i);
            if (phrase != null) {
                int end = i + phrase.getValue();
                if (!phrase.getKey().equals("none") && own.isOwn(i) && !words.in("other", own.clauseBefore(i, 0))) {
                    String text = own.lower.substring(i, end);
                    said.add(new Said(phrase.getKey(), sentence, text.endsWith(":") || text.endsWith("-")));
                }
                i = end - 1;
            }
        }
        return said;
    }

    private Map.Entry<String, Integer> longest(String text, int at) {
        Map.Entry<String, Integer> longest = null;
        for (String kind : KINDS.keySet()) {
            String phrase = words.at(kind, text, at);
            if (phrase != null && (longest == null || phrase.length() > longest.getValue())) {
                longest = Map.entry(kind, phrase.length());
            }
        }
        return longest;
    }
}
