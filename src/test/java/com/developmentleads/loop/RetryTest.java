package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.BrokenServer;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often, and after how long, a request is sent again. */
@Timeout(40)
@Tag("slow")
@LeadsTest
class RetryTest {

    private static final Fault SLOW_DOWN = Fault.error(429, "rate_limit_exceeded", "Slow down");

    private ScriptedApi api;
    private TestInstallation here;

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 with Retry-After in seconds",
            then = "repeated after that time; one job")
    @Test
    void waitsAsLongAsTheProviderAsksFor() {
        here.set("openai.retry-delay-max", "30s");
        api.next("POST", JOBS, SLOW_DOWN.header("Retry-After", "1"));

        assertThat(here.run("train").code()).isZero();

        assertThat(gap("POST", JOBS)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(15));
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 with Retry-After as a date",
            then = "repeated, after no more than the longest delay")
    @Test
    void understandsADateToo() {
        String at = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(600));
        here.set("openai.retry-delay-max", "700ms");
        api.next("POST", FILES, SLOW_DOWN.header("Retry-After", at));

        assertThat(here.run("train").code()).isZero();

        assertThat(gap("POST", FILES)).isBetween(Duration.ofMillis(700), Duration.ofSeconds(15));
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 with a Retry-After of a day and more",
            then = "repeated after the longest delay; two requests")
    @ParameterizedTest
    @ValueSource(strings = {"86400", "999999999999"})
    void neverWaitsLongerThanTheLongestDelay(String retryAfter) {
        here.set("openai.retry-delay-max", "300ms");
        api.next("POST", JOBS, SLOW_DOWN.header("Retry-After", retryAfter));

        assertThat(here.run("train").code()).isZero();

        assertThat(gap("POST", JOBS)).isLessThan(Duration.ofSeconds(15));
        assertThat(api.count("POST", JOBS)).isEqualTo(2);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 with a Retry-After that says nothing",
            then = "repeated after the configured delay")
    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", ""})
    void waitsItsOwnDelayWhenTheProviderAsksForNone(String retryAfter) {
        here.set("openai.retry-delay", "400ms").set("openai.retry-delay-max", "10s");
        api.next("POST", JOBS, SLOW_DOWN.header("Retry-After", retryAfter));

        assertThat(here.run("train").code()).isZero();

        assertThat(gap("POST", JOBS)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(15));
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 three times, the first with a Retry-After",
            then = "repeated after that time, then after a delay that doubles")
    @Test
    void waitsTwiceAsLongEachTime() {
        here.set("openai.retries", "3").set("openai.retry-delay", "300ms").set("openai.retry-delay-max", "10s");
        api.next("POST", JOBS, SLOW_DOWN.header("Retry-After", "0"), SLOW_DOWN, SLOW_DOWN);

        assertThat(here.run("train").code()).isZero();

        List<ApiRequest> requests = api.requests("POST", JOBS);
        assertThat(requests).hasSize(4);
        // Each delay is up to 15 % shorter or longer than twice the one before it.
        assertThat(gap(requests.get(1), requests.get(2))).isGreaterThan(Duration.ofMillis(250));
        assertThat(gap(requests.get(2), requests.get(3))).isBetween(Duration.ofMillis(430), Duration.ofSeconds(15));
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "429 without end",
            then = "given up after the configured repeats; the next train uses the upload")
    @Test
    void givesUpAfterTheConfiguredRepeats() {
        here.set("openai.retries", "3");
        api.always("POST", JOBS, SLOW_DOWN);

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("HTTP 429", "Slow down", "run the same command again")
                .hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(4);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
        assertThat(here.jobId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("job_id", null)
                        .containsEntry("training_file_id", api.fileIds().get(0)));

        api.heal();
        assertThat(here.run("train").code()).isZero();
        here.requireOneJob(api);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "An upload is turned away with 429 twice",
            then = "sent again as a whole; one job")
    @Test
    void repeatsAnUploadThatWasTurnedAwayWithTheWholeFile() {
        api.next("POST", FILES, SLOW_DOWN, SLOW_DOWN);

        assertThat(here.run("train").code()).isZero();

        assertThat(api.requests("POST", FILES))
                .hasSize(3)
                .allSatisfy(upload -> assertThat(upload.parts().get(1).content())
                        .hasSize(TestInstallation.read(here.trainingFile()).length()));
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "500, 502, 429, a closed connection, a cut answer and HTML, one after the other",
            then = "the question is repeated until it is answered")
    @Test
    void repeatsQuestionsUnderAnyTransientFailure() {
        here.set("openai.retries", "6");
        here.run("train");
        String path = JOBS + "/" + api.onlyJob();
        api.next(
                "GET",
                path,
                Fault.error(500, "server_error", "Sorry"),
                Fault.html(502),
                SLOW_DOWN,
                Fault.drop(),
                Fault.truncate(),
                Fault.html(200));

        Result status = here.run("status");

        assertThat(status.err()).isEmpty();
        assertThat(status.code()).isZero();
        assertThat(api.count("GET", path)).isEqualTo(7);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "503 without end for a question",
            then = "given up after the configured repeats; the job stays as it was")
    @Test
    void givesUpAQuestionAfterTheConfiguredRepeats() {
        here.run("train");
        String path = JOBS + "/" + api.onlyJob();
        api.always("GET", path, Fault.error(503, "server_is_overloaded", "Overloaded"));

        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("HTTP 503", "Overloaded").hasLineCount(1);
        assertThat(api.count("GET", path)).isEqualTo(3);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer is about another job",
            then = "not taken, not repeated; the job stays as it was")
    @Test
    void doesNotRepeatAQuestionThatWasAnsweredWithAnotherJob() {
        here.run("train");
        String job = api.onlyJob();
        api.always("GET", JOBS + "/" + job, Fault.json(200, "{\"id\":\"ftjob-other\",\"status\":\"succeeded\"}"));

        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("not the document that was asked for").hasLineCount(1);
        assertThat(api.count("GET", JOBS + "/" + job)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
        assertThat(here.modelId()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The provider accepts and says nothing",
            then = "left after openai.response-timeout; repeated as configured")
    @Test
    void doesNotWaitForAnAnswerForEver() {
        here.run("train");
        here.set("openai.response-timeout", "300ms").set("openai.retries", "1");
        String path = JOBS + "/" + api.onlyJob();
        api.always("GET", path, Fault.none().delayed(Duration.ofMinutes(5)));
        long started = System.nanoTime();

        Result status = here.run("status");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("run the same command again").hasLineCount(1);
        assertThat(api.count("GET", path)).isEqualTo(2);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer drips for ever",
            then = "ended at the deadline, repeated as configured")
    @Test
    @Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aQuestionWhoseAnswerDripsForEverEndsAtTheDeadlineAndIsRepeatedAsOftenAsOthers() {
        here.run("train");
        here.set("openai.deadline", "500ms").set("openai.retries", "1");
        String path = JOBS + "/" + api.onlyJob();
        api.always("GET", path, Fault.drip());

        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err())
                .contains("not through within 0.5 seconds", "run the same command again")
                .hasLineCount(1);
        assertThat(api.count("GET", path)).isEqualTo(2);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "An answer of 17 megabytes",
            then = "refused in one line, asked once")
    @Test
    void anAnswerThatIsTooLargeIsNotAskedForAgain() {
        here.run("train");
        String path = JOBS + "/" + api.onlyJob();
        api.always("GET", path, Fault.json(200, "{" + " ".repeat(17_000_000)));

        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err())
                .contains("the answer is larger than 16777216 bytes")
                .hasLineCount(1);
        assertThat(api.count("GET", path)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    static Stream<Arguments> otherThanHttp() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                Arguments.of("nothing at all", ""),
                Arguments.of("another protocol", "SSH-2.0-OpenSSH_9.6\r\n"),
                Arguments.of(
                        "fewer bytes than announced",
                        ok + "Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"id\":"),
                Arguments.of("a chunk of no length", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
                Arguments.of(
                        "gzip that is none",
                        ok + "Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of("a header without a colon", ok + "no colon\r\n\r\n{}"),
                Arguments.of("a page to sign in at", ok + "Content-Type: text/html\r\n\r\n<html>Sign in</html>"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "What answers is no HTTP, or no JSON",
            then = "given up after the configured repeats, in one line")
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherThanHttp")
    void tellsAServerThatSpeaksNoHttp(String name, String answer) throws Exception {
        try (BrokenServer broken = BrokenServer.answering(answer)) {
            here.set("openai.base-url", broken.baseUrl());

            Result status = here.run("status", "ftjob-1");

            assertThat(status.code()).isEqualTo(1);
            assertThat(status.err()).contains("the provider did not do it").hasLineCount(1);
            assertThat(broken.requests()).isEqualTo(3);
            assertThat(here.jobs()).isEmpty();
        }
    }

    private Duration gap(String method, String path) {
        List<ApiRequest> requests = api.requests(method, path);
        assertThat(requests).hasSize(2);
        return gap(requests.get(0), requests.get(1));
    }

    private static Duration gap(ApiRequest first, ApiRequest second) {
        return Duration.ofNanos(second.atNanos() - first.atNanos());
    }
}
