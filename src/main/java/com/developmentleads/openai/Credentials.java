package com.developmentleads.openai;

import com.developmentleads.config.Secret;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The key of the provider in use. It is put into the header that the provider expects when a request is on its way to
 * the wire, so that no exchange, and nothing that shows exchanges, ever has it.
 */
public final class Credentials implements HttpClientConfigurer {

    private final String header;
    private final Secret key;

    /**
     * @param header name of the header; {@code Authorization} carries a bearer token, any other the bare key
     * @param key    the key, or null when the provider asks for none
     */
    public Credentials(String header, Secret key) {
        this.header = header;
        this.key = key;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        if (key != null) {
            client.addRequestInterceptorLast((request, entity, context) -> request.setHeader(header, value()));
        }
    }

    private String value() {
        return header.equalsIgnoreCase("Authorization") ? "Bearer " + key.reveal() : key.reveal();
    }
}
