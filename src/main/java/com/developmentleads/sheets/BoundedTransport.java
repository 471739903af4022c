package com.developmentleads.sheets;

import com.developmentleads.net.BoundedHttp;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.Timeout;

/**
 * Lets Google's client use the bounded HTTP client of the other gateways; Google's own transport limits neither the
 * time of a whole request nor the size of an answer. It connects only to servers that were allowed, because Google's
 * client follows redirects, even of a signed grant.
 */
final class BoundedTransport extends HttpTransport {

    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private final CloseableHttpClient client;

    BoundedTransport(BoundedHttp bounds) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        bounds.configureHttpClient(builder);
        client = builder.build();
    }

    /** Lets requests go to the server of that address. */
    void allow(URI address) {
        servers.add(address.getAuthority());
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
        URI address = URI.create(url);
        if (!servers.contains(address.getAuthority())) {
            throw new IOException("Google's server sends elsewhere, which is not followed");
        }
        return new Request(new HttpUriRequestBase(method, address));
    }

    @Override
    public void shutdown() throws IOException {
        client.close();
    }

    private final class Request extends LowLevelHttpRequest {

        private final HttpUriRequestBase request;

        Request(HttpUriRequestBase request) {
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            request.addHeader(name, value);
        }

        /** Ignores the connect time-out: the bounds have their own. */
        @Override
        public void setTimeout(int connectTimeout, int readTimeout) {
            request.setConfig(RequestConfig.custom()
                    .setResponseTimeout(Timeout.ofMilliseconds(readTimeout))
                    .build());
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            if (getStreamingContent() != null) {
                request.setEntity(new EntityTemplate(
                        getContentLength(),
                        ContentType.parse(getContentType()),
                        getContentEncoding(),
                        getStreamingContent()::writeTo));
            }
            return new Response(client.executeOpen(null, request, null));
        }
    }

    private static final class Response extends LowLevelHttpResponse {

        private final ClassicHttpResponse response;

        Response(ClassicHttpResponse response) {
            this.response = response;
        }

        @Override
        public InputStream getContent() throws IOException {
            HttpEntity entity = response.getEntity();
            return entity == null ? null : entity.getContent();
        }

        /** None: it is unpacked already. */
        @Override
        public String getContentEncoding() {
            return null;
        }

        @Override
        public long getContentLength() {
            return response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        }

        @Override
        public String getContentType() {
            return response.getEntity() == null ? null : response.getEntity().getContentType();
        }

        @Override
        public String getStatusLine() {
            return new StatusLine(response).toString();
        }

        @Override
        public int getStatusCode() {
            return response.getCode();
        }

        @Override
        public String getReasonPhrase() {
            return response.getReasonPhrase();
        }

        @Override
        public int getHeaderCount() {
            return response.getHeaders().length;
        }

        @Override
        public String getHeaderName(int index) {
            return response.getHeaders()[index].getName();
        }

        @Override
        public String getHeaderValue(int index) {
            return response.getHeaders()[index].getValue();
        }

        @Override
        public void disconnect() throws IOException {
            response.close();
        }
    }
}
