package com.developmentleads.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/**
 * Delays the next try of a failed request by the answer's {@code Retry-After} (seconds or an HTTP date, RFC 9110
 * section 10.2.3), but never longer than the longest delay; without that header the error policy's own delay holds.
 * Used as the {@code onExceptionOccurredRef} of an error handler.
 */
public final class RetryAfter implements Processor {

    private final Duration longest;
    private final Clock clock;

    /** @param longestMillis the longest delay, milliseconds */
    public RetryAfter(long longestMillis, Clock clock) {
        this.longest = Duration.ofMillis(longestMillis);
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        // The header of an earlier failure would win over the policy's delay.
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        asked(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .map(delay -> delay.compareTo(longest) > 0 ? longest : delay)
                .ifPresent(delay -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis()));
    }

    private Optional<Duration> asked(Throwable thrown) {
        HttpOperationFailedException failed = ObjectHelper.getException(HttpOperationFailedException.class, thrown);
        if (failed == null || failed.getResponseHeaders() == null) {
            return Optional.empty();
        }
        return failed.getResponseHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue)
                .flatMap(value -> parse(value).stream())
                .findFirst();
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
