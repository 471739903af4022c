package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How far the model agrees with its owner is told, and so is that it is time to train again, or it is done. */
@Timeout(90)
@Tag("slow")
@LeadsTest
class RetrainTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private ScriptedApi api;
    private TestInstallation here;
    private LeadsRuntime running;

    @BeforeEach
    void prepare() {
        here.set("schedule.retry", "100ms").set("schedule.daily", "");
        assertThat(here.run("train").code()).isZero();
        api.succeed(api.onlyJob());
        assertThat(here.run("status").code()).isZero();
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-60 days')");
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
            TestInstallation.stopLogging();
        }
    }

    /** A property that its owner judged, and what the model had said of it. */
    private void judged(int number, boolean lead, boolean agreed, int daysAgo) {
        String verdict = lead ? "development_opportunity" : "not_opportunity";
        String model = lead == agreed ? "development_opportunity" : "not_opportunity";
        here.execute(
                "insert into property_scans (address, snippet, classification, label_source, property_key) values ('"
                        + number + " Example Street', 'Home " + number + (lead ? " for builders" : " renovated")
                        + "', '"
                        + verdict + "', 'human', 'key-" + number + "')");
        here.execute("insert into verdicts (property_key, source, verdict, model_label, at) values ('key-" + number
                + "', 'terminal', '" + verdict + "', '" + model
                + "', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-" + daysAgo + " days'))");
    }

    private void judged(int count, int agreed) {
        for (int i = 0; i < count; i++) {
            judged(i, i % 3 == 0, i < agreed, 0);
        }
    }

    private void run() {
        running = here.start(LeadsRuntime.Mode.UNATTENDED);
    }

    private void awaitLooks() {
        long before = looks();
        await().atMost(SOON).until(() -> looks() >= before + 4);
    }

    private long looks() {
        return running.context()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute("training-retrain")
                .getExchangesTotal();
    }

    @Test
    void agreementIsShownByWeekAndTheTimeToTrainAgainIsTold() throws Exception {
        judged(30, 20);
        judged(30, true, false, 8);

        Result status = here.run("status");

        assertThat(status.out())
                .contains(
                        "Your verdicts against the model, by week",
                        "The model agreed with 20 of your 30 verdicts of the last seven days.",
                        "Time to train again, the model agreed with 20 of your last 30 verdicts: leads prepare");
        JsonNode report =
                new ObjectMapper().readTree(here.run("--json", "status").out());
        assertThat(report.path("learning").path("new_verdicts").asInt()).isEqualTo(31);
        int verdicts = 0;
        int agreed = 0;
        int missed = 0;
        int falseLeads = 0;
        for (JsonNode week : report.path("agreement")) {
            verdicts += week.path("verdicts").asInt();
            agreed += week.path("agreed").asInt();
            missed += week.path("missed").asInt();
            falseLeads += week.path("false_leads").asInt();
        }
        assertThat(report.path("agreement").size()).isGreaterThan(1);
        assertThat(verdicts).isEqualTo(31);
        assertThat(agreed).isEqualTo(20);
        assertThat(missed + falseLeads).isEqualTo(11);
        assertThat(missed).isEqualTo(4);
        assertThat(report.path("model").path("measured").asBoolean()).isFalse();
    }

    @Test
    void fewVerdictsAreNoReason() {
        judged(49, 49);
        assertThat(here.run("status").out()).contains("49 of your 49").doesNotContain("Time to train again");
        judged(49, true, true, 0);
        assertThat(here.run("status").out()).contains("Time to train again, 50 new verdicts since the last training");
    }

    @Test
    void aRetirementThatIsNearIsAReasonUntilThereWasATraining() {
        String soon = "strftime('%Y-%m-%d', 'now', '+20 days')";
        here.execute("update tuned_models set shutdown_date = " + soon);
        assertThat(here.run("status").out()).contains("Time to train again, the model in use is retired on 20");
        here.execute("update job_events set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-5 days')");
        assertThat(here.run("status").out()).doesNotContain("Time to train again");
    }

    @Test
    void trainsByItselfOnceWhenToldTo() {
        here.set("training.retrain", "auto");
        judged(50, 50);
        run();
        await().atMost(SOON).until(() -> api.count("POST", JOBS) == 2);
        awaitLooks();
        assertThat(api.count("POST", JOBS)).as("never two at once").isEqualTo(2);
        assertThat(here.trainingFile()).content().contains("for builders");

        String second = here.jobId().orElseThrow().strip();
        api.setJob(second, "{\"status\":\"failed\"}");
        await().atMost(SOON)
                .until(() -> here.rows("select 1 from training_jobs where state = 'failed'")
                                .size()
                        == 1);
        here.execute("delete from deliveries where kind = 'retrain'");
        await().atMost(SOON)
                .until(() -> here.rows("select 1 from deliveries where kind = 'retrain'")
                                .size()
                        == 1);
        awaitLooks();
        assertThat(api.count("POST", JOBS))
                .as("never on the same examples twice")
                .isEqualTo(2);
    }

    @Test
    void trainsNothingThatCostsTooMuchOrThatNobodyAskedFor() {
        here.set("training.retrain", "auto").set("budget.training-usd", "0.001");
        judged(50, 50);
        run();
        await().atMost(SOON).until(() -> TestInstallation.read(here.log()).contains("more than budget.training-usd"));
        awaitLooks();
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(TestInstallation.read(here.log()).split("more than budget.training-usd"))
                .as("once a day")
                .hasSize(2);
    }
}
