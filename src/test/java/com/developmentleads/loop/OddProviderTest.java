package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are nearly compatible, and names that lead nowhere. */
@Timeout(40)
@Tag("slow")
@LeadsTest
class OddProviderTest {

    private ScriptedApi api;
    private TestInstallation here;

    @FaultCase(
            where = Where.PROVIDER,
            fault = "The name of the provider's host is not known",
            then = "told in a line; nothing is recorded as sent")
    @Test
    void aHostThatIsNotKnown() {
        here.set("openai.base-url", "http://no-such-host.invalid/v1");

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("no-such-host.invalid", "run the same command again")
                .hasLineCount(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "new")
                        .containsEntry("training_file_id", null)
                        .containsEntry("job_id", null));
        assertThat(here.jobId()).isEmpty();
        assertThat(api.requests()).isEmpty();
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "An uploaded file could not be processed",
            then = "no job of it; the next train uploads again")
    @Test
    void aFileThatCouldNotBeProcessed() {
        api.next("POST", FILES, Fault.json(200, "{\"id\":\"file-bad\",\"object\":\"file\",\"status\":\"error\"}"));

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err()).contains("not the document that was asked for").hasLineCount(1);
        assertThat(api.requests()).hasToString("[POST /files]");
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("training_file_id", null));

        assertThat(here.run("train").code()).isZero();
        here.requireOneJob(api);
        assertThat(api.requests("POST", JOBS)
                        .get(0)
                        .json()
                        .path("training_file")
                        .asText())
                .isEqualTo(api.fileIds().get(0));
    }

    @FaultCase(where = Where.PROVIDER, fault = "An answer begins with a byte order mark", then = "read all the same")
    @Test
    void aByteOrderMark() {
        String job = api.addJob("running");
        api.next(
                "GET",
                JOBS + "/" + job,
                Fault.json(
                        200,
                        "\ufeff{\"id\":\"" + job + "\",\"object\":\"fine_tuning.job\","
                                + "\"model\":\"m\",\"status\":\"running\"}"));

        Result status = here.run("status", job);

        assertThat(status.err()).isEmpty();
        assertThat(status.code()).isZero();
        assertThat(api.count("GET", JOBS + "/" + job)).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "running"));
    }

    @FaultCase(
            where = Where.PROVIDER,
            fault = "A job was created, as its provider says, at",
            then = "no matter: the time is shown where it is one, and nothing follows from it")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-1", "4102444800", "99999999999999999", "\"yesterday\"", "null", "1.5e300"})
    void aTimeThatIsNone(String createdAt) {
        String job = api.addJob("running");
        api.setJob(job, "{\"created_at\":" + createdAt + "}");

        Result status = here.run("status", job);

        assertThat(status.err()).isEmpty();
        assertThat(status.code()).isZero();
        assertThat(api.count("GET", JOBS + "/" + job)).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "running"));
    }
}
