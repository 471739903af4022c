package com.developmentleads.publish;

import com.developmentleads.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * What a message to the webhook gets as it leaves: the path of the address, which may be as secret as a key, and the
 * signature. So no exchange, log line or exception has them. Of the answer the status and the headers are handed on; its
 * content is not read.
 */
public final class WebhookClient implements HttpClientConfigurer {

    private static final String ALGORITHM = "HmacSHA256";

    private final String path;
    private final Secret secret;
    private final Clock clock;

    /**
     * @param address the whole address; null when the webhook is off
     * @param secret  signs the messages; null: they are not signed
     */
    public WebhookClient(URI address, Secret secret, Clock clock) {
        this.path = address == null ? null : path(address);
        this.secret = secret;
        this.clock = clock;
    }

    private static String path(URI address) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // Last is innermost: the bounds see an answer without content.
        client.addExecInterceptorLast("webhook", this::exchange);
    }

    private ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (path == null) {
            throw new IllegalStateException("no webhook.url");
        }
        request.setPath(path);
        if (secret != null) {
            String time = Long.toString(clock.instant().getEpochSecond());
            request.setHeader("X-Leads-Timestamp", time);
            request.setHeader("X-Leads-Signature", "sha256=" + signature(time, content(request)));
        }
        ClassicHttpResponse answer = chain.proceed(request, scope);
        ClassicHttpResponse head = new BasicClassicHttpResponse(answer.getCode(), answer.getReasonPhrase());
        for (Header header : answer.getHeaders()) {
            head.addHeader(header);
        }
        // An answer may have no end, so the connection is not used again.
        scope.execRuntime.discardEndpoint();
        return head;
    }

    private static byte[] content(ClassicHttpRequest request) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        request.getEntity().writeTo(content);
        return content.toByteArray();
    }

    private String signature(String time, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
