package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that accepts a file and needs a while to process it, or cannot. */
@Timeout(60)
class FileNotReadyTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final ScriptedApi api = ScriptedApi.start();
    private TestInstallation here;

    @BeforeEach
    void prepare() {
        here = new TestInstallation(folder, api.baseUrl()).withTrainingFile().set("training.file-interval", "30ms");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "Files are ready 2 s after their upload, and its answer says of them",
            then = "one upload a file, one job of them, made when they are ready")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"pending", "uploaded", "processed", "analysing"})
    void aFileThatIsReadyLaterTrainsWithOneUpload(String status) {
        here.withValidationFile(3);
        api.processingFilesFor(Duration.ofSeconds(2), status);

        Result train = here.run("train");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        here.requireOneJob(api);
        assertThat(api.count("POST", FILES)).isEqualTo(2);
        assertThat(api.job(api.onlyJob()).path("training_file").asText())
                .isEqualTo(api.fileIds().get(0));
        assertThat(api.count("GET", FILES + "/" + api.fileIds().get(0))).isGreaterThan(10);
        assertThat(api.count("POST", JOBS)).isLessThanOrEqualTo(2);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A job is refused, since its file",
            then = "waited for; the same file makes the job")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "is not ready.",
                "is not ready yet, try again later",
                "isn't ready to be used for fine-tuning",
                "is still being processed and is not ready to be used for fine-tuning.",
                "is still processing",
                "is in status 'pending'",
                "has status: uploaded",
                "has not been processed",
                "has not yet finished processing",
                "must be processed before it is used",
                "cannot be used in state `running`"
            })
    void aRefusalThatPassesIsNotTakenAsFinal(String words) {
        api.processingFilesFor(Duration.ofMillis(300), "processed").sayingOfFiles(words);

        Result train = here.run("train");

        assertThat(train.err()).isEmpty();
        assertThat(train.code()).isZero();
        here.requireOneJob(api);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A job is refused for good, since its file",
            then = "asked once, refused")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "is not a valid JSONL file",
                "could not be processed: line 7 has no messages",
                "has 9 examples; at least 10 are needed",
                "was processed and is not usable"
            })
    void aRefusalOfTheFileItselfIsFinal(String words) {
        api.processingFilesFor(FOR_EVER, "processed").sayingOfFiles(words);

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err()).contains(words).hasLineCount(1);
        assertThat(api.requests()).hasToString("[POST /files, POST /fine_tuning/jobs]");
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "refused"));
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A file is not ready within the time",
            then = "one line; the next train goes on with the same file")
    @Test
    void aFileThatTakesLongIsWaitedForByTheNextTrain() {
        here.set("training.file-timeout", "300ms");
        api.processingFilesFor(FOR_EVER, "processed");

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("has not processed the file " + api.fileIds().get(0), "goes on with the same file")
                .hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.run("train").code()).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "processing")
                        .containsEntry("training_file_id", api.fileIds().get(0)));

        api.ready();
        assertThat(here.run("train").code()).isZero();
        here.requireOneJob(api);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(2);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A file is refused as not ready and shown as processed, for ever",
            then = "bounded, with a pause before each request")
    @Test
    void aProviderThatContradictsItselfIsNotAskedForEver() {
        here.set("training.file-timeout", "1s");
        api.always("POST", JOBS, Fault.error(400, null, "File file-1 is not ready"));

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err()).contains("same file").hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isBetween(2, 11);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A file turns out to be unusable while it is waited for, or at its upload",
            then = "refused with the provider's words; the next train uploads again")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"pending", "processed", "error"})
    void whyAFileCouldNotBeProcessedIsShown(String status) {
        api.processingFilesFor(Duration.ofMillis(300), status.equals("error") ? "pending" : status)
                .failingFiles("Line 3:\nno assistant message");
        if (status.equals("error")) {
            api.next(
                    "POST",
                    FILES,
                    Fault.json(
                            200,
                            "{\"id\":\"file-bad\",\"object\":\"file\",\"status\":\"error\","
                                    + "\"status_details\":\"Line 3: no assistant message\"}"));
        }

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err())
                .contains("Line 3: no assistant message", "leads prepare")
                .hasLineCount(1);
        assertThat(api.jobIds()).isEmpty();
        assertThat(here.jobs()).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("state", "refused");
            assertThat(row.get("error").toString()).endsWith("Line 3: no assistant message");
        });

        api.processingFilesFor(Duration.ZERO, "processed").failingFiles(null);
        assertThat(here.run("train").code()).isZero();
        assertThat(api.count("POST", FILES)).isEqualTo(2);
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A provider takes files and shows none",
            then = "the job is asked for without a look at them")
    @Test
    void aProviderWithoutAWayToLookAtFilesTrainsAllTheSame() {
        api.processingFilesFor(Duration.ZERO, "pending");
        api.always("GET", FILES + "/file-0001", Fault.error(404, null, "Not Found"));

        assertThat(here.run("train").code()).isZero();

        here.requireOneJob(api);
        assertThat(api.count("POST", FILES)).isEqualTo(1);
    }

    @FaultCase(
            where = Where.MACHINE,
            fault = "train died while it waited for a file",
            then = "the next one waits for the same file and makes one job")
    @Test
    void aTrainThatDiedWhileItWaitedGoesOnWithTheSameFile() {
        here.set("training.file-timeout", "0s");
        api.processingFilesFor(FOR_EVER, "pending");
        assertThat(here.run("train").code()).isEqualTo(1);
        assertThat(api.requests()).hasToString("[POST /files]");

        here.unset("training.file-timeout");
        api.ready();
        assertThat(here.run("train").code()).isZero();

        assertThat(api.requests())
                .hasToString("[POST /files, GET /files/" + api.fileIds().get(0) + ", POST /fine_tuning/jobs]");
        here.requireOneJob(api);
    }
}
