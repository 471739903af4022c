package com.developmentleads.listing;

import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.listing.text.PlainText;

/**
 * A property as one search result describes it. All texts are plain ({@link PlainText}); what the result does not tell
 * is null.
 *
 * @param address    street, unit, town, state and ZIP code, as far as they are known, as the page spells them
 * @param snippet    what the result says of the property; empty rather than null
 * @param price      the price in whole USD: the asking price, or the sale price of a sold property; null for a rental
 * @param lotSize    {@code "0.25 acres"} or {@code "10,890 sqft"}
 * @param yearBuilt  four digits
 * @param beds       bedrooms
 * @param baths      bathrooms, a half bath as 0.5
 * @param squareFeet living area in square feet
 * @param status     one of {@link ListingStatus}
 * @param source     {@code zillow}, {@code redfin}, {@code realtor} or the host
 * @param link       the page, without tracking parameters
 * @param key        what makes it the same property on another page: {@link PropertyKey}
 */
public record Listing(
        String address,
        String snippet,
        Long price,
        String lotSize,
        Integer yearBuilt,
        Integer beds,
        Double baths,
        Integer squareFeet,
        String status,
        String source,
        String link,
        String key) {}
