package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.GENERIC_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code leads evaluate}: what is asked, what it shows, and that nothing is paid for twice. */
@Timeout(60)
@LeadsTest
class EvaluateTest {

    private static final String YES = "development_opportunity";
    private static final String NO = "not_opportunity";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRAINING = "com.developmentleads:type=Training";

    private ScriptedApi api;
    private TestInstallation here;

    /** Ten examples of each label are held out. The generic model takes two renovated homes for leads. */
    @BeforeEach
    void prepare() {
        here.withValidationFile(20);
        api.answering((model, question) -> question.contains("builders welcome")
                        || question.contains("Address: 3 ")
                        || question.contains("Address: 5 ")
                ? YES
                : NO);
    }

    @Test
    void asksWhatTheFileHoldsAndShowsTheFigures() throws Exception {
        Result evaluate = here.run("--json", "evaluate");

        assertThat(evaluate.code()).as(evaluate.all()).isZero();
        List<JsonNode> asked = new ArrayList<>();
        api.requests("POST", CHAT).forEach(request -> asked.add(request.json().path("messages")));
        List<JsonNode> heldOut = new ArrayList<>();
        for (String line : TestInstallation.read(here.validationFile()).lines().toList()) {
            JsonNode turns = JSON.readTree(line).path("messages");
            heldOut.add(JSON.createArrayNode().add(turns.get(0)).add(turns.get(1)));
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(heldOut);
        assertThat(api.requests("POST", CHAT)
                        .get(0)
                        .json()
                        .path("reasoning_effort")
                        .asText())
                .as("with the options of the daily run")
                .isEqualTo("none");

        JsonNode report = JSON.readTree(evaluate.out());
        JsonNode model = report.path("models").path(0);
        assertThat(model.path("model").asText()).isEqualTo(GENERIC_MODEL);
        assertThat(model.path("correct").asInt()).isEqualTo(18);
        assertThat(model.path("accuracy_low").asDouble()).isCloseTo(0.6990, within(0.0001));
        assertThat(model.path("accuracy_high").asDouble()).isCloseTo(0.9721, within(0.0001));
        assertThat(model.path("balanced_accuracy").asDouble()).isCloseTo(0.9, within(1e-9));
        JsonNode lead = model.path("classes").path(0);
        assertThat(lead.path("label").asText()).isEqualTo(YES);
        assertThat(lead.path("precision").asDouble()).isCloseTo(10 / 12.0, within(1e-9));
        assertThat(lead.path("recall").asDouble()).isEqualTo(1);
        assertThat(lead.path("f1").asDouble()).isCloseTo(20 / 22.0, within(1e-9));
        assertThat(model.path("confusion").path(NO).path(YES).asInt()).isEqualTo(2);
        assertThat(model.path("tokens").path("input").asInt()).isEqualTo(20 * 61);
        assertThat(model.path("usd").asDouble()).isCloseTo(20 * (61 * 0.10 + 4 * 0.50) / 1e6, within(1e-9));
        assertThat(report.path("baseline").path("accuracy").asDouble()).isEqualTo(0.5);
        assertThat(report.path("note").asText()).contains("only 20 held out");

        assertThat(here.run("evaluate").out())
                .contains("18 of 20", "90.0 % (69.9 to 97.2)", "for all", "IT IS", "SAID " + NO);
        assertThat(api.count("POST", CHAT)).as("nothing is asked twice").isEqualTo(20);
        assertThat(here.run("evaluate", "--again").code()).isZero();
        assertThat(api.count("POST", CHAT)).isEqualTo(40);
    }

    @Test
    void comparesTwoModelsOnTheSameExamples() throws Exception {
        here.set("budget.unknown-price", "allow");
        api.answering((model, question) ->
                model.equals(GENERIC_MODEL) && !question.contains("renovated") || question.contains("Address: 3 ")
                        ? YES
                        : NO);
        JsonNode report = JSON.readTree(here.run("--json", "evaluate", GENERIC_MODEL, ScriptedApi.BASE_MODEL)
                .out());
        assertThat(report.path("models").path(0).path("correct").asInt()).isEqualTo(19);
        assertThat(report.path("models").path(1).path("correct").asInt()).isEqualTo(9);
        assertThat(report.path("models").path(1).path("usd").isNull()).isTrue();
        JsonNode comparison = report.path("comparisons").path(0);
        assertThat(comparison.path("only_first").asInt()).isEqualTo(10);
        assertThat(comparison.path("only_second").asInt()).isZero();
        assertThat(comparison.path("p").asDouble()).isCloseTo(2 * Math.pow(0.5, 10), within(1e-12));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The provider fails in the middle of an evaluation",
            then = "the next one asks what is not answered, and nothing else")
    @Test
    void goesOnWhereAnEarlierOneEnded() {
        here.set("classify.concurrency", "1").set("openai.retries", "0");
        api.next("POST", CHAT, Fault.none(), Fault.none(), Fault.none(), Fault.error(503, "overloaded", "Sorry"));
        assertThat(here.run("evaluate").code()).isEqualTo(1);
        assertThat(here.rows("select * from evaluation_answers where label is not null"))
                .hasSize(3);

        assertThat(here.run("evaluate").code()).isZero();
        assertThat(api.count("POST", CHAT)).isEqualTo(4 + 17);
        assertThat(here.rows("select * from evaluation_answers")).hasSize(20);
        assertThat(here.rows("select * from evaluations")).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A model answers a held-out example with a sermon",
            then = "it is corrected once, as in the daily run, and then counts as unclear")
    @Test
    void correctsOnceAndThenCountsAsUnclear() {
        here.set("classify.concurrency", "1");
        api.answering((model, question) -> "Well, it depends");
        here.run("evaluate");
        assertThat(api.count("POST", CHAT)).isEqualTo(40);
        JsonNode correction = api.requests("POST", CHAT).get(39).json().path("messages");
        assertThat(correction).hasSize(4);
        assertThat(correction.path(2).path("content").asText()).isEqualTo("Well, it depends");
        assertThat(correction.path(3).path("content").asText()).contains("none of the answers");
        assertThat(here.rows("select label, input_tokens from evaluation_answers"))
                .allSatisfy(
                        row -> assertThat(row).containsEntry("label", "unclear").containsEntry("input_tokens", 122));
    }

    @Test
    void asksNothingThatCostsMoreThanTheBudgetOrHasNoPrice() {
        here.set("budget.training-usd", "0.0001");
        Result evaluate = here.run("evaluate");
        assertThat(evaluate.code()).isEqualTo(2);
        assertThat(evaluate.err())
                .contains("more than budget.training-usd", "raise it")
                .hasLineCount(1);
        here.unset("budget.training-usd");
        assertThat(here.run("evaluate", "gpt-mystery").err()).contains("what gpt-mystery costs is not known");
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void theGenericModelWithExamplesIsAModelOfItsOwn() throws Exception {
        here.set("classify.examples", "4");
        java.nio.file.Files.createDirectories(here.data());
        Scans.execute(here.data(), Scans.FULL);
        Scans.insertAll(here.data(), "address,snippet,classification", Scans.examples(0, 60));
        Scans.insertAll(
                here.data(),
                "address,snippet,classification",
                List.of(
                        new Object[] {"4 Example Street", "Cape, sold as is, builders welcome, held out", YES},
                        new Object[] {"5 Example Street", "Cape, renovated, move in, held out", NO}));
        Result evaluate = here.run("--json", "evaluate");
        assertThat(evaluate.code()).as(evaluate.all()).isZero();
        JsonNode report = JSON.readTree(evaluate.out());
        assertThat(report.path("models").findValuesAsText("model"))
                .containsExactly(GENERIC_MODEL, GENERIC_MODEL + " + 4 examples");
        assertThat(report.path("comparisons")).hasSize(1);
        List<JsonNode> asked = new ArrayList<>();
        api.requests("POST", CHAT).forEach(request -> asked.add(request.json()));
        assertThat(asked)
                .hasSize(40)
                .allMatch(request -> request.path("model").asText().equals(GENERIC_MODEL));
        assertThat(asked.subList(20, 40))
                .allMatch(request -> request.path("messages").size() == 2 + 2 * 4)
                .as("what is held out is no example")
                .noneMatch(request -> request.toString().contains("move in, held out"));
        assertThat(here.run("evaluate", GENERIC_MODEL + " + 4 examples").out()).contains("+ 4 examples");
        assertThat(api.count("POST", CHAT)).as("nothing is asked twice").isEqualTo(40);
        Scans.insertAll(here.data(), "address,snippet,classification", List.<Object[]>of(new Object[] {
            "90 Elm St, Newton, MA", "Cape, sold as is, builders welcome", YES
        }));
        JsonNode again = JSON.readTree(here.run("--json", "evaluate").out());
        assertThat(again.path("models").path(1).path("examples").asInt()).isEqualTo(20);
        assertThat(api.count("POST", CHAT))
                .as("asked again with the new example, the model without examples is not")
                .isEqualTo(60);
        here.set("budget.training-usd", "0.0002");
        assertThat(here.run("evaluate", "--again").err())
                .as("the examples cost as much as the question each")
                .contains(GENERIC_MODEL + " + 4 examples");
    }

    @Test
    void saysThatNothingIsHeldOut() {
        TestInstallation.write(here.validationFile(), "");
        Result evaluate = here.run("evaluate");
        assertThat(evaluate.code()).isEqualTo(3);
        assertThat(evaluate.err()).contains("nothing is held out").hasLineCount(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The provider fails while a model is measured from the console",
            then = "the operation or the log says so, and the next one asks what is not answered")
    @Test
    void theConsoleBeginsOneAtATimeAndReadsHowItWent() throws Exception {
        here.set("schedule.daily", "").set("classify.concurrency", "1").set("openai.retries", "0");
        try (LeadsRuntime running = here.start(LeadsRuntime.Mode.UNATTENDED)) {
            assertThat(fromConsole("two words")).isEqualTo("Refused: that is no name of a model");
            assertThat(fromConsole("gpt-mystery")).startsWith("Refused: what gpt-mystery costs is not known");
            api.next("POST", CHAT, Fault.none(), Fault.error(503, "overloaded", "Sorry"));
            assertThat(fromConsole("")).isEqualTo("Failed: HTTP 503, Sorry");

            api.next("POST", CHAT, Fault.none().delayed(Duration.ofSeconds(4)));
            assertThat(fromConsole("")).startsWith("Begun: ");
            assertThat(fromConsole("")).isEqualTo("Refused: a model is being evaluated on this data folder");
            await().until(() -> GENERIC_MODEL.equals(training("MeasuredModel")));
            assertThat(training("MeasuredAccuracy")).isEqualTo(0.9);
            assertThat(training("Accuracy"))
                    .as("of the model in use, the generic one")
                    .isEqualTo(0.9);
            assertThat((String) training("MeasuredAt")).startsWith("20");
            await().untilAsserted(() -> assertThat(TestInstallation.read(here.log()))
                    .contains(
                            "training-evaluate-requested, HTTP 503, Sorry",
                            "Evaluation of " + GENERIC_MODEL + ": Measured: 18 of 20 right, 90.0 %; only 20 held out"));
            assertThat(fromConsole("")).startsWith("Measured: 18 of 20 right");
            assertThat(api.count("POST", CHAT)).as("nothing is asked twice").isEqualTo(21);

            TestInstallation.write(here.validationFile(), "");
            assertThat(fromConsole("")).startsWith("Refused: nothing is held out");
        } finally {
            TestInstallation.stopLogging();
        }
    }

    private static String fromConsole(String model) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(TRAINING), "evaluate", new Object[] {model}, new String[] {String.class.getName()
                });
    }

    private static Object training(String attribute) throws JMException {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(TRAINING), attribute);
    }
}
