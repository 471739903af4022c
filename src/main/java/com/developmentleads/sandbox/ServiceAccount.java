package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sandbox's own Google service account: makes its key file anew at each start, and gives access tokens to whoever
 * signs with that key, as Google's token endpoint does (RFC 7523;
 * developers.google.com/identity/protocols/oauth2/service-account).
 */
public final class ServiceAccount {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String EMAIL = "sandbox@development-leads.iam.gserviceaccount.com";
    private static final long LIFETIME_SECONDS = 3599;
    private static final long CLOCK_SKEW_SECONDS = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private final Path keyFile;
    private final String tokenUri;
    private final String audience;
    private final String scope;
    private PublicKey publicKey;

    /**
     * @param keyFile where the key file goes
     * @param tokenUri the URL of the token endpoint, which the key file names
     * @param audience the audience that grants must name: Google's Java library writes Google's own token endpoint
     *                 there, whatever the key file says
     * @param scope what a grant must ask for: the right to use spreadsheets
     */
    public ServiceAccount(String keyFile, String tokenUri, String audience, String scope) {
        this.keyFile = Path.of(keyFile);
        this.tokenUri = tokenUri;
        this.audience = audience;
        this.scope = scope;
    }

    /** Makes a key pair and writes the key file (owner-only), in the format that Google's console downloads. */
    public void start() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        publicKey = pair.getPublic();

        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "service_account");
        document.put("project_id", "development-leads");
        document.put("private_key_id", UUID.randomUUID().toString().replace("-", ""));
        document.put("private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
        document.put("client_email", EMAIL);
        document.put("client_id", "100000000000000000000");
        document.put("token_uri", tokenUri);
        document.put("universe_domain", "googleapis.com");
        AtomicFiles.createFolder(keyFile.toAbsolutePath().getParent());
        AtomicFiles.write(keyFile, out -> out.write(json.writeValueAsBytes(document)));
    }

    /**
     * Exchanges a signed grant for an access token.
     *
     * @return {@code access_token}, {@code expires_in} (seconds) and {@code token_type}
     * @throws Refusal when the grant is of another type, not signed by this account, for another audience, expired or
     *             without the scope of spreadsheets
     */
    public Map<String, Object> issueToken(String grantType, String assertion) {
        if (!GRANT.equals(grantType)) {
            throw Refusal.ofToken("unsupported_grant_type", "Invalid grant_type: " + grantType);
        }
        verify(assertion == null ? "" : assertion);
        String token = "sandbox." + UUID.randomUUID();
        tokens.put(token, clock.instant().plusSeconds(LIFETIME_SECONDS));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("expires_in", LIFETIME_SECONDS);
        answer.put("token_type", "Bearer");
        return answer;
    }

    /**
     * Accepts a request whose {@code Authorization} header carries a token that was issued here and is still valid.
     *
     * @throws Refusal 401 otherwise
     */
    public void authorize(String authorization) {
        String token = authorization != null && authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
        Instant end = tokens.get(token);
        if (end == null || end.isBefore(clock.instant())) {
            throw Refusal.ofGoogle(
                    401,
                    "UNAUTHENTICATED",
                    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or"
                            + " other valid authentication credential.");
        }
    }

    private void verify(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            throw Refusal.ofToken("invalid_request", "Missing or malformed assertion.");
        }
        JsonNode claims;
        boolean signed;
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(publicKey);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            signed = "RS256".equals(decode(parts[0]).path("alg").asText())
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
            claims = decode(parts[1]);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw Refusal.ofToken("invalid_grant", "Invalid JWT: " + e.getMessage());
        }
        if (!signed || !EMAIL.equals(claims.path("iss").asText())) {
            throw Refusal.ofToken("invalid_grant", "Invalid JWT Signature.");
        }
        if (!audience.equals(claims.path("aud").asText())) {
            throw Refusal.ofToken("invalid_grant", "Invalid JWT: Failed audience check.");
        }
        long now = clock.instant().getEpochSecond();
        if (claims.path("exp").asLong() <= now || claims.path("iat").asLong() > now + CLOCK_SKEW_SECONDS) {
            throw Refusal.ofToken(
                    "invalid_grant",
                    "Invalid JWT: Token must be a short-lived token and in a reasonable"
                            + " timeframe. Check your iat and exp values in the JWT claim.");
        }
        if (!List.of(claims.path("scope").asText().split(" ")).contains(scope)) {
            throw Refusal.ofToken("invalid_scope", "Empty or missing scope not allowed.");
        }
    }

    private JsonNode decode(String part) throws IOException {
        return json.readTree(Base64.getUrlDecoder().decode(part));
    }
}
