package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.Certificates;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.RawServer;
import com.developmentleads.testing.TestInstallation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Daily runs against servers that do not end, send too much, or are not who they should be. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("security")
@LeadsTest
class HostileServerTest {

    private static final RawServer.Script DRIP = RawServer.http((server, in, out) -> {
        out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        server.drip(out, "1\r\n \r\n", Duration.ofMillis(20));
    });

    @TempDir
    private static Path keys;

    private DailyRunFixture morning;
    private RawServer server;

    @BeforeEach
    void open() {
        morning.set("openai.retries", "1").set("serpapi.retries", "2");
        morning.finds(IntStream.rangeClosed(1, 20)
                .mapToObj(number -> home(number, "teardown"))
                .toList());
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private void assertTheSearchFailed(TestInstallation.Result result, String why) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("search: ", why).hasLineCount(1).hasSizeLessThan(500);
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        assertThat((String) morning.value("select error from runs")).contains(why);
        assertThat(morning.value("select count(*) from searches")).isEqualTo(0);
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(0);
        assertThat(morning.models.requests()).isEmpty();
    }

    private void assertTheNextRunFindsAll() {
        morning.search.always(null);
        morning.set("serpapi.base-url", morning.search.url()).set("openai.base-url", morning.models.baseUrl());
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.value("select count(*) from property_scans where classification is not null"))
                .isEqualTo(20);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "The answer drips for ever",
            then = "ended at the deadline, repeated as configured; the next run finds all")
    @Test
    void a_search_that_drips_for_ever_ends_at_the_deadline_is_repeated_twice_and_found_by_the_next_run() {
        server = RawServer.start(DRIP);
        morning.set("serpapi.base-url", server.url()).set("serpapi.deadline", "500ms");

        assertTheSearchFailed(morning.daily(), "not through within 0.5 seconds");

        assertThat(server.requests()).isEqualTo(3);
        assertThat(server.connections()).isEqualTo(3);
        assertTheNextRunFindsAll();
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "An answer of 34 megabytes",
            then = "refused in one line, asked once, not kept")
    @Test
    void a_search_that_is_too_large_is_paid_for_once_and_not_kept() {
        morning.search.always(Answer.json(200, "{" + " ".repeat(34_000_000)));

        assertTheSearchFailed(morning.daily(), "the answer is larger than 33554432 bytes");

        assertThat(morning.search.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "An answer nested 5,000 deep, and closed",
            then = "refused in one line, not kept")
    @Test
    void a_search_that_is_nested_five_thousand_deep_is_not_kept() {
        morning.search.always(Answer.json(200, "{\"organic_results\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));

        assertTheSearchFailed(morning.daily(), "the answer is not a JSON object");

        assertThat(morning.search.requests()).hasSize(3);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "A header of a megabyte",
            then = "refused in one line, asked once, not kept")
    @Test
    void a_search_with_a_header_of_a_megabyte_is_not_kept() {
        morning.search.always(Answer.json(200, SearchService.NOTHING).with("X-Long", "x".repeat(1_000_000)));

        assertTheSearchFailed(morning.daily(), "the head of the answer is larger than anything expected");

        assertThat(morning.search.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "The certificate is not trusted",
            then = "one connection, not a byte sent")
    @Test
    void a_search_service_without_a_trusted_certificate_is_connected_to_once_and_sent_no_key() {
        server = RawServer.start(Certificates.good(keys).server(), DRIP);
        morning.set("serpapi.base-url", server.url());

        assertTheSearchFailed(morning.daily(), "the server's certificate is not trusted");

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.received()).isZero();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answers to questions drip for ever",
            then = "ended at the deadline, repeated as configured; the listings wait")
    @Test
    void questions_whose_answers_drip_for_ever_end_at_the_deadline_and_their_listings_wait() {
        server = RawServer.start(DRIP);
        morning.finds(home(1, "teardown"), home(2, "teardown"))
                .set("openai.base-url", server.url() + "/v1")
                .set("openai.deadline", "500ms");

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("classify: ", "not through within 0.5 seconds")
                .hasLineCount(1);
        assertThat(server.requests()).isEqualTo(4);
        assertThat(morning.rows("select classification from property_scans"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("classification", null));
        assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The certificate is not trusted while a run classifies",
            then = "no more connections than questions at a time, not a byte sent")
    @Test
    void a_model_without_a_trusted_certificate_is_not_tried_for_every_listing() {
        server = RawServer.start(Certificates.ofAnotherHost(keys).server(), DRIP);
        morning.set("openai.base-url", server.url() + "/v1")
                .set("classify.concurrency", "1")
                .set("openai.retries", "3");

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("classify: the server's certificate is not trusted")
                .hasLineCount(1);
        assertThat(server.connections()).isBetween(1, 2);
        assertThat(server.received()).isZero();
        assertThat(morning.value("select count(*) from property_scans where classification is null"))
                .isEqualTo(20);
        assertThat(List.of("failed", "partial")).contains((String) morning.value("select state from runs"));
        assertTheNextRunFindsAll();
    }
}
