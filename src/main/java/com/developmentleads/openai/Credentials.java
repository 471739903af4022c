package com.developmentleads.openai;

import com.developmentleads.config.Secret;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The key of the provider in use. It is put into the header that the provider expects when a request is on its way to
 * the wire, so that no exchange, and nothing that shows exchanges, ever has it.
 */
public final class Credentials implements HttpClientConfigurer {

    private final String header;
    private final Supplier<Secret> key;

    /**
     * @param header name of the header; {@code Authorization} carries a bearer token, any other the bare key
     * @param key    tells the key for each request anew, or null when the provider asks for none
     */
    public Credentials(String header, Supplier<Secret> key) {
        this.header = header;
        this.key = key;
    }

    /** Whether there is a key now. */
    public boolean isThere() {
        return key.get() != null;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addRequestInterceptorLast((request, entity, context) -> {
            Secret current = key.get();
            if (current != null) {
                request.setHeader(header, value(current));
            }
        });
    }

    private String value(Secret current) {
        return header.equalsIgnoreCase("Authorization") ? "Bearer " + current.reveal() : current.reveal();
    }
}
