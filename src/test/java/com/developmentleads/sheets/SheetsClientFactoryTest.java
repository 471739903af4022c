package com.developmentleads.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.developmentleads.failure.RequestFailure;
import com.developmentleads.net.AnswerTooLargeException;
import com.developmentleads.net.BoundedHttp;
import com.developmentleads.net.DeadlineException;
import com.developmentleads.testing.FaultCase;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sheets client when the server behaves badly. */
class SheetsClientFactoryTest {

    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/spreadsheets");

    private static final BoundedHttp BOUNDS = new BoundedHttp(2000, 800, 100_000);

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;
    private Answer answer;
    private Answer token =
            exchange -> send(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");

    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            tokens.incrementAndGet();
            token.send(exchange);
        });
        server.createContext("/sheets/", exchange -> {
            calls.incrementAndGet();
            answer.send(exchange);
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_refusal_keeps_its_status_and_headers_whatever_its_body_and_is_not_repeated() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            send(exchange, 503, "{\"error\":{\"code\":null}}");
        };
        HttpResponseException refusal = catchThrowableOfType(
                HttpResponseException.class,
                () -> client().spreadsheets().get("id").execute());
        assertThat(refusal.getStatusCode()).isEqualTo(503);
        assertThat(refusal.getHeaders().getRetryAfter()).isEqualTo("7");
        assertThat(calls).hasValue(1);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "Google accepts and says nothing",
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

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The answer to a write drips for ever",
            then = "ended at the deadline, sent once")
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_write_whose_answer_drips_for_ever_ends_at_the_deadline_and_is_sent_once() {
        answer = this::drip;
        assertThatThrownBy(() -> client().spreadsheets()
                        .values()
                        .batchUpdate("id", new BatchUpdateValuesRequest().setValueInputOption("RAW"))
                        .execute())
                .isInstanceOf(DeadlineException.class);
        assertThat(calls).hasValue(1);
        assertThat(tokens).hasValue(1);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The answer with the token drips for ever",
            then = "ended at the deadline; no sheet is asked for")
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_token_that_drips_for_ever_ends_at_the_deadline_and_no_sheet_is_asked_for() {
        token = this::drip;
        assertThatThrownBy(() -> client().spreadsheets().get("id").execute())
                .hasRootCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(RequestFailure.describe(e)).contains("not through within 0.8 seconds"));
        assertThat(calls).hasValue(0);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The token is refused for now, 503",
            then = "asked for once; the routes repeat")
    @Test
    void a_token_that_is_refused_for_now_is_asked_for_once_the_routes_repeat() {
        token = exchange -> send(exchange, 503, "{}");
        assertThatThrownBy(() -> client().spreadsheets().get("id").execute())
                .satisfies(e -> assertThat(RequestFailure.readMayBeRepeated(e)).isTrue());
        assertThat(tokens).hasValue(1);
        assertThat(calls).hasValue(0);
    }

    @FaultCase(where = FaultCase.Where.SHEET, fault = "An answer that is too large", then = "refused in one line")
    @Test
    void an_answer_larger_than_may_be_is_refused() {
        answer = exchange -> send(exchange, 200, "{\"values\":[[\"" + "x".repeat(200_000) + "\"]]}");
        assertThatThrownBy(
                        () -> client().spreadsheets().values().get("id", "M1:M").execute())
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessage("the answer is larger than 100000 bytes");
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The connection is closed without an answer to a write",
            then = "sent once")
    @Test
    void a_write_is_not_sent_again_when_a_connection_used_before_is_closed_without_an_answer() throws Exception {
        answer = exchange -> {
            if (calls.get() == 1) {
                send(exchange, 200, "{}");
            } else {
                exchange.getRequestBody().readAllBytes();
                exchange.close();
            }
        };
        Sheets client = client();
        client.spreadsheets().get("id").execute();
        assertThatThrownBy(() -> client.spreadsheets()
                        .values()
                        .batchUpdate("id", new BatchUpdateValuesRequest().setValueInputOption("RAW"))
                        .execute())
                .isInstanceOf(IOException.class);
        assertThat(calls).hasValue(2);
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try {
            while (!release.await(50, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://127.0.0.1:" + other.getAddress().getPort() + "/");
                send(exchange, status, "{}");
            };
            assertThatThrownBy(() -> client().spreadsheets().get("id").execute())
                    .isInstanceOf(IOException.class);
            assertThat(calls).hasValue(1);
            server.removeContext("/token");
            server.createContext("/token", exchange -> answer.send(exchange));
            assertThatThrownBy(() -> client().spreadsheets().get("id").execute())
                    .isInstanceOf(IOException.class);
            assertThat(calls).hasValue(1);
            assertThat(elsewhere).hasValue(0);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void what_cannot_work_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new SheetsClientFactory(url("/sheets"), 1000, BOUNDS))
                .hasMessageContaining("must end with a slash");
        assertThatThrownBy(() -> factory().makeClient("id", "secret", SCOPES, "leads", "refresh", "access"))
                .hasMessageContaining("service-account key file");
        assertThatThrownBy(() -> factory()
                        .makeClient(
                                new DefaultCamelContext(), "file:" + folder.resolve("no.json"), SCOPES, "leads", null))
                .hasMessageContaining("the Google service-account key file:");
        assertThat(calls).hasValue(0);
    }

    private Sheets client() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        Path file = folder.resolve("key.json");
        Files.writeString(
                file,
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "type",
                                "service_account",
                                "client_id",
                                "1",
                                "client_email",
                                "leads@example.com",
                                "private_key_id",
                                "1",
                                "token_uri",
                                url("/token"),
                                "private_key",
                                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")));
        return factory().makeClient(new DefaultCamelContext(), "file:" + file, SCOPES, "leads", null);
    }

    private SheetsClientFactory factory() {
        return new SheetsClientFactory(url("/sheets/"), 300, BOUNDS);
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
