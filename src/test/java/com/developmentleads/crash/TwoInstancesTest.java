package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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

/** One process runs unattended on a data folder; another stands by, and commands beside it make no second run of a date. */
@Tag("crash")
class TwoInstancesTest {

    private static final Duration BOUND = Duration.ofSeconds(90);

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
            fault = "leads run is started twice; the first is paused, then killed",
            then =
                    "the second names it and ends with 2; one that stands by ends its run: one run, one mail, no row twice")
    @Test
    void theOneThatRunsIsPausedAndKilledAndTheOneThatStandsByTakesOver() {
        Trap trap = new Trap("POST .*/chat/completions", 5, Trap.Moment.HELD, this::awaitRelease);
        site.http().arm(trap);
        holder = site.begin("run");
        assertThat(trap.caught((int) BOUND.toSeconds())).isTrue();
        String first = "works on this data folder already: process " + holder.pid() + ", since ";

        waiting = site.begin("run", "--standby");
        Child second = site.begin("run");
        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.printed("error: leads run " + first)).isEqualTo(1);
        await().atMost(BOUND).until(() -> waiting.printed("Standing by: leads run " + first) == 1);

        holder.pause();
        Child daily = site.begin("daily");
        daily.exit();
        assertThat(runs()).hasSize(1);

        holder.kill();
        release.countDown();
        requireOneRunOfTheDate();

        waiting.close();
        assertThat(waiting.exit()).isZero();
        assertThat(site.rows("select pid, ended_at is not null as ended from processes order by id"))
                .extracting(row -> ((Number) row.get("pid")).longValue(), row -> ((Number) row.get("ended")).intValue())
                .containsExactly(tuple(holder.pid(), 0), tuple(waiting.pid(), 1));
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
