package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.schedule.Schedule;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pause of the daily runs: what it stops, what it does not, and what is caught up after it. */
@LeadsTest
class PauseTest {

    private DailyRunFixture morning;

    @ParameterizedTest
    @CsvSource({
        // from, until, now, dates due of the last two days
        "2026-11-22T08:00:00Z, 2026-11-22T10:00:00Z, 2026-11-23T12:00:00Z, 2026-11-23",
        "2026-11-22T10:00:00Z, 2026-11-23T08:00:00Z, 2026-11-23T12:00:00Z, 2026-11-22 2026-11-23",
        "2026-11-20T08:00:00Z, 2026-11-23T11:00:00Z, 2026-11-23T12:00:00Z, ''",
        "2026-11-22T08:00:00Z, '',                   2026-11-23T12:00:00Z, ''",
        "2026-11-23T09:00:00Z, '',                   2026-11-23T12:00:00Z, 2026-11-22"
    })
    void whatCameDueInIt(String from, String until, Instant now, String dates) throws ParseException {
        Schedule schedule = new Schedule("0 0 9 * * ?", "UTC", 2, Clock.fixed(now, ZoneOffset.UTC));
        Map<String, Object> pause = new HashMap<>(Map.of("from_at", from));
        pause.put("until_at", until.isEmpty() ? null : until);
        assertThat(schedule.due(List.of(pause)))
                .isEqualTo(Arrays.asList(dates.isEmpty() ? new String[0] : dates.split(" ")));
        assertThat(schedule.missed("2026-11-21", List.of(pause))).isEmpty();
    }

    @Test
    void stopsDatesAndUnfinishedRunsOverARestartAndNotARunByHand() {
        morning.finds(home(1, "Colonial, needs work"));
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute(
                    "insert into runs (run_key, run_date, kind, state, location, queries, started_at) values ('m-1',"
                            + " '2026-11-22', 'manual', 'running', 'Newton, MA', 'homes', '2026-11-22T14:00:00.000Z')");
        }
        assertThat(morning.place.run("pause", "--reason", "away").code()).isZero();
        assertThat(morning.place.run("pause").code()).isEqualTo(3);
        assertThat(morning.place.run("status").out()).contains("paused since 20", "(away)", "leads resume");
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of("2026-11-23"), Map.of());
            assertThat(states()).containsExactly("running");
        }
        assertThat(morning.place.run("daily").out()).contains("are paused since", "this one, by hand, is made");
        assertThat(states()).containsExactly("succeeded", "succeeded");
        assertThat(morning.place.run("resume").out()).contains("go on");
        assertThat(morning.place.run("resume").code()).isEqualTo(3);
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of("2026-11-23"), Map.of());
        }
        assertThat(states()).containsExactly("succeeded", "succeeded", "succeeded");
        TestInstallation.stopLogging();
    }

    private List<Object> states() {
        return morning.place.rows("select state from runs order by id").stream()
                .map(row -> row.get("state"))
                .toList();
    }
}
