package com.developmentleads.net;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Bounds the exchanges of an HTTP client: the time of each from connecting to the last byte of the answer, the unpacked
 * bytes of the answer, and its headers. At a bound the connection is closed.
 */
public final class BoundedHttp implements HttpClientConfigurer {

    /** Characters of a header; content security policies have some thousand. */
    private static final int LONGEST_HEADER = 32_768;

    private static final int MOST_HEADERS = 200;
    /** Bytes of an answer that is a refusal; its status says most, and what follows is left unread. */
    private static final long LARGEST_REFUSAL = 65_536;
    /** More than the requests that are ever in flight at a time, so that none waits for a connection. */
    private static final int MOST_CONNECTIONS = 200;

    private final Timeout connectTimeout;
    private final Duration deadline;
    private final long slowestUpload;
    private final long largestAnswer;

    /**
     * @param connectTimeout milliseconds until a connection is made, and again until it is encrypted
     * @param deadline       milliseconds of an exchange whose request has no body
     * @param slowestUpload  bytes of a request's body that move the deadline by one second
     * @param largestAnswer  bytes of an answer
     */
    public BoundedHttp(long connectTimeout, long deadline, long slowestUpload, long largestAnswer) {
        this.connectTimeout = Timeout.ofMilliseconds(connectTimeout);
        this.deadline = Duration.ofMillis(deadline);
        this.slowestUpload = slowestUpload;
        this.largestAnswer = largestAnswer;
    }

    /** For exchanges whose requests are small: the deadline is the same for all. */
    public BoundedHttp(long connectTimeout, long deadline, long largestAnswer) {
        this(connectTimeout, deadline, Long.MAX_VALUE, largestAnswer);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // First is outermost: it counts unpacked bytes.
        client.setConnectionManager(connections()).addExecInterceptorFirst("bounds", this::exchange);
    }

    private HttpClientConnectionManager connections() {
        Http1Config heads = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(heads)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .build();
    }

    private ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Runnable hangUp = ((Cancellable) scope.originalRequest)::cancel;
        Deadline running = Deadline.start(timeFor(request), hangUp);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            bound(response, running, hangUp);
            return response;
        } catch (MessageConstraintException e) {
            running.close();
            throw new AnswerTooLargeException(
                    "the head of the answer is larger than anything expected (" + e.getMessage() + ")");
        } catch (IOException e) {
            running.close();
            throw running.explain(e);
        } catch (HttpException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private Duration timeFor(ClassicHttpRequest request) {
        long bytes = request.getEntity() == null
                ? 0
                : Math.max(0, request.getEntity().getContentLength());
        return deadline.plusMillis(bytes * 1000 / slowestUpload);
    }

    private void bound(ClassicHttpResponse response, Deadline running, Runnable hangUp) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            running.close();
            return;
        }
        // The answer is unpacked already; with this header Camel would unpack it once more.
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        boolean refusal = response.getCode() >= HttpStatus.SC_REDIRECTION;
        if (!refusal && entity.getContentLength() > largestAnswer) {
            hangUp.run();
            throw BoundedAnswer.tooLarge(largestAnswer);
        }
        response.setEntity(new BoundedEntity(
                entity,
                content -> refusal
                        ? BoundedAnswer.cutOff(content, LARGEST_REFUSAL, running, hangUp)
                        : BoundedAnswer.refusing(content, largestAnswer, running, hangUp)));
    }
}
