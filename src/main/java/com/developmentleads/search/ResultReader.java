package com.developmentleads.search;

import com.developmentleads.listing.Listing;
import com.developmentleads.listing.ListingChange;
import com.developmentleads.listing.ListingReader;
import com.developmentleads.listing.Reading;
import com.developmentleads.listing.text.PlainText;
import java.util.HashMap;
import java.util.Map;

/** Reads a search result into the columns of {@code property_scans}. The result is untrusted and goes in as a value. */
public final class ResultReader {

    private static final int LONGEST_TITLE = 300;

    private final ListingReader listings = new ListingReader();

    /**
     * @param result {@code title}, {@code snippet}, {@code link} and {@code position} as the search service gives them
     * @return {@code title} and {@code position}; for a property its columns, {@code key} and {@code fingerprint}; for
     *         any other page {@code skip_reason}, the reason. What is not known is null.
     */
    public Map<String, Object> read(Map<String, Object> result) {
        String title = text(result.get("title"));
        Reading reading = listings.read(title, text(result.get("snippet")), text(result.get("link")));
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

    private static String text(Object value) {
        return value instanceof String string ? string : "";
    }
}
