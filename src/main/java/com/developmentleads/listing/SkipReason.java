package com.developmentleads.listing;

/** Why a search result is not a listing; a run counts its results by these reasons. */
public enum SkipReason {
    /** A page of many properties, of an agent, of news: "Homes for sale in …", "25 best …". */
    NOT_ONE_PROPERTY("not_one_property"),
    /** It may be a property, but neither title nor link tells which. */
    NO_ADDRESS("no_address"),
    /** A property whose link must not be shown: not http or https, a user name, no host name, too long. */
    UNSAFE_LINK("unsafe_link");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /** The reason as it is recorded. */
    @Override
    public String toString() {
        return text;
    }
}
