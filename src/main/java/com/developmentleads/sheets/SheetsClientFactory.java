package com.developmentleads.sheets;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.SecretMask;
import com.developmentleads.net.BoundedHttp;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.component.google.sheets.GoogleSheetsClientFactory;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes the Sheets client of camel-google-sheets from a service-account key file, with a configurable root URL.
 * Camel's factory offers neither the root URL nor time limits for service accounts, and asks for a token while the
 * application starts; this one asks at the first call.
 *
 * <p>
 * Every error answer becomes a {@link HttpResponseException} with status and headers, whatever its body holds; nothing
 * is repeated here, since a repeated append would write a row twice.
 */
public class SheetsClientFactory implements GoogleSheetsClientFactory {

    /** Characters. */
    private static final int KEY_FILE_LINE = 64;

    private final String rootUrl;
    private final int readTimeout;
    private final BoundedHttp bounds;

    /**
     * @param rootUrl     what comes before {@code v4/spreadsheets}; ends with a slash
     * @param readTimeout milliseconds
     * @param bounds      of every request, including those for tokens
     * @throws IllegalArgumentException when the root URL does not end with a slash
     */
    public SheetsClientFactory(String rootUrl, long readTimeout, BoundedHttp bounds) {
        if (!rootUrl.endsWith("/")) {
            throw new IllegalArgumentException("The root URL of Google Sheets must end with a slash: " + rootUrl);
        }
        this.rootUrl = rootUrl;
        this.readTimeout = Math.toIntExact(readTimeout);
        this.bounds = bounds;
    }

    /** Refuses: a person's client id and tokens cannot serve an unattended program. */
    @Override
    public Sheets makeClient(
            String clientId,
            String clientSecret,
            Collection<String> scopes,
            String applicationName,
            String refreshToken,
            String accessToken) {
        throw new IllegalArgumentException(
                "Google Sheets needs a service-account key file; a client id and secret are not supported");
    }

    /**
     * @param serviceAccountKey where the key file is, as Camel names resources ({@code file:…}, {@code classpath:…})
     * @param delegate the user to act for, or null
     * @throws ConfigurationException when the key file is missing or is no service-account key
     */
    @Override
    public Sheets makeClient(
            CamelContext camelContext,
            String serviceAccountKey,
            Collection<String> scopes,
            String applicationName,
            String delegate) {
        BoundedTransport transport = new BoundedTransport(bounds);
        ServiceAccountCredentials credentials = credentials(camelContext, serviceAccountKey, transport);
        transport.allow(URI.create(rootUrl));
        transport.allow(credentials.getTokenServerUri());
        GoogleCredentials scoped = credentials.createScoped(scopes);
        GoogleCredentials acting = delegate == null ? scoped : scoped.createDelegated(delegate);
        acting.addChangeListener(
                changed -> SecretMask.rememberToken(changed.getAccessToken().getTokenValue()));
        HttpCredentialsAdapter authorise = new HttpCredentialsAdapter(acting);
        return new Sheets.Builder(transport, GsonFactory.getDefaultInstance(), request -> {
                    authorise.initialize(request);
                    limit(request);
                })
                .setRootUrl(rootUrl)
                .setApplicationName(applicationName)
                .build();
    }

    private static ServiceAccountCredentials credentials(
            CamelContext camelContext, String serviceAccountKey, HttpTransport transport) {
        try (InputStream key = ResourceHelper.resolveMandatoryResourceAsInputStream(camelContext, serviceAccountKey)) {
            // Its own three repeats would come on top of the routes', and take four times the deadline.
            ServiceAccountCredentials credentials =
                    ServiceAccountCredentials.fromStream(key, () -> transport).createWithCustomRetryStrategy(false);
            mask(credentials);
            return credentials;
        } catch (IOException | RuntimeException e) {
            // The parsers' messages are about their own settings, and may quote what they read.
            throw new ConfigurationException(
                    "the Google service-account key " + serviceAccountKey + " cannot be read",
                    "download a JSON key of the service account, and name it in GOOGLE_APPLICATION_CREDENTIALS");
        }
    }

    /** Masks the private key, whole and in lines as a key file has them. */
    private static void mask(ServiceAccountCredentials credentials) {
        byte[] key = credentials.getPrivateKey().getEncoded();
        Base64.getMimeEncoder(KEY_FILE_LINE, new byte[] {'\n'})
                .encodeToString(key)
                .lines()
                .forEach(SecretMask::remember);
        SecretMask.remember(Base64.getEncoder().encodeToString(key));
    }

    private void limit(HttpRequest request) {
        request.setReadTimeout(readTimeout);
        request.setNumberOfRetries(0);
        // Without this, an error body that is not quite Google's hides the status behind a parse error.
        request.setResponseInterceptor(response -> {
            if (!response.isSuccessStatusCode()) {
                throw new HttpResponseException(response);
            }
        });
    }
}
