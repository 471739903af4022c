package com.developmentleads.listing;

import com.developmentleads.listing.address.Address;
import com.developmentleads.listing.address.AddressFinder;
import com.developmentleads.listing.address.LinkAddress;
import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.listing.text.Phrases;
import com.developmentleads.listing.text.PlainText;
import java.util.Locale;
import java.util.Optional;

/**
 * Interprets one search result: whether it is the page of one property, which one, and what the result says about it.
 * The texts come from the web; whatever they hold, this does not throw, and its time is bounded by their first few
 * thousand characters.
 */
public final class ListingReader {

    static final int MAX_TITLE = 300;
    static final int MAX_SNIPPET = 2000;
    static final int MAX_ADDRESS = 200;
    private static final SafeLink UNLINKED = new SafeLink("", "", "/");

    private final Phrases pageWords = new Phrases("page-words.tsv");
    private final AddressFinder addresses = new AddressFinder(pageWords);
    private final PriceReader prices = new PriceReader();
    private final StatusReader statuses = new StatusReader();

    /** Reads a search result without extras. */
    public Reading read(String title, String snippet, String link) {
        return read(title, snippet, "", link);
    }

    /**
     * Reads a search result.
     *
     * @param title   the result's title; null is empty
     * @param snippet the result's text; null is empty
     * @param extras  what the search service shows in addition, such as a price; used where the text says nothing; null
     *                is empty
     * @param link    the result's link; without a safe one there is no listing
     * @return the listing, or why there is none
     */
    public Reading read(String title, String snippet, String extras, String link) {
        return read(title, snippet, extras, SafeLink.of(link).orElse(null));
    }

    /** Reads a text that no page goes with; of a listing, link and source are empty. */
    public Reading readUnlinked(String title, String snippet) {
        return read(title, snippet, "", UNLINKED);
    }

    private Reading read(String title, String snippet, String extras, SafeLink safe) {
        String plainTitle = PlainText.of(title, MAX_TITLE);
        String plainSnippet = PlainText.of(snippet, MAX_SNIPPET);
        Site site = safe == null ? null : Site.of(safe.host());

        AddressFinder.Found inTitle = addresses.inTitle(plainTitle);
        if (safe != null && isOtherPage(safe.path(), site)
                || inTitle == null && pageWords.in("title", plainTitle.toLowerCase(Locale.ROOT))) {
            return Reading.leftOut(SkipReason.NOT_ONE_PROPERTY);
        }
        if (inTitle == null) {
            inTitle = addresses.inSection(plainTitle);
        }
        boolean propertyPage = site != null && site.isPropertyPath(safe.path());
        String address =
                address(inTitle, propertyPage ? LinkAddress.of(site.source(), safe.path()) : null, plainSnippet);
        if (address.isEmpty() && propertyPage && site.listing(safe.path()) != null) {
            // land without a house number: the listing's id tells which it is
            inTitle = addresses.groundInTitle(plainTitle);
            address = inTitle == null ? LinkAddress.ofGround(site.source(), safe.path()) : inTitle.text();
        }
        if (address.isEmpty()) {
            return Reading.leftOut(site != null && !propertyPage ? SkipReason.NOT_ONE_PROPERTY : SkipReason.NO_ADDRESS);
        }
        if (safe == null) {
            return Reading.leftOut(SkipReason.UNSAFE_LINK);
        }
        return Reading.of(listing(
                address,
                titleWithout(inTitle, plainTitle),
                plainSnippet,
                PlainText.of(extras, MAX_SNIPPET),
                safe,
                site));
    }

    /** Whether a text names other houses and nowhere that of {@code address}, so that it describes another property. */
    public boolean namesOthersAlone(String address, String text) {
        return new OwnText(PlainText.of(text, MAX_SNIPPET), new Address(PlainText.of(address, MAX_ADDRESS)), addresses)
                .namesOthersAlone();
    }

    private boolean isOtherPage(String path, Site site) {
        String lower = path.toLowerCase(Locale.ROOT);
        return pageWords.of("path").stream().anyMatch(lower::contains)
                || site != null && pageWords.of("sitepath").stream().anyMatch(lower::contains);
    }

    /** The most complete address of a single property in title, link and snippet; empty if there is none. */
    private String address(AddressFinder.Found inTitle, String inLink, String snippet) {
        if (inTitle == null) {
            return inLink == null ? "" : inLink;
        }
        String key = PropertyKey.of(inTitle.text());
        if (inLink != null) {
            // the link of a condominium has the unit that some titles leave out
            boolean moreUnits =
                    !inTitle.parts().hasUnit() && PropertyKey.of(inLink).startsWith(key + " #");
            if (moreUnits || !inTitle.hasState() && new Address(inLink).hasNumberOf(inTitle.parts())) {
                return inLink;
            }
        }
        return Optional.ofNullable(inTitle.hasState() ? null : inSnippet(inTitle, snippet))
                .orElse(inTitle.text());
    }

    /** The title's address as the snippet completes it; null when it does not. */
    private String inSnippet(AddressFinder.Found inTitle, String snippet) {
        int begin = inTitle.parts().begin();
        String street = inTitle.text()
                .substring(0, Math.min(inTitle.text().length(), inTitle.parts().streetEnd() - begin));
        int at = snippet.toLowerCase(Locale.ROOT).indexOf(street.toLowerCase(Locale.ROOT));
        AddressFinder.Found found = at < 0 || at >= snippet.length() ? null : addresses.at(snippet, at);
        return found != null && found.hasState() ? found.text() : null;
    }

    private static String titleWithout(AddressFinder.Found inTitle, String title) {
        return inTitle == null ? "" : title.substring(0, inTitle.begin()) + title.substring(inTitle.end());
    }

    private Listing listing(String address, String title, String snippet, String extras, SafeLink link, Site site) {
        String plainAddress = PlainText.of(address, MAX_ADDRESS);
        Address parts = new Address(plainAddress);
        OwnText own = new OwnText(snippet.isEmpty() ? title : title + " \u2219 " + snippet, parts, addresses);
        OwnText besides = new OwnText(extras, parts, addresses);
        String status = firstKnown(statuses.read(own), statuses.read(besides));
        if (status.equals(ListingStatus.UNKNOWN) && (prices.isRentOnly(own) || prices.isRentOnly(besides))) {
            status = ListingStatus.FOR_RENT;
        }
        Long price = null;
        if (!prices.isForeign(plainAddress, parts.hasState(), link.host())) {
            price = Optional.ofNullable(prices.read(own, status)).orElse(prices.read(besides, status));
        }
        if (status.equals(ListingStatus.UNKNOWN) && price != null) {
            status = ListingStatus.FOR_SALE;
        }
        Facts facts = Facts.read(own);
        return new Listing(
                plainAddress,
                snippet,
                price,
                facts.lotSize(),
                facts.yearBuilt(),
                facts.beds(),
                facts.baths(),
                facts.squareFeet(),
                status,
                site == null ? link.host() : site.source(),
                link.text(),
                ListingKey.of(plainAddress, link.text()));
    }

    private static String firstKnown(String status, String other) {
        return status.equals(ListingStatus.UNKNOWN) ? other : status;
    }
}
