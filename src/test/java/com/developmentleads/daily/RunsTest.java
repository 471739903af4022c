package com.developmentleads.daily;

import static com.developmentleads.daily.Models.NO;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A date has one run, however often and by whomever it is started, and what the command says. */
@Tag("slow")
@LeadsTest
class RunsTest {

    private DailyRunFixture morning;

    @BeforeEach
    void open() {
        morning.set("schedule.retry", "24h").set("schedule.daily", "");
    }

    /** A time zone whose date differs from that of UTC now and for the next minutes; one has a name that addresses encode. */
    private static ZoneId elsewhere() {
        return Instant.now().atZone(ZoneOffset.UTC).getHour() >= 11
                ? ZoneId.of("Pacific/Kiritimati")
                : ZoneId.of("Etc/GMT+11");
    }

    private static String cron(ZonedDateTime at) {
        return at.getSecond() + " " + at.getMinute() + " " + at.getHour() + " * * ?";
    }

    private List<Map<String, Object>> runs() {
        return morning.rows("select * from runs order by id");
    }

    @Test
    void quartz_fires_at_the_local_time_and_of_two_processes_one_makes_the_run() {
        ZoneId zone = elsewhere();
        ZonedDateTime at = null;
        // A busy machine may start two processes too late for the intended time.
        for (int patience = 15; at == null && patience <= 60; patience *= 2) {
            morning.close();
            morning = new DailyRunFixture(morning.place.folder().resolve("within-" + patience))
                    .set("schedule.retry", "24h")
                    .set("schedule.time-zone", zone.getId())
                    .set("schedule.catch-up", "0")
                    .finds(home(1, "teardown"));
            morning.models.taking(Duration.ofMillis(500));
            at = fires(ZonedDateTime.now(zone).plusSeconds(patience).withNano(0));
        }
        assertThat(at)
                .as("the time at which two processes that had started were to make a run")
                .isNotNull();
        ZonedDateTime due = at;
        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run)
                    .containsEntry("run_key", due.toLocalDate().toString())
                    .containsEntry("kind", "scheduled")
                    .containsEntry("run_date", due.toLocalDate().toString());
            assertThat(Instant.parse(run.get("started_at").toString()))
                    .isBetween(due.toInstant(), due.toInstant().plusSeconds(15));
        });
        assertThat(due.toLocalDate())
                .isNotEqualTo(due.withZoneSameInstant(ZoneOffset.UTC).toLocalDate());
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(morning.models.requests()).hasSize(1);
    }

    /** Two processes that both have that time for their schedule; null when they did not start before it. */
    private ZonedDateTime fires(ZonedDateTime at) {
        morning.set("schedule.daily", cron(at)).set("camel.main.name", "one-process");
        try (LeadsRuntime one = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            morning.set("camel.main.name", "another-process");
            try (LeadsRuntime two = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
                if (!Instant.now().isBefore(at.toInstant().minusSeconds(1))) {
                    return null;
                }
                assertThat(runs()).isEmpty();
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                !runs().isEmpty() && runs().get(0).get("state").equals("succeeded"));
                assertThat(one.context().isStarted() && two.context().isStarted())
                        .isTrue();
            }
        }
        return at;
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "Down at the time of a run, and a run interrupted",
            then = "each is made once, oldest first")
    @Test
    void a_start_catches_up_what_was_missed_once_and_ends_what_was_broken_off() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        String due = cron(now.minusHours(1));
        LocalDate date = now.minusHours(1).toLocalDate();
        morning.finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute(
                    "insert into runs (run_key, run_date, kind, state, location, started_at)"
                            + " values ('2026-01-05', '2026-01-05', 'scheduled', 'running', 'Waltham, MA', '2026-01-05T14:00:00.000Z')");
            assertThat(runtime.servesProvider()).isFalse();
        }
        morning.set("schedule.time-zone", "UTC").set("schedule.daily", due).set("schedule.catch-up", "1");

        for (int start = 0; start < 2; start++) {
            try (LeadsRuntime runtime = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> runs().size() == 2
                                && runs().stream()
                                        .noneMatch(run -> run.get("state").equals("running")));
                runtime.ask("leads-daily-dates", List.of(date.toString()), Map.of());
            }
        }
        assertThat(runs()).extracting(run -> run.get("run_key")).containsExactly("2026-01-05", date.toString());
        assertThat(runs().get(0))
                .containsEntry("state", "succeeded")
                .containsEntry("step", "done")
                .containsEntry("location", "Waltham, MA");
        assertThat(morning.search.requests())
                .extracting(request -> SearchService.parameters(request).get("location"))
                .containsExactly("Waltham, MA", "Newton, MA");
        assertThat(morning.row("select * from property_scans")).containsEntry("first_seen", "2026-01-05");
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "Two processes and two starts for one date",
            then = "one run of the date")
    @Test
    void a_run_is_made_again_neither_by_its_date_nor_while_another_process_makes_one() throws IOException {
        morning.finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            Path lock = morning.place.data().resolve("run.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assertThat(held.isValid()).isTrue();
                runtime.ask("leads-daily-dates", List.of("2026-11-23"), Map.of());
                assertThat(runs()).isEmpty();
            }
            runtime.ask("leads-daily-dates", List.of("2026-11-22", "2026-11-23"), Map.of());
            runtime.ask("leads-daily-dates", List.of("2026-11-22", "2026-11-23"), Map.of());
        }
        assertThat(runs()).extracting(run -> run.get("run_key")).containsExactly("2026-11-22", "2026-11-23");
        assertThat(morning.search.requests()).hasSize(2);
        assertThat(morning.models.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "Killed between two runs of dates that were due",
            then = "a date that is not due any more gets no run; one that was begun is ended")
    @Test
    void a_date_that_was_not_begun_does_not_outlive_the_days_that_are_caught_up() {
        try (LeadsRuntime runtime = morning.start()) {
            String row = "insert into runs (run_key, run_date, kind, state, step, location, started_at)"
                    + " values ('%1$s', '%1$s', 'scheduled', 'running', '%2$s', 'Newton, MA', '2026-01-05T14:00:00.000Z')";
            morning.place.execute(row.formatted("2026-01-05", "search"));
            morning.place.execute(row.formatted("2026-01-06", "due"));
            morning.place.execute(row.formatted("2026-01-07", "due"));
            runtime.ask("leads-daily-dates", List.of("2026-01-07"), Map.of());
            assertThat(runs())
                    .extracting(run -> run.get("run_key") + " " + run.get("state"))
                    .containsExactly("2026-01-05 succeeded", "2026-01-07 succeeded");
            assertThat(runs().get(1).get("started_at").toString()).isGreaterThan("2026-01-06");

            morning.place.execute(row.formatted("2026-01-08", "due"));
            DailyRunFixture.run(runtime, "asked", LocalDate.of(2026, 1, 9));
        }
        assertThat(runs()).extracting(run -> run.get("run_key")).containsExactly("2026-01-05", "2026-01-07", "asked");
    }

    @Test
    void a_run_that_is_asked_for_ends_those_that_were_interrupted_and_stands_for_one_of_its_own() {
        try (LeadsRuntime runtime = morning.start()) {
            String row = "insert into runs (run_key, run_date, kind, state, location, started_at)"
                    + " values ('%s', '2026-01-05', 'manual', 'running', '%s', '2026-01-05T14:00:00.000Z')";
            morning.place.execute(row.formatted("elsewhere", "Waltham, MA"));
            morning.place.execute(row.formatted("here", "Newton, MA"));
            Map<?, ?> report = DailyRunFixture.run(runtime, "asked", LocalDate.of(2026, 1, 5));
            assertThat(report.get("run_key")).isEqualTo("here");
            assertThat(report.get("location")).isEqualTo("Newton, MA");
        }
        assertThat(runs())
                .extracting(run -> run.get("run_key") + " " + run.get("state"))
                .containsExactly("elsewhere succeeded", "here succeeded");
    }

    @FaultCase(where = FaultCase.Where.SEARCH, fault = "The run of one date fails", then = "the next date has its run")
    @Test
    void a_failed_run_of_a_date_does_not_keep_the_next_date_from_its_run() {
        morning.search.next(SearchService.refusal(401, "Invalid API key."));
        morning.finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of("2026-11-22", "2026-11-23"), Map.of());
        }
        assertThat(runs()).extracting(run -> run.get("state")).containsExactly("failed", "succeeded");
        assertThat(morning.search.requests()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "Another process makes a run",
            then = "exit code 3; nobody is asked")
    @Test
    void the_command_waits_for_nobody_and_says_so() throws IOException {
        morning.finds(home(1, "teardown"));
        Files.createDirectories(morning.place.data());
        try (FileChannel channel = FileChannel.open(
                        morning.place.data().resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            TestInstallation.Result result = morning.daily();
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("another process is making a run").hasLineCount(1);
        }
        assertThat(morning.search.requests()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "Search, sheet and mail fail in one run",
            then = "all are told; the worst names the state")
    @Test
    void two_failures_are_both_told_and_the_worse_one_names_the_state() {
        morning.withMailAt(FreePort.any()).withSheet().set("sheets.spreadsheet-id", "gone");
        morning.search.always(SearchService.refusal(401, "Invalid API key."));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .contains("search: HTTP 401, Invalid API key.; publish: HTTP 404, ", "; digest: ")
                .hasLineCount(1);
        assertThat(runs().get(0)).containsEntry("state", "failed");
        assertThat(runs().get(0).get("error").toString())
                .contains("search: HTTP 401")
                .contains("publish: HTTP 404");
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(morning.google().requests().entries("sheets")).hasSize(2);
    }

    @Test
    void queries_and_place_of_the_command_line_go_to_the_search() {
        morning.search.finds("barns in town", List.of(home(1, "teardown")));

        TestInstallation.Result result =
                morning.daily("barns in town", "huts", "--location", "Springfield & Sons, \u00c5=1");

        assertThat(result.code()).isZero();
        assertThat(morning.search.searches()).containsExactlyInAnyOrder("barns in town@0", "huts@0");
        assertThat(morning.search.requests())
                .extracting(request -> SearchService.parameters(request).get("location"))
                .containsOnly("Springfield & Sons, \u00c5=1");
        assertThat(result.out()).contains("1 lead in Springfield & Sons");
    }

    @Test
    void a_dry_run_leaves_nothing_but_its_price() throws IOException {
        morning.withSheet().withMail().finds(home(1, "teardown"));
        assertThat(morning.daily().code()).isZero();
        morning.finds(home(1, 500_000, "teardown"), home(2, "teardown"));
        Map<String, Object> before = counts();
        String csv = Files.readString(morning.place.data().resolve("leads.csv"));
        int sheets = morning.google().requests().entries().size();

        TestInstallation.Result result = morning.daily("--dry-run");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("2 leads in Newton, MA", "less than $0.01 for 2,010 tokens", "Dry run");
        assertThat(counts()).isEqualTo(before);
        assertThat(morning.value("select price from property_scans")).isEqualTo(700_001.0);
        assertThat(Files.readString(morning.place.data().resolve("leads.csv"))).isEqualTo(csv);
        assertThat(morning.mails()).hasSize(1);
        assertThat(morning.google().requests().entries()).hasSize(sheets);
        assertThat(morning.rows("select run_id from spend order by id"))
                .extracting(row -> row.get("run_id"))
                .containsExactly(1, null, null);
        assertThat(morning.models.requests()).hasSize(3);

        assertThat(morning.place.run("--json", "daily").out()).contains("\"input_tokens\" : 2000");
    }

    private Map<String, Object> counts() {
        return morning.row("select (select count(*) from runs) as runs, (select count(*) from property_scans) as scans,"
                + " (select count(*) from searches) as searches, (select count(*) from sightings) as sightings,"
                + " (select count(*) from answers) as answers, (select count(*) from deliveries) as deliveries");
    }

    @Test
    void a_dry_run_takes_up_no_other_run() {
        morning.finds(home(1, "teardown"));
        morning.start().close();
        morning.place.execute("insert into runs (run_key, run_date, kind, state, location, started_at)"
                + " values ('other', '2026-01-05', 'manual', 'running', 'Waltham, MA', '2026-01-05T14:00:00.000Z')");
        assertThat(morning.daily("--dry-run").code()).isZero();
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(runs()).singleElement().satisfies(run -> assertThat(run).containsEntry("state", "running"));
    }

    @Test
    void a_dry_run_in_an_empty_folder_works_too() {
        morning.finds(home(1, "teardown"));
        assertThat(morning.daily("--dry-run").code()).isZero();
        assertThat(morning.rows("select * from runs")).isEmpty();
        assertThat(morning.rows("select * from property_scans")).isEmpty();
        assertThat(morning.rows("select * from spend")).hasSize(1);
        assertThat(morning.place.data().resolve("leads.csv")).doesNotExist();
    }

    @Test
    void the_report_is_one_json_document() throws IOException {
        morning.finds(home(1, 1_250_000, "teardown, 0.3 acre lot"), home(2, "charming"));
        morning.models
                .saying(text -> text.contains("teardown") ? Models.YES : NO)
                .withLogprobs(-0.5);

        TestInstallation.Result result = morning.place.run("--json", "daily");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(result.out());
        assertThat(report.path("state").asText()).isEqualTo("succeeded");
        assertThat(report.path("classified").asInt()).isEqualTo(2);
        assertThat(report.path("leads")).hasSize(1);
        assertThat(report.path("leads").get(0).path("price").asDouble()).isEqualTo(1_250_000);
        assertThat(report.path("leads").get(0).path("address").asText()).isEqualTo("1 Example St, Newton, MA 02458");
    }

    @Test
    void quiet_prints_errors_alone() {
        morning.finds(home(1, "teardown"));
        TestInstallation.Result result = morning.place.run("--quiet", "daily");
        assertThat(result.code()).isZero();
        assertThat(result.all()).isEmpty();
    }
}
