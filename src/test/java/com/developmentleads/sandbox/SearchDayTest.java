package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchDayTest {

    private static final ZoneId BOSTON = ZoneId.of("America/New_York");

    @TempDir
    Path folder;

    @Test
    void by_the_calendar_the_first_date_is_day_one_in_the_owners_time_zone() throws Exception {
        assertThat(at("2026-11-22T14:00:00Z").current()).isEqualTo(1);
        assertThat(at("2026-11-23T04:59:00Z").current()).isEqualTo(1);
        assertThat(at("2026-11-23T05:00:00Z").current()).isEqualTo(2);
        assertThat(at("2026-12-01T14:00:00Z").current()).isEqualTo(10);
        assertThat(at("2026-11-20T14:00:00Z").current()).isEqualTo(1);
    }

    @Test
    void a_number_wins_over_the_calendar() throws Exception {
        SearchDay day = at("2026-11-22T14:00:00Z");
        day.set(3);
        assertThat(day.current()).isEqualTo(3);
        day.set(0);
        assertThat(day.current()).isEqualTo(1);
        assertThatThrownBy(() -> day.set(-1)).hasMessageContaining("counted from 1");
    }

    private SearchDay at(String instant) {
        return new SearchDay(folder.resolve("first-day.txt"), Clock.fixed(Instant.parse(instant), BOSTON));
    }
}
