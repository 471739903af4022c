package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of a run. */
@LeadsTest
class LogTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    private List<String> lines() {
        return TestInstallation.read(morning.place.log()).lines().toList();
    }

    @Test
    void a_run_is_told_when_it_begins_goes_on_and_ends_once_each() {
        morning.finds(home(1, "teardown"), home(2, "condo"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "first", MONDAY);
            morning.place.execute("update runs set state = 'running'");
            DailyRunFixture.run(runtime, "second", MONDAY.plusDays(1));
        }
        assertThat(lines())
                .filteredOn(line -> line.contains("Run "))
                .extracting(line -> line.replaceAll("^.*?\\] ", "").replaceAll("0\\.000\\d USD", "0.000x USD"))
                .containsExactly(
                        "Run first begun, Newton, MA",
                        "Run first succeeded: 1 searches, 2 found, 2 new, 2 classified, 1 leads, 0.000x USD",
                        "Run first goes on, Newton, MA",
                        "Run first succeeded: 1 searches, 2 found, 2 new, 2 classified, 1 leads, 0.000x USD",
                        "Run second begun, Newton, MA",
                        "Run second succeeded: 1 searches, 2 found, 0 new, 0 classified, 0 leads, 0.000x USD");
    }
}
