package com.developmentleads.listing;

import com.developmentleads.listing.text.WordLists;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A site that has the address in the links of its property pages.
 *
 * @param host          its host; subdomains belong to it
 * @param source        what is recorded as the listing's source
 * @param propertyPaths texts, at least one of which is in the path of each property page
 * @param listingId     finds the listing's id in such a path; null when the site has none there
 */
record Site(String host, String source, List<String> propertyPaths, Pattern listingId) {

    private static final List<Site> ALL = WordLists.read("sites.tsv").stream()
            .map(line -> new Site(
                    line[0],
                    line[1],
                    Arrays.asList(line[2].split(" ")),
                    line.length > 3 ? Pattern.compile(line[3], Pattern.CASE_INSENSITIVE) : null))
            .toList();

    /** The site of a host; null for any other. */
    static Site of(String host) {
        for (Site site : ALL) {
            if (host.equals(site.host) || host.endsWith("." + site.host)) {
                return site;
            }
        }
        return null;
    }

    boolean isPropertyPath(String path) {
        return propertyPaths.stream().anyMatch(path::contains);
    }

    /** The listing that a property's page shows, as "zillow 56322493"; null when the path does not say. */
    String listing(String path) {
        if (listingId == null || !isPropertyPath(path)) {
            return null;
        }
        Matcher id = listingId.matcher(path);
        return id.find() ? source + " " + id.group(1).toLowerCase(Locale.ROOT) : null;
    }
}
