package com.developmentleads.daily;

import com.developmentleads.testing.ApiRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on a free loopback port that answers as a test says and records every request. */
public final class Loopback implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger mostInWork = new AtomicInteger();
    private final Script script;

    /** What the server answers; null closes the connection without a word. */
    public interface Script {
        Answer answer(ApiRequest request) throws Exception;
    }

    public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8), new HashMap<>());
        }

        static Answer html(int status) {
            return new Answer(
                    status,
                    "text/html",
                    "<html><h1>Welcome to the hotel's network</h1></html>".getBytes(StandardCharsets.UTF_8),
                    new HashMap<>());
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, contentType, body, more);
        }
    }

    public Loopback(Script script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    /** The most requests that were in flight at one time. */
    int mostInWork() {
        return mostInWork.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostInWork.accumulateAndGet(inWork.incrementAndGet(), Math::max);
            Answer answer = script.answer(record(exchange));
            inWork.decrementAndGet();
            if (answer != null) {
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
                answer.headers().forEach(exchange.getResponseHeaders()::add);
                exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
                if (answer.body().length > 0) {
                    exchange.getResponseBody().write(answer.body());
                    exchange.getResponseBody().close();
                }
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private ApiRequest record(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        ApiRequest request = new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                headers,
                exchange.getRequestBody().readAllBytes(),
                System.nanoTime());
        requests.add(request);
        return request;
    }
}
