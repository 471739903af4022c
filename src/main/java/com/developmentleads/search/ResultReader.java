package com.developmentleads.search;

import com.developmentleads.listing.Listing;
import com.developmentleads.listing.ListingChange;
import com.developmentleads.listing.ListingReader;
import com.developmentleads.listing.Reading;
import com.developmentleads.listing.text.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a search result into the columns of {@code property_scans}. The result is untrusted and only ever becomes
 * values.
 */
public final class ResultReader {

    private static final int LONGEST_TITLE = 300;

    private static final Pattern MONEY = Pattern.compile("[$\u20ac\u00a3\u00a5]|(?i)\\b(?:usd|cad|aud|eur|gbp|mxn)\\b");

    private final ListingReader listings = new ListingReader();

    /**
     * As {@link #read(Map)}, with the {@code town} that a property belongs to.
     *
     * @param run the run as the searched town sees it, see {@link Towns#runs}
     */
    public Map<String, Object> readIn(Map<String, Object> result, Map<String, Object> run) {
        Map<String, Object> row = read(result);
        Object key = row.get("key");
        row.put(
                "town",
                key == null
                        ? null
                        : Towns.townOf(
                                key.toString(),
                                String.valueOf(run.get("locations")),
                                String.valueOf(run.get("location"))));
        return row;
    }

    /**
     * @param result {@code title}, {@code snippet}, {@code link} and {@code position} as the search service gives them;
     *               {@code extensions}, the texts of its rich snippet, and {@code detected}, the {@code price} and
     *               {@code currency} that it detected in there, or null
     * @return {@code title} and {@code position}; for a property its columns, {@code key} and {@code fingerprint}; for
     *         any other page {@code skip_reason}, the reason. What is not known is null.
     */
    public Map<String, Object> read(Map<String, Object> result) {
        String title = text(result.get("title"));
        Reading reading = listings.read(title, text(result.get("snippet")), extras(result), text(result.get("link")));
        Map<String, Object> row = new HashMap<>();
        row.put("position", result.get("position"));
        row.put("title", PlainText.of(title, LONGEST_TITLE));
        row.put(
                "skip_reason",
                reading.leftOut() == null ? null : reading.leftOut().toString());
        row.put("key", null);
        if (reading.isListing()) {
            put(row, reading.listing());
        }
        return row;
    }

    private static void put(Map<String, Object> row, Listing listing) {
        row.put("key", listing.key());
        row.put("address", listing.address());
        row.put("snippet", listing.snippet());
        row.put("price", listing.price());
        row.put("lot_size", listing.lotSize());
        row.put("year_built", listing.yearBuilt());
        row.put("beds", listing.beds());
        row.put("baths", listing.baths());
        row.put("square_feet", listing.squareFeet());
        row.put("status", listing.status());
        row.put("source", listing.source());
        row.put("link", listing.link());
        row.put("fingerprint", ListingChange.fingerprint(listing.snippet(), listing.price()));
    }

    /** The rich snippet as a text; the price that was detected counts where its texts name no money. */
    private static String extras(Map<String, Object> result) {
        List<String> extras = new ArrayList<>();
        if (result.get("extensions") instanceof List<?> texts) {
            texts.forEach(text -> extras.add(text(text)));
        }
        if (result.get("detected") instanceof Map<?, ?> detected
                && extras.stream().noneMatch(MONEY.asPredicate())) {
            Object price = detected.get("price");
            String currency = text(detected.get("currency"));
            if (price instanceof Number number) {
                extras.add((currency.isEmpty() ? "$" : currency) + new BigDecimal(number.toString()).toPlainString());
            } else {
                extras.add(text(price));
            }
        }
        return String.join(" \u2219 ", extras);
    }

    private static String text(Object value) {
        return value instanceof String string ? string : "";
    }
}
