package com.developmentleads.listing;

/**
 * What a search result turned out to be: either a listing, or the reason why there is none.
 *
 * @param listing the listing; null when it is left out
 * @param leftOut the reason; null for a listing
 */
public record Reading(Listing listing, SkipReason leftOut) {

    static Reading of(Listing listing) {
        return new Reading(listing, null);
    }

    static Reading leftOut(SkipReason reason) {
        return new Reading(null, reason);
    }

    /** True when there is a listing. */
    public boolean isListing() {
        return listing != null;
    }
}
