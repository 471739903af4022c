package com.developmentleads.crash;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One point of each kind of work, those where a repetition costs most: a message, rows and a mail twice, an answer, a job
 * or a batch paid twice, a model taken unproved. {@code bench/crash points} runs all points.
 */
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
                "DAY_OF_WORST_CRASHES",
                "MANUAL_RUN_IN_CLASSIFICATION",
                "TRAINING_OF_CRASHES",
                "SMOKE_ANSWER_LOST",
                "BATCH_ANSWER_LOST"
            })
    void theNextStartFinishesTheWorkAndDoesNothingTwice(CrashPoint point) {
        points.prove(point);
    }
}
