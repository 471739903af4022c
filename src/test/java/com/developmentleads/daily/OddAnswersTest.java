package com.developmentleads.daily;

import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with undocumented answers, and without any; the next run recovers. */
@Timeout(60)
@Tag("slow")
@LeadsTest
class OddAnswersTest {

    private static final String DEEP = "[".repeat(5_000);

    private DailyRunFixture morning;

    @BeforeEach
    void open() {
        morning.set("serpapi.retries", "1").set("openai.retries", "1").finds(home(1, "teardown"));
    }

    static Stream<Arguments> answersToASearch() {
        return Stream.of(
                // the answer, the requests, the exit code
                Arguments.of("500", Answer.json(500, "{\"error\":\"Sorry\"}"), 2, 1),
                Arguments.of("502 and a page", Answer.html(502), 2, 1),
                Arguments.of("503", Answer.json(503, "{\"error\":\"Sorry\"}"), 2, 1),
                Arguments.of("504", Answer.html(504), 2, 1),
                Arguments.of("400", SearchService.refusal(400, "Missing query `q` parameter."), 1, 4),
                Arguments.of("403", SearchService.refusal(403, "The account is not allowed."), 1, 4),
                Arguments.of("410", SearchService.refusal(410, "The search expired."), 1, 4),
                Arguments.of("a redirect", Answer.html(302).with("Location", "http://127.0.0.1:9/"), 1, 1),
                Arguments.of("a page", Answer.html(200), 2, 1),
                Arguments.of("nothing", Answer.json(200, ""), 2, 1),
                Arguments.of("null", Answer.json(200, "null"), 2, 1),
                Arguments.of("an array", Answer.json(200, "[1,2]"), 2, 1),
                Arguments.of("half a document", Answer.json(200, "{\"search_metadata\":{\"status\":\"Succ"), 2, 1),
                Arguments.of("deep nesting", Answer.json(200, DEEP), 2, 1),
                Arguments.of("no status", Answer.json(200, "{\"organic_results\":[]}"), 2, 1));
    }

    @FaultCase(
            where = Where.SEARCH,
            fault = "A search is answered with",
            then =
                    "repeated only where that may help; the run has failed, nothing of it is kept, the next one succeeds")
    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToASearch")
    void anAnswerToASearchThatIsNone(String name, Answer answer, int requests, int code) {
        morning.search.always(answer);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err()).contains("search: ").doesNotContain("<").hasLineCount(1);
        assertThat(morning.search.requests()).hasSize(requests);
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        assertThat(morning.rows("select * from searches")).isEmpty();
        assertThat(morning.rows("select * from property_scans")).isEmpty();

        morning.search.always(null);
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of("the connection is refused", "http://127.0.0.1:" + FreePort.any()),
                Arguments.of("the name is not known", "http://no-such-host.invalid"));
    }

    @FaultCase(where = Where.SEARCH, fault = "No search", then = "the run has failed; what is known is kept and told")
    @ParameterizedTest(name = "{0}")
    @MethodSource("noAnswers")
    void noAnswerToASearch(String name, String baseUrl) {
        morning.set("serpapi.base-url", baseUrl);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("search: ").hasLineCount(1);
        assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        morning.set("serpapi.base-url", morning.search.url());
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.search.requests()).hasSize(1);
    }

    @FaultCase(
            where = Where.SEARCH,
            fault = "The search service accepts and says nothing",
            then = "left after serpapi.response-timeout; repeated as configured, then the run has failed")
    @Test
    void aSearchThatIsNotAnswered() {
        CountDownLatch over = new CountDownLatch(1);
        try (Loopback silent = new Loopback(request -> {
            over.await();
            return null;
        })) {
            morning.set("serpapi.base-url", silent.url()).set("serpapi.response-timeout", "300ms");
            long started = System.nanoTime();

            TestInstallation.Result result = morning.daily();

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
            assertThat(result.code()).isEqualTo(1);
            assertThat(silent.requests()).hasSize(2);
            assertThat(morning.row("select * from runs")).containsEntry("state", "failed");
        } finally {
            over.countDown();
        }
    }

    static Stream<Arguments> answersOfAModel() {
        return Stream.of(
                // the answer, the requests, the exit code
                Arguments.of("the connection closed", null, 2, 1),
                Arguments.of("500", Models.refusal(500, "server_error", "Sorry"), 2, 1),
                Arguments.of("502 and a page", Answer.html(502), 2, 1),
                Arguments.of("504 and a page", Answer.html(504), 2, 1),
                Arguments.of("408", Models.refusal(408, "timeout", "Too slow"), 2, 1),
                Arguments.of("400", Models.refusal(400, "context_length_exceeded", "Too long"), 1, 4),
                Arguments.of("403", Models.refusal(403, "unsupported_country", "Not here"), 1, 4),
                Arguments.of("a redirect", Answer.html(307).with("Location", "http://127.0.0.1:9/v1"), 1, 1),
                Arguments.of("nothing", Answer.json(200, ""), 2, 1),
                Arguments.of("null", Answer.json(200, "null"), 1, 1),
                Arguments.of("an array", Answer.json(200, "[]"), 2, 1),
                Arguments.of("half a document", Answer.json(200, "{\"choices\":[{\"message\":{\"con"), 2, 1),
                Arguments.of("deep nesting", Answer.json(200, DEEP), 2, 1));
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A question about a listing is answered with",
            then = "repeated only where that may help; the listing waits and the next run classifies it")
    @ParameterizedTest(name = "{0}")
    @MethodSource("answersOfAModel")
    void anAnswerOfAModelThatIsNone(String name, Answer answer, int requests, int code) {
        try (Loopback odd = new Loopback(request -> answer)) {
            morning.set("openai.base-url", odd.url() + "/v1");

            TestInstallation.Result result = morning.daily();

            assertThat(result.code()).isEqualTo(code);
            assertThat(result.err()).contains("classify: ").doesNotContain("<").hasLineCount(1);
            assertThat(odd.requests()).hasSize(requests);
        }
        assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
        assertThat(morning.value("select classification from property_scans")).isNull();
        assertThat(morning.rows("select * from answers")).isEmpty();

        morning.set("openai.base-url", morning.models.baseUrl());
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
        assertThat(morning.search.requests()).hasSize(2);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A chat answer whose parts are of other types",
            then = "asked once more, then unclear; never another label")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":\"x\"}",
                "{\"choices\":[{\"message\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":7}}]}",
                "{\"choices\":[{\"message\":{\"content\":[\"" + YES + "\"]}}]}",
                "{\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":\"development_opp\"}}]}",
                "{\"choices\":[{\"message\":{\"refusal\":\"I cannot help\"}}],\"usage\":\"much\"}"
            })
    void aChatAnswerOfOtherTypes(String answer) {
        morning.models.always(request -> Answer.json(200, answer));

        TestInstallation.Result result = morning.daily();

        assertThat(result.err()).doesNotContain("Exception");
        assertThat(morning.models.requests()).hasSize(2);
        assertThat(morning.value("select classification from property_scans")).isEqualTo("unclear");
        assertThat(morning.rows("select * from spend")).hasSize(2);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A chat answer without usage",
            then = "its label counts; its price is not known")
    @Test
    void aChatAnswerWithoutUsage() {
        morning.models.always(request ->
                Answer.json(200, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"" + YES + "\"}}]}"));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests()).hasSize(1);
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
        assertThat(morning.row("select * from spend"))
                .containsEntry("input_tokens", 0)
                .containsEntry("output_tokens", 0);
    }
}
