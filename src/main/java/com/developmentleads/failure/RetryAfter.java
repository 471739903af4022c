package com.developmentleads.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Sets the delay before the next try of a failed request: what the provider asks for with {@code Retry-After} (seconds
 * or an HTTP date, RFC 9110 section 10.2.3), else a doubling delay with a random part, so that several do not come back at once;
 * never longer than the longest delay. Used as the {@code onExceptionOccurredRef} of an error policy.
 */
public final class RetryAfter implements Processor {

    private final Duration first;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param firstMillis   delay before the second try, milliseconds
     * @param longestMillis the longest delay, milliseconds
     */
    public RetryAfter(long firstMillis, long longestMillis, Clock clock) {
        this.first = Duration.ofMillis(firstMillis);
        this.longest = Duration.ofMillis(longestMillis);
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        int tries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        Duration delay = retryAfter(exchange).orElseGet(() -> backOff(tries));
        Duration bounded = delay.compareTo(longest) > 0 ? longest : delay;
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, bounded.toMillis());
    }

    private Duration backOff(int tries) {
        double millis = first.toMillis() * Math.pow(2, Math.min(tries, 30));
        double jitter = 0.75 + 0.25 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) Math.min(millis * jitter, longest.toMillis()));
    }

    private Optional<Duration> retryAfter(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpOperationFailedException failed && failed.getResponseHeaders() != null) {
                return failed.getResponseHeaders().entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                        .map(Map.Entry::getValue)
                        .flatMap(value -> parse(value).stream())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private Optional<Duration> parse(String value) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
