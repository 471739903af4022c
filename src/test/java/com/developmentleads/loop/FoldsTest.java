package com.developmentleads.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.evaluate.Folds;
import com.developmentleads.evaluate.HeldOut;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cross-validation where too few examples of a label can be held out. */
@Timeout(60)
@LeadsTest
class FoldsTest {

    private TestInstallation here;

    /** Twenty examples of each label in all, of which two each are held out. */
    @BeforeEach
    void prepare() {
        here.withTrainingFile(36, "Ranch").withValidationFile(4);
        here.unset("openai.base-url").set("provider", "embedded");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> examples() throws Exception {
        return (List<Map<String, Object>>) new HeldOut(
                        here.trainingFile().toString(), here.validationFile().toString())
                .read()
                .get("examples");
    }

    @Test
    void asksEachExampleOnceOfAModelThatHasNotSeenIt() throws Exception {
        List<Map<String, Object>> examples = examples();
        assertThat(examples).hasSize(40);
        List<Map<String, Object>> answers = Folds.answers(5, examples);
        assertThat(answers)
                .extracting(row -> row.get("line"))
                .containsExactlyInAnyOrderElementsOf(
                        examples.stream().map(row -> row.get("line")).toList());
        assertThat(answers)
                .as("the word that decides is learned")
                .allSatisfy(row -> assertThat(row.get("label")).isEqualTo(row.get("expected")));
        assertThat(Folds.answers(5, examples)).as("the same every time").isEqualTo(answers);

        // The label of one example is turned round: a model that had seen it would know.
        Map<String, Object> turned = new java.util.HashMap<>(examples.get(0));
        turned.put("expected", examples.get(1).get("expected"));
        List<Map<String, Object>> others = new java.util.ArrayList<>(examples);
        others.set(0, turned);
        assertThat(Folds.answers(5, others))
                .filteredOn(row -> row.get("line").equals(turned.get("line")))
                .singleElement()
                .satisfies(row -> assertThat(row.get("label")).isNotEqualTo(row.get("expected")));
    }

    @Test
    void oneLabelAloneTellsNothing() throws Exception {
        List<Map<String, Object>> same = examples().stream()
                .filter(example -> example.get("expected").equals("not_opportunity"))
                .collect(Collectors.toList());
        assertThatThrownBy(() -> Folds.answers(5, same))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fewer than two labels");
    }

    @Test
    void theCommandShowsTheLearnerBesideTheGenericModelAndTheGateDecidesByIt() throws Exception {
        Result evaluate = here.run("--json", "evaluate", "--folds", "4");
        assertThat(evaluate.code()).as(evaluate.all()).isZero();
        JsonNode report = new ObjectMapper().readTree(evaluate.out());
        JsonNode learner = report.path("models").path(0);
        assertThat(learner.path("model").asText()).startsWith("local-linear-4-folds-");
        assertThat(learner.path("correct").asInt()).isEqualTo(40);
        assertThat(learner.path("measured").asBoolean()).isTrue();
        assertThat(report.path("models").path(1).path("examples").asInt()).isEqualTo(40);
        assertThat(report.path("comparisons")).hasSize(1);
        assertThat(here.rows("select kind from evaluations where model like 'local-linear%'"))
                .containsExactly(Map.of("kind", "folds"));

        assertThat(here.run("train").code()).isZero();
        Result watched = here.run("status", "--watch");
        assertThat(watched.code()).as(watched.all()).isZero();
        assertThat(here.rows("select decision, measured, reason, compared_with from tuned_models"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason").toString())
                        .startsWith("by folds 100.0 % balanced accuracy, 40 of 40 right"))
                .satisfies(row ->
                        assertThat(row).containsEntry("decision", "promoted").containsEntry("measured", 1));
    }

    @Test
    void theFactsOfTheRecordAreWorthWhatTheyDecide() throws Exception {
        FactsBench.fill(here, 120);
        FactsBench.Outcome outcome = FactsBench.evaluate(here, 3);
        assertThat(outcome.with().path("model").asText()).startsWith("local-linear-3-folds-");
        assertThat(outcome.without().path("model").asText())
                .isEqualTo(outcome.with().path("model").asText() + "-without-facts");
        assertThat(outcome.isBetter()).as("%s", outcome.report().path("models")).isTrue();
        assertThat(outcome.report().path("comparisons").path(0).path("p").asDouble())
                .isLessThan(0.05);

        String examples = TestInstallation.read(here.trainingFile());
        assertThat(examples).contains("Lot size: ", "Land value: $", "Building value: $");
        Result left = here.run("--set", "evaluate.without-facts=false", "evaluate", "--folds", "2");
        assertThat(left.out()).contains("local-linear-2-folds-").doesNotContain("without-facts");
    }

    @Test
    void isForTheProviderThatTrainsForNothing() {
        here.set("provider", "openai");
        Result elsewhere = here.run("evaluate", "--folds", "5");
        assertThat(elsewhere.code()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("--provider embedded").hasLineCount(1);
        assertThat(here.run("evaluate", "--folds", "1").err()).contains("take 2 to 20");
    }
}
