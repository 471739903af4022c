package com.developmentleads.search;

import com.developmentleads.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The key of the search service, which takes it in the query string and nowhere else. It is added just before a request
 * is sent, so that no exchange and no exception holds it.
 */
public final class SerpApiKey implements HttpClientConfigurer {

    private final Secret key;

    /** @param key null when there is none; then no search is made */
    public SerpApiKey(Secret key) {
        this.key = key;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addRequestInterceptorLast((request, entity, context) -> request.setPath(signed(request.getPath())));
    }

    private String signed(String path) {
        if (key == null) {
            throw new IllegalStateException("no SERPAPI_KEY");
        }
        return path + (path.indexOf('?') < 0 ? '?' : '&') + "api_key="
                + URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8);
    }
}
