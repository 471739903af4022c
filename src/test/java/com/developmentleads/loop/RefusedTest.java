package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that refuses is asked once; its words, the advice and exit code 4 are the outcome. */
@Timeout(40)
@Tag("slow")
@LeadsTest
class RefusedTest {

    private ScriptedApi api;
    private TestInstallation here;

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "train is refused",
            then = "asked once, recorded as refused, exit code 4; goes on when healed")
    @ParameterizedTest(name = "{0} with {1} {2}")
    @CsvSource({
        "/files,            401, invalid_api_key,         check the key",
        "/fine_tuning/jobs, 400, model_not_available,     correct what it names",
        "/fine_tuning/jobs, 401, invalid_api_key,         check the key",
        "/fine_tuning/jobs, 403, training_not_available,  2027-01-06",
        "/fine_tuning/jobs, 404, model_not_found,         check the name of the model",
        "/fine_tuning/jobs, 422, unprocessable,           correct what it names",
        "/fine_tuning/jobs, 429, insufficient_quota,      out of quota",
        "/fine_tuning/jobs, 429, credit_balance_exhausted, out of quota"
    })
    void isAskedOnceAndQuoted(String path, int status, String code, String wayOut) {
        api.always("POST", path, Fault.error(status, code, "No, says the provider: " + code));

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err())
                .contains(
                        "No, says the provider: " + code,
                        "HTTP " + status,
                        wayOut,
                        "openai.base-url",
                        "--provider embedded")
                .hasLineCount(1);
        assertThat(api.count("POST", path)).isEqualTo(1);
        assertThat(api.jobIds()).isEmpty();
        assertThat(here.jobId()).isEmpty();
        assertThat(here.jobs()).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("state", "refused");
            assertThat(row.get("error").toString()).contains("No, says the provider: " + code);
        });

        api.heal();
        assertThat(here.run("train").code()).isZero();
        assertThat(here.jobId()).contains(api.onlyJob() + "\n");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The key was revoked while a job runs",
            then = "status says so; the job stays as it was")
    @Test
    void aKeyThatWasRevokedIsToldByStatus() {
        here.run("train");
        TestInstallation.write(here.keyFile(), "OPENAI_API_KEY=sk-revoked\n");

        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(4);
        assertThat(status.err())
                .contains("Incorrect API key provided.", "check the key")
                .hasLineCount(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A page of HTML with status 403",
            then = "asked once; its text is told, without the markup")
    @Test
    void theTextOfAPageInsteadOfARefusalIsTold() {
        api.always("POST", JOBS, Fault.html(403));

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err())
                .contains("(HTTP 403): Welcome to the hotel's network — ")
                .doesNotContain("<")
                .hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("state", "refused").containsEntry("job_id", null);
            assertThat(row).containsEntry("error", "HTTP 403, Welcome to the hotel's network");
        });
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{\"error\":\"Unknown model.\"}", "Unknown model."),
                Arguments.of("{\"message\":\"Unknown model.\",\"request_id\":\"1\"}", "Unknown model."),
                Arguments.of("{\"detail\":\"Unknown model.\"}", "Unknown model."),
                Arguments.of(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"model\"],\"msg\":\"Field required\"},"
                                + "{\"loc\":[\"body\",\"suffix\"],\"msg\":\"Too long\"}]}",
                        "body.model: Field required; body.suffix: Too long"),
                Arguments.of("{\"errors\":[{\"message\":\"No model.\"},\"No file.\"]}", "No model.; No file."),
                Arguments.of("{\"errors\":{\"model\":[\"is unknown\"]}}", "model: is unknown"),
                Arguments.of("{\"error\":{\"code\":\"bad\",\"detail\":\"Unknown model.\"}}", "Unknown model."),
                Arguments.of(
                        "{\"type\":\"about:blank\",\"title\":\"Unprocessable\",\"detail\":\"Unknown model.\"}",
                        "Unknown model."),
                Arguments.of("[{\"error\":{\"message\":\"Unknown model.\",\"code\":422}}]", "Unknown model."),
                Arguments.of("Unknown model.", "Unknown model."),
                Arguments.of("\"Unknown model.\"", "Unknown model."),
                Arguments.of("422 Unknown model.", "422 Unknown model."),
                Arguments.of("", "no reason given"),
                Arguments.of("{\"success\":false}", "no reason given"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A refusal in a form of its own",
            then = "its words are told and recorded, the status once")
    @ParameterizedTest(name = "[{0}]")
    @MethodSource("bodies")
    void theWordsOfARefusalAreFoundInWhateverFormItHas(String body, String words) {
        api.always("POST", JOBS, Fault.json(422, body));

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err()).contains("(HTTP 422): " + words + " — ").hasLineCount(1);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("error", "HTTP 422, " + words));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A refusal with control characters",
            then = "one line of plain text, in the database too")
    @Test
    void wordsThatSteerATerminalAreNotPrinted() {
        api.always("POST", FILES, Fault.error(400, "bad", "no\u001b[2J\u009b2J\r\nerror: all is well\u202e"));

        Result train = here.run("train");

        assertThat(train.err()).hasLineCount(1).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        assertThat(api.count("POST", FILES)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row.get("error").toString())
                        .contains("all is well")
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
    }
}
