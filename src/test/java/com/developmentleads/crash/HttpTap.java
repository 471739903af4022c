package com.developmentleads.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between the application and the stand-ins, hands everything on as it is, and remembers it. A trap acts when
 * its request passes: instead of handing on the request or its answer, or before either.
 */
final class HttpTap implements AutoCloseable {

    /** What the JDK's client sets itself. */
    private static final Set<String> HOP =
            Set.of("connection", "content-length", "host", "transfer-encoding", "expect", "upgrade", "http2-settings");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "http-tap");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final int upstream;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicReference<Trap> trap = new AtomicReference<>();

    /** A request that passed; the body as Latin-1, since much of it is not text. */
    record Seen(String method, String path, String query, String body) {

        /** Method, path and query on one line. */
        String line() {
            return method + " " + path + (query == null ? "" : "?" + query);
        }
    }

    private HttpTap(int upstream) throws IOException {
        this.upstream = upstream;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** @param upstream the port of the stand-ins */
    static HttpTap before(int upstream) {
        try {
            return new HttpTap(upstream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** All requests that passed, oldest first; a snapshot. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** How many requests have passed; later ones are {@code since(count)}. */
    int count() {
        return seen.size();
    }

    List<Seen> since(int count) {
        List<Seen> all = seen();
        return all.subList(count, all.size());
    }

    /** Replaces the trap; null for none. */
    void arm(Trap next) {
        trap.set(next);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery(),
                    new String(body, StandardCharsets.ISO_8859_1));
            seen.add(request);
            Trap armed = trap.get();
            boolean caught = armed != null && armed.catches(request.line());
            if (caught && armed.moment() == Trap.Moment.BEFORE) {
                armed.spring();
                return;
            }
            if (caught && armed.moment() == Trap.Moment.HELD) {
                armed.spring();
            }
            HttpResponse<byte[]> answer = ask(exchange, uri, body);
            if (caught && armed.moment() == Trap.Moment.AFTER) {
                armed.spring();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client was killed meanwhile.
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, URI uri, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + upstream + uri))
                .timeout(Duration.ofMinutes(1))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
