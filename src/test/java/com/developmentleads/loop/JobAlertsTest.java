package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.AlertLines;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failure with a fine-tuning job is alerted once, and what happened to a job can be looked up. */
@Timeout(90)
@Tag("slow")
@LeadsTest
class JobAlertsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private ScriptedApi api;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private TestInstallation here;
    private AlertLines alerts;
    private LeadsRuntime running;
    private String job;

    @BeforeEach
    void prepare() {
        mail.start();
        here.set("openai.retries", "0")
                .set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(mail.getSmtp().getPort()))
                .set("mail.security", "none")
                .set("mail.from", "Leads <leads@example.org>")
                .set("mail.to", "owner@example.org")
                .set("mail.timeout", "5s");
        alerts = new AlertLines(here);
        assertThat(here.run("train").code()).isZero();
        job = api.onlyJob();
    }

    @AfterEach
    void stop() {
        stopRunning();
        mail.stop();
    }

    private void run() {
        running = here.start(LeadsRuntime.Mode.UNATTENDED);
    }

    private void stopRunning() {
        if (running != null) {
            running.close();
            running = null;
            TestInstallation.stopLogging();
        }
    }

    private long exchanges(String route) {
        return running.context()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(route)
                .getExchangesTotal();
    }

    /** Waits for several polls, in which nothing more may be alerted. */
    private void awaitPolls() {
        long before = exchanges("training-watch");
        await().atMost(SOON).until(() -> exchanges("training-watch") >= before + 4);
    }

    private void awaitAlerts(int count) {
        await().atMost(SOON)
                .until(() -> mail.getReceivedMessages().length >= count
                        && alerts.filed().size() >= count);
        awaitPolls();
    }

    private void assertTold(String... keys) {
        assertThat(alerts.keys()).containsExactly(keys);
        assertThat(alerts.filed()).containsExactly(keys);
        assertThat(alerts.logged()).isEqualTo(keys.length);
    }

    private List<String> mailIds() throws Exception {
        List<String> ids = new ArrayList<>();
        for (MimeMessage message : Arrays.asList(mail.getReceivedMessages())) {
            ids.add(message.getMessageID());
        }
        return ids;
    }

    @Test
    void aJobThatFailedIsToldByTheMailOfItsOutcome() throws Exception {
        api.setJob(job, "{\"status\":\"failed\",\"error\":{\"code\":\"bad\",\"param\":\"f\",\"message\":\"No good\"}}");
        run();
        awaitAlerts(1);

        assertTold("job-" + job + "-failed");
        assertThat(alerts.rows().get(0).get("what"))
                .isEqualTo("the training " + job + " has failed: No good | f | bad");
        assertThat(mailIds()).containsExactly("<training-" + job + "-failed@development-leads>");
        assertThat(exchanges("alert")).as("the number that an operator watches").isEqualTo(1);
        running.context().createProducerTemplate().sendBody("direct:alert-mail", "");
        assertThat(alerts.rows().get(0).get("mailed_at")).isNotNull();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job succeeds and its model is named later, or never",
            then = "asked for until then; after training.smoke-timeout one alert")
    @Test
    void aModelThatIsNamedLateIsAcceptedAndOneThatIsNeverNamedIsTold() throws Exception {
        api.setJob(job, "{\"status\":\"succeeded\"}");
        run();
        await().atMost(SOON).until(() -> here.jobs().get(0).get("state").equals("succeeded"));
        awaitPolls();
        assertThat(alerts.keys()).isEmpty();
        assertThat(mail.getReceivedMessages()).isEmpty();

        String model = api.succeed(job);
        await().atMost(SOON).until(() -> here.modelId().isPresent());
        assertThat(here.modelId()).contains(model + "\n");

        String other = api.addJob("succeeded");
        here.run("status", other);
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-16 minutes')");
        await().atMost(SOON).until(() -> alerts.keys().contains("job-" + other + "-succeeded"));
        awaitPolls();
        assertThat(alerts.keys()).containsExactly("job-" + other + "-succeeded");
        assertThat(mailIds()).contains("<training-" + other + "-succeeded@development-leads>");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job succeeds with a model whose name is none",
            then = "one alert, told by the mail of the outcome, no model-id file")
    @Test
    void aModelWhoseNameIsNoneIsTold() throws Exception {
        api.setJob(job, "{\"status\":\"succeeded\",\"fine_tuned_model\":\"no model\\n\"}");
        run();
        awaitAlerts(1);

        assertTold("job-" + job + "-succeeded");
        assertThat(alerts.rows().get(0).get("what").toString()).contains("no usable model");
        assertThat(mailIds()).containsExactly("<training-" + job + "-succeeded@development-leads>");
        assertThat(here.modelId()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Polls fail one after the other",
            then = "one alert, and another when they begin to fail anew")
    @Test
    void pollsThatFailInARowAreToldOnceAndAgainWhenTheyBeginToFailAnew() throws Exception {
        here.set("training.alert-polls", "3");
        api.always("GET", JOBS + "/" + job, Fault.error(503, "server_is_overloaded", "Sorry"));
        run();
        awaitAlerts(1);
        stopRunning();
        run();
        awaitPolls();
        assertThat(alerts.keys()).singleElement().asString().startsWith("polls-" + job + "-20");
        assertThat(alerts.rows().get(0).get("what").toString()).contains("3 times in a row: HTTP 503, Sorry");
        assertThat(mailIds()).containsExactly("<alert-" + alerts.keys().get(0) + "@development-leads>");

        api.heal();
        await().atMost(SOON).until(() -> here.jobs().get(0).get("failed_polls").equals(0));
        here.execute("update alerts set key = key || '-before'");
        api.next(
                "GET",
                JOBS + "/" + job,
                Fault.error(503, "server_is_overloaded", "Sorry"),
                Fault.error(503, "server_is_overloaded", "Sorry"));
        awaitPolls();
        assertThat(alerts.keys()).as("two in a row are not three").hasSize(1);

        api.always("GET", JOBS + "/" + job, Fault.error(401, "invalid_api_key", "Incorrect key"));
        awaitAlerts(2);
        assertThat(alerts.keys()).hasSize(2);
        assertThat(alerts.rows().get(1).get("what").toString()).contains("HTTP 401, Incorrect key");
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job does not end",
            then = "one alert, the job is asked for until it ends")
    @Test
    void aJobThatTakesLongIsToldOnceAndAskedForAllTheSame() throws Exception {
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-25 hours')");
        run();
        awaitAlerts(1);
        assertTold("slow-" + job);
        assertThat(alerts.rows().get(0).get("what").toString()).contains("has not ended yet; it is validating_files");

        String model = api.succeed(job);
        await().atMost(SOON).until(() -> mail.getReceivedMessages().length == 2);
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(mailIds())
                .containsExactly(
                        "<alert-slow-" + job + "@development-leads>",
                        "<training-" + job + "-succeeded@development-leads>");
        assertTold("slow-" + job);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A model never answers; a job whose answer was lost is never found",
            then = "one alert each")
    @Test
    void aModelThatNeverAnswersAndAJobThatWasNeverFoundAreTold() {
        String model = api.succeed(job);
        api.always("POST", CHAT, Fault.error(404, "model_not_found", "Not yet"));
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-25 hours')");
        here.execute(
                "insert into training_jobs (submission, server, model, training_file_id, state, created_at, updated_at)"
                        + " select 'lost-one', server, model, 'file-none', 'creating', created_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now') from training_jobs");
        run();
        awaitPolls();
        assertThat(alerts.keys()).as("the submission is new").containsExactly("slow-" + job);
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-25 hours')");
        awaitAlerts(2);
        assertTold("slow-" + job, "slow-lost-one");
        assertThat(alerts.rows().get(0).get("what").toString()).contains("the model " + model, "does not answer yet");
        assertThat(alerts.rows().get(1).get("what").toString()).contains("is not to be found at the provider");
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A status that nobody knows",
            then = "one alert, the job is asked for until it ends")
    @Test
    void aStatusThatNobodyKnowsIsToldOnceAndTheHistoryOfTheJobHasIt() throws Exception {
        api.setJob(job, "{\"status\":\"resting <b>well</b>\"}");
        run();
        awaitAlerts(1);
        assertTold("status-" + job);
        assertThat(mailIds()).containsExactly("<alert-status-" + job + "@development-leads>");

        String model = api.succeed(job);
        await().atMost(SOON).until(() -> mail.getReceivedMessages().length == 2);
        awaitPolls();
        stopRunning();

        JsonNode report =
                new ObjectMapper().readTree(here.run("--json", "status").out());
        assertThat(report.path("history"))
                .extracting(event -> event.path("event").asText())
                .containsExactly(
                        "new",
                        "uploaded",
                        "creating",
                        "validating_files",
                        "resting <b>well</b>",
                        "succeeded",
                        "accepted",
                        "told");
        assertThat(report.path("history").get(6).path("detail").asText()).isEqualTo(model);
        assertThat(report.path("alerts"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.path("key").asText()).isEqualTo("status-" + job));
        assertThat(here.run("status").out())
                .contains(
                        "What was seen of it here",
                        "accepted: " + model,
                        "Last alerts",
                        "which is not known here — look at the console");
    }
}
