package com.developmentleads.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs grants with a service-account key file, for calls that the Google client would not make. */
final class Grants {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Grants() {}

    /** A grant whose claims are good but for those in {@code changed}. */
    static String signed(Path folder, Map<String, Object> changed) throws Exception {
        JsonNode key = JSON.readTree(folder.resolve("service-account.json").toFile());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", key.get("client_email").asText());
        claims.put("scope", "https://www.googleapis.com/auth/spreadsheets");
        claims.put("aud", Sandbox.AUDIENCE);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().getEpochSecond() + 3600);
        claims.putAll(changed);
        String content =
                encode(JSON.writeValueAsBytes(Map.of("alg", "RS256"))) + "." + encode(JSON.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey(key.get("private_key").asText()));
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + encode(signature.sign());
    }

    private static PrivateKey privateKey(String pem) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
    }

    private static String encode(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }
}
