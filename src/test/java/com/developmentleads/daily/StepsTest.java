package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.V2__property_scans_columns;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** Each attempt of each step of a run is recorded; what the status says about it, and how the command exits. */
@Tag("slow")
@LeadsTest
class StepsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    @BeforeEach
    void open() {
        morning.set("openai.retries", "0")
                .set("serpapi.retries", "0")
                .set("sheets.retries", "0")
                .set("mail.timeout", "5s");
    }

    /** Step, attempt and state, as the attempts were made. */
    private List<String> attempts() {
        return morning.rows("select step || ' ' || attempt || ' ' || state as line from run_steps order by id").stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    private JsonNode status() throws IOException {
        return new ObjectMapper().readTree(morning.place.run("--json", "status").out());
    }

    @Test
    void each_step_has_a_row_with_its_times_and_what_came_of_it() throws IOException {
        morning.withMail().withSheet().finds(home(1, "teardown"), home(2, "x"));
        assertThat(morning.daily().code()).isZero();

        assertThat(attempts())
                .containsExactly(
                        "feedback 1 done", "search 1 done", "classify 1 done", "publish 1 done", "digest 1 done");
        assertThat(
                        morning.rows(
                                "select 1 from run_steps where finished_at < started_at or finished_at is null or error is not null"))
                .isEmpty();
        JsonNode steps = status().path("runs").get(0).path("steps");
        assertThat(steps.get(1).path("result").toString()).isEqualTo("{\"searches\":1,\"results\":2,\"properties\":2}");
        assertThat(steps.get(2).path("result").toString())
                .isEqualTo("{\"classified\":2,\"model\":\"gpt-6-luna\",\"note\":null}");
        assertThat(steps.get(3).path("result").toString()).isEqualTo("{\"rows\":1}");
        assertThat(steps.get(4).path("result").path("message_id").asText())
                .isEqualTo("leads-" + morning.value("select run_key from runs"));
        assertThat(morning.place.run("status").out())
                .contains("Last daily runs")
                .doesNotContain("Steps of the run", "Last alerts");
    }

    @Test
    void an_attempt_whose_process_died_stays_open_and_the_next_is_another_row() throws IOException {
        morning.finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            morning.place.execute("update runs set state = 'running', step = 'classify', finished_at = null");
            morning.place.execute("delete from run_steps where step = 'publish'");
            morning.place.execute("update run_steps set state = 'running', finished_at = null where step = 'classify'");

            assertThat(morning.place.run("status").out())
                    .contains("Steps of the run of 2026-11-23 (not ended)")
                    .containsPattern("classify +1 +running");
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        assertThat(attempts())
                .containsExactly(
                        "feedback 1 done",
                        "search 1 done",
                        "classify 1 running",
                        "feedback 2 done",
                        "search 2 done",
                        "classify 2 done",
                        "publish 1 done");
        assertThat(status().path("runs").get(0).path("steps"))
                .extracting(step -> step.path("state").asText())
                .containsExactly("done", "done", "interrupted", "done", "done", "done", "done");
    }

    @Test
    void the_status_says_which_step_failed_and_why() throws IOException {
        morning.withSheet().set("sheets.spreadsheet-id", "gone").finds(home(1, "teardown"));
        morning.daily();

        assertThat(attempts())
                .containsExactly("feedback 1 failed", "search 1 done", "classify 1 done", "publish 1 failed");
        TestInstallation.Result status = morning.place.run("status");
        assertThat(status.out())
                .contains("Steps of the run of ", " (partial)", "Last alerts", "is not complete: feedback")
                .containsPattern("publish +1 +failed .*HTTP 404.* check that the spreadsheet is there and shared");
        JsonNode failed = status().path("runs").get(0).path("steps").get(3);
        assertThat(failed.path("error").asText()).contains("HTTP 404");
        assertThat(failed.path("advice").asText()).contains("shared with the service account");
        assertThat(status().path("alerts")).hasSize(1);
    }

    @Test
    void a_digest_is_tried_until_it_is_sent_and_each_try_has_its_row() {
        morning.withMailAt(FreePort.any()).finds(home(1, "teardown"));
        assertThat(morning.daily().code()).isEqualTo(1);
        assertThat(morning.place.run("status").out())
                .containsPattern("digest +1 +failed")
                .contains(" (succeeded)");
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of(), Map.of());
            morning.startMail();
            runtime.ask("leads-daily-dates", List.of(), Map.of());
            runtime.ask("leads-daily-dates", List.of(), Map.of());
        }
        assertThat(attempts()).endsWith("digest 1 failed", "digest 2 failed", "digest 3 done");
        assertThat(morning.row("select * from runs")).containsEntry("step", "done");
    }

    @Test
    void the_exit_code_is_that_of_the_worst_step() {
        morning.withSheet()
                .set("sheets.spreadsheet-id", "gone")
                .search
                .always(Answer.json(503, "{\"error\":\"busy\"}"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.err())
                .contains(
                        "search: HTTP 503",
                        "publish: HTTP 404",
                        "see whether the search service works",
                        "shared with the service account")
                .hasLineCount(1);
        assertThat(result.code())
                .as("the search may go well next time, the sheet was refused")
                .isEqualTo(4);
    }

    @Test
    void a_later_step_that_fails_alone_is_no_success() {
        morning.withMailAt(FreePort.any());
        TestInstallation.Result result = morning.daily();
        assertThat(result.code())
                .as("nothing was found, and the digest was not sent")
                .isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "A folder of the version before, with a run that was interrupted",
            then = "the run is ended; nothing is asked twice")
    @Test
    void a_run_that_the_version_before_began_is_ended() throws IOException {
        morning.finds(home(1, "teardown"));
        assertThat(morning.daily().code()).isZero();
        String answer = morning.value("select answer from searches").toString();
        int classified = morning.models.requests().size();
        databaseOfTheVersionBefore();
        morning.place.execute(
                "insert into runs (id, run_key, run_date, kind, state, step, location, queries, started_at)"
                        + " values (7, '2026-11-23', '2026-11-23', 'scheduled', 'running', 'classify', 'Newton, MA', '"
                        + DailyRunFixture.QUERY + "', '2026-11-23T14:00:00.000Z')");
        morning.place.execute("insert into searches values (7, '" + DailyRunFixture.QUERY + "', 0, '"
                + answer.replace("'", "''") + "', '2026-11-23T14:00:01.000Z')");
        morning.place.execute("insert into run_steps (run_id, step, attempt, state, started_at) values"
                + " (7, 'search', 1, 'done', '2026-11-23T14:00:00.000Z'),"
                + " (7, 'classify', 1, 'running', '2026-11-23T14:00:02.000Z')");

        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of("2026-11-23"), Map.of());
        }

        assertThat(morning.row("select * from runs"))
                .containsEntry("state", "succeeded")
                .containsEntry("step", "done")
                .containsEntry("started_at", "2026-11-23T14:00:00.000Z")
                .containsEntry("error", null);
        assertThat(attempts())
                .containsExactly(
                        "search 1 done",
                        "classify 1 running",
                        "feedback 1 done",
                        "search 2 done",
                        "classify 2 done",
                        "publish 1 done");
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(morning.models.requests()).hasSize(classified + 1);
    }

    /** Empty, with the tables as they were before steps recorded their exit codes. */
    private void databaseOfTheVersionBefore() throws IOException {
        Path file = morning.place.data().resolve("development_leads.db");
        for (String ending : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
        }
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .table("schema_history")
                .locations("classpath:routes/sql/schema")
                .javaMigrations(new V2__property_scans_columns())
                .target("7")
                .load()
                .migrate();
    }

    @Test
    void a_step_that_failed_before_and_went_well_when_it_was_tried_again_is_no_failure() {
        morning.search.next(SearchService.refusal(401, "Invalid API key."));
        morning.finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.row("select state, error from runs"))
                    .containsEntry("state", "failed")
                    .containsEntry("error", "search: HTTP 401, Invalid API key.");
            assertThat(morning.row("select exit_code from failed_steps")).containsEntry("exit_code", 4);
            morning.place.execute("update runs set state = 'running', step = 'publish', finished_at = null");
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        assertThat(morning.row("select state, error from runs"))
                .containsEntry("state", "succeeded")
                .containsEntry("error", null);
        assertThat(morning.rows("select * from failed_steps")).isEmpty();
    }
}
