package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands that make a job of the same training file at the same time make one. */
@Tag("crash")
class TwoTrainsTest {

    private static final int BOUND_SECONDS = 90;

    @TempDir
    private Path folder;

    private CrashSite site;
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        site = new CrashSite(folder);
        site.makeDatabase();
        Files.writeString(site.file("finetuning_data.jsonl"), CrashPoints.examples(12, "Ranch", 1));
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        site.close();
    }

    @Test
    void theSecondOneWaitsForItsTurn() {
        Trap trap = new Trap("POST .*/files", 1, Trap.Moment.HELD, this::awaitRelease);
        site.http().arm(trap);
        Child first = site.begin("train");
        assertThat(trap.caught(BOUND_SECONDS)).as("the first one uploads").isTrue();

        Child second = site.begin("train");
        assertThat(second.exit()).as(second.output()).isEqualTo(3);
        assertThat(second.output()).contains("another process is making a job");
        release.countDown();
        assertThat(first.exit()).as(first.output()).isZero();

        assertThat(site.jobs()).hasSize(1);
        Child third = site.begin("train");
        assertThat(third.exit()).as(third.output()).isEqualTo(3);
        assertThat(third.output()).contains("already have the job");
    }

    private void awaitRelease() {
        try {
            release.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
