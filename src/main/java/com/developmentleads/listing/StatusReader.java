package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.util.List;
import java.util.Map;

/** Tells from a text whether a property is for sale, sold, for rent or off the market. */
final class StatusReader {

    private static final List<String> STATUSES =
            List.of(ListingStatus.FOR_SALE, ListingStatus.FOR_RENT, ListingStatus.SOLD);

    private final Phrases words = new Phrases("status-words.tsv");

    /** The status that the text's words tell; {@link ListingStatus#UNKNOWN} when they do not. */
    String read(OwnText own) {
        String status = ListingStatus.UNKNOWN;
        boolean decided = false;
        for (int i = 0; i < own.lower.length(); i++) {
            if (i > 0 && Character.isLetterOrDigit(own.lower.charAt(i - 1))) {
                continue;
            }
            if (words.at("negated", own.lower, i) != null && own.isOwn(i)) {
                return ListingStatus.OFF_MARKET;
            }
            Map.Entry<String, Integer> phrase = longest(own.lower, i);
            if (phrase != null) {
                if (!decided
                        && !phrase.getKey().equals("none")
                        && own.isOwn(i)
                        && !words.in("other", own.clauseBefore(i, 0))) {
                    status = phrase.getKey();
                    decided = true;
                }
                i += phrase.getValue() - 1;
            }
        }
        return status;
    }

    private Map.Entry<String, Integer> longest(String text, int at) {
        Map.Entry<String, Integer> longest = null;
        String none = words.at("none", text, at);
        if (none != null) {
            longest = Map.entry("none", none.length());
        }
        for (String status : STATUSES) {
            String phrase = words.at(status, text, at);
            if (phrase != null && (longest == null || phrase.length() > longest.getValue())) {
                longest = Map.entry(status, phrase.length());
            }
        }
        return longest;
    }
}
