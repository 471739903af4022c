package com.developmentleads.config;

import java.net.URI;
import java.util.Optional;

/** The address of a webhook: https, or http on this machine; or {@code env:NAME}, the variable that holds a secret one. */
final class WebhookAddress {

    static final String VARIABLE = "env:";

    private static final String EXPECTED =
            "expected an https address without user and #, an http one of this machine, or"
                    + " env:NAME, the environment variable that holds one";

    private WebhookAddress() {}

    /** What is wrong with a value of {@code webhook.url}; empty when it is fine. */
    static Optional<String> fault(String value) {
        boolean fine = value.isEmpty() || value.matches(VARIABLE + "[A-Za-z_][A-Za-z0-9_]*") || isAddress(value);
        return fine ? Optional.empty() : Optional.of(EXPECTED);
    }

    static boolean isAddress(String value) {
        try {
            URI uri = URI.create(value);
            String host = uri.getHost();
            return host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme())
                                    && host.matches("127(\\.[0-9]{1,3}){3}|\\[::1]|localhost"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
