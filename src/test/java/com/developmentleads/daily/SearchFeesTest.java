package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What searches cost, and the day's budget. */
@LeadsTest
class SearchFeesTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    /** Models that cost nothing, so that the searches are all. */
    @BeforeEach
    void prices() {
        morning.set("prices.gpt-6-luna.input", "0")
                .set("prices.gpt-6-luna.cached", "0")
                .set("prices.gpt-6-luna.output", "0")
                .set("search.pages", "3")
                .set("search.concurrency", "1")
                .finds(List.of(home(1, "teardown")), List.of(home(2, "condo")));
    }

    private double fees() {
        return ((Number) morning.value("select coalesce(sum(usd), 0) from spend where purpose = 'search'"))
                .doubleValue();
    }

    /** The plain text of a mail, with the line ends of a Java text. */
    private String text(int mail) throws Exception {
        MimeMultipart parts = (MimeMultipart) morning.mails().get(mail).getContent();
        return parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n");
    }

    @Test
    void each_search_counts_in_run_day_month_digest_and_report() throws Exception {
        morning.withMail().set("prices.search", "0.015");
        TestInstallation.Result result = morning.daily();
        assertThat(result.code()).as(result.all()).isZero();
        assertThat(morning.search.requests()).hasSize(2);
        assertThat(result.out()).containsPattern("cost +\\$0\\.03\\d* for").doesNotContain("search fees");
        assertThat(morning.rows("select * from spend where purpose = 'search'"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("usd", 0.015)
                        .containsEntry("run_id", 1)
                        .containsEntry("model", "search"));
        assertThat(morning.place.run("status").out())
                .containsPattern("spent +\\$0\\.03 of \\$5\\.00 today, \\$0\\.03 this month\n");
        assertThat(text(0)).contains("cost               $0.0300\n");
        assertThat(Files.readString(morning.place.data().resolve("reports/index.html")))
                .contains("What the models and searches cost")
                .doesNotContain("search fees");
        assertThat(TestInstallation.read(morning.place.log()))
                .contains("1 leads, 0.0300 USD")
                .doesNotContain("fees");
    }

    @Test
    void without_a_price_nothing_counts_and_cost_and_status_say_so_in_a_word() throws Exception {
        morning.withMail();
        TestInstallation.Result result = morning.daily();
        assertThat(result.code()).isZero();
        assertThat(morning.search.requests()).hasSize(2);
        assertThat(fees()).isZero();
        assertThat(result.out()).containsPattern("cost .*, without search fees\n");
        assertThat(morning.place.run("status").out()).containsPattern("spent .* this month, without search fees\n");
        assertThat(text(0)).contains("cost               $0, without search fees\n");
        assertThat(TestInstallation.read(morning.place.log())).contains("0.0000 USD without search fees");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "The budget of the day is used up by searches",
            then = "no further search that day; one line says so, and an alert; the next day searches on")
    @Test
    void a_budget_that_searches_use_up_stops_searches() throws Exception {
        morning.withMail().set("prices.search", "0.2").set("budget.daily-usd", "0.2");
        try (LeadsRuntime runtime = morning.start()) {
            Map<?, ?> report = DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.search.requests()).hasSize(1);
            assertThat(report.get("state")).isEqualTo("succeeded");
            assertThat(report.get("note")).isEqualTo("budget.daily-usd is used up");
            assertThat(((Number) report.get("usd")).doubleValue()).isEqualTo(0.2, within(1e-9));
            assertThat(morning.rows("select what, what_to_do from alerts"))
                    .singleElement()
                    .satisfies(alert -> {
                        assertThat((String) alert.get("what")).contains("waiting: budget.daily-usd is used up");
                        assertThat((String) alert.get("what_to_do")).startsWith("raise budget.daily-usd");
                    });

            Map<?, ?> none = DailyRunFixture.run(runtime, "monday again", MONDAY);
            assertThat(morning.search.requests()).hasSize(1);
            assertThat(none.get("state")).isEqualTo("succeeded");
            assertThat(none.get("searches")).isEqualTo(0);

            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
            assertThat(morning.search.requests()).hasSize(2);
        }
        assertThat(TestInstallation.read(morning.place.log()).lines())
                .filteredOn(line -> line.contains("is used up, the search"))
                .hasSize(3);
        assertThat(text(0)).contains("for the next run: budget.daily-usd is used up");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "A run stops between two pages of a search; the service refuses one search",
            then = "what is stored costs nothing again; what is sent again counts again")
    @Test
    void an_answer_that_is_stored_is_not_paid_twice_and_a_repeat_is() {
        morning.set("prices.search", "0.01").set("serpapi.retries", "0");
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("create trigger stop before insert on searches"
                    + " when new.start > 0 begin select raise(abort, 'stopped'); end");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.search.requests()).hasSize(2);
            assertThat(fees()).isEqualTo(0.02, within(1e-9));

            morning.place.execute("drop trigger stop");
            morning.place.execute("update runs set state = 'running'");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.search.requests()).hasSize(3);
            assertThat(fees()).isEqualTo(0.03, within(1e-9));

            morning.place.execute("update runs set state = 'running'");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.search.requests()).hasSize(3);
            assertThat(fees()).isEqualTo(0.03, within(1e-9));
        }
    }

    @Test
    void a_dry_run_pays_for_what_it_sends() {
        morning.set("prices.search", "0.01");
        TestInstallation.Result result = morning.daily("--dry-run");
        assertThat(result.out()).containsPattern("cost +\\$0\\.02\\d* for");
        assertThat(morning.rows("select run_id, usd from spend where purpose = 'search'"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("run_id", null).containsEntry("usd", 0.01));
    }
}
