package com.developmentleads.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.config.Settings;
import java.nio.file.Path;
import java.time.Instant;
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
    void theProductsClockIsTheSystems() {
        Settings settings = Settings.load(null, data, Map.of("sandbox.clock-offset", "72h"));

        assertThat(LeadsRuntime.clock(settings).instant())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
}
