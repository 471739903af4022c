package com.developmentleads.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which dates are due, also on days when clocks are put forward or back. */
class ScheduleTest {

    private static final String NINE = "0 0 9 * * ?";

    private static List<String> due(String cron, String zone, int catchUp, Instant now) throws ParseException {
        return new Schedule(cron, zone, catchUp, Clock.fixed(now, ZoneId.of("UTC"))).due(List.of());
    }

    private static Instant at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    /** The first minute at which each date is due, for a process that looks every minute. */
    private static TreeMap<String, String> firstDue(String cron, String zone, LocalDate from, int days)
            throws ParseException {
        TreeMap<String, String> first = new TreeMap<>();
        ZoneId place = ZoneId.of(zone);
        Instant end = from.plusDays(days).atStartOfDay(place).toInstant();
        for (Instant now = from.atStartOfDay(place).toInstant();
                now.isBefore(end);
                now = now.plus(Duration.ofMinutes(1))) {
            for (String date : due(cron, zone, 0, now.plusMillis(50))) {
                first.putIfAbsent(
                        date,
                        ZonedDateTime.ofInstant(now, place).toOffsetDateTime().toString());
            }
        }
        return first;
    }

    @ParameterizedTest
    @CsvSource({
        // cron, zone, date of the change, when it is due on that date
        "0 0 9 * * ?,  America/New_York, 2026-03-08, 2026-03-08T09:00-04:00",
        "0 0 9 * * ?,  America/New_York, 2026-11-01, 2026-11-01T09:00-05:00",
        "0 30 2 * * ?, America/New_York, 2026-03-08, 2026-03-08T03:30-04:00",
        "0 30 2 * * ?, America/New_York, 2026-11-01, 2026-11-01T02:30-05:00",
        "0 30 1 * * ?, America/New_York, 2026-11-01, 2026-11-01T01:30-04:00",
        "0 0 9 * * ?,  Europe/Berlin,    2026-03-29, 2026-03-29T09:00+02:00",
        "0 0 9 * * ?,  Europe/Berlin,    2026-10-25, 2026-10-25T09:00+01:00",
        "0 30 2 * * ?, Europe/Berlin,    2026-03-29, 2026-03-29T03:30+02:00",
        "0 30 2 * * ?, Europe/Berlin,    2026-10-25, 2026-10-25T02:30+02:00",
        "0 0 9 * * ?,  Asia/Kolkata,     2026-03-29, 2026-03-29T09:00+05:30",
        "0 30 2 * * ?, Asia/Kolkata,     2026-11-01, 2026-11-01T02:30+05:30",
        "0 0 0 * * ?,  America/Santiago, 2026-09-06, 2026-09-06T01:00-03:00"
    })
    void every_date_is_due_once_at_its_local_time(String cron, String zone, LocalDate change, String expected)
            throws ParseException {
        TreeMap<String, String> first = firstDue(cron, zone, change.minusDays(1), 3);

        assertThat(first)
                .containsOnlyKeys(
                        change.minusDays(1).toString(),
                        change.toString(),
                        change.plusDays(1).toString());
        assertThat(first).containsEntry(change.toString(), expected);
    }

    @ParameterizedTest
    @CsvSource({"America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia"})
    void in_a_whole_year_no_date_is_left_out_and_none_is_there_twice(String zone) throws ParseException {
        for (String cron : List.of(NINE, "0 30 2 * * ?", "0 30 1 * * ?", "0 0 0 * * ?", "59 59 23 * * ?")) {
            List<String> dates = new ArrayList<>();
            for (LocalDate day = LocalDate.of(2026, 1, 2); day.getYear() == 2026; day = day.plusDays(1)) {
                Instant end = day.plusDays(1)
                        .atStartOfDay(ZoneId.of(zone))
                        .toInstant()
                        .minusMillis(1);
                assertThat(due(cron, zone, 1, end)).as(cron + " " + zone).contains(day.toString());
                due(cron, zone, 1, end).stream()
                        .filter(date -> !dates.contains(date))
                        .forEach(dates::add);
            }
            assertThat(dates).hasSizeBetween(364, 365);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // days, now, dates due
        "0, 2026-11-23T09:00:00, 2026-11-23",
        "0, 2026-11-23T09:00:30, 2026-11-23",
        "0, 2026-11-23T09:05:00, ''",
        "0, 2026-11-23T08:59:59, ''",
        "1, 2026-11-23T08:00:00, 2026-11-22",
        "1, 2026-11-23T09:00:00, 2026-11-23",
        "1, 2026-11-23T09:20:00, 2026-11-23",
        "3, 2026-11-23T08:59:59, 2026-11-20 2026-11-21 2026-11-22",
        "3, 2026-11-23T10:00:00, 2026-11-21 2026-11-22 2026-11-23"
    })
    void missed_dates_are_due_as_far_back_as_is_caught_up(int days, String now, String dates) throws ParseException {
        assertThat(String.join(" ", due(NINE, "America/New_York", days, at(now, "America/New_York"))))
                .isEqualTo(dates);
    }

    @Test
    void days_without_a_run_are_not_due_and_many_times_a_day_are_one_date() throws ParseException {
        Instant sunday = at("2026-11-22T12:00:00", "America/New_York");
        assertThat(due("0 0 9 ? * MON-FRI", "America/New_York", 3, sunday)).containsExactly("2026-11-20");
        assertThat(due("* * * * * ?", "America/New_York", 365, sunday))
                .hasSize(366)
                .doesNotHaveDuplicates();
        assertThat(due("", "America/New_York", 365, sunday)).isEmpty();
    }

    @Test
    void the_date_is_that_of_the_place() throws ParseException {
        Instant evening = at("2026-11-22T23:30:00", "America/New_York");
        assertThat(due("0 15 23 * * ?", "America/New_York", 1, evening)).containsExactly("2026-11-22");
        assertThat(due("0 15 13 * * ?", "Asia/Tokyo", 1, evening)).containsExactly("2026-11-23");
        assertThat(new Schedule("", "Asia/Tokyo", 1, Clock.fixed(evening, ZoneId.of("UTC"))).today())
                .isEqualTo(LocalDate.of(2026, 11, 23));
    }
}
