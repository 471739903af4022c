package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cycle with about four random kills; {@code bench/crash} makes hundreds of them. */
@Tag("crash")
class CrashSuiteTest {

    private static final int LEAST_KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingIsDoneTwice() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash.seed=" + seed);
        try (CrashSuite suite = new CrashSuite(folder, seed, System.out, true)) {
            suite.run(LEAST_KILLS);

            assertThat(suite.tally().details()).as("seed " + seed).isEmpty();
            assertThat(suite.tally().kills()).isGreaterThanOrEqualTo(LEAST_KILLS);
        }
    }
}
