package com.developmentleads.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version: less than a month; {@code bench/soak} makes it years. */
@Tag("soak")
class SoakTest {

    private static final int RUNS = 24;
    /** The first training brings files and classes, so it is in the earlier half. */
    private static final int TRAIN_EVERY = 10;

    private static final int HOMES = 20;
    private static final int AGAIN = 5;
    private static final int CHANGED = 2;

    @TempDir
    private Path folder;

    @Test
    void dayAfterDayNothingGrowsAndEveryDateHasItsRun() throws IOException {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        ByteArrayOutputStream report = new ByteArrayOutputStream();

        List<String> faults = new Soak(
                        folder,
                        RUNS,
                        new Market(HOMES, AGAIN, CHANGED, seed),
                        TRAIN_EVERY,
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"),
                        new PrintStream(report, true, StandardCharsets.UTF_8))
                .run();

        assertThat(faults)
                .as("soak.seed=%d%n%s", seed, report.toString(StandardCharsets.UTF_8))
                .isEmpty();
    }
}
