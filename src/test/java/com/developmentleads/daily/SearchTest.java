package com.developmentleads.daily;

import static com.developmentleads.daily.Models.NO;
import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static com.developmentleads.daily.SearchService.onRedfin;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search of a daily run, against a stand-in that keeps SerpAPI's rules. */
@LeadsTest
class SearchTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    private DailyRunFixture morning;

    private static List<SearchService.Result> homes(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> home(number, "teardown"))
                .toList();
    }

    @Test
    void every_query_is_asked_page_by_page_until_there_is_no_next() {
        morning.set("search.queries", "one | two | three");
        morning.search.finds("one", homes(1, 10), homes(11, 20), homes(21, 23)).finds("two", homes(30, 33));

        TestInstallation.Result result = morning.daily("--location", "Newton, MA");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(morning.search.searches())
                .containsExactlyInAnyOrder("one@0", "one@10", "one@20", "two@0", "three@0")
                .containsSubsequence("one@0", "one@10", "one@20");
        assertThat(morning.rows("select address from property_scans order by rowid"))
                .as("read in the order of the queries")
                .extracting(row -> row.get("address").toString().split(" ")[0])
                .containsExactlyElementsOf(Stream.concat(homes(1, 23).stream(), homes(30, 33).stream())
                        .map(home -> home.title().split(" ")[0])
                        .toList());
        ApiRequest first = morning.search.requests().stream()
                .filter(request -> SearchService.parameters(request).get("q").equals("one"))
                .findFirst()
                .orElseThrow();
        assertThat(first.path()).isEqualTo("/search.json");
        assertThat(SearchService.parameters(first))
                .containsOnlyKeys("engine", "gl", "hl", "q", "location", "api_key")
                .containsEntry("engine", "google")
                .containsEntry("location", "Newton, MA");
        assertThat(morning.search.requests())
                .filteredOn(
                        request -> SearchService.parameters(request).get("q").equals("one"))
                .extracting(request -> SearchService.parameters(request).get("start"))
                .containsExactly(null, "10", "20");
    }

    @Test
    void no_more_queries_are_asked_at_a_time_than_the_property_says() {
        morning.set("search.queries", "one | two | three | four | five | six")
                .set("search.concurrency", "3")
                .set("serpapi.requests-per-second", "100");
        morning.search.taking(Duration.ofMillis(200)).finds("six", homes(1, 3));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.search.requests()).hasSize(6);
        assertThat(morning.search.mostInWork()).isEqualTo(3);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "One of several queries that are asked at a time is refused",
            then =
                    "what the others found is stored, no further query begins, and the next attempt asks for the rest alone")
    @Test
    void a_query_that_fails_loses_nothing_of_the_others() {
        morning.set("search.queries", "one | two | three | four")
                .set("search.concurrency", "1")
                .set("serpapi.requests-per-second", "100");
        morning.search
                .finds("one", homes(1, 3))
                .finds("four", homes(7, 8))
                .refuses("two", SearchService.refusal(400, "Unsupported query"));

        assertThat(morning.daily().code()).isEqualTo(4);
        assertThat(morning.search.searches()).containsExactly("one@0", "two@0");

        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(3);

        morning.set("search.concurrency", "4");
        morning.search.refuses("two", null);
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.search.searches()).contains("three@0", "four@0");
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(5);
    }

    @Test
    void no_more_pages_are_asked_for_than_the_property_says() {
        morning.set("search.pages", "2").finds(homes(1, 10), homes(11, 20), homes(21, 30));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.search.searches()).containsExactly("homes@0", "homes@10");
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(20);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "An empty result, which comes with an error text",
            then = "a success without properties")
    @Test
    void finding_nothing_is_no_failure() {
        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("No new leads in Newton, MA.", "cost               $0");
        assertThat(morning.search.searches()).containsExactly("homes@0");
        assertThat(morning.row("select * from runs"))
                .containsEntry("state", "succeeded")
                .containsEntry("error", null);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Status 200 and a search that was not finished",
            then = "repeated as configured, then the run has failed")
    @Test
    void a_search_that_the_service_did_not_finish_is_repeated_and_then_fails_the_run() {
        morning.search.always(Answer.json(
                200,
                "{\"search_metadata\":{\"status\":\"Error\"},"
                        + "\"error\":\"We couldn't get valid results for this search. Please try again later.\"}"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("the run is not complete, search: the search service did not finish the search");
        assertThat(morning.search.requests()).hasSize(3);
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        assertThat(morning.rows("select * from searches")).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "503, HTML and an unfinished search, and then a result",
            then = "the run succeeds")
    @Test
    void a_success_after_failure_counts_as_if_there_had_been_none() {
        morning.search.next(
                Answer.json(503, "{\"error\":\"busy\"}"),
                Answer.html(200),
                Answer.json(200, "{\"search_metadata\":{\"status\":\"Processing\"}}"));
        morning.set("serpapi.retries", "3").finds(home(1, "teardown"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(morning.search.requests()).hasSize(4);
        assertThat(morning.row("select * from runs")).containsEntry("state", "succeeded");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "The key is wrong",
            then = "asked once; the key is shown nowhere")
    @Test
    void a_wrong_key_is_told_once_and_shown_nowhere() throws IOException {
        TestInstallation.write(morning.place.keyFile(), "OPENAI_API_KEY=x\nSERPAPI_KEY=serp-mistyped-77\n");

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("Invalid API key").contains("check SERPAPI_KEY");
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        assertThat(morning.rows("select * from searches")).isEmpty();
        for (Path file : morning.place.files()) {
            assertThat(TestInstallation.read(file)).as(file.toString()).doesNotContain("serp-mistyped-77");
        }
        assertThat(result.all()).doesNotContain("serp-mistyped-77");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Out of searches",
            then = "not repeated; what is known is classified and told")
    @Test
    void out_of_searches_is_not_asked_again_and_the_run_goes_on_with_what_is_known() {
        try (LeadsRuntime runtime = morning.start()) {
            morning.models.always(request -> Models.refusal(503, "overloaded", "busy"));
            morning.set("openai.retries", "0").finds(home(1, "teardown"));
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        assertThat(morning.value("select classification from property_scans")).isNull();
        morning.models.always(null);
        morning.search.always(SearchService.refusal(429, "Your account has run out of searches."));
        int before = morning.search.requests().size();

        TestInstallation.Result result = morning.daily();

        assertThat(morning.search.requests()).hasSize(before + 1);
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("Your account has run out of searches.", "what is left in the account");
        assertThat(result.out()).contains("1 lead in Newton, MA");
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
        assertThat(morning.row("select * from runs order by id desc limit 1"))
                .containsEntry("state", "failed")
                .containsEntry("error", "search: HTTP 429, Your account has run out of searches.");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Too many searches an hour",
            then = "repeated as configured, no more")
    @Test
    void too_many_searches_an_hour_are_repeated_a_few_times_only() {
        morning.search.always(SearchService.refusal(429, "You've exceeded your hourly throughput limit."));

        TestInstallation.Result result = morning.daily();

        assertThat(morning.search.requests()).hasSize(3);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("hourly throughput");
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        assertThat(morning.rows("select * from searches")).isEmpty();
    }

    @FaultCase(where = FaultCase.Where.SEARCH, fault = "Results of wrong types", then = "left out; the good one counts")
    @Test
    void answers_without_results_in_them_are_no_results() {
        morning.search.next(Answer.json(
                200,
                "{\"search_metadata\":{\"status\":\"Success\"},\"organic_results\":"
                        + "[\"x\",null,7,{\"title\":5},{\"title\":null,\"link\":[]},{\"title\":\"1 Example St, Newton, MA 02458\","
                        + "\"link\":\"https://www.zillow.com/homedetails/1-Example-St-Newton-MA-02458/1_zpid/\","
                        + "\"snippet\":{\"a\":1}}]}"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.err()).isEmpty();
        assertThat(morning.rows("select address from property_scans")).hasSize(1);
        assertThat(morning.search.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The process died between two pages",
            then = "the run goes on with the page that is missing")
    @Test
    void the_answers_are_kept_and_a_run_that_was_broken_off_asks_for_none_of_them_twice() {
        morning.finds(homes(1, 10), homes(11, 20), homes(21, 23));
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.search.searches()).containsExactly("homes@0", "homes@10", "homes@20");
        // The state on the disk when the process dies after the second page.
        morning.place.execute("update runs set state = 'running', step = 'search', finished_at = null");
        morning.place.execute("delete from searches where start = 20");
        morning.place.execute("delete from sightings where start = 20");
        morning.place.execute("delete from property_scans where id > 20");
        int before = morning.search.requests().size();

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.search
                        .searches()
                        .subList(before, morning.search.requests().size()))
                .containsExactly("homes@20");
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(23);
        assertThat(morning.value("select count(*) from runs")).isEqualTo(1);
        assertThat(morning.value("select count(*) from sightings")).isEqualTo(23);
    }

    @Test
    void twelve_real_results_are_twelve_rows() throws IOException {
        JsonNode real;
        try (InputStream in =
                SearchTest.class.getResourceAsStream("/com/developmentleads/listing/search-results.json")) {
            real = new ObjectMapper().readTree(in);
        }
        morning.search.next(Answer.json(
                200,
                "{\"search_metadata\":{\"status\":\"Success\"},\"organic_results\":" + real.path("organic_results")
                        + "}"));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(12);
        assertThat(morning.rows("select address, price, status from property_scans order by id")
                        .subList(0, 2))
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactly(
                        "[133 Oak Hill St, Newton, MA 02459, 3499000.0, for_sale]",
                        "[471 Washington St, Newton, MA 02458, 1000000.0, sold]");
        assertThat(morning.value("select count(*) from property_scans where status = 'for_rent'"))
                .isEqualTo(2);
        assertThat(morning.value("select count(*) from property_scans where classification is not null"
                        + " and status in ('for_rent', 'sold', 'off_market')"))
                .isEqualTo(0);
        assertThat(morning.value("select count(*) from property_scans where classification is null"
                        + " and status not in ('for_rent', 'sold', 'off_market')"))
                .isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void land_of_house_number_zero_is_a_row_a_listing_in_every_order(boolean reversed) {
        List<SearchService.Result> land = new ArrayList<>(List.of(
                land("3000011", "Vacant land for sale $54,000. 8.2 acres."),
                land("3000012", "Vacant land for sale $129,000. 31 acres. Road frontage.")));
        if (reversed) {
            Collections.reverse(land);
        }
        morning.finds(land);

        assertThat(morning.daily().code()).isNotEqualTo(1);

        assertThat(morning.rows("select property_key, price, lot_size from property_scans order by property_key"))
                .extracting(row -> List.copyOf(row.values()))
                .containsExactly(
                        List.of("zillow 3000011", 54_000.0, "8.2 acres"),
                        List.of("zillow 3000012", 129_000.0, "31 acres"));
    }

    private static SearchService.Result land(String id, String snippet) {
        return new SearchService.Result(
                "0 McGibbon Rd, Martville, NY 13111 | Zillow",
                "https://www.zillow.com/homedetails/0-McGibbon-Rd-Martville-NY-13111/" + id + "_zpid/",
                snippet);
    }

    @Test
    void one_property_at_two_sites_is_one_row_and_does_not_change_every_day() {
        morning.finds(home(1, 700_000, "teardown"), onRedfin(1, 705_000, "charming"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            morning.finds(onRedfin(1, 705_000, "charming"), home(1, 700_000, "teardown"));
            Map<?, ?> report = DailyRunFixture.run(runtime, "tuesday", TUESDAY);

            assertThat(report.get("changed")).isEqualTo(0);
            assertThat(report.get("new")).isEqualTo(0);
            assertThat(report.get("classified")).isEqualTo(0);
        }
        assertThat(morning.row("select * from property_scans"))
                .containsEntry("source", "zillow")
                .containsEntry("price", 700_000.0)
                .containsEntry("last_seen", TUESDAY.toString())
                .containsEntry("first_seen", MONDAY.toString());
        assertThat(morning.models.requests()).hasSize(1);
    }

    @Test
    void what_a_run_saw_first_of_a_property_counts() {
        morning.finds(home(1, 700_000, "teardown"), home(1, 650_000, "charming"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.row("select * from property_scans")).containsEntry("price", 700_000.0);

            morning.finds(home(1, 640_000, "teardown, price cut"), home(1, 700_000, "teardown"));
            Map<?, ?> report = DailyRunFixture.run(runtime, "tuesday", TUESDAY);

            assertThat(report.get("changed")).isEqualTo(1);
        }
        assertThat(morning.row("select * from property_scans")).containsEntry("price", 640_000.0);
        assertThat(morning.models.requests()).hasSize(2);
    }

    @Test
    void rents_and_sold_homes_are_kept_and_not_asked_about_unless_the_property_says_so() {
        SearchService.Result sold = new SearchService.Result(
                "2 Example St, Newton, MA 02458",
                home(2, "").link(),
                "Sold: 3 beds house sold for $900000 on Jul 14, 2025");
        SearchService.Result rent = new SearchService.Result(
                "3 Example St, Newton, MA 02458",
                home(3, "").link(),
                "3 Example St is a single-family home listed for rent at $4500 /mo.");
        morning.finds(home(1, "teardown"), sold, rent);

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.rows("select status, classification from property_scans order by id"))
                .extracting(row -> row.get("status") + " " + row.get("classification"))
                .containsExactly("for_sale " + YES, "sold null", "for_rent null");

        morning.set("search.statuses", "for_sale,for_rent");
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.value("select classification from property_scans where status = 'for_rent'"))
                .isEqualTo(NO);
    }

    @Test
    void what_a_person_classified_keeps_its_label_and_the_text_that_was_judged() {
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("insert into property_scans (address, snippet, price, classification) values"
                    + " ('1 Example Street, Newton, Massachusetts 02458', 'the text I judged', 600000, '" + NO + "'),"
                    + " ('2 Example St, Newton, MA 02458', 'mine too', null, '" + YES + "')");
            morning.place.execute("update property_scans set label_source = 'human' where id = 2");
            morning.finds(home(1, 500_000, "teardown"), home(2, 510_000, "teardown"));
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        assertThat(morning.rows("select * from property_scans order by id"))
                .hasSize(2)
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("classification", NO)
                                .containsEntry("snippet", "the text I judged")
                                .containsEntry("price", 600_000.0)
                                .containsEntry("last_seen", MONDAY.toString()),
                        row -> assertThat(row)
                                .containsEntry("classification", YES)
                                .containsEntry("snippet", "For sale: $510000, 3 beds, 1 bath house, teardown")
                                .containsEntry(
                                        "judged_facts",
                                        "{\"snippet\":\"mine too\",\"price\":null,\"lot_size\":null,\"year_built\":null}"));
        assertThat(morning.models.requests()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "A person classifies while the model thinks",
            then = "the label of the person stays")
    @Test
    void a_label_that_a_person_gives_while_the_model_thinks_stays() {
        morning.finds(home(1, "teardown"));
        morning.models.always(request -> {
            morning.place.execute("update property_scans set classification = '" + NO + "', label_source = 'human'");
            return null;
        });

        morning.daily();

        assertThat(morning.row("select * from property_scans"))
                .containsEntry("classification", NO)
                .containsEntry("label_source", "human");
        assertThat(morning.models.requests()).hasSize(1);
    }

    @Test
    void an_old_row_without_a_key_is_found_again_and_asked_about_when_nobody_has_classified_it() {
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("insert into property_scans (address, snippet) values"
                    + " ('1 example STREET, Newton MA', 'old text')");
            morning.finds(home(1, 500_000, "teardown"));
            Map<?, ?> report = DailyRunFixture.run(runtime, "monday", MONDAY);

            assertThat(report.get("new")).isEqualTo(1);
            assertThat(report.get("leads").toString()).contains("changed=0");
        }
        assertThat(morning.row("select * from property_scans"))
                .containsEntry("classification", YES)
                .containsEntry("price", 500_000.0)
                .containsEntry("label_source", "model");
    }

    @Test
    void a_table_of_three_columns_that_its_owner_brought_takes_part() throws IOException {
        Files.createDirectories(morning.place.data());
        Scans.execute(morning.place.data(), Scans.THREE_COLUMNS);
        Scans.insert(
                morning.place.data(), "address,snippet,classification", "1 Example St, Newton, MA 02458", "judged", NO);
        Scans.insert(
                morning.place.data(),
                "address,snippet,classification",
                "2 Example St, Newton, MA 02458",
                "not yet",
                null);
        morning.withSheet().finds(home(1, "teardown"), home(2, "teardown"), home(3, "teardown"));

        TestInstallation.Result first = morning.daily();
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        morning.finds(home(2, 555_000, "teardown"));
        assertThat(morning.daily().code()).isZero();

        assertThat(morning.rows("select * from property_scans order by rowid"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("classification", NO)
                                .containsEntry("snippet", "judged"),
                        row -> assertThat(row)
                                .containsEntry("classification", YES)
                                .containsEntry("price", 555_000.0),
                        row -> assertThat(row).containsEntry("classification", YES));
        assertThat(morning.models.requests()).hasSize(3);
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "SERPAPI_KEY is missing",
            then = "exit code 2; nobody is asked")
    @Test
    void no_search_is_made_without_a_key() {
        TestInstallation.write(morning.place.keyFile(), "OPENAI_API_KEY=x\n");

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("SERPAPI_KEY").hasLineCount(1);
        assertThat(morning.search.requests()).isEmpty();
        assertThat(morning.place.data()).doesNotExist();
    }
}
