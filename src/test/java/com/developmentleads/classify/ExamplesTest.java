package com.developmentleads.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.prompt.Prompt;
import com.developmentleads.prompt.ShownModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which labelled properties a question is asked with. */
class ExamplesTest {

    private static final String YES = "development_opportunity";
    private static final String NO = "not_opportunity";

    private final List<Map<String, Object>> labelled = new ArrayList<>();
    private Prompt prompt;
    private Examples examples;

    @BeforeEach
    void label() throws IOException {
        prompt = new Prompt("routes/prompts", YES + "," + NO, 10_000);
        examples = new Examples(prompt);
        row("1 Elm St, Newton, MA", "Tired ranch, tear down and build", YES);
        row("2 Elm St, Newton, MA", "Land value alone, tear down", YES);
        row("3 Elm St, Newton, MA", "Renovated colonial with a new kitchen", NO);
        row("4 Elm St, Newton, MA", "Condo with a gym", NO);
        row("5 Elm St, Newton, MA", "Renovated cape, new kitchen, move in", NO);
        row("6 Elm St, Newton, MA", "Loft with a view", NO);
    }

    private void row(String address, String snippet, String label) {
        labelled.add(property(address, snippet, label));
    }

    private static Map<String, Object> property(String address, String snippet, String label) {
        Map<String, Object> row = new HashMap<>();
        row.put("address", address);
        row.put("snippet", snippet);
        row.put("classification", label);
        row.put("owner_note", "never sent");
        return row;
    }

    private List<Map<String, String>> asked(String address, String snippet, int count) {
        return examples.add(prompt.messages(property(address, snippet, null), null), labelled, count);
    }

    @Test
    void everyLabelHasItsShareAndTheMostAlikeComesLast() {
        List<Map<String, String>> turns =
                asked("9 Oak St, Newton, MA", "Renovated house with a new kitchen, move in", 4);
        assertThat(turns)
                .extracting(turn -> turn.get("role"))
                .containsExactly(
                        "system",
                        "user",
                        "assistant",
                        "user",
                        "assistant",
                        "user",
                        "assistant",
                        "user",
                        "assistant",
                        "user");
        assertThat(turns)
                .filteredOn(turn -> turn.get("role").equals("assistant"))
                .extracting(turn -> turn.get("content"))
                .containsExactlyInAnyOrder(YES, YES, NO, NO);
        assertThat(turns.get(7).get("content")).contains("5 Elm St", "Renovated cape");
        assertThat(turns.get(8).get("content")).isEqualTo(NO);
        assertThat(turns.get(9).get("content")).contains("9 Oak St");
        assertThat(turns.toString()).doesNotContain("never sent", "Condo", "Loft");
    }

    @Test
    void theWordingIsThatOfTheQuestion() {
        List<Map<String, String>> turns = asked("9 Oak St, Newton, MA", "tear down", 2);
        assertThat(turns.get(1).get("content"))
                .isIn(labelled.stream().map(prompt::user).toList());
    }

    @Test
    void thePropertyItselfIsNeverShown() {
        List<Map<String, String>> turns = asked("5 Elm St, Newton, MA", "Renovated cape, new kitchen, move in", 8);
        assertThat(turns).hasSize(2 + 2 * 5);
        assertThat(turns.subList(0, turns.size() - 1).toString()).doesNotContain("5 Elm St");
    }

    @Test
    void aLabelWithoutPropertiesLeavesItsShareToTheOther() {
        labelled.removeIf(row -> row.get("classification").equals(YES));
        assertThat(asked("9 Oak St, Newton, MA", "tear down", 4)).hasSize(2 + 2 * 4);
        labelled.clear();
        assertThat(asked("9 Oak St, Newton, MA", "tear down", 4)).hasSize(2);
    }

    @Test
    void aCorrectionStaysAtTheEnd() {
        List<Map<String, String>> question =
                prompt.messages(property("9 Oak St, Newton, MA", "tear down", null), "Well, it depends");
        List<Map<String, String>> turns = examples.add(question, labelled, 2);
        assertThat(turns).hasSize(4 + 4);
        assertThat(turns.subList(5, 8)).isEqualTo(question.subList(1, 4));
    }

    @Test
    void thePropertyItselfIsKnownHoweverItIsSpelt() {
        assertThat(asked("5 ELM STREET, Newton, Massachusetts", "Renovated cape", 8)
                        .toString())
                .doesNotContain("5 Elm St");
        assertThat(asked("15 Elm St, Newton, MA", "Renovated cape", 8).toString())
                .as("another number is another property")
                .contains("5 Elm St, Newton");
    }

    @Test
    void aPropertyCountsOnceAndOnlyWithAnAddressATextAndALabel() {
        labelled.clear();
        row("1 Elm St, Newton, MA", "tear down", YES);
        row("1 Elm Street, Newton, MA", "renovated", NO);
        row("", "no address", NO);
        row("2 Elm St, Newton, MA", null, NO);
        row("3 Elm St, Newton, MA", "undecided", "unclear");
        row("4 Elm St, Newton, MA", "renovated", " Not_Opportunity ");
        assertThat(asked("9 Oak St, Newton, MA", "tear down", 8))
                .filteredOn(turn -> turn.get("role").equals("assistant"))
                .extracting(turn -> turn.get("content"))
                .containsExactlyInAnyOrder(YES, NO);
    }

    private List<Map<String, Object>> evaluated(List<String> hidden) {
        List<Map<String, String>> question =
                prompt.messages(property("5 Elm St, Newton, MA", "Renovated cape", null), null);
        Map<String, Object> example = Map.of("line", "1", "messages", question, "tokens", 50, "shown", "");
        return examples.addAll(Map.of("examples", List.of(example), "hidden", hidden), labelled, "gpt + 4 examples");
    }

    @Test
    void anEvaluationShowsNothingThatIsHeldOut() {
        String another = prompt.user(property("1 Elm Street, Newton, MA", "other words than today", null));
        Map<String, Object> free = evaluated(List.of()).get(0);
        Map<String, Object> held = evaluated(List.of(another)).get(0);
        assertThat(free.get("messages").toString()).contains("1 Elm St", "2 Elm St");
        assertThat(held.get("messages").toString()).contains("2 Elm St").doesNotContain("1 Elm St");
        assertThat((Integer) held.get("tokens")).isGreaterThan(150);
        assertThat(held.get("shown")).isNotEqualTo(free.get("shown"));
        assertThat(evaluated(List.of(another)).get(0).get("shown")).isEqualTo(held.get("shown"));
    }

    @Test
    void saysOfWhichLabelThereIsTooLittle() {
        assertThat(examples.few(labelled)).isNull();
        labelled.remove(0);
        assertThat(examples.few(labelled)).isEqualTo("few examples to show: only 1 judged " + YES);
        labelled.remove(0);
        Map<String, Object> choice = examples.explain(Map.of("model", "gpt", "reason", "the generic model"), labelled);
        assertThat(choice.get("reason")).isEqualTo("the generic model; few examples to show: none judged " + YES);
    }

    @Test
    void aModelWithExamplesHasANameOfItsOwn() {
        assertThat(new ShownModel("gpt-6-luna", 8).name()).isEqualTo("gpt-6-luna + 8 examples");
        assertThat(ShownModel.of("gpt-6-luna + 8 examples")).isEqualTo(new ShownModel("gpt-6-luna", 8));
        assertThat(new ShownModel("gpt-6-luna", 0).name()).isEqualTo("gpt-6-luna");
        assertThat(ShownModel.of("ft:a:b::c")).isEqualTo(new ShownModel("ft:a:b::c", 0));
    }
}
