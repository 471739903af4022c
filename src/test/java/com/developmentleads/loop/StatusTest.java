package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leads status} with its options, for every known status and some unknown ones. */
@Timeout(40)
@Tag("slow")
@LeadsTest
class StatusTest {

    private static final Fault NOT_LOADED = Fault.error(404, "model_not_found", "The model does not exist");

    private ScriptedApi api;
    private TestInstallation here;

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job is in a status, also one that is not known here",
            then = "recorded and shown; no model is taken")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "validating_files, waiting for its turn",
        "queued,           waiting for its turn",
        "QUEUED,           waiting for its turn",
        "paused,           not known here",
        "quantum_annealing, not known here"
    })
    void showsAJobThatIsOnItsWay(String status, String words) {
        String job = api.addJob(status);
        api.addEvent(job, "Created");
        api.addEvent(job, "Then this");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .contains(
                        "job                " + job,
                        "model              gpt-4.1-mini-2025-04-14",
                        "status             " + status.toLowerCase(java.util.Locale.ROOT),
                        "created            2026-11-18T11:06:",
                        words);
        assertThat(shown.out()).containsSubsequence("Last events", "Created", "Then this");
        assertThat(here.modelId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", status.toLowerCase(java.util.Locale.ROOT)));
        assertThat(api.count("POST", CHAT)).isZero();
    }

    @Test
    void showsHowFarARunningJobIs() {
        String job = api.addJob("running");
        api.setJob(job, "{\"trained_tokens\":5678,\"estimated_finish\":1795003600}");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("trained tokens     5678", "estimated finish   2026-11-18T12:06:40Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "Succeeded"})
    void acceptsTheModelOfAJobThatSucceeded(String status) {
        String job = api.addJob("running");
        String model = api.succeed(job);
        api.setJob(job, "{\"status\":\"" + status + "\"}");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains(
                        "status             succeeded",
                        "tuned model        " + model,
                        "finished           2026-11-18T12:06:40Z",
                        "trained tokens     12345",
                        "model id file      " + here.data().resolve("finetuned_model_id.txt"));
        assertThat(here.modelId()).contains(model + "\n");
        JsonNode smoke = api.requests("POST", CHAT).get(0).json();
        assertThat(smoke.path("model").asText()).isEqualTo(model);
        assertThat(smoke.at("/messages/1/content").asText()).startsWith("Classify this property:\nAddress: ");
        assertThat(here.rows("select * from spend"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("purpose", "smoke")
                        .containsEntry("input_tokens", 61)
                        .containsEntry("output_tokens", 4));

        assertThat(here.run("status", job).code()).isZero();
        assertThat(api.count("POST", CHAT)).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The job failed",
            then = "told with its reason; the old model id stays")
    @Test
    void showsWhyAJobFailed() {
        String job = api.addJob("failed");
        api.setJob(job, """
                {"error": {"code": "invalid_training_file", "param": "training_file",
                           "message": "Line 7 has no\\nassistant message"}}""");
        TestInstallation.write(here.data().resolve("finetuned_model_id.txt"), "ft:older\n");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out())
                .contains(
                        "status             failed",
                        "Line 7 has no assistant message | training_file | invalid_training_file",
                        "leads prepare");
        assertThat(here.modelId()).contains("ft:older\n");
        assertThat(api.count("POST", JOBS)).isZero();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("state", "failed").containsEntry("accepted_at", null));
    }

    @FaultCase(where = FaultCase.Where.PROVIDER, fault = "The job was cancelled", then = "told; no model is taken")
    @Test
    void showsThatAJobWasCancelled() {
        String job = api.addJob("cancelled");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).contains("status             cancelled", "leads train");
        assertThat(here.modelId()).isEmpty();
        assertThat(api.count("POST", JOBS)).isZero();
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "cancelled"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job succeeded with a model id that is none",
            then = "nothing is written; the old model id stays")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"null", "\"\"", "\"  \"", "\"ft:a\\nft:b\"", "\"ft:a b\"", "7", "[\"ft:a\"]"})
    void writesNothingForASuccessWithoutAModel(String model) {
        String job = api.addJob("running");
        TestInstallation.write(here.data().resolve("finetuned_model_id.txt"), "ft:older\n");
        api.next("GET", JOBS + "/" + job, Fault.json(200, """
                {"id": "%s", "object": "fine_tuning.job", "model": "m", "created_at": 1, "status": "succeeded",
                 "fine_tuned_model": %s}""".formatted(job, model)));

        Result shown = here.run("status", job);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).contains("names no model", "nothing was written");
        assertThat(here.modelId()).contains("ft:older\n");
        assertThat(api.count("POST", CHAT)).isZero();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("accepted_at", null).containsEntry("fine_tuned_model", null));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job succeeds a moment before its model is named",
            then = "watched until it is named and answers")
    @Test
    void watchesAJobThatSucceededUntilItsModelIsNamed() {
        String job = api.addJob("running");
        api.setJob(job, "{\"status\":\"succeeded\"}");
        String nameless = api.job(job).toString();
        String model = api.succeed(job);
        api.next("GET", JOBS + "/" + job, Fault.json(200, nameless), Fault.json(200, nameless));

        Result watched = here.run("status", job, "--watch");

        assertThat(watched.code()).isZero();
        assertThat(watched.out())
                .containsSubsequence("waiting for the provider to name the model", "tuned model        " + model);
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(api.count("GET", JOBS + "/" + job)).isEqualTo(3);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job succeeds and its model is never named",
            then = "watched no longer than training.smoke-timeout, exit code 1")
    @Test
    void watchesAJobWhoseModelIsNeverNamedNoLongerThanConfigured() {
        String job = api.addJob("succeeded");
        here.set("training.smoke-timeout", "1s");

        Result watched = here.run("status", job, "--watch");

        assertThat(watched.code()).isEqualTo(1);
        assertThat(watched.out()).contains("names no model");
        assertThat(api.count("GET", JOBS + "/" + job)).isBetween(2, 13);
        assertThat(here.modelId()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A fresh model does not answer yet",
            then = "not taken until it answers")
    @Test
    void saysThatAFreshModelIsNotReadyYet() {
        String job = api.addJob("running");
        String model = api.succeed(job);
        api.next("POST", CHAT, NOT_LOADED);

        Result early = here.run("status", job);

        assertThat(early.code()).isZero();
        assertThat(early.out()).contains("not ready yet", model);
        assertThat(here.modelId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("state", "succeeded").containsEntry("accepted_at", null));
        assertThat(api.count("POST", CHAT)).isEqualTo(1);

        assertThat(here.run("status", job).code()).isZero();
        assertThat(here.modelId()).contains(model + "\n");
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The model-id file cannot be written",
            then = "told with exit code 2; not recorded as accepted, no temporary file left")
    @Test
    void saysWhoseFaultItIsWhenTheModelIdCannotBeWritten() throws Exception {
        String job = api.addJob("running");
        api.succeed(job);
        // A folder of that name with something in it is in the way, whoever runs the tests.
        TestInstallation.write(here.data().resolve("finetuned_model_id.txt").resolve("x"), "");

        Result shown = here.run("status", job);

        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.err())
                .contains("finetuned_model_id.txt", "cannot be written")
                .hasLineCount(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("accepted_at", null));
        try (var left = Files.list(here.data())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "An older job ends after a newer one",
            then = "the newer model stays")
    @Test
    void anOlderJobThatEndsLaterDoesNotReplaceTheModel() {
        String older = api.addJob("running");
        String newer = api.addJob("running");
        String model = api.succeed(newer);
        here.run("status", older);
        here.run("status", newer);
        api.succeed(older);

        Result shown = here.run("status", older);

        assertThat(shown.code()).isZero();
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(here.rows("select job_id from training_jobs where state = 'succeeded'"))
                .hasSize(2);
        assertThat(api.count("POST", JOBS)).isZero();
    }

    @Test
    void watchesUntilTheModelAnswers() {
        here.withTrainingFile();
        api.jobsGoThrough("validating_files", "queued", "running", "paused", "running", "succeeded");
        here.run("train");
        api.next("POST", CHAT, NOT_LOADED, NOT_LOADED);

        Result watched = here.run("status", "--watch");

        assertThat(watched.err()).isEmpty();
        assertThat(watched.code()).isZero();
        assertThat(watched.out())
                .containsSubsequence(
                        "queued",
                        "running",
                        "paused",
                        "running",
                        "waiting for the model to answer",
                        "status             succeeded",
                        "The model answers");
        assertThat(here.modelId()).isPresent();
        assertThat(api.count("POST", CHAT)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled"})
    void watchesUntilTheJobHasEndedBadly(String end) {
        here.withTrainingFile();
        api.jobsGoThrough("queued", "running", end);
        here.run("train");

        Result watched = here.run("status", "--watch");

        assertThat(watched.code()).isEqualTo(1);
        assertThat(watched.out()).contains("status             " + end);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A finished model never answers",
            then = "watched no longer than training.smoke-timeout")
    @Test
    void watchesAModelThatNeverAnswersNoLongerThanConfigured() {
        String job = api.addJob("running");
        api.succeed(job);
        here.set("training.smoke-timeout", "1s");
        api.always("POST", CHAT, NOT_LOADED);

        Result watched = here.run("status", job, "--watch");

        assertThat(watched.code()).isZero();
        assertThat(watched.out()).contains("not ready yet");
        assertThat(here.modelId()).isEmpty();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("state", "succeeded").containsEntry("accepted_at", null));
        assertThat(api.count("POST", CHAT)).isBetween(2, 13);
    }

    @Test
    void listsAllJobsPageByPage() throws Exception {
        here.set("openai.page-size", "3");
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.add(0, api.addJob("running"));
        }

        Result listed = here.run("status", "--list");

        assertThat(listed.code()).isZero();
        assertThat(listed.out()
                        .lines()
                        .filter(line -> line.contains("ftjob-"))
                        .map(line -> line.strip().split(" ")[0]))
                .containsExactlyElementsOf(jobs);
        assertThat(listed.out()).contains("8 jobs");
        assertThat(api.requests("GET", JOBS))
                .extracting(ApiRequest::query)
                .containsExactly("limit=3", "limit=3&after=" + jobs.get(2), "limit=3&after=" + jobs.get(5));
        JsonNode report = new ObjectMapper()
                .readTree(here.run("--json", "status", "--list").out());
        assertThat(report).extracting(job -> job.path("id").asText()).containsExactlyElementsOf(jobs);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The list of jobs repeats its first page",
            then = "ends; each job once")
    @Test
    void listsEachJobOnceOfAProviderThatRepeatsItsFirstPage() {
        here.set("openai.page-size", "2");
        api.ignoringAfter();
        api.addJob("queued");
        String second = api.addJob("queued");
        String third = api.addJob("queued");

        Result listed = here.run("status", "--list");

        assertThat(listed.code()).isZero();
        assertThat(listed.out()
                        .lines()
                        .filter(line -> line.contains("ftjob-"))
                        .map(line -> line.strip().split(" ")[0]))
                .containsExactly(third, second);
        assertThat(api.count("GET", JOBS)).isEqualTo(2);
        assertThat(here.jobs()).isEmpty();
    }

    @Test
    void listsNoJobs() {
        Result listed = here.run("status", "--list");

        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("0 jobs");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "404 for a job that was never made here",
            then = "exit code 4; nothing is recorded")
    @Test
    void doesNotKnowAJobThatTheProviderDoesNotKnow() {
        Result shown = here.run("status", "ftjob-unknown");

        assertThat(shown.code()).isEqualTo(4);
        assertThat(shown.err()).contains("ftjob-unknown", "leads status --list").hasLineCount(1);
        assertThat(here.jobs()).isEmpty();
        assertThat(api.count("POST", JOBS)).isZero();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "404 for a job that was made here, and it is not listed",
            then = "recorded as lost; none is made by itself")
    @Test
    void saysThatAJobWasLost() {
        here.withTrainingFile();
        here.run("train");
        String job = api.onlyJob();
        api.forget(job);

        Result shown = here.run("status");

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).contains("status             lost", "does not know this job any more", "leads train");
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "lost"));
    }

    @FaultCase(where = FaultCase.Where.PROVIDER, fault = "404 for a job that is still listed", then = "not lost")
    @Test
    void aJobThatIsListedIsNotLostThoughItIsNotFound() {
        here.withTrainingFile();
        here.run("train");
        String job = api.onlyJob();
        api.next("GET", JOBS + "/" + job, Fault.html(404));

        Result shown = here.run("status");

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("status             validating_files");
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
        assertThat(here.run("status").out()).contains("status             validating_files");
    }

    @FaultCase(where = FaultCase.Where.PROVIDER, fault = "404 for the events of a job", then = "shown without them")
    @Test
    void aProviderWithoutEventsIsNoFailure() {
        String job = api.addJob("running");
        api.always("GET", JOBS + "/" + job + "/events", Fault.error(404, null, "Not Found"));

        Result shown = here.run("status", job);

        assertThat(shown.code()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out()).contains("status             running").doesNotContain("Last events");
        assertThat(api.count("GET", JOBS + "/" + job + "/events")).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "running"));
    }

    @Test
    void findsTheLastJobWithoutItsFile() throws Exception {
        here.withTrainingFile();
        here.run("train");
        Files.delete(here.data().resolve("finetuning_job_id.txt"));

        assertThat(here.run("status").out()).contains("job                " + api.onlyJob());
    }

    @Test
    void asksNobodyAboutAJobThatHasEnded() {
        here.withTrainingFile();
        here.run("train");
        String model = api.succeed(api.onlyJob());
        Result accepted = here.run("status");
        int asked = api.requests().size();
        TestInstallation.write(here.keyFile(), "");

        Result shown = here.run("status");

        assertThat(accepted.out()).contains("The model answers");
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("status             succeeded", "tuned model        " + model, "The model answers")
                .contains("What was seen of it here", "model in use       " + model);
        assertThat(api.requests()).hasSize(asked);
    }

    @Test
    void saysThatThereIsNoJobYet() {
        Result shown = here.run("status");

        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.err())
                .contains("no fine-tuning job was made here yet", "leads train")
                .hasLineCount(1);
        assertThat(api.requests()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "A job id that is a path or an expression",
            then = "refused; nobody is asked")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"../files", "ftjob?x=1", "${env:HOME}", "{{sys:user.home}}", "a b"})
    void takesNoPathForAnId(String id) {
        Result shown = here.run("status", id);

        assertThat(shown.code()).isEqualTo(2);
        assertThat(api.requests()).isEmpty();

        TestInstallation.write(here.data().resolve("finetuning_job_id.txt"), id + "\n");
        assertThat(here.run("status").code()).isEqualTo(2);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void reportsAsJson() throws Exception {
        String job = api.addJob("running");
        String model = api.succeed(job);

        JsonNode report =
                new ObjectMapper().readTree(here.run("--json", "status", job).out());

        assertThat(report.path("job_id").asText()).isEqualTo(job);
        assertThat(report.path("state").asText()).isEqualTo("succeeded");
        assertThat(report.path("fine_tuned_model").asText()).isEqualTo(model);
        assertThat(report.path("accepted").asBoolean()).isTrue();
    }
}
