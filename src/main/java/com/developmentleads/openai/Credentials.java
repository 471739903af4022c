package com.developmentleads.openai;

import com.developmentleads.config.Secret;
import java.util.Optional;

/** The key of the provider in use, put on the wire in the header that the provider expects. */
public final class Credentials {

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

    public boolean present() {
        return key != null;
    }

    /** Value of the header; null when there is no key. */
    public String value() {
        return Optional.ofNullable(key)
                .map(secret -> header.equalsIgnoreCase("Authorization") ? "Bearer " + secret.reveal() : secret.reveal())
                .orElse(null);
    }
}
