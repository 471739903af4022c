package com.developmentleads.listing;

import com.developmentleads.listing.text.WordLists;
import java.util.Arrays;
import java.util.List;

/**
 * A site whose pages of one property have its address in the link.
 *
 * @param host          its host, to which names may be prefixed
 * @param source        what is recorded as the listing's source
 * @param propertyPaths what the path of a property's page contains, one of them
 */
record Site(String host, String source, List<String> propertyPaths) {

    private static final List<Site> ALL = WordLists.read("sites.tsv").stream()
            .map(line -> new Site(line[0], line[1], Arrays.asList(line[2].split(" "))))
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
}
