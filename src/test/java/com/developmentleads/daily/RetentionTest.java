package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.schedule.Retention;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is deleted after a run, and what is not. */
@Tag("slow")
@LeadsTest
class RetentionTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/New_York"));
    private static final String LONG_AGO = "2020-01-01T00:00:00.000Z";
    /** What is never deleted. */
    private static final Set<String> KEPT = Set.of(
            "property_scans",
            "backfills",
            "backfill_batches",
            "former_keys",
            "training_jobs",
            "job_events",
            "mail_begun",
            "told_leads",
            "sold_leads",
            "mails_seen",
            "schema_history",
            "sheet_columns",
            "verdicts",
            "evaluations",
            "tuned_models",
            "model_changes",
            "prompt_fields",
            "training_datasets",
            "feedback_cells",
            "judge_samples",
            "sheet_places",
            "deployments",
            "label_history",
            "parcels",
            // One row for each pause that the owner makes.
            "pauses",
            // A copy of the owner's file.
            "zoning");

    private DailyRunFixture morning;
    private LeadsRuntime runtime;
    private int runs;

    @BeforeEach
    void open() {
        morning.set("history.searches", "30d").set("history.keep", "400d");
    }

    @AfterEach
    void close() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private void start() {
        runtime = morning.start();
    }

    /** A run of so many days ago with rows of every table; returns its key. */
    private String run(int daysAgo, String kind, String state, String finished, boolean mailed) {
        String date = TODAY.minusDays(daysAgo).toString();
        String key = kind.equals("scheduled") ? date : kind + "-" + daysAgo;
        int id = ++runs;
        morning.place.execute(
                "insert into runs (id, run_key, run_date, kind, state, location, started_at, finished_at) values"
                        + " (%d, '%s', '%s', '%s', '%s', 'Newton, MA', '%s', '%s')"
                                .formatted(id, key, date, kind, state, LONG_AGO, finished));
        morning.place.execute("insert into searches values (%d, 'q', 0, '{}', '%s')".formatted(id, LONG_AGO));
        morning.place.execute("insert into sightings values (%d, 'q', 0, 1, 'key', null, 'title')".formatted(id));
        morning.place.execute(
                "insert into run_steps (run_id, step, attempt, state, started_at) values (%d, 'search', 1, 'done', '%s')"
                        .formatted(id, LONG_AGO));
        morning.place.execute(
                "insert into answers (run_id, property_key, model, answer, label, confidence, at) values (%d, 'key', 'm', 'a', 'not_opportunity', 0.9, '%s')"
                        .formatted(id, LONG_AGO));
        morning.place.execute(
                "insert into spend (at, day, run_id, server, model, purpose, input_tokens, cached_tokens, output_tokens)"
                        + " values ('%s', '%s', %d, 's', 'm', 'classify', 1, 0, 1)".formatted(LONG_AGO, date, id));
        if (mailed) {
            morning.place.execute(
                    "insert into deliveries values ('mail', '%s', 'succeeded', '%s')".formatted(key, LONG_AGO));
        }
        return key;
    }

    private String run(int daysAgo) {
        return run(daysAgo, "scheduled", "succeeded", LONG_AGO, true);
    }

    /** Prunes as a run of today does, which is not counted below. */
    private void prune() {
        morning.place.execute(
                "insert or ignore into runs (id, run_key, run_date, kind, state, location, started_at) values"
                        + " (100000, 'now', '%s', 'manual', 'succeeded', 'Newton, MA', '%s')"
                                .formatted(TODAY, LONG_AGO));
        runtime.ask("leads-retention", null, Map.of("run", Map.of("id", 100000)));
    }

    private List<String> kept() {
        return texts("select run_key from runs where run_key <> 'now' order by id");
    }

    /** The runs that still have rows in that table. */
    private List<String> keptIn(String table) {
        return texts("select run_key from runs where id in (select run_id from " + table + ") order by id");
    }

    private List<String> texts(String sql) {
        return morning.rows(sql).stream()
                .map(row -> String.valueOf(row.values().iterator().next()))
                .toList();
    }

    private List<String> log(String part) throws IOException {
        return Files.readAllLines(morning.place.log()).stream()
                .filter(line -> line.contains(part))
                .toList();
    }

    @Test
    void dates_are_counted_where_the_schedule_is_meant() {
        Clock evening = Clock.fixed(Instant.parse("2026-11-23T03:00:00Z"), ZoneOffset.UTC);
        Retention retention = new Retention(
                Duration.ofDays(1).toMillis(), Duration.ofDays(31).toMillis(), "America/New_York", evening);
        assertThat(retention.searchesSince()).isEqualTo("2026-11-21");
        assertThat(retention.historySince()).isEqualTo("2026-10-22");
        assertThat(new Retention(0, 0, "UTC", evening).searchesSince()).isEmpty();
        assertThat(new Retention(0, 0, "UTC", evening).historySince()).isEmpty();
    }

    @Test
    void raw_answers_go_before_their_run_and_each_table_goes_with_it() throws IOException {
        start();
        run(402);
        run(401);
        String lastYear = run(399);
        String lastMonth = run(31);
        String recent = run(29);
        String yesterday = run(1);
        morning.place.execute("insert into deliveries values ('missed', '%s', 'x', 'y'), ('missed', '%s', 'x', 'y')"
                .formatted(TODAY.minusDays(401), TODAY.minusDays(2)));

        prune();

        assertThat(keptIn("searches")).containsExactly(recent, yesterday);
        for (String table : List.of("sightings", "answers", "run_steps", "spend")) {
            assertThat(keptIn(table)).as(table).containsExactly(lastYear, lastMonth, recent, yesterday);
        }
        assertThat(kept()).containsExactly(lastYear, lastMonth, recent, yesterday);
        assertThat(texts("select ref from deliveries where kind = 'mail' order by ref"))
                .containsExactlyElementsOf(kept());
        assertThat(texts("select ref from deliveries where kind = 'missed'"))
                .containsExactly(TODAY.minusDays(2).toString());
        assertThat(morning.rows("select 1 from spend")).hasSize(4);
        assertThat(log("History pruned"))
                .singleElement()
                .asString()
                .contains(
                        " INFO ",
                        "4 searches",
                        "2 sightings",
                        "2 answers",
                        "2 steps",
                        "2 runs",
                        "3 deliveries",
                        "2 spend");
    }

    @Test
    void what_is_still_needed_stays_however_old() {
        start();
        String broken = run(600, "scheduled", "running", LONG_AGO, false);
        String unsent = run(
                500,
                "manual",
                "succeeded",
                Instant.now().minus(Duration.ofDays(2)).toString(),
                false);
        run(450, "manual", "succeeded", Instant.now().minus(Duration.ofDays(2)).toString(), true);
        run(449, "manual", "failed", Instant.now().minus(Duration.ofDays(4)).toString(), false);
        String newestScheduled = run(440);
        run(430, "manual", "succeeded", LONG_AGO, true);
        // A run is judged by its state, not by what it has found so far.
        String brokenEarly = run(420, "manual", "running", LONG_AGO, false);
        String unsentEmpty = run(
                410, "manual", "failed", Instant.now().minus(Duration.ofDays(2)).toString(), false);
        morning.place.execute("delete from searches where run_id in (select id from runs where run_key in ('%s', '%s'))"
                .formatted(brokenEarly, unsentEmpty));

        prune();

        assertThat(kept()).containsExactly(broken, unsent, newestScheduled, brokenEarly, unsentEmpty);
        assertThat(keptIn("searches")).containsExactly(broken, unsent);
        assertThat(keptIn("answers")).containsExactlyElementsOf(kept());
        assertThat(texts("select day from spend order by day"))
                .containsExactly(
                        TODAY.minusDays(600).toString(), TODAY.minusDays(420).toString());
    }

    @Test
    void alerts_go_when_they_were_told_and_their_failure_is_not_looked_for_any_more() {
        start();
        run(1);
        for (Object[] alert : new Object[][] {
            {"untold", 500, false}, {"told", 402, true}, {"last-year", 399, true}, {"newest", 401, true}
        }) {
            morning.place.execute("insert into alerts (key, kind, at, what, what_to_do, filed_at) values ('" + alert[0]
                    + "', 'run', strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-" + alert[1] + " days'), 'x', 'y', "
                    + ((boolean) alert[2] ? "'z'" : "null") + ")");
        }
        prune();
        assertThat(texts("select key from alerts order by id")).containsExactly("untold", "last-year", "newest");
    }

    @Test
    void processes_go_but_the_newest_which_may_be_alive_since_long_ago() {
        start();
        morning.place.execute(
                "insert into processes (id, pid, folder, started_at, ended_at) select 600 - value, 1, 'data',"
                        + " strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-' || value || ' days'), 'x' from json_each('[500, 401, 399]')");
        prune();
        assertThat(texts("select id from processes order by id")).containsExactly("201");
        morning.place.execute("insert into processes (id, pid, folder, started_at) values (300, 1, 'data', '%s')"
                .formatted(LONG_AGO));
        prune();
        assertThat(texts("select id from processes order by id")).containsExactly("201", "300");
    }

    @Test
    void alerts_of_the_last_month_stay_however_short_the_history_is() {
        morning.set("history.keep", "1d");
        start();
        run(0);
        for (int days : new int[] {40, 30, 0}) {
            morning.place.execute("insert into alerts (key, kind, at, what, what_to_do, filed_at) values ('" + days
                    + "', 'run', strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-" + days + " days'), 'x', 'y', 'z')");
        }
        prune();
        assertThat(texts("select key from alerts order by id")).containsExactly("30", "0");
    }

    @Test
    void what_the_sheet_has_properties_and_jobs_are_never_deleted() {
        start();
        run(401);
        run(1);
        morning.place.execute("insert into deliveries values ('sheet', 'key', 'v', '%s')".formatted(LONG_AGO));
        morning.place.execute(
                "insert into property_scans (address, first_seen, last_seen) values ('1 Example St', '2020-01-01', '2020-01-01')");
        morning.place.execute("insert into training_jobs (submission, server, model, state, created_at, updated_at)"
                + " values ('s', 's', 'm', 'failed', '%1$s', '%1$s')".formatted(LONG_AGO));

        prune();

        assertThat(kept()).hasSize(1);
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(1);
        assertThat(morning.rows("select 1 from property_scans")).hasSize(1);
        assertThat(morning.rows("select 1 from training_jobs")).hasSize(1);
    }

    @Test
    void nothing_goes_when_it_is_kept_for_ever() {
        morning.set("history.searches", "0d").set("history.keep", "0d");
        start();
        run(2000);
        run(1);
        prune();
        assertThat(keptIn("searches")).hasSize(2);
        assertThat(texts("select ref from deliveries")).hasSize(2);
        assertThat(morning.rows("select 1 from spend")).hasSize(2);
    }

    @Test
    void raw_answers_that_are_kept_for_ever_are_kept_as_long_as_their_run() {
        morning.set("history.searches", "0d");
        start();
        run(401);
        String lastYear = run(399);
        prune();
        assertThat(kept()).containsExactly(lastYear);
        assertThat(keptIn("searches")).containsExactly(lastYear);
    }

    @Test
    void a_backlog_goes_a_hundred_runs_at_a_time() {
        start();
        morning.place.execute("with recursive days (n) as (values (551) union all select n + 1 from days where n < 700)"
                + " insert into runs (run_key, run_date, kind, state, location, started_at, finished_at)"
                + " select 'manual-' || n, date('now', '-' || n || ' days'), 'manual', 'failed', 'Newton, MA', '%1$s', '%1$s'"
                        .formatted(LONG_AGO)
                + " from days");
        prune();
        assertThat(kept()).hasSize(50).allMatch(key -> key.compareTo("manual-601") < 0);
        prune();
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_run_prunes_and_one_that_cannot_goes_on() throws IOException {
        start();
        run(401, "manual", "succeeded", LONG_AGO, true);
        run(402, "manual", "succeeded", LONG_AGO, true);
        morning.place.execute(
                "create trigger refuse before delete on answers begin select raise(abort, 'not today'); end");
        runtime.close();
        runtime = null;
        morning.place.execute("update runs set started_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')");
        morning.finds(home(1, "teardown"));

        TestInstallation.Result result = morning.daily();
        assertThat(result.code()).as(result.all()).isZero();
        assertThat(kept()).hasSize(3);
        assertThat(log(" WARN  failure")).singleElement().asString().contains("not today");

        morning.place.execute("drop trigger refuse");
        morning.finds(home(2, "teardown"));
        assertThat(morning.daily("--dry-run").code()).isZero();
        assertThat(kept()).hasSize(3);
        assertThat(morning.daily().code()).isZero();
        assertThat(kept()).hasSize(2).noneMatch(key -> key.endsWith("-401") || key.endsWith("-402"));
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "The clock is ten years ahead for one run, and right again for the next",
            then =
                    "neither deletes anything, each jump is told once, the date neither runs nor mails again, and dates missed"
                            + " since are told")
    @Test
    void a_clock_that_jumps_deletes_nothing() throws IOException {
        morning.withMail()
                .set("routes.sandbox", "classpath:routes/sandbox/none*.yaml")
                .finds(home(1, "teardown"));
        start();
        String today = run(0);
        morning.place.execute("update runs set started_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')");
        for (String offset : List.of("87600h", "0s", "0s")) {
            runtime.close();
            runtime = null;
            morning.set("sandbox.clock-offset", offset);
            start();
            DailyRunFixture.run(runtime, "at-" + runs, TODAY.plusDays(offset.equals("0s") ? 0 : 3650));
            runs++;
            assertThat(kept()).contains(today);
            assertThat(keptIn("searches")).contains(today);
        }
        assertThat(texts("select key from alerts where kind = 'clock' order by id"))
                .containsExactly("clock-at-1", "clock-at-2");
        assertThat(texts("select count(*) from deliveries where kind = 'mail' and ref = '" + today + "'"))
                .containsExactly("1");
        assertThat(log("the clock went from")).hasSize(2);

        morning.place.execute(
                "update runs set run_date = '%s' where run_key = '%s'".formatted(TODAY.minusDays(9), today));
        morning.place.execute("update runs set kind = 'scheduled' where run_key = 'at-1'");
        assertThat(texts(Files.readString(Path.of("routes/sql/runs/last-scheduled.sql"))
                        .replace("leads_now()", "'now'")))
                .containsExactly(TODAY.minusDays(9).toString());
    }

    @Test
    void every_table_is_pruned_or_kept_on_purpose() throws IOException {
        start();
        Set<String> pruned;
        try (Stream<Path> files = Files.list(Path.of("routes/sql/history"))) {
            pruned = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("prune-"))
                    .map(name -> name.replaceAll("^prune-|\\.sql$", "").replace('-', '_'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(pruned).doesNotContainAnyElementsOf(KEPT);
        pruned.addAll(KEPT);
        assertThat(texts("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"))
                .containsExactlyInAnyOrderElementsOf(pruned);
    }
}
