package com.developmentleads.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.config.Settings;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal can be taken through days, the product cannot. */
class ClockOffsetTest {

    @TempDir
    private Path data;

    @Test
    void theSandboxsClockIsSetAhead() {
        Settings settings = Settings.load("sandbox", data, Map.of("sandbox.clock-offset", "72h"));

        assertThat(LeadsRuntime.clock(settings).instant())
                .isCloseTo(Instant.now().plus(3, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void theSandboxsClockIsRightUnlessAsked() {
        assertThat(LeadsRuntime.clock(Settings.load("sandbox", data, Map.of())).instant())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void theSandboxsClockIsTakenFromDayToDayByAFile() throws IOException {
        Path file = data.resolve("clock.txt");
        Clock clock = LeadsRuntime.clock(Settings.load(
                "sandbox", data, Map.of("sandbox.clock-offset", "24h", "sandbox.clock-file", file.toString())));

        for (int days = 0; days < 3; days++) {
            assertThat(clock.instant())
                    .isCloseTo(Instant.now().plus(1 + days, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
            assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant())
                    .isCloseTo(clock.instant(), within(1, ChronoUnit.MINUTES));
            Files.writeString(file, (days + 1) * 24 + "h\n");
        }
    }

    @Test
    void theProductsClockIsTheSystems() throws IOException {
        Path file = Files.writeString(data.resolve("clock.txt"), "24h\n");
        Settings settings =
                Settings.load(null, data, Map.of("sandbox.clock-offset", "72h", "sandbox.clock-file", file.toString()));

        assertThat(LeadsRuntime.clock(settings).instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void statementsTakeTheTimeFromTheSameClock() throws SQLException {
        Settings settings = Settings.load("sandbox", data, Map.of("sandbox.clock-offset", "72h"));
        Database database = new Database(data.resolve("a.db"), Duration.ofSeconds(1), LeadsRuntime.clock(settings));

        try (Connection connection = database.open().getConnection();
                ResultSet row = connection.createStatement().executeQuery("""
                        select leads_now(), strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()),
                               julianday(leads_now()) - julianday('now')""")) {
            assertThat(Instant.parse(row.getString(1)))
                    .isCloseTo(Instant.now().plus(3, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
            assertThat(row.getString(2))
                    .hasSameSizeAs(row.getString(1))
                    .startsWith(row.getString(1).substring(0, 16));
            assertThat(row.getDouble(3)).isCloseTo(3, within(0.001));
        }
    }
}
