package com.developmentleads.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/** Stands in for accounts that are not configured, so that the routes that use them are made too. Nothing is sent. */
final class TrialProperties {

    private static final int KEY_BITS = 2048;

    private TrialProperties() {}

    /** Sets a sheet, its key and a mail server where there are none. */
    static void complete(Properties properties) {
        // Each route file is loaded by itself.
        properties.put("camel.main.routes-collector-enabled", "false");
        properties.remove("camel.main.routes-include-pattern");
        replaceEmpty(properties, "sheets.spreadsheet-id", "check");
        replaceEmpty(properties, "mail.host", "localhost");
        replaceEmpty(properties, "webhook.origin", properties.getProperty("serpapi.base-url"));
        properties.put("training.retrain", "auto");
        properties.put("sheets.service-account-key", "base64:" + key(properties.getProperty("sheets.root-url")));
    }

    private static void replaceEmpty(Properties properties, String name, String value) {
        if (properties.getProperty(name, "").isBlank()) {
            properties.put(name, value);
        }
    }

    /** A service account's key file that is nobody's. */
    private static String key(String address) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            String pem = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            Map<String, String> file = Map.of(
                    "type", "service_account",
                    "client_id", "1",
                    "client_email", "check@localhost",
                    "private_key_id", "1",
                    "private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n",
                    "token_uri", address);
            return Base64.getEncoder().encodeToString(new ObjectMapper().writeValueAsBytes(file));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
