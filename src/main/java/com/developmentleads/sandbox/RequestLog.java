package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * What each stand-in received, so that a test or an operator can see that no key and no header of one system reaches
 * another. It keeps the names of headers, never their values, and masks keys in queries.
 */
public final class RequestLog {

    private static final int KEPT = 1000;
    private static final Pattern KEYS = Pattern.compile("(?i)((?:^|&)[^=&]*(?:key|token|secret)[^=&]*=)[^&]*");

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock = Clock.systemUTC();
    private final Path file;

    /**
     * One request.
     *
     * @param at when it came
     * @param system the system asked: {@code serpapi}, {@code parcels}, {@code oauth}, {@code sheets} or {@code smtp}
     * @param method the HTTP method, or {@code MAIL}
     * @param path as sent, still percent-encoded; for a mail, its recipients
     * @param query as sent with keys masked; empty without one
     * @param headers names in lower case, sorted
     */
    public record Entry(Instant at, String system, String method, String path, String query, List<String> headers) {}

    /** @param file also gets each request as a line of JSON; empty: memory alone */
    public RequestLog(String file) {
        this.file = file.isBlank() ? null : Path.of(file);
    }

    /** Keeps the HTTP request that started {@code exchange}; to be the first step of a route. */
    public void record(Exchange exchange, String system) {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        String query = message.getRequest().query();
        record(
                system,
                message.getRequest().method().name(),
                message.getRequest().path(),
                query == null ? "" : query,
                message.getRequest().headers().names());
    }

    void record(String system, String method, String path, String query, Iterable<String> headers) {
        TreeSet<String> names = new TreeSet<>();
        headers.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        keep(new Entry(
                clock.instant(), system, method, path, KEYS.matcher(query).replaceAll("$1***"), List.copyOf(names)));
    }

    private synchronized void keep(Entry entry) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        if (file != null) {
            append(entry);
        }
    }

    private void append(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", entry.at().toString());
        line.put("system", entry.system());
        line.put("method", entry.method());
        line.put("path", entry.path());
        line.put("query", entry.query());
        line.put("headers", entry.headers());
        try {
            AtomicFiles.createFolder(file.toAbsolutePath().getParent());
            try (FileChannel log = AtomicFiles.open(file, StandardOpenOption.APPEND)) {
                log.write(ByteBuffer.wrap((json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the request log " + file, e);
        }
    }

    /** The last thousand requests, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The requests among {@link #entries()} that {@code system} received. */
    public List<Entry> entries(String system) {
        return entries().stream().filter(entry -> entry.system().equals(system)).toList();
    }
}
