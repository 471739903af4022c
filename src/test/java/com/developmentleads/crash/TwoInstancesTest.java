package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.testing.FaultCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that run unattended on one data folder and wake in the same second make one run of a date. */
@Tag("crash")
class TwoInstancesTest {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String TAKEN = "The leads of the day are being looked for already";

    @TempDir
    private Path folder;

    private CrashSite site;
    private Child holder;
    private Child waiting;
    private String date;
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void start() {
        site = new CrashSite(folder);
        site.makeDatabase();
        new MadeUpDay(1).show(site.corpus());
        // A zone where it is about noon, so that the date does not change during the test.
        int hours = 12 - OffsetDateTime.now(ZoneOffset.UTC).getHour();
        String zone = "Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours);
        date = LocalDate.now(ZoneId.of(zone)).toString();
        site.set("schedule.time-zone", zone);
        site.set("schedule.daily", "0/2 * * * * ?");
        site.set("schedule.catch-up", "0");
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        Stream.of(holder, waiting).filter(Objects::nonNull).forEach(Child::kill);
        site.close();
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The process that makes the run is paused, and goes on later",
            then = "one run, one mail, no row twice")
    @Test
    void theOneThatHoldsTheLockIsPausedForAWhile() {
        startBothAndHold("GET .*/search.json", 2);

        holder.pause();
        release.countDown();
        int before = waiting.printed(TAKEN);
        await().atMost(BOUND).until(() -> waiting.printed(TAKEN) >= before + 3);
        assertThat(runs()).hasSize(1);
        holder.goOn();

        requireOneRunOfTheDate();
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The process that makes the run is killed",
            then = "the other one ends it")
    @Test
    void theOneThatHoldsTheLockIsKilled() {
        startBothAndHold("POST .*/chat/completions", 5);

        holder.kill();
        release.countDown();

        requireOneRunOfTheDate();
    }

    /**
     * Starts one process, which makes the run up to its n-th request of that kind and is held there; then another,
     * which looks for the run at each of its times. They start one after the other, so that it is known which is which;
     * RunsTest has two that look in the same second.
     */
    private void startBothAndHold(String request, int nth) {
        Trap trap = new Trap(request, nth, Trap.Moment.HELD, this::awaitRelease);
        site.http().arm(trap);
        holder = site.begin("run");
        assertThat(trap.caught((int) BOUND.toSeconds())).as(request).isTrue();
        waiting = site.begin("run");
        await().atMost(BOUND).until(() -> waiting.printed(TAKEN) >= 2);
    }

    private void awaitRelease() {
        try {
            release.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOneRunOfTheDate() {
        Checks checks = new Checks(site, new Tally());
        await().atMost(BOUND).until(() -> checks.isThrough(date));
        // After several wake-ups it is still the only one.
        await().during(Duration.ofSeconds(5)).atMost(BOUND).until(() -> runs().size() == 1);
        assertThat(runs())
                .singleElement()
                .satisfies(run -> assertThat(run).containsEntry("run_key", date).containsEntry("state", "succeeded"));
        assertThat(site.searches()).doesNotHaveDuplicates().isNotEmpty();
        assertThat(site.mails())
                .extracting(CrashSite.Mail::id)
                .containsExactly("<leads-" + date + "@development-leads>");
        assertThat(site.sheet())
                .extracting(row -> row.get(12))
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    private List<Map<String, Object>> runs() {
        return site.rows("select run_key, state from runs");
    }
}
