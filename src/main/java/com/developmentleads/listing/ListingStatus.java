package com.developmentleads.listing;

/** What a page says about the market, in the spelling of the database, the sheet and the configuration. */
public final class ListingStatus {

    /** On the market, also under contract: such a sale can still fail. */
    public static final String FOR_SALE = "for_sale";

    public static final String SOLD = "sold";
    public static final String FOR_RENT = "for_rent";
    public static final String OFF_MARKET = "off_market";
    /** The text does not tell. */
    public static final String UNKNOWN = "unknown";

    private ListingStatus() {}
}
