package com.developmentleads.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.testing.Certificates;
import com.developmentleads.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that never end or send too much; each single read stays well within its time-out. */
@org.junit.jupiter.api.Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class BoundedHttpTest {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long DEADLINE = 700;
    private static final long LARGEST = 1_000_000;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private RawServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    record Answer(int status, byte[] body) {}

    private static CloseableHttpClient client(BoundedHttp bounds) {
        HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries();
        bounds.configureHttpClient(builder);
        return builder.build();
    }

    private static Answer ask(BoundedHttp bounds, String url, byte[] body) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(body == null ? "GET" : "POST", URI.create(url));
        request.setConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(5)).build());
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        }
        try (CloseableHttpClient client = client(bounds)) {
            return client.execute(
                    request, response -> new Answer(response.getCode(), EntityUtils.toByteArray(response.getEntity())));
        }
    }

    private Answer ask() throws IOException {
        return ask(new BoundedHttp(5_000, 20_000, LARGEST), server.url(), null);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Sends as many bytes as the other side takes, up to fifty million. */
    private static void pour(OutputStream out) throws IOException {
        byte[] some = " ".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5_000; i++) {
            out.write(some);
        }
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of("a status line", script((server, in, out) -> server.drip(out, "HTTP", PAUSE))),
                Arguments.of("a header", script((server, in, out) -> {
                    send(out, OK + "X-Long: ");
                    server.drip(out, "abc", PAUSE);
                })),
                Arguments.of("headers", script((server, in, out) -> {
                    send(out, OK);
                    server.drip(out, "a: b\r\n", PAUSE);
                })),
                Arguments.of("a body of known length", script((server, in, out) -> {
                    send(out, OK + "Content-Length: 900000\r\n\r\n");
                    server.drip(out, "[1,", PAUSE);
                })),
                Arguments.of("chunks", script((server, in, out) -> {
                    send(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
                    server.drip(out, "1\r\n[\r\n", PAUSE);
                })),
                Arguments.of("a body up to the end of the connection", script((server, in, out) -> {
                    send(out, OK + "\r\n");
                    server.drip(out, "[1,", PAUSE);
                })),
                Arguments.of("the body of a refusal", script((server, in, out) -> {
                    send(out, "HTTP/1.1 500 Oh\r\nContent-Length: 9000\r\n\r\n");
                    server.drip(out, "[1,", PAUSE);
                })),
                Arguments.of("interim answers", script((server, in, out) -> {
                    while (!server.over(PAUSE)) {
                        send(out, "HTTP/1.1 100 Continue\r\n\r\n");
                    }
                })));
    }

    private static RawServer.Script script(RawServer.Script answer) {
        return RawServer.http(answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void an_answer_that_drips_for_ever_ends_at_the_deadline(String what, RawServer.Script script) {
        server = RawServer.start(script);
        assertEndsAtTheDeadline(server.url());
        assertThat(server.requests()).isEqualTo(1);
        assertThat(server.sent()).isPositive();
    }

    @Test
    void an_encrypted_answer_that_drips_for_ever_ends_at_the_deadline(@TempDir Path folder) {
        Certificates.Certificate certificate = Certificates.good(folder);
        try (Certificates.Trust trust = certificate.trusted()) {
            server = RawServer.start(certificate.server(), RawServer.http((here, in, out) -> {
                send(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
                here.drip(out, "1\r\n[\r\n", PAUSE);
            }));
            assertEndsAtTheDeadline(server.url());
        }
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void a_handshake_that_drips_for_ever_ends_at_the_deadline() {
        // A handshake record that says it has 16,384 bytes.
        server = RawServer.start((here, in, out) -> {
            out.write(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252});
            here.drip(out, "x", PAUSE);
        });
        assertEndsAtTheDeadline(server.url().replace("http:", "https:"));
    }

    @Test
    void a_handshake_that_does_not_begin_ends_at_the_time_for_connecting() {
        server = RawServer.start((here, in, out) -> here.over(Duration.ofSeconds(30)));
        long started = System.nanoTime();
        assertThatThrownBy(() ->
                        ask(new BoundedHttp(300, 20_000, LARGEST), server.url().replace("http:", "https:"), null))
                .isInstanceOf(IOException.class);
        assertThat(since(started)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    }

    @Test
    void a_server_that_does_not_take_the_request_is_left_at_the_deadline_with_time_for_what_is_sent() {
        server = RawServer.start((here, in, out) -> here.over(Duration.ofSeconds(30)));
        long started = System.nanoTime();
        assertThatThrownBy(
                        () -> ask(new BoundedHttp(5_000, 500, 20_000_000, LARGEST), server.url(), new byte[20_000_000]))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("1.5 seconds");
        assertThat(since(started)).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(6));
    }

    @Test
    void an_encrypted_server_that_does_not_take_the_request_is_left_at_the_deadline(@TempDir Path folder) {
        Certificates.Certificate certificate = Certificates.good(folder);
        try (Certificates.Trust trust = certificate.trusted()) {
            // The first byte comes after the handshake, for which a busy machine needs a second or more.
            server = RawServer.start(certificate.server(), (here, in, out) -> {
                in.read();
                here.over(Duration.ofSeconds(30));
            });
            assertThatThrownBy(() -> ask(new BoundedHttp(5_000, 3_000, LARGEST), server.url(), new byte[20_000_000]))
                    .isInstanceOf(DeadlineException.class);
        }
        assertThat(server.received()).isPositive();
    }

    static Stream<Arguments> large() {
        return Stream.of(
                Arguments.of("known length", script((server, in, out) -> {
                    send(out, OK + "Content-Length: 50000000\r\n\r\n");
                    pour(out);
                })),
                Arguments.of("chunks", script((server, in, out) -> {
                    send(out, OK + "Transfer-Encoding: chunked\r\n\r\n2FAF080\r\n");
                    pour(out);
                })),
                Arguments.of("up to the end of the connection", script((server, in, out) -> {
                    send(out, OK + "\r\n");
                    pour(out);
                })),
                Arguments.of("a header of fifty millions", script((server, in, out) -> {
                    send(out, OK + "X-Long: ");
                    pour(out);
                })),
                Arguments.of("headers without end", script((server, in, out) -> {
                    send(out, OK);
                    for (int i = 0; i < 5_000_000; i++) {
                        send(out, "a: b\r\n");
                    }
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void an_answer_of_fifty_megabytes_is_refused_after_the_first(String what, RawServer.Script script) {
        server = RawServer.start(script);
        assertThatThrownBy(this::ask)
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageMatching("the (head of the )?answer is larger than .*");
        // What the system's buffers hold is sent all the same.
        assertThat(server.sent()).isLessThan(20_000_000);
    }

    @Test
    void a_header_of_a_megabyte_is_refused() {
        server = RawServer.start(script((here, in, out) ->
                send(out, OK + "X-Long: " + "x".repeat(1_000_000) + "\r\nContent-Length: 2\r\n\r\n{}")));
        assertThatThrownBy(this::ask)
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageContaining("head of the answer");
    }

    @Test
    void a_small_answer_that_unpacks_to_fifty_megabytes_is_refused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50_000_000]);
        }
        server = RawServer.start(script((here, in, out) -> {
            send(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            out.write(packed.toByteArray());
        }));
        assertThat(packed.size()).isLessThan((int) LARGEST);
        assertThatThrownBy(this::ask)
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessage("the answer is larger than " + LARGEST + " bytes");
    }

    @Test
    void a_refusal_of_fifty_megabytes_keeps_its_status_and_its_beginning() throws Exception {
        server = RawServer.start(script((here, in, out) -> {
            send(out, "HTTP/1.1 429 Too Many\r\nContent-Length: 50000000\r\n\r\n");
            pour(out);
        }));
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).hasSize(65_536);
        assertThat(server.sent()).isLessThan(20_000_000);
    }

    @Test
    void an_answer_as_large_as_may_be_arrives_whole_and_its_connection_is_used_again() throws Exception {
        server = RawServer.start(script((here, in, out) -> {
            send(out, OK + "Content-Length: " + LARGEST + "\r\n\r\n");
            out.write(new byte[(int) LARGEST]);
        }));
        try (CloseableHttpClient client = client(new BoundedHttp(5_000, 10_000, LARGEST))) {
            for (int i = 0; i < 3; i++) {
                assertThat((byte[]) client.execute(
                                new HttpUriRequestBase("GET", URI.create(server.url())),
                                response -> EntityUtils.toByteArray(response.getEntity())))
                        .hasSize((int) LARGEST);
            }
        }
        assertThat(server.requests()).isEqualTo(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    private void assertEndsAtTheDeadline(String url) {
        long started = System.nanoTime();
        assertThatThrownBy(() -> ask(new BoundedHttp(5_000, DEADLINE, LARGEST), url, null))
                .isInstanceOf(DeadlineException.class)
                .hasMessage("not through within 0.7 seconds");
        assertThat(since(started)).isBetween(Duration.ofMillis(DEADLINE), Duration.ofSeconds(5));
    }
}
