package com.developmentleads.classify;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The day from which a tuned model is not answered with any more: what the provider says of it ({@code shutdown_date} of
 * {@code GET /models/{id}}, a date or null), else the property {@code models.<model>.shutdown-date} of it or of the model
 * that it was trained from, else {@code openai.retirement}.
 */
public final class Retirement {

    private final Map<String, String> settings;
    private final Clock clock;

    /**
     * @param settings properties by name
     * @param clock    tells today's date, in UTC as providers mean it
     */
    public Retirement(Map<String, String> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The day of a model, ISO 8601; null when nobody has named one.
     *
     * @param base what it was trained from, or null
     * @param told what the provider says of the model, then of the base; untrusted, may be null or no date
     */
    public String date(String model, String base, String told) {
        return date(told)
                .or(() -> date(settings.get("models." + model + ".shutdown-date")))
                .or(() -> date(settings.get("models." + base + ".shutdown-date")))
                .or(() -> date(settings.get("openai.retirement")))
                .map(LocalDate::toString)
                .orElse(null);
    }

    /**
     * What is to be said of a model's day while it matters.
     *
     * @param day    as {@link #date} gives it
     * @param notice how many days before it that is said
     */
    public Optional<String> notice(String model, String day, int notice) {
        return date(day)
                .filter(date -> ChronoUnit.DAYS.between(LocalDate.now(clock), date) <= notice)
                .map(date -> model + (isPast(day) ? " is retired since " : " is retired on ") + date);
    }

    /** Whether that day has come; no for null. */
    public boolean isPast(String day) {
        return date(day).filter(date -> !LocalDate.now(clock).isBefore(date)).isPresent();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text == null || text.length() < 10
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
