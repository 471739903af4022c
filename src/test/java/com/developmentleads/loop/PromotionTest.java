package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new model answers the held-out examples before it classifies, and stays outside when it does no better. */
@Timeout(60)
@LeadsTest
class PromotionTest {

    private static final String YES = "development_opportunity";
    private static final String NO = "not_opportunity";

    private ScriptedApi api;
    private TestInstallation here;

    /** Ten examples of each label are held out. */
    @BeforeEach
    void prepare() {
        here.withValidationFile(20);
    }

    private static String truth(String question) {
        return question.contains("builders welcome") ? YES : NO;
    }

    /** Trains on another file each time, lets the job end well and looks at it; returns the model. */
    private String train(String kind) {
        here.withTrainingFile(12, kind);
        assertThat(here.run("train").code()).isZero();
        String job = here.jobId().orElseThrow().strip();
        return api.succeed(job);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model gives one answer to everything",
            then = "it is not promoted, and an alert has the numbers")
    @Test
    void aModelThatSaysNoToEverythingIsRefusedWithItsNumbers() {
        here.set("classify.examples", "4");
        api.answering((model, question) -> model.startsWith("ft:") ? NO : YES);
        String model = train("Ranch");
        Result status = here.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out())
                .contains("was not promoted", "one answer to all", "50.0 % balanced accuracy, 10 of 20 right");
        assertThat(here.modelId()).isEmpty();
        assertThat(here.rows("select * from alerts where kind = 'refused'")).isEmpty();
        try (var runtime = here.start(com.developmentleads.runtime.LeadsRuntime.Mode.COMMAND)) {
            runtime.ask("alert-detect-at-jobs", null, java.util.Map.of());
        }
        assertThat(here.rows("select * from alerts where kind = 'refused'"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.get("what").toString())
                        .contains(model, "50.0 % balanced accuracy", "10 of 20 right"));
        assertThat(here.run("models").out()).contains("refused", "gpt-6-luna");
        assertThat(here.rows("select compared_with from tuned_models"))
                .as("what the daily run uses until then")
                .singleElement()
                .satisfies(row -> assertThat(row).containsValue("gpt-6-luna + 4 examples"));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model is worse than the one in use",
            then = "the old one stays, and the owner can change that and change it back")
    @Test
    void aWorseModelDoesNotReplaceTheOneInUse() {
        api.answering((model, question) -> model.startsWith("ft:") ? truth(question) : YES);
        String good = train("Ranch");
        assertThat(here.run("status").code()).isZero();
        assertThat(here.modelId()).contains(good + "\n");

        api.answering(
                (model, question) -> model.startsWith("ft:") && !model.equals(good) && !question.contains("Address: 1 ")
                        ? YES
                        : truth(question));
        String worse = train("Colonial");
        Result status = here.run("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).contains("worse than the model in use", good + ": 100.0 %, 20 right, p = 0.0");
        assertThat(here.modelId()).contains(good + "\n");

        assertThat(here.run("models", "use", worse).code()).isZero();
        assertThat(here.modelId()).contains(worse + "\n");
        assertThat(here.run("models", "rollback").code()).isZero();
        assertThat(here.modelId()).contains(good + "\n");
        assertThat(here.run("models", "use", "generic").code()).isZero();
        assertThat(here.modelId()).isEmpty();
        assertThat(here.rows("select * from model_changes where done_at is not null"))
                .hasSize(4);
        assertThat(here.run("models", "use", "ft:nobody:knows").code()).isEqualTo(2);
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The process dies between the evaluation and the promotion",
            then = "the next one decides the same from the rows, and asks nothing twice")
    @Test
    void aDeathBetweenEvaluationAndPromotionRepeatsTheDecisionAlone() {
        api.answering((model, question) -> model.startsWith("ft:") ? truth(question) : YES);
        String model = train("Ranch");
        assertThat(here.run("status").code()).isZero();
        int asked = api.count("POST", CHAT);
        assertThat(asked).isEqualTo(1 + 20 + 20);
        // As it was after the last answer.
        here.execute("delete from tuned_models");
        here.execute("delete from model_changes");
        here.execute("update training_jobs set accepted_at = null");
        here.run("models", "use", "generic");
        here.execute("delete from model_changes");

        assertThat(here.run("status").code()).isZero();
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(api.count("POST", CHAT)).as("the smoke test alone").isEqualTo(asked + 1);
        assertThat(here.rows("select * from evaluation_answers")).hasSize(40);
    }

    @Test
    void anEvaluationThatTheBudgetForbidsIsPendingAndTheOldModelStays() {
        here.set("budget.training-usd", "0.021");
        train("Ranch");
        Result status = here.run("status");
        assertThat(status.err()).isEmpty();
        assertThat(status.out()).contains("evaluation pending");
        assertThat(here.modelId()).isEmpty();
        assertThat(api.count("POST", CHAT)).as("the smoke test alone").isEqualTo(1);
    }

    @Test
    void aModelThatCannotBeMeasuredIsTakenAndSaysSo() {
        here.withValidationFile(6);
        api.answering((model, question) -> truth(question));
        String model = train("Ranch");
        assertThat(here.run("status").out()).contains("not measured", "only 3 held out of");
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(here.run("models").out()).contains("not measured");
    }
}
