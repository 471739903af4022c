package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leads train} with a provider that answers: what is made, what is printed, and when nothing is made. */
@Timeout(40)
@LeadsTest
class TrainTest {

    private ScriptedApi api;
    private TestInstallation here;

    @Test
    void saysTheDayOfTheModelThatIsTrained() {
        here.set("models.gpt-4.1-mini-2025-04-14.shutdown-date", "2026-11-01");
        assertThat(here.run("train").out())
                .contains("  retirement         gpt-4.1-mini-2025-04-14 is retired since 2026-11-01");
    }

    @Test
    void uploadsTheFileAndMakesTheJob() throws Exception {
        Result train = here.run("train");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        String job = api.onlyJob();
        assertThat(here.jobId()).contains(job + "\n");
        assertThat(train.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "  training file      " + here.trainingFile() + " (2.5 KB)",
                        "  file id            " + api.fileIds().get(0),
                        "  job id             " + job,
                        "  model              gpt-4.1-mini-2025-04-14",
                        "  status             validating_files",
                        "  created at         2026-11-18T11:06:42Z",
                        "  estimated price    $0.02 for 468 tokens, about 8 passes",
                        "  estimated usage    $0.05 for 1,000 classifications",
                        "",
                        "Next: leads status --watch");

        assertThat(api.requests()).hasToString("[POST /files, POST /fine_tuning/jobs]");
        assertThat(api.requests().get(0).parts())
                .hasSize(2)
                .satisfiesExactly(purpose -> assertThat(purpose.text()).isEqualTo("fine-tune"), file -> {
                    assertThat(file.fileName()).isEqualTo("finetuning_data.jsonl");
                    assertThat(file.content()).isEqualTo(Files.readAllBytes(here.trainingFile()));
                });
        JsonNode body = api.requests().get(1).json();
        String submission = here.jobs().get(0).get("submission").toString();
        assertThat(body).isEqualTo(new ObjectMapper().readTree("""
                {"model": "gpt-4.1-mini-2025-04-14", "training_file": "%s", "suffix": "dev-leads-classifier",
                 "metadata": {"dataset_sha256": "%s", "submission": "%s"},
                 "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": "auto"}}}}
                """.formatted(
                                api.fileIds().get(0), sha256(here.trainingFile()), submission)));
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("job_id", job)
                        .containsEntry("state", "validating_files")
                        .containsEntry("server", api.baseUrl()));
    }

    @Test
    void uploadsTheHeldOutExamplesToo() {
        here.withValidationFile(3);

        Result train = here.run("train");

        assertThat(train.code()).isZero();
        assertThat(api.requests()).hasToString("[POST /files, POST /files, POST /fine_tuning/jobs]");
        assertThat(api.requests().get(0).parts().get(1).fileName()).isEqualTo("finetuning_data.jsonl");
        assertThat(api.requests().get(1).parts().get(1).fileName()).isEqualTo("finetuning_validation.jsonl");
        JsonNode body = api.requests().get(2).json();
        assertThat(body.path("training_file").asText()).isEqualTo(api.fileIds().get(0));
        assertThat(body.path("validation_file").asText())
                .isEqualTo(api.fileIds().get(1));
        assertThat(train.out())
                .contains(
                        "file id            " + api.fileIds().get(0),
                        "held-out file id   " + api.fileIds().get(1));
    }

    @Test
    void takesModelSuffixAndEpochsFromWhoAsks() {
        here.set("training.epochs", "4")
                .set("openai.suffix", "newton")
                .set("prices." + ScriptedApi.GENERIC_MODEL + ".training", "1");

        assertThat(here.run("train", ScriptedApi.GENERIC_MODEL).code()).isZero();

        JsonNode body = api.requests("POST", JOBS).get(0).json();
        assertThat(body.path("model").asText()).isEqualTo(ScriptedApi.GENERIC_MODEL);
        assertThat(body.path("suffix").asText()).isEqualTo("newton");
        assertThat(body.at("/method/supervised/hyperparameters/n_epochs").isInt())
                .isTrue();
        assertThat(body.at("/method/supervised/hyperparameters/n_epochs").asInt())
                .isEqualTo(4);
    }

    @Test
    void reportsAsJson() throws Exception {
        String[] command = {"--json", "train"};

        JsonNode made = new ObjectMapper().readTree(here.run(command).out());
        assertThat(made.path("job_id").asText()).isEqualTo(api.onlyJob());
        assertThat(made.path("existing").asBoolean()).isFalse();
        assertThat(made.path("training_file_id").asText())
                .isEqualTo(api.fileIds().get(0));

        Result again = here.run(command);
        JsonNode existing = new ObjectMapper().readTree(again.out());
        assertThat(again.code()).isEqualTo(3);
        assertThat(existing.path("existing").asBoolean()).isTrue();
        assertThat(existing.path("job_id").asText()).isEqualTo(api.onlyJob());
    }

    @Test
    void makesNoSecondJobWhileTheFirstIsAliveOrHasSucceeded() throws Exception {
        here.run("train");
        String job = api.onlyJob();

        api.setJob(job, "{\"status\":\"running\"}");
        Result running = here.run("train");
        assertThat(running.code()).isEqualTo(3);
        assertThat(running.err()).contains(job, "running", "--again");

        api.succeed(job);
        Files.delete(here.data().resolve("finetuning_job_id.txt"));
        Result succeeded = here.run("train");
        assertThat(succeeded.code()).isEqualTo(3);
        assertThat(succeeded.err()).contains(job, "succeeded", "--again");
        assertThat(here.jobId()).contains(job + "\n");

        assertThat(api.count("POST", FILES)).isEqualTo(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled"})
    void makesANewJobWhenTheFirstEndedBadly(String status) {
        here.run("train");
        String first = api.onlyJob();
        api.setJob(first, "{\"status\":\"" + status + "\"}");

        Result train = here.run("train");

        assertThat(train.code()).isZero();
        assertThat(api.jobIds()).hasSize(2);
        assertThat(here.jobId()).contains(api.jobIds().get(1) + "\n");
        assertThat(here.jobs()).extracting(row -> row.get("state")).containsExactly(status, "validating_files");
    }

    @Test
    void makesANewJobWhenTheProviderHasForgottenTheFirst() {
        here.run("train");
        api.forget(api.onlyJob());

        assertThat(here.run("train").code()).isZero();

        assertThat(here.jobId()).contains(api.onlyJob() + "\n");
        assertThat(here.jobs()).extracting(row -> row.get("state")).containsExactly("lost", "validating_files");
    }

    @Test
    void makesANewJobWhenForcedOrForAnotherFileOrModel() {
        here.set("prices." + ScriptedApi.GENERIC_MODEL + ".training", "1").run("train");

        assertThat(here.run("train", "--again").code()).isZero();
        assertThat(api.jobIds()).hasSize(2);
        assertThat(here.run("train", ScriptedApi.GENERIC_MODEL).code()).isZero();
        assertThat(api.jobIds()).hasSize(3);
        here.withTrainingFile(14, "Colonial");
        assertThat(here.run("train").code()).isZero();
        assertThat(api.jobIds()).hasSize(4);
        assertThat(here.jobId()).contains(api.jobIds().get(3) + "\n");
    }

    @Test
    void namesTheMissingKeyAndAsksNobody() {
        TestInstallation.write(here.keyFile(), "# none yet\n");

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err())
                .contains("OPENAI_API_KEY", "--provider embedded")
                .hasLineCount(1);
        assertThat(api.requests()).isEmpty();
        assertThat(here.data().resolve("development_leads.db")).doesNotExist();
    }

    @Test
    void startsNothingThatCostsMoreThanTheBudget() {
        here.set("budget.training-usd", "0.01");

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("budget.training-usd", "$0.02");
        assertThat(api.requests()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "A training model whose price nobody knows",
            then = "nothing is uploaded, unless budget.unknown-price allows it")
    @Test
    void startsNothingWhosePriceIsNotKnown() {
        Result train = here.run("train", "gpt-mystery");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err())
                .contains("what training gpt-mystery costs is not known", "prices.gpt-mystery.training")
                .hasLineCount(1);
        assertThat(api.requests()).isEmpty();

        here.set("budget.unknown-price", "allow").run("train", "gpt-mystery");
        assertThat(api.requests()).isNotEmpty();
    }

    @Test
    void needsATrainingFile() throws Exception {
        Files.delete(here.trainingFile());

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("leads prepare");
        assertThat(api.requests()).isEmpty();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
