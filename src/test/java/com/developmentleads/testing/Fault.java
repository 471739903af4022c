package com.developmentleads.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a {@link ScriptedApi} does with one request instead of answering it well. Immutable. */
public final class Fault {

    /** What happens to the connection. */
    enum Kind {
        ANSWER,
        DROP,
        TRUNCATE,
        DRIP,
        PASS
    }

    final Kind kind;
    final int status;
    final String contentType;
    final byte[] body;
    final List<Map.Entry<String, String>> headers;
    final Duration delay;
    final boolean work;

    private Fault(
            Kind kind,
            int status,
            String contentType,
            byte[] body,
            List<Map.Entry<String, String>> headers,
            Duration delay,
            boolean work) {
        this.kind = kind;
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = List.copyOf(headers);
        this.delay = delay;
        this.work = work;
    }

    /** Answers with that status and body; the request is not carried out. */
    public static Fault answer(int status, String contentType, String body) {
        return new Fault(
                Kind.ANSWER,
                status,
                contentType,
                body.getBytes(StandardCharsets.UTF_8),
                List.of(),
                Duration.ZERO,
                false);
    }

    public static Fault json(int status, String body) {
        return answer(status, "application/json", body);
    }

    /** A refusal in OpenAI's form, {@code {"error":{"message","type","param","code"}}}. */
    public static Fault error(int status, String code, String message) {
        return json(status, ScriptedApi.error(code, message).toString());
    }

    public static Fault html(int status) {
        return answer(status, "text/html", "<html><body><h1>Welcome to the hotel's network</h1></body></html>");
    }

    public static Fault redirect(int status, String target) {
        return answer(status, "text/plain", "moved").header("Location", target);
    }

    /** Closes the connection without a word; the request is not carried out. */
    public static Fault drop() {
        return new Fault(Kind.DROP, 0, null, new byte[0], List.of(), Duration.ZERO, false);
    }

    /** Carries the request out and closes the connection in the middle of the answer. */
    public static Fault truncate() {
        return new Fault(Kind.TRUNCATE, 0, null, new byte[0], List.of(), Duration.ZERO, true);
    }

    /** Carries the request out and sends blanks for an answer, one every so often, until the stand-in is closed. */
    public static Fault drip() {
        return new Fault(Kind.DRIP, 200, null, new byte[0], List.of(), Duration.ZERO, true);
    }

    /** Carries the request out and answers well; for an answer with a delay or with further headers. */
    public static Fault none() {
        return new Fault(Kind.PASS, 0, null, new byte[0], List.of(), Duration.ZERO, true);
    }

    /** The same, with the request carried out before the answer goes wrong. */
    public Fault afterTheWork() {
        return new Fault(kind, status, contentType, body, headers, delay, true);
    }

    /** The same, with another header. */
    public Fault header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Fault(kind, status, contentType, body, more, delay, work);
    }

    /** The same, with the answer held back that long, or until the stand-in is closed. */
    public Fault delayed(Duration by) {
        return new Fault(kind, status, contentType, body, headers, by, work);
    }
}
