package com.developmentleads.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.util.TimeUtils;
import org.quartz.CronExpression;

/** The kinds of value that a property can have, each with the check that tells a malformed one at start. */
@FunctionalInterface
interface PropertyType {

    /** What is wrong with the value, as the end of "… is 'x': "; empty when it is fine. */
    Optional<String> fault(String value);

    static PropertyType text() {
        return value -> Optional.empty();
    }

    static PropertyType required() {
        return value -> value.isBlank() ? Optional.of("it must not be empty") : Optional.empty();
    }

    static PropertyType matching(String pattern, String description) {
        Pattern compiled = Pattern.compile(pattern);
        return value -> compiled.matcher(value).matches() ? Optional.empty() : Optional.of("expected " + description);
    }

    static PropertyType fileName() {
        return matching("[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "a plain file name of letters, digits, '.', '_' and '-'");
    }

    static PropertyType oneOf(String... choices) {
        return value -> Arrays.asList(choices).contains(value)
                ? Optional.empty()
                : Optional.of("expected one of " + String.join(", ", choices));
    }

    static PropertyType integer(long least, long most) {
        return value -> {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                // Said below, together with what is out of range.
            }
            return Optional.of("expected a whole number from " + least + " to " + most);
        };
    }

    static PropertyType integerOr(String word, long least, long most) {
        return value -> value.equals(word)
                ? Optional.empty()
                : integer(least, most).fault(value).map(fault -> fault + ", or " + word);
    }

    static PropertyType money() {
        return value -> {
            try {
                if (new BigDecimal(value).signum() >= 0) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                // Said below, together with negative amounts.
            }
            return Optional.of("expected an amount in dollars such as 0.80");
        };
    }

    static PropertyType duration(Duration least, Duration most) {
        return new OfDuration(least, most);
    }

    /** A duration such as 30s; Camel's options take it in milliseconds. */
    record OfDuration(Duration least, Duration most) implements PropertyType {

        private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(ms|[smhd]))+");

        @Override
        public Optional<String> fault(String value) {
            if (DURATION.matcher(value).matches()) {
                Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(value));
                if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    "expected a duration such as 30s, 15m or 24h, from " + shown(least) + " to " + shown(most));
        }

        private static String shown(Duration duration) {
            if (duration.toMillisPart() > 0) {
                return duration.toMillis() + "ms";
            }
            long seconds = duration.toSeconds();
            return seconds % 3600 == 0 && seconds > 0 ? seconds / 3600 + "h" : seconds + "s";
        }
    }

    static PropertyType address() {
        return value -> {
            try {
                URI uri = URI.create(value);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (http
                        && uri.getHost() != null
                        && uri.getUserInfo() == null
                        && !value.endsWith("/")
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                // Said below, together with addresses of another kind.
            }
            return Optional.of("expected an http or https address without user, query or slash at the end");
        };
    }

    static PropertyType jsonObject() {
        return value -> {
            try {
                if (new ObjectMapper().readTree(value).isObject()) {
                    return Optional.empty();
                }
            } catch (JsonProcessingException e) {
                // Said below, together with JSON of another kind.
            }
            return Optional.of("expected a JSON object such as {\"temperature\":0}");
        };
    }

    static PropertyType jsonObjectOrNothing() {
        return value ->
                value.isEmpty() ? Optional.empty() : jsonObject().fault(value).map(fault -> fault + ", or nothing");
    }

    static PropertyType regularExpression() {
        return value -> {
            try {
                Pattern.compile(value);
                return Optional.empty();
            } catch (PatternSyntaxException e) {
                return Optional.of("expected a regular expression");
            }
        };
    }

    static PropertyType dateOrNothing() {
        return value -> {
            try {
                if (!value.isEmpty()) {
                    LocalDate.parse(value);
                }
                return Optional.empty();
            } catch (DateTimeException e) {
                return Optional.of("expected a date such as 2027-10-14, or nothing");
            }
        };
    }

    static PropertyType timeZone() {
        return value -> {
            try {
                ZoneId.of(value);
                return Optional.empty();
            } catch (DateTimeException e) {
                return Optional.of("expected a time zone such as America/New_York");
            }
        };
    }

    static PropertyType cron() {
        return value -> value.isEmpty() || CronExpression.isValidExpression(value)
                ? Optional.empty()
                : Optional.of("expected a Quartz cron expression such as 0 0 9 * * ?, or nothing");
    }

    static PropertyType words() {
        return value -> {
            List<String> words = Settings.split(value);
            boolean plain = words.stream().allMatch(word -> word.matches("[A-Za-z0-9_-]{1,60}"));
            return !words.isEmpty() && plain && words.stream().distinct().count() == words.size()
                    ? Optional.empty()
                    : Optional.of("expected different words of letters, digits, '_' and '-', separated by commas");
        };
    }
}
