package com.developmentleads.listing;

import com.developmentleads.listing.address.Address;
import com.developmentleads.listing.address.PropertyKey;
import java.util.Locale;
import java.util.Optional;

/** What makes two pages show the same property. */
public final class ListingKey {

    private ListingKey() {}

    /**
     * The key of the address ({@link PropertyKey}); where that does not tell the property from others on the street ("0
     * Oak Rd", "TBD Oak Rd"), the listing's id ({@code "zillow 56322493"}), or the page itself when its link has none.
     *
     * @param address as the page spells it; null is empty
     * @param link    the page; without a safe one the address alone counts
     */
    public static String of(String address, String link) {
        if (address == null) {
            return "";
        }
        Address parts = new Address(address);
        String key = PropertyKey.of(address, parts);
        if (key.isEmpty() || parts.tellsProperty()) {
            return key;
        }
        Optional<SafeLink> page = SafeLink.of(link);
        return page.map(ListingKey::ofPage).orElse(key);
    }

    private static String ofPage(SafeLink page) {
        Site site = Site.of(page.host());
        String listing = site == null ? null : site.listing(page.path());
        if (listing != null) {
            return listing;
        }
        String text = page.text();
        return (page.host() + text.substring(text.indexOf(page.path(), text.indexOf(page.host()))))
                .toLowerCase(Locale.ROOT)
                .replaceFirst("/$", "");
    }
}
