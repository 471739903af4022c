package com.developmentleads.daily;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.schedule.Schedule;
import com.developmentleads.testing.TestInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A date without a run is caught up within the configured days; after that its owner is told, once. */
class MissedDatesTest {

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        TestInstallation.stopLogging();
    }

    @ParameterizedTest
    @CsvSource({
        // last date with a run, days caught up, now, dates missed for good
        "'',         1, 2026-11-23T12:00:00Z, ''",
        "2026-11-23, 1, 2026-11-23T12:00:00Z, ''",
        "2026-11-22, 1, 2026-11-23T08:00:00Z, ''",
        "2026-11-22, 1, 2026-11-23T12:00:00Z, ''",
        "2026-11-21, 1, 2026-11-23T12:00:00Z, 2026-11-22",
        "2026-11-19, 2, 2026-11-23T12:00:00Z, 2026-11-20 2026-11-21",
        "2026-11-22, 0, 2026-11-23T12:00:00Z, 2026-11-23",
        "2026-11-25, 1, 2026-11-23T12:00:00Z, ''"
    })
    void whatIsNotCaughtUpIsMissed(String last, int days, Instant now, String dates) throws ParseException {
        Schedule schedule = new Schedule("0 0 9 * * ?", "UTC", days, Clock.fixed(now, ZoneOffset.UTC));
        assertThat(String.join(" ", schedule.missed(last, List.of()))).isEqualTo(dates);
    }

    @Test
    void itIsToldOnce() throws Exception {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .set("schedule.daily", "0 0 9 * * ?")
                .set("schedule.time-zone", "UTC")
                .set("schedule.catch-up", "1");
        LocalDate last = LocalDate.now(ZoneOffset.UTC).minusDays(5);
        try (LeadsRuntime runtime = place.start(LeadsRuntime.Mode.COMMAND)) {
            place.execute(
                    "insert into runs (run_key, run_date, kind, state, location, started_at) values ('%1$s', '%1$s',"
                                    .formatted(last)
                            + " 'scheduled', 'succeeded', 'Newton, MA', '2026-01-05T14:00:00.000Z')");
            runtime.ask("leads-daily-missed", null, Map.of());
            runtime.ask("leads-daily-missed", null, Map.of());
        }

        List<String> told = Files.readAllLines(place.log()).stream()
                .filter(line -> line.contains("no run was made"))
                .toList();
        assertThat(told)
                .singleElement()
                .asString()
                .contains(" WARN ", last.plusDays(1).toString(), "schedule.catch-up");
    }
}
