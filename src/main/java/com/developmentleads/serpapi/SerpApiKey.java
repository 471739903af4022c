package com.developmentleads.serpapi;

import com.developmentleads.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The key of the search service, which takes it in the query string and nowhere else. */
public final class SerpApiKey {

    private final Secret key;

    /** @param key null when there is none; then no search is made */
    public SerpApiKey(Secret key) {
        this.key = key;
    }

    /** {@code query} with the key added. */
    public String signed(String query) {
        if (key == null) {
            throw new IllegalStateException("no SERPAPI_KEY");
        }
        return query + "&api_key=" + URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8);
    }
}
