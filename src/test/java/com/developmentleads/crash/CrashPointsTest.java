package com.developmentleads.crash;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The named points that cover most of the others; {@code bench/crash points} runs all of them. */
@Tag("crash")
class CrashPointsTest {

    @TempDir
    private static Path folder;

    private static CrashPoints points;

    @BeforeAll
    static void start() {
        points = new CrashPoints(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        points.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DAY_OF_CRASHES",
                "MANUAL_RUN_IN_CLASSIFICATION",
                "MANUAL_RUN_BEFORE_DIGEST",
                "TRAINING_OF_CRASHES",
                "JOB_ENDED_BEFORE_IT_WAS_FOUND",
                "JOB_FOUND_UNATTENDED",
                "SMOKE_ANSWER_LOST",
                "BATCHES_OF_CRASHES"
            })
    void theNextStartFinishesTheWorkAndDoesNothingTwice(CrashPoint point) {
        points.prove(point);
    }
}
