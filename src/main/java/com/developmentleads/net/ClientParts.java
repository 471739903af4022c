package com.developmentleads.net;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Two configurers of one HTTP client; an endpoint takes one. */
public final class ClientParts implements HttpClientConfigurer {

    private final HttpClientConfigurer one;
    private final HttpClientConfigurer other;

    /**
     * @param one   such as the bounds
     * @param other such as the key
     */
    public ClientParts(HttpClientConfigurer one, HttpClientConfigurer other) {
        this.one = one;
        this.other = other;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        one.configureHttpClient(client);
        other.configureHttpClient(client);
    }
}
