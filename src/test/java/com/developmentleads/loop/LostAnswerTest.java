package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of an answer, there is one job at the provider, and the next command finds it. */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
@LeadsTest
class LostAnswerTest {

    private ScriptedApi api;
    private TestInstallation here;

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                Arguments.of("connection closed", Fault.drop().afterTheWork()),
                Arguments.of("answer cut short", Fault.truncate()),
                Arguments.of("answer too late", Fault.none().delayed(Duration.ofSeconds(30))),
                Arguments.of("an answer that drips for ever", Fault.drip()),
                Arguments.of(
                        "an answer of five megabytes",
                        Fault.json(200, "{" + " ".repeat(5_000_000)).afterTheWork()),
                Arguments.of("a header of a megabyte", Fault.none().header("X-Long", "x".repeat(1_000_000))),
                Arguments.of("a page of HTML", Fault.html(200).afterTheWork()),
                Arguments.of("an empty answer", Fault.json(200, "").afterTheWork()),
                Arguments.of("no content", Fault.json(204, "").afterTheWork()),
                Arguments.of(
                        "an answer without an id",
                        Fault.json(200, "{\"object\":\"fine_tuning.job\"}").afterTheWork()),
                Arguments.of(
                        "an id that is none",
                        Fault.json(200, "{\"id\":\"a\\nb\",\"status\":\"queued\"}")
                                .afterTheWork()),
                Arguments.of("an array", Fault.json(200, "[]").afterTheWork()),
                Arguments.of("null", Fault.json(200, "null").afterTheWork()),
                Arguments.of("deep nesting", Fault.json(200, "[".repeat(5_000)).afterTheWork()),
                Arguments.of(
                        "conflict",
                        Fault.error(409, "conflict", "Already there").afterTheWork()),
                Arguments.of(
                        "request time-out",
                        Fault.error(408, "timeout", "Too slow").afterTheWork()),
                Arguments.of("500", Fault.error(500, "server_error", "Sorry").afterTheWork()),
                Arguments.of("502", Fault.html(502).afterTheWork()),
                Arguments.of(
                        "503",
                        Fault.error(503, "server_is_overloaded", "Sorry")
                                .header("Retry-After", "1")
                                .afterTheWork()),
                Arguments.of("504", Fault.html(504).afterTheWork()));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job was made and its answer is lost",
            then = "the job is looked for and taken over; one request made it")
    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void aJobThatWasMadeAllTheSameIsFound(String name, Fault fault) {
        here.set("openai.response-timeout", "400ms").set("openai.deadline", "2s");
        api.next("POST", JOBS, fault);

        Result train = here.run("train");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        assertThat(api.requests())
                .hasToString("[POST /files, POST /fine_tuning/jobs, GET /fine_tuning/jobs?limit=100]");
        assertThat(here.jobId()).contains(api.onlyJob() + "\n");
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("job_id", api.onlyJob()));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The request for a job is answered with failure and made none",
            then = "one request; the next train looks first and then makes one")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {500, 503})
    void failureIsNotMetWithASecondRequest(int status) {
        api.next("POST", JOBS, Fault.error(status, "server_error", "Sorry"));

        Result first = here.run("train");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err())
                .contains("answer was lost", "run the same command again")
                .hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(api.jobIds()).isEmpty();
        assertThat(here.jobId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("state", "creating").containsEntry("job_id", null));

        int before = api.requests().size();
        Result second = here.run("train");
        assertThat(second.code()).isZero();
        assertThat(api.requests().subList(before, api.requests().size()))
                .hasToString("[GET /fine_tuning/jobs?limit=100, POST /fine_tuning/jobs]");
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job whose answer was lost is listed late",
            then = "the next train finds it; one request made it")
    @Test
    void aJobThatIsListedLateIsFoundByTheNextTrain() {
        api.next("POST", JOBS, Fault.drop().afterTheWork()).hidingJobs();

        assertThat(here.run("train").code()).isEqualTo(1);
        assertThat(here.jobId()).isEmpty();

        api.heal();
        assertThat(here.run("train").code()).isZero();
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job whose answer was lost is listed late, and train --again asks",
            then = "it is found; one request made it")
    @Test
    void aJobThatIsListedLateIsFoundByAForcedTrainToo() {
        api.next("POST", JOBS, Fault.drop().afterTheWork()).hidingJobs();
        assertThat(here.run("train").code()).isEqualTo(1);

        api.heal();
        assertThat(here.run("train", "--again").code()).isZero();
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer is lost and the list of jobs is refused with 401",
            then = "no second job; found when the key is right again")
    @Test
    void aRefusedSearchDoesNotMakeTheJobForgotten() {
        api.next("POST", JOBS, Fault.drop().afterTheWork());
        api.always("GET", JOBS, Fault.error(401, "invalid_api_key", "Incorrect API key provided."));

        Result lost = here.run("train");
        assertThat(lost.code()).isEqualTo(4);
        assertThat(lost.err()).contains("Incorrect API key");
        Result still = here.run("train");
        assertThat(still.code()).isEqualTo(4);

        api.heal();
        assertThat(here.run("train").code()).isZero();
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer is lost and the provider dropped the metadata",
            then = "found by its training file")
    @Test
    void aProviderThatKeepsNoMetadataIsSearchedByTrainingFile() {
        api.droppingMetadata().next("POST", JOBS, Fault.drop().afterTheWork());

        assertThat(here.run("train").code()).isZero();

        here.requireOneJob(api);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The request was lost and the list holds a job of somebody else",
            then = "it is not taken over")
    @Test
    void anotherJobIsNotTakenForTheLostOne() {
        String stranger = api.addJob("running");
        api.next("POST", JOBS, Fault.drop());

        assertThat(here.run("train").code()).isEqualTo(1);

        assertThat(here.jobId()).isEmpty();
        assertThat(here.run("train").code()).isZero();
        assertThat(api.jobIds()).hasSize(2).contains(stranger);
        assertThat(here.jobId()).contains(api.jobIds().get(1) + "\n");
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("job_id", api.jobIds().get(1)));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A lost job is looked at by its id before train finds it",
            then = "one row, one job")
    @Test
    void aJobLookedAtBeforeItWasFoundIsOneRow() {
        api.next("POST", JOBS, Fault.drop().afterTheWork()).hidingJobs();
        assertThat(here.run("train").code()).isEqualTo(1);
        api.heal();
        assertThat(here.run("status", api.onlyJob()).code()).isZero();

        Result train = here.run("train");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("job_id", api.onlyJob())
                        .containsEntry("model", ScriptedApi.BASE_MODEL));
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
    }

    static Stream<Arguments> lostUploads() {
        return lostAnswers()
                .filter(arguments -> List.of(
                                "connection closed",
                                "answer too late",
                                "a page of HTML",
                                "no content",
                                "an id that is none",
                                "null",
                                "503")
                        .contains(arguments.get()[0]));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer to an upload is lost",
            then = "no job of it; the next train uploads again and makes one job")
    @ParameterizedTest(name = "{0}")
    @MethodSource("lostUploads")
    void anUploadWithoutAnAnswerIsSentAgainByTheNextTrain(String name, Fault fault) {
        here.set("openai.response-timeout", "400ms");
        api.next("POST", FILES, fault);

        Result first = here.run("train");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err())
                .contains("run the same command again")
                .doesNotContain("fault of the application", "the job")
                .hasLineCount(1);
        assertThat(api.requests()).hasToString("[POST /files]");

        assertThat(here.run("train").code()).isZero();
        assertThat(api.requests()).hasToString("[POST /files, POST /files, POST /fine_tuning/jobs]");
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "train died between upload and job",
            then = "the next one uses the upload")
    @Test
    void aTrainThatDiedAfterTheUploadGoesOnWithTheJob() {
        here.withValidationFile(3);
        here.run("train");
        api.forget(api.onlyJob());
        here.execute("update training_jobs set job_id = null, state = 'uploaded', validation_file_id = null");
        int before = api.requests().size();

        assertThat(here.run("train").code()).isZero();

        assertThat(api.requests().subList(before, api.requests().size()))
                .hasToString("[POST /files, POST /fine_tuning/jobs]");
        ApiRequest upload = api.requests().get(before);
        assertThat(upload.parts().get(1).fileName()).isEqualTo("finetuning_validation.jsonl");
        assertThat(api.requests().get(before + 1).json().path("training_file").asText())
                .isEqualTo(api.fileIds().get(0));
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "train died beside the request for the job",
            then = "the next one looks for it before it asks")
    @Test
    void aTrainThatDiedBesideTheRequestForTheJobLooksFirst() {
        here.run("train");
        String job = api.onlyJob();
        here.execute("update training_jobs set job_id = null, state = 'creating'");
        int before = api.requests().size();

        assertThat(here.run("train").code()).isZero();
        assertThat(api.requests().subList(before, api.requests().size()))
                .hasToString("[GET /fine_tuning/jobs?limit=100]");
        assertThat(here.jobId()).contains(job + "\n");

        api.forget(job);
        here.execute("update training_jobs set job_id = null, state = 'creating'");
        int then = api.requests().size();
        assertThat(here.run("train").code()).isZero();
        assertThat(api.requests().subList(then, api.requests().size()))
                .hasToString("[GET /fine_tuning/jobs?limit=100, POST /fine_tuning/jobs]");
        here.requireOneJob(api);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The connection is refused",
            then = "one line; the next train goes on")
    @Test
    void aProviderThatIsNotThereIsToldAndNothingIsLost() {
        api.close();

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err()).contains("run the same command again").hasLineCount(1);
        assertThat(here.jobId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "new")
                        .containsEntry("training_file_id", null)
                        .containsEntry("job_id", null));
    }
}
