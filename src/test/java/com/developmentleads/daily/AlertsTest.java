package com.developmentleads.daily;

import static com.developmentleads.daily.Models.GENERIC;
import static com.developmentleads.daily.Models.TUNED;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.AlertLines;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failure of the daily runs that does not pass by itself is alerted once: in the table, in the file and by mail. */
@Tag("slow")
@LeadsTest
class AlertsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;
    private AlertLines alerts;

    @BeforeEach
    void open() {
        morning.set("openai.retries", "0").set("serpapi.retries", "0").set("mail.timeout", "5s");
        alerts = new AlertLines(morning.place);
    }

    /** What the timer does, twice. */
    private static void passTwice(LeadsRuntime runtime) {
        for (int i = 0; i < 2; i++) {
            runtime.ask("alert-detect", null, Map.of());
            runtime.ask("alert-mail", null, Map.of());
        }
    }

    private void assertTold(String... keys) {
        assertThat(alerts.keys()).as(alerts.rows().toString()).containsExactly(keys);
        assertThat(alerts.filed()).containsExactly(keys);
        assertThat(alerts.logged()).isEqualTo(keys.length);
    }

    private List<String> mailIds() {
        return morning.mails().stream()
                .map(mail -> {
                    try {
                        return mail.getMessageID();
                    } catch (MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static String part(MimeMessage mail, int index) throws Exception {
        return ((Multipart) mail.getContent())
                .getBodyPart(index)
                .getContent()
                .toString()
                .replace("\r\n", "\n");
    }

    /** Dates that had no run and get none. */
    private void missDates() {
        LocalDate last = LocalDate.now(ZoneOffset.UTC).minusDays(6);
        morning.set("schedule.daily", "0 0 9 * * ?")
                .set("schedule.time-zone", "UTC")
                .set("schedule.catch-up", "1");
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(runtime.servesProvider()).isFalse();
            morning.place.execute(
                    "insert into runs (run_key, run_date, kind, state, location, started_at) values ('%1$s', '%1$s',"
                                    .formatted(last)
                            + " 'scheduled', 'succeeded', 'Newton, MA', '2026-01-05T14:00:00.000Z')");
        }
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "No searches are left, and mail is on",
            then = "one alert, told by the digest, in the file at once")
    @Test
    void a_run_that_failed_is_told_by_its_digest_and_has_a_line_in_the_file() throws Exception {
        morning.withMail().search.always(SearchService.refusal(429, "Your account has run out of searches."));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            passTwice(runtime);
        }

        assertTold("run-monday");
        assertThat(alerts.rows().get(0).get("what").toString())
                .contains("2026-11-23", "has failed", "run out of searches");
        assertThat(alerts.rows().get(0).get("what_to_do").toString()).contains("buy searches");
        assertThat(alerts.rows().get(0).get("mailed_at")).isNotNull();
        assertThat(mailIds()).containsExactly("<leads-monday@development-leads>");
        assertThat(part(morning.mails().get(0), 0)).contains("What to do: look what is left in the account");
        assertThat(part(morning.mails().get(0), 1)).contains("What to do: look what is left in the account");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(alerts.file())))
                .isEqualTo("rw-------");
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The spreadsheet is gone, and mail is off",
            then = "one alert in the file, exit 4")
    @Test
    void a_sheet_that_is_gone_is_told_and_without_mail_in_the_file_alone() {
        morning.withSheet()
                .set("sheets.spreadsheet-id", "gone")
                .set("sheets.retries", "0")
                .finds(home(1, "teardown"));

        assertThat(morning.daily().code()).isEqualTo(4);

        assertThat(alerts.rows()).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("kind", "run")
                    .containsEntry("told_by", "file")
                    .containsEntry("mailed_at", null);
            assertThat(row.get("what").toString()).contains("is not complete: feedback: HTTP 404", "publish: HTTP 404");
            assertThat(row.get("what_to_do").toString()).contains("shared with the service account");
        });
        assertThat(alerts.filed()).hasSize(1);

        morning.withMail();
        try (LeadsRuntime runtime = morning.start()) {
            passTwice(runtime);
        }
        assertThat(morning.mails()).as("what was told while mail was off").isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "An alert cannot be mailed",
            then = "it is in the file at once, and mailed once when the server is back")
    @Test
    void missed_dates_are_in_the_file_at_once_and_mailed_when_the_mail_server_is_back() throws Exception {
        int port = FreePort.any();
        missDates();
        morning.withMailAt(port);
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-missed", null, Map.of());
            assertThat(alerts.keys()).singleElement().asString().startsWith("missed-20");
            assertTold(alerts.keys().get(0));
            assertThat(alerts.rows().get(0)).containsEntry("mailed_at", null);
            passTwice(runtime);
            assertThat(alerts.rows().get(0)).containsEntry("mailed_at", null);
        }

        morning.startMail();
        for (int start = 0; start < 2; start++) {
            try (LeadsRuntime runtime = morning.start()) {
                runtime.ask("leads-daily-missed", null, Map.of());
                passTwice(runtime);
            }
        }
        String key = alerts.keys().get(0);
        assertTold(key);
        assertThat(mailIds()).containsExactly("<alert-" + key + "@development-leads>");
        MimeMessage mail = morning.mails().get(0);
        assertThat(mail.getSubject()).startsWith("Development Leads: no run was made on the dates from ");
        assertThat(part(mail, 0))
                .contains("No run was made on the dates from", "What to do: See why leads run was not running");
        assertThat(part(mail, 1)).contains("No run was made on the dates from", "<h1");
    }

    @Test
    void the_timer_of_leads_run_does_what_was_left_undone() {
        missDates();
        morning.withMail();
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("insert into deliveries (kind, ref, version, at) values"
                    + " ('missed', '2026-11-20', '2026-11-20', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
            assertThat(runtime.servesProvider()).isFalse();
        }
        morning.set("schedule.daily", "").set("schedule.retry", "1s");
        try (LeadsRuntime runtime = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> alerts.rows().stream().anyMatch(row -> row.get("mailed_at") != null));
            assertThat(runtime.context().isStarted()).isTrue();
        }
        assertTold("missed-2026-11-20");
        assertThat(morning.mails()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "A process is killed while it tells an alert",
            then = "one whole line, mails under one Message-ID")
    @Test
    void a_process_that_died_while_it_told_leaves_it_to_the_next() throws IOException {
        missDates();
        morning.withMail();
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-missed", null, Map.of());
            String key = alerts.keys().get(0);
            // Died after the row; in the middle of the line; after the line; after the mail, before its own line.
            Files.delete(alerts.file());
            morning.place.execute("update alerts set filed_at = null, mailed_at = null");
            Files.delete(morning.place.data().resolve("deliveries.jsonl"));
            Files.writeString(alerts.file(), "{\"at\":\"2026-11-22T15:00:00Z\",\"key\":\"" + key + "\",\"wh");
            passTwice(runtime);
            assertThat(alerts.filed()).containsExactly(key);
            morning.place.execute("update alerts set filed_at = null, mailed_at = null");
            Files.delete(morning.place.data().resolve("deliveries.jsonl"));
            passTwice(runtime);
            assertThat(alerts.filed()).containsExactly(key);
            assertThat(alerts.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("filed_at") != null && row.get("mailed_at") != null)
                            .isTrue());
            assertThat(mailIds()).hasSize(3).containsOnly("<alert-" + key + "@development-leads>");

            Files.writeString(alerts.file(), "", StandardOpenOption.TRUNCATE_EXISTING);
            passTwice(runtime);
            assertThat(alerts.filed()).as("lines that somebody has taken away").isEmpty();
        }
    }

    @Test
    void two_processes_tell_it_once() {
        missDates();
        morning.withMail();
        try (LeadsRuntime one = morning.start();
                LeadsRuntime two = morning.start()) {
            morning.place.execute("insert into deliveries (kind, ref, version, at) values"
                    + " ('missed', '2026-11-20', '2026-11-19', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
            Stream.of(one, two, one, two)
                    .map(runtime -> CompletableFuture.runAsync(() -> passTwice(runtime)))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        assertTold("missed-2026-11-20");
        assertThat(morning.mails()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "A digest cannot be sent for digest.late days",
            then = "an alert, and one for what the digest would have told")
    @Test
    void a_digest_that_is_not_tried_any_more_is_told_and_so_is_what_it_had_to_tell() {
        int port = FreePort.any();
        morning.withMailAt(port).search.always(SearchService.refusal(401, "Invalid API key."));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            passTwice(runtime);
            assertTold("run-monday");

            morning.place.execute("update runs set finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-4 days')");
            passTwice(runtime);
            assertTold("run-monday", "digest-monday");
            assertThat(alerts.rows().get(1).get("what").toString()).contains("2026-11-23 could not be sent", "refused");

            morning.startMail();
            passTwice(runtime);
            runtime.ask("leads-daily-dates", List.of(), Map.of());
        }
        assertThat(mailIds())
                .containsExactly("<alert-run-monday@development-leads>", "<alert-digest-monday@development-leads>");
        assertTold("run-monday", "digest-monday");
    }

    @Test
    void a_digest_is_no_failure_while_mail_is_off_or_it_was_sent() {
        morning.finds(home(1, "teardown"));
        morning.daily();
        morning.withMail().finds(home(1, "teardown"), home(2, "teardown")).daily();
        morning.place.execute("update runs set finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-4 days')");
        try (LeadsRuntime runtime = morning.start()) {
            passTwice(runtime);
        }
        assertThat(alerts.rows()).isEmpty();
        assertThat(alerts.file()).doesNotExist();
    }

    @Test
    void a_budget_that_is_used_up_is_in_the_run_in_its_digest_and_in_the_report() throws Exception {
        morning.withMail()
                .finds(home(1, "teardown"), home(2, "teardown"), home(3, "x"))
                .set("classify.concurrency", "1")
                .set("prices.gpt-6-luna.input", "100")
                .set("budget.daily-usd", "0.1");

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("waiting +1 for the next run: budget.daily-usd is used up");
        assertThat(morning.row("select * from runs"))
                .containsEntry("note", "budget.daily-usd is used up")
                .containsEntry("state", "succeeded");
        String key = "budget-" + morning.value("select run_key from runs");
        assertThat(alerts.keys()).containsExactly(key);
        assertThat(alerts.filed()).containsExactly(key);
        assertThat(morning.mails()).hasSize(1);
        assertThat(part(morning.mails().get(0), 0))
                .contains(
                        "left properties waiting: budget.daily-usd is used up",
                        "What to do: raise budget.daily-usd",
                        "waiting            1, for the next run: budget.daily-usd is used up");
        assertThat(part(morning.mails().get(0), 1))
                .contains(
                        "left properties waiting: budget.daily-usd is used up",
                        "1, for the next run: budget.daily-usd is used up</td>");
    }

    @Test
    void what_a_digest_that_is_skipped_would_have_told_has_a_mail_of_its_own() {
        morning.withMail()
                .finds(home(1, "x"), home(2, "x"), home(3, "x"))
                .set("classify.concurrency", "1")
                .set("prices.gpt-6-luna.input", "100")
                .set("budget.daily-usd", "0.1")
                .set("digest.when-empty", "skip");

        morning.daily();

        assertThat(mailIds()).containsExactly("<alert-" + alerts.keys().get(0) + "@development-leads>");
        assertThat(alerts.keys()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model is gone for several runs",
            then = "one alert, and another when it came back and went")
    @Test
    void a_retired_model_is_told_once_and_again_when_it_came_back_and_went() throws IOException {
        Files.createDirectories(morning.place.data());
        Files.writeString(morning.place.data().resolve("finetuned_model_id.txt"), TUNED);
        morning.set("classify.concurrency", "1");
        try (LeadsRuntime runtime = morning.start()) {
            morning.models.retire(TUNED);
            for (int day = 1; day <= 2; day++) {
                morning.finds(home(day, "teardown"));
                DailyRunFixture.run(runtime, "day-" + day, MONDAY.plusDays(day));
            }
            assertTold("retired-day-1");
            assertThat(alerts.rows().get(0).get("what").toString()).contains(TUNED, "classified by " + GENERIC);

            morning.models.always(request -> Answer.json(200, morning.models.said(TUNED, "not_opportunity")));
            morning.finds(home(3, "teardown"));
            DailyRunFixture.run(runtime, "day-3", MONDAY.plusDays(3));
            assertTold("retired-day-1");

            morning.models.always(null);
            for (int day = 4; day <= 5; day++) {
                morning.finds(home(day, "teardown"));
                DailyRunFixture.run(runtime, "day-" + day, MONDAY.plusDays(day));
            }
            passTwice(runtime);
        }
        assertTold("retired-day-1", "retired-day-4");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "No search finds a property for days",
            then = "one alert, and another when it begins anew")
    @Test
    void searches_that_find_nothing_for_days_are_told_once_and_again_when_it_begins_anew() {
        try (LeadsRuntime runtime = morning.start()) {
            for (int day = 1; day <= 10; day++) {
                morning.finds(day == 6 ? List.of(home(1, "x")) : List.of());
                DailyRunFixture.run(runtime, "day-" + day, MONDAY.plusDays(day));
                if (day <= 2) {
                    DailyRunFixture.run(runtime, "again-" + day, MONDAY.plusDays(day));
                }
                assertThat(alerts.keys()).as("day " + day).hasSize(day < 3 ? 0 : day < 9 ? 1 : 2);
            }
            passTwice(runtime);
        }
        assertTold("empty-2026-11-26", "empty-2026-12-02");
        assertThat(alerts.rows().get(0).get("what").toString()).contains("since 2026-11-24, on 3 days");
        assertThat(alerts.rows().get(1).get("what").toString()).contains("since 2026-11-30, on 3 days");
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "An error full of markup, headers and commands, of 5000 characters",
            then = "words of bounded length in table, file and mail")
    @Test
    void what_a_provider_wrote_stays_words_of_bounded_length() throws Exception {
        morning.withMail()
                .search
                .always(SearchService.refusal(
                        401,
                        "<script>alert(1)</script>\r\nBcc: victim@example.com\r\n\r\n"
                                + "${env:HOME} {{sys:user.home}} #{7*7} \u202eevil ' ); drop table alerts; -- "
                                + "x".repeat(5000)));
        morning.set("digest.late", "0");
        try (LeadsRuntime runtime = morning.start()) {
            morning.stopMail();
            DailyRunFixture.run(runtime, "monday", MONDAY);
            morning.startMail();
            passTwice(runtime);
        }
        assertTold("run-monday", "digest-monday");
        assertThat(alerts.rows())
                .allSatisfy(row -> assertThat(row.get("what").toString())
                        .hasSizeLessThanOrEqualTo(1000)
                        .doesNotContain("\n", "\r", "\u202e"));
        MimeMessage mail = morning.mails().get(0);
        assertThat(mail.getMessageID()).isEqualTo("<alert-run-monday@development-leads>");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("buyer@example.com");
        assertThat(mail.getSubject())
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContain("\n", System.getProperty("user.home"));
        assertThat(part(mail, 0))
                .contains("<script>alert(1)</script> Bcc: victim@example.com ${env:HOME} {{sys:user.home}} #{7*7}");
        assertThat(part(mail, 1))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${env:HOME}")
                .doesNotContain("<script");
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "alerts.jsonl cannot be written",
            then = "the alert is mailed, and has its line when it can be")
    @Test
    void a_file_that_cannot_be_written_keeps_no_mail_back_and_has_its_line_later() throws IOException {
        missDates();
        morning.withMail();
        Files.createDirectory(alerts.file());
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-missed", null, Map.of());
            passTwice(runtime);
            assertThat(morning.mails()).hasSize(1);
            Files.delete(alerts.file());
            passTwice(runtime);
        }
        assertTold(alerts.keys().get(0));
        assertThat(morning.mails()).hasSize(1);
    }

    @Test
    void a_run_that_never_comes_to_its_end_is_told_once() {
        missDates();
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("update runs set state = 'running', step = 'classify'");
            for (int attempt = 1; attempt <= 12; attempt++) {
                passTwice(runtime);
                assertThat(alerts.keys()).as("before attempt " + attempt).hasSize(attempt > 10 ? 1 : 0);
                morning.place.execute("insert into run_steps (run_id, step, attempt, state, started_at)"
                        + " select id, 'classify', " + attempt + ", 'running', started_at from runs");
            }
        }
        assertThat(alerts.keys()).singleElement().asString().startsWith("stuck-20");
        assertTold(alerts.keys().get(0));
    }

    @Test
    void a_dry_run_tells_nobody() {
        morning.withMail().search.always(SearchService.refusal(401, "Invalid API key."));
        assertThat(morning.daily("--dry-run").code()).isEqualTo(4);
        assertThat(alerts.rows()).isEmpty();
        assertThat(alerts.file()).doesNotExist();
        assertThat(morning.mails()).isEmpty();
    }
}
