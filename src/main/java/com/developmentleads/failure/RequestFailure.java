package com.developmentleads.failure;

import com.developmentleads.config.SecretMask;
import com.developmentleads.net.AnswerTooLargeException;
import com.developmentleads.net.DeadlineException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.api.client.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What went wrong with a request to another system (the provider of the models, the search service, Google Sheets),
 * from the exception that its route threw.
 *
 * @param status  HTTP status; 0 when there was no answer, or no usable one
 * @param code    {@code error.code} or {@code error.type} of the answer, or what is wrong when the status is 0; or null
 * @param message one line: the other system's own words, cut to 500 characters
 */
public record RequestFailure(int status, String code, String message) {

    private static final int LONGEST_MESSAGE = 500;
    private static final Pattern KEY =
            Pattern.compile("(?i)\\b(?:sk|pk|key|api[_-]?key)-[a-z0-9_-]{6,}|(?<=\\bbearer\\s)\\S+");
    private static final Pattern FILE_NOT_READY = Pattern.compile("(?is)(?=.*file).*("
            + "(?:\\bnot|n't)\\s+(?:(?:yet|been|fully|have|be(?=\\s+ready))\\s+){0,3}"
            + "(?:ready|processed|finished\\s+processing|available\\s+yet)\\b"
            + "|\\b(?:still|currently|being)\\s+(?:being\\s+)?(?:process|upload|import|validat)(?:ed|ing)\\b"
            + "|\\b(?:is|are)\\s+processing\\b"
            + "|\\b(?:stat(?:us|e))\\W+(?:of\\W+|is\\W+|was\\W+)?"
            + "(?:pending|uploaded|uploading|processing|running|notrunning|queued|validating|in[_ ]progress)\\b"
            + "|\\b(?:pending|processing|uploading)\\W+stat(?:us|e)\\b"
            + "|\\b(?:until|must be|has to be|needs to be|wait)\\b.{0,40}\\bprocess(?:ed|ing)\\b)");
    private static final String NOT_EXPECTED = "not_expected";
    private static final String TOO_LARGE = "too_large";
    private static final String NOT_TRUSTED = "not_trusted";

    /** Failures without a status that the same request would meet again. */
    private static final Set<String> LASTING = Set.of(NOT_EXPECTED, TOO_LARGE, NOT_TRUSTED);

    /** The connection was not made, so nothing was sent. */
    private static final Set<Class<? extends IOException>> NOTHING_SENT =
            Set.of(ConnectException.class, ConnectTimeoutException.class, UnknownHostException.class);

    /** 429 answers with these codes are about money, not about the rate; waiting does not help. */
    private static final Set<String> BILLING = Set.of(
            "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active");
    /**
     * The same in the words of the search service, which has no codes (https://serpapi.com/api-status-and-error-codes).
     */
    private static final Pattern OUT_OF_SEARCHES = Pattern.compile("(?i)run out of searches");

    /** The failure in {@code thrown} or one of its causes; empty when it is not about a request to another system. */
    public static Optional<RequestFailure> find(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpOperationFailedException failed) {
                return Optional.of(of(failed.getStatusCode(), failed.getResponseBody()));
            }
            if (cause instanceof HttpResponseException failed) {
                return Optional.of(of(failed.getStatusCode(), failed.getContent()));
            }
            if (cause instanceof JsonProcessingException) {
                return Optional.of(new RequestFailure(0, "not_json", "the answer is not a JSON object"));
            }
            if (cause instanceof UnfinishedException) {
                return Optional.of(new RequestFailure(0, "unfinished", oneLine(cause.getMessage())));
            }
            if (cause instanceof PredicateValidationException) {
                return Optional.of(
                        new RequestFailure(0, NOT_EXPECTED, "the answer is not the document that was asked for"));
            }
            if (cause instanceof AnswerTooLargeException) {
                return Optional.of(new RequestFailure(0, TOO_LARGE, oneLine(cause.getMessage())));
            }
            if (cause instanceof DeadlineException) {
                return Optional.of(new RequestFailure(0, "too_slow", oneLine(cause.getMessage())));
            }
            if (cause instanceof SSLException && mistrust(cause) != null) {
                return Optional.of(new RequestFailure(
                        0,
                        NOT_TRUSTED,
                        oneLine("the server's certificate is not trusted: "
                                + mistrust(cause).getMessage())));
            }
            if (isConnectionFailure(cause)) {
                return Optional.of(new RequestFailure(0, "no_answer", oneLine(noAnswer(cause))));
            }
        }
        return Optional.empty();
    }

    /** The request was understood and turned down; the same request would be turned down again. */
    public boolean isPermanent() {
        return status >= 400 && status < 500 && status != 408 && status != 409 && !transientRefusal();
    }

    /** It may pass by itself: too many requests, no answer, or a failure inside the other system. */
    public boolean isTransient() {
        return transientRefusal() || status == 408 || status >= 500 || unanswered();
    }

    /** A tuned model that was just made may not be loaded yet: it is not known, or {@link #isTransient()}. */
    public boolean isNotReady() {
        return status == 404 || isTransient();
    }

    /** Whether the same request may succeed in a moment. */
    public boolean mayBeRepeated() {
        return isTransient() && !(status == 0 && LASTING.contains(code));
    }

    /** The answer is larger than is read of one. */
    public boolean tooLarge() {
        return status == 0 && TOO_LARGE.equals(code);
    }

    /** The other side did not prove to be the intended server; nothing was sent to it. */
    public boolean untrusted() {
        return status == 0 && NOT_TRUSTED.equals(code);
    }

    /**
     * A job was refused, and not made, because the provider is still processing one of its files. Providers word this
     * differently: "is not ready", "still being processed", "is in status 'pending'".
     */
    public boolean isFileNotReady() {
        return Set.of(400, 404, 409, 412, 422, 423, 425).contains(status)
                && FILE_NOT_READY.matcher(message).find();
    }

    private boolean unanswered() {
        return status == 0 && !untrusted();
    }

    private boolean transientRefusal() {
        return status == 429
                && (code == null || !BILLING.contains(code))
                && !OUT_OF_SEARCHES.matcher(message).find();
    }

    /** As {@link #isPermanent()}, of what a route caught; false for null and for other failures. */
    public static boolean isPermanent(Throwable thrown) {
        return find(thrown).map(RequestFailure::isPermanent).orElse(false);
    }

    /** What was asked for does not exist. */
    public static boolean isNotFound(Throwable thrown) {
        return find(thrown).map(error -> error.status == 404).orElse(false);
    }

    /** As {@link #isFileNotReady()}, of what a route caught. */
    public static boolean isFileNotReady(Throwable thrown) {
        return find(thrown).map(RequestFailure::isFileNotReady).orElse(false);
    }

    /** As {@link #isNotReady()}, of what a route caught. */
    public static boolean isNotReady(Throwable thrown) {
        return find(thrown).map(RequestFailure::isNotReady).orElse(false);
    }

    /** As {@link #isTransient()}, of what a route caught. */
    public static boolean isTransient(Throwable thrown) {
        return find(thrown).map(RequestFailure::isTransient).orElse(false);
    }

    /** For a route that has dealt with a failure and hands it on all the same. */
    public static void rethrow(Exception caught) throws Exception {
        throw caught;
    }

    /** Whether it is about a request to another system at all. */
    public static boolean isProviderError(Throwable thrown) {
        return find(thrown).isPresent();
    }

    /** One line for a log or a record: the other system's words, else the kind of failure and its message. */
    public static String describe(Throwable thrown) {
        return find(thrown)
                .map(error -> (error.status > 0 ? "HTTP " + error.status + ", " : "") + error.message)
                .orElseGet(() -> oneLine(words(thrown)));
    }

    /** The same of what another system says outside of an answer of its own, as in a file; 0 for no status. */
    public static String words(int status, String message) {
        return (status > 0 ? "HTTP " + status + ", " : "") + oneLine(message);
    }

    /** This application's own exceptions say what happened; of others the innermost cause says most. */
    private static String words(Throwable thrown) {
        Throwable innermost = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith("com.developmentleads.")) {
                return cause.getMessage();
            }
            innermost = cause;
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    /** As {@link #readMayBeRepeated}, for the repeat of that number (from 1) of at most {@code repeats}. */
    public static boolean repeatRead(Throwable thrown, int number, int repeats) {
        return number <= repeats && readMayBeRepeated(thrown);
    }

    /** As {@link #createMayBeRepeated}, for the repeat of that number (from 1) of at most {@code repeats}. */
    public static boolean repeatCreate(Throwable thrown, int number, int repeats) {
        return number <= repeats && createMayBeRepeated(thrown);
    }

    /** Whether it was turned down because the other side has no time, or not sent at all; so for at most that many repeats. */
    public static boolean repeatRefused(Throwable thrown, int number, int repeats) {
        boolean unavailable = find(thrown).map(error -> error.status == 503).orElse(false);
        return number <= repeats && (unavailable || createMayBeRepeated(thrown));
    }

    /** Whether repeating a request that only reads may help. */
    public static boolean readMayBeRepeated(Throwable thrown) {
        return find(thrown).map(RequestFailure::mayBeRepeated).orElse(false);
    }

    /** Whether a request that makes something was certainly not carried out, and repeating it may help. */
    public static boolean createMayBeRepeated(Throwable thrown) {
        return NOTHING_SENT.stream().anyMatch(type -> ObjectHelper.getException(type, thrown) != null)
                || find(thrown).map(RequestFailure::transientRefusal).orElse(false);
    }

    /** Whether it is not known if a request that makes something was carried out. */
    public static boolean outcomeUnknown(Throwable thrown) {
        return find(thrown)
                        .map(error ->
                                error.unanswered() || error.status == 408 || error.status == 409 || error.status >= 500)
                        .orElse(false)
                && !createMayBeRepeated(thrown);
    }

    /** Why the certificate of a server is not trusted; null when something else is wrong with its TLS. */
    private static Throwable mistrust(Throwable thrown) {
        Throwable why = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException || cause instanceof GeneralSecurityException) {
                why = cause;
            }
        }
        return why;
    }

    /** Most messages are a sentence about what happened; some are a host name alone, or empty. */
    private static String noAnswer(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "no host has the name " + message;
        }
        return message.contains(" ") ? message : cause.getClass().getSimpleName() + ": " + message;
    }

    /** Names the kinds, since failures of files are IOExceptions too. */
    private static boolean isConnectionFailure(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof InterruptedIOException
                || cause instanceof SSLException
                || cause instanceof EOFException
                || cause instanceof ZipException
                || cause instanceof IOException && cause.getClass().getName().startsWith("org.apache.hc.");
    }

    private static RequestFailure of(int status, String body) {
        ErrorBody error = ErrorBody.of(body);
        return new RequestFailure(
                status, error.code(), oneLine(error.words() == null ? "no reason given" : error.words()));
    }

    /**
     * Some providers repeat the key that they refuse, some with stars in it; so keys are masked before the text is cut.
     */
    private static String oneLine(String text) {
        String line = KEY.matcher(SecretMask.apply(text))
                .replaceAll("***")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
