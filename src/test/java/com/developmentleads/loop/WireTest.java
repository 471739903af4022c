package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static com.developmentleads.testing.ScriptedApi.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire and what does not: headers, the key, and what a provider's answer must not change. */
@Timeout(60)
@LeadsTest
class WireTest {

    private static final String[] READING = {"accept-encoding", "authorization", "connection", "host", "user-agent"};
    private static final String[] SENDING = {
        "accept-encoding", "authorization", "connection", "content-length", "content-type", "host", "user-agent"
    };

    private ScriptedApi api;
    private TestInstallation here;

    @BeforeEach
    void prepare() {
        here.withValidationFile(3);
        api.answeringRight();
    }

    @Test
    void eachRequestCarriesItsHeadersAndNoOthers() {
        goThroughEverything();

        assertExactHeaders();
        assertThat(api.requests("POST", FILES)).hasSize(2);
        // The smoke test, and three held-out examples for the new model and the one in use.
        assertThat(api.requests("POST", CHAT)).hasSize(7);
        assertThat(api.requests("GET", "/models")).hasSize(1);
        assertThat(api.requests().stream()
                        .filter(request -> request.query() != null)
                        .map(request -> request.path().replaceAll("ftjob-\\d+", "ID") + "?" + request.query())
                        .distinct())
                .containsExactly(JOBS + "/ID/events?limit=5", JOBS + "?limit=100");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Answers with headers that steer Camel, mail and HTTP",
            then = "they change nothing")
    @Test
    void nothingThatAProviderSendsAlongChangesWhatIsDone() {
        try (ScriptedApi evil = ScriptedApi.start()) {
            String[] hostile = {
                "To: evil@example.org",
                "Bcc: evil@example.org",
                "Subject: pwned",
                "From: evil@example.org",
                "Authorization: Bearer evil",
                "api-key: evil",
                "Cookie: a=b",
                "Set-Cookie: session=evil; Path=/",
                "CamelHttpUri: " + evil.baseUrl(),
                "CamelHttpPath: /evil",
                "CamelHttpQuery: evil=1",
                "CamelHttpMethod: DELETE",
                "CamelSqlQuery: delete from training_jobs",
                "camelsqlquery: delete from spend",
                "CamelSqlRetrieveGeneratedKeys: true",
                "CamelBeanMethodName: read",
                "CamelFileName: ../evil",
                "CamelRedeliveryCounter: 99",
                "CamelRedeliveryDelay: 3600000",
                "CamelSplitIndex: 7",
                "mail.smtp.host: evil.example.org",
                "job_id: ftjob-evil",
                "state: succeeded",
                "submission: evil",
                "Expect: 100-continue",
                "Proxy-Authorization: evil",
                "X-Long: " + "a".repeat(6_000)
            };
            for (String header : hostile) {
                int colon = header.indexOf(": ");
                api.withResponseHeader(header.substring(0, colon), header.substring(colon + 2));
            }
            // The handled exception keeps the headers of a refusal.
            api.next("POST", JOBS, Fault.error(429, "rate_limit_exceeded", "Slow down"));

            String model = goThroughEverything();

            assertThat(evil.requests()).isEmpty();
            assertExactHeaders();
            assertThat(api.requests()).noneMatch(request -> request.toString().contains("evil"));
            assertThat(here.jobId()).contains(api.onlyJob() + "\n");
            assertThat(here.modelId()).contains(model + "\n");
            assertThat(here.jobs())
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("job_id", api.onlyJob())
                            .containsEntry("state", "succeeded"));
            assertThat(here.rows("select * from spend")).hasSize(7);
        }
    }

    /** Train, status and its list, doctor; returns the model. */
    private String goThroughEverything() {
        assertThat(here.run("train").code()).isZero();
        assertThat(here.run("status").code()).isZero();
        String model = api.succeed(api.onlyJob());
        assertThat(here.run("status").code()).isZero();
        assertThat(here.run("status", "--list").code()).isZero();
        assertThat(here.run("doctor").out()).contains("generic model");
        return model;
    }

    private void assertExactHeaders() {
        for (ApiRequest request : api.requests()) {
            if (request.method().equals("GET")) {
                assertThat(request.headerNames()).as(request.toString()).containsExactly(READING);
                assertThat(request.body()).as(request.toString()).isEmpty();
            } else {
                assertThat(request.headerNames()).as(request.toString()).containsExactly(SENDING);
                assertThat(request.header("content-type"))
                        .as(request.toString())
                        .matches(
                                request.path().equals(FILES)
                                        ? "multipart/form-data; boundary=[A-Za-z0-9_-]{10,70}"
                                        : "application/json(; charset=UTF-8)?");
            }
            assertThat(request.header("authorization")).isEqualTo("Bearer " + KEY);
            assertThat(request.header("host")).isEqualTo("127.0.0.1:" + api.port());
        }
    }

    @Test
    void anotherHeaderCarriesTheBareKey() {
        here.set("openai.auth-header", "api-key");

        here.run("status", "ftjob-1");

        assertThat(api.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("api-key")).isEqualTo(KEY);
            assertThat(request.headerNames()).doesNotContain("authorization");
        });
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Redirected to another host",
            then = "not followed; the other host is not asked")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (ScriptedApi elsewhere = ScriptedApi.start()) {
            api.always("POST", FILES, Fault.redirect(status, elsewhere.baseUrl() + FILES));
            api.always("GET", JOBS, Fault.redirect(status, elsewhere.baseUrl() + JOBS));

            for (Result result : List.of(here.run("train"), here.run("status", "--list"))) {
                assertThat(result.code()).isEqualTo(1);
                assertThat(result.err())
                        .contains("HTTP " + status, "openai.base-url")
                        .hasLineCount(1);
            }
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(api.requests()).hasToString("[POST /files, GET /fine_tuning/jobs?limit=100]");
            assertThat(here.jobs())
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("training_file_id", null)
                            .containsEntry("job_id", null));
        }
    }

    @Test
    void theKeyIsNowhereButOnTheWire() {
        System.setProperty("leads.log.level", "TRACE");
        System.setProperty("leads.log.retries", "TRACE");
        List<Result> results = new ArrayList<>();
        String echo = "Incorrect API key provided: " + KEY + " (Authorization: Bearer " + KEY + ")";
        api.next("POST", FILES, Fault.error(401, "invalid_api_key", echo));
        results.add(here.run("train"));
        assertThat(TestInstallation.read(here.log())).as("the log is on").contains("TRACE");
        System.setProperty("leads.log.level", "DEBUG");
        System.setProperty("leads.log.retries", "DEBUG");
        api.next("POST", JOBS, Fault.error(500, "server_error", echo).header("x-echo", KEY));
        results.add(here.run("train"));
        results.add(here.run("train"));
        api.next("GET", JOBS + "/" + api.onlyJob(), Fault.drop(), Fault.html(200));
        results.add(here.run("status"));
        results.add(here.run("--json", "status", "--list"));
        assertThat(results).extracting(Result::code).containsExactly(4, 1, 0, 0, 0);
        results.add(here.run("doctor"));
        assertThat(results).allSatisfy(result -> assertThat(result.all()).doesNotContain(KEY));
        assertThat(here.files())
                .hasSizeGreaterThan(3)
                .allSatisfy(file -> assertThat(TestInstallation.read(file))
                        .as(file.toString())
                        .doesNotContain(KEY));
    }
}
