package com.developmentleads.schedule;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * The dates for which a daily run is due. Quartz only wakes the route; whether a date was done is in the database, so
 * that a date missed while the process was down is caught up, and none is done twice.
 */
public final class Schedule {

    /** How late a wake-up may come and still count as on time. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final CronExpression cron;
    private final ZoneId zone;
    private final int catchUpDays;
    private final Clock clock;

    /**
     * @param cron        Quartz cron expression; empty for no schedule
     * @param zone        the zone of the expression, whose dates name the runs
     * @param catchUpDays for how many days a missed time is still caught up; 0: not at all
     * @throws ParseException for a malformed expression
     */
    public Schedule(String cron, String zone, int catchUpDays, Clock clock) throws ParseException {
        this.zone = ZoneId.of(zone);
        this.cron = cron.isBlank() ? null : new CronExpression(cron);
        if (this.cron != null) {
            this.cron.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        }
        this.catchUpDays = catchUpDays;
        this.clock = clock;
    }

    /** Today's date in the schedule's zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** The dates that came due within the days that are caught up, or just now; oldest first, as ISO 8601. */
    public List<String> due() {
        Instant window = clock.instant().atZone(zone).minusDays(catchUpDays).toInstant();
        Instant justNow = clock.instant().minus(JUST_NOW);
        return dates(window.isBefore(justNow) ? window : justNow, clock.instant());
    }

    /**
     * The dates within the days that are caught up that came due longer ago than a run may take, as a JSON array.
     *
     * @param late milliseconds after which a run should have ended
     */
    public String overdue(long late) {
        Instant latest = clock.instant().minusMillis(late);
        Instant first =
                clock.instant().atZone(zone).minusDays(Math.max(1, catchUpDays)).toInstant();
        return dates(first, latest).stream().map(date -> '"' + date + '"').collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * The dates after {@code last} that came due and are too old to be caught up; oldest first.
     *
     * @param last the last date that had a run, as ISO 8601; empty when there was none, and then nothing is missed
     */
    public List<String> missed(String last) {
        if (last.isEmpty()) {
            return List.of();
        }
        List<String> missed = new ArrayList<>(dates(
                LocalDate.parse(last).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1), clock.instant()));
        missed.removeAll(due());
        return missed;
    }

    /**
     * The expression is evaluated in local time, as if no clock were ever put forward or back, so that every date has
     * its run: a time that the clock skips is due later by as much as it skips, one that comes twice is due both times
     * and belongs to the same date.
     */
    private List<String> dates(Instant after, Instant now) {
        List<String> dates = new ArrayList<>();
        if (cron == null) {
            return dates;
        }
        LocalDateTime last = LocalDateTime.ofInstant(now, zone);
        LocalDateTime next = next(LocalDateTime.ofInstant(after, zone)
                .toLocalDate()
                .atStartOfDay()
                .minusSeconds(1));
        while (next != null && !next.isAfter(last)) {
            if (isWithin(next, after, now)) {
                dates.add(next.toLocalDate().toString());
                next = next.toLocalDate().plusDays(1).atStartOfDay().minusSeconds(1);
            }
            next = next(next);
        }
        return dates;
    }

    private boolean isWithin(LocalDateTime time, Instant after, Instant now) {
        ZonedDateTime due = time.atZone(zone);
        return Stream.of(due.withEarlierOffsetAtOverlap(), due.withLaterOffsetAtOverlap())
                .map(ZonedDateTime::toInstant)
                .anyMatch(at -> at.isAfter(after) && !at.isAfter(now));
    }

    private LocalDateTime next(LocalDateTime time) {
        Date next = cron.getNextValidTimeAfter(Date.from(time.toInstant(ZoneOffset.UTC)));
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }
}
