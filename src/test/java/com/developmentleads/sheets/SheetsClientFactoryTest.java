package com.developmentleads.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.developmentleads.testing.FaultCase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.sheets.v4.Sheets;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sheets client when the server behaves badly. */
class SheetsClientFactoryTest {

    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/spreadsheets");

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;
    private Answer answer;

    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> send(exchange, 200,
                "{\"access_token\":\"t\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
        server.createContext("/sheets/", exchange -> {
            calls.incrementAndGet();
            answer.send(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    @Test
    void a_refusal_keeps_its_status_and_headers_whatever_its_body_and_is_not_repeated() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            send(exchange, 503, "{\"error\":{\"code\":null}}");
        };
        HttpResponseException refusal = catchThrowableOfType(HttpResponseException.class,
                () -> client().spreadsheets().get("id").execute());
        assertThat(refusal.getStatusCode()).isEqualTo(503);
        assertThat(refusal.getHeaders().getRetryAfter()).isEqualTo("7");
        assertThat(calls).hasValue(1);
    }

    @FaultCase(where = FaultCase.Where.SHEET, fault = "Google accepts and says nothing",
            then = "left after sheets.read-timeout")
    @Test
    void a_server_that_does_not_answer_is_left_after_the_time_limit() {
        answer = exchange -> {
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> client().spreadsheets().get("id").execute())
                .isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nothing_is_sent_to_another_server(int status) throws Exception {
        AtomicInteger elsewhere = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.incrementAndGet();
            send(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
        });
        other.start();
        try {
            answer = exchange -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/");
                send(exchange, status, "{}");
            };
            assertThatThrownBy(() -> client().spreadsheets().get("id").execute()).isInstanceOf(IOException.class);
            assertThat(calls).hasValue(1);
            server.removeContext("/token");
            server.createContext("/token", exchange -> answer.send(exchange));
            assertThatThrownBy(() -> client().spreadsheets().get("id").execute()).isInstanceOf(IOException.class);
            assertThat(calls).hasValue(1);
            assertThat(elsewhere).hasValue(0);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void what_cannot_work_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new SheetsClientFactory(url("/sheets"), 1000, 1000))
                .hasMessageContaining("must end with a slash");
        assertThatThrownBy(() -> factory().makeClient("id", "secret", SCOPES, "leads", "refresh", "access"))
                .hasMessageContaining("service-account key file");
        assertThatThrownBy(() -> factory().makeClient(new DefaultCamelContext(), "file:" + folder.resolve("no.json"),
                SCOPES, "leads", null)).hasMessageContaining("Cannot read the Google service-account key");
        assertThat(calls).hasValue(0);
    }

    private Sheets client() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        Path file = folder.resolve("key.json");
        Files.writeString(file, new ObjectMapper().writeValueAsString(Map.of(
                "type", "service_account", "client_id", "1", "client_email", "leads@example.com",
                "private_key_id", "1", "token_uri", url("/token"),
                "private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")));
        return factory().makeClient(new DefaultCamelContext(), "file:" + file, SCOPES, "leads", null);
    }

    private SheetsClientFactory factory() {
        return new SheetsClientFactory(url("/sheets/"), 2000, 300);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }
}
