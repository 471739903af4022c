package com.developmentleads.provider.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnerTest {

    private static final Progress SILENT = (message, metrics) -> {};
    private static final String[] NOISE = {"porch", "garage", "quiet", "street", "sunny", "school", "train", "park"};

    private static Example listing(Random random, long lot, String answer) {
        String text = "Classify this property:\nAddress: %d Oak St\nDetails: %s, %s\nLot size: %,d sqft\nIs it one?"
                .formatted(random.nextInt(900), NOISE[random.nextInt(8)], NOISE[random.nextInt(8)], lot);
        return new Example(new Prompt("You judge lots.", text), answer);
    }

    /** Lots above and below 9,000 square feet: nothing but the number tells them apart. */
    private static List<Example> lots(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean large = i % 2 == 0;
            long lot = large ? 9_800 + random.nextInt(12_000) : 2_000 + random.nextInt(6_200);
            examples.add(listing(random, lot, large ? "large" : "small"));
        }
        return examples;
    }

    private static byte[] bytes(LinearTextModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static String answer(LinearTextModel model, Prompt prompt) {
        double[] p = model.probabilities(prompt, null);
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            best = p[c] > p[best] ? c : best;
        }
        return model.labels().get(best);
    }

    @Test
    void sameExamplesAndSeedGiveTheSameBytes() throws IOException {
        byte[] first =
                bytes(new Learner().fit(lots(80, 1), List.of(), null, 9, SILENT).model());
        byte[] second =
                bytes(new Learner().fit(lots(80, 1), List.of(), null, 9, SILENT).model());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void writtenAndReadModelAnswersTheSame() throws IOException {
        LinearTextModel model =
                new Learner().fit(lots(40, 1), List.of(), null, 9, SILENT).model();
        LinearTextModel read = LinearTextModel.read(new ByteArrayInputStream(bytes(model)));
        for (Example example : lots(10, 5)) {
            assertThat(read.probabilities(example.prompt(), null))
                    .containsExactly(model.probabilities(example.prompt(), null));
        }
        byte[] broken = Arrays.copyOf(bytes(model), 100);
        assertThatThrownBy(() -> LinearTextModel.read(new ByteArrayInputStream(broken)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LinearTextModel.read(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Not a model file");
    }

    @Test
    void numbersOfASizeNeverSeenAreUnderstood() {
        LinearTextModel model =
                new Learner().fit(lots(100, 2), List.of(), null, 1, SILENT).model();
        List<Example> unseen = lots(200, 77);
        long right = unseen.stream()
                .filter(e -> answer(model, e.prompt()).equals(e.answer()))
                .count();
        assertThat(right).isGreaterThan(185);
    }

    @Test
    void wordingThatAllPromptsShareDoesNotMatter() {
        List<Prompt> prompts = lots(20, 3).stream().map(Example::prompt).toList();
        Template template = Template.of(prompts);
        assertThat(template.strip(prompts.get(0)))
                .hasSize(3)
                .noneMatch(line -> line.contains("Classify") || line.contains("Is it one"));
        assertThat(template.strip(new Prompt("", "free text"))).containsExactly("free text");
        LinearTextModel model =
                new Learner().fit(lots(60, 3), List.of(), null, 1, SILENT).model();
        Prompt whole = prompts.get(1);
        List<String> lines = whole.user().lines().toList();
        Prompt bare = new Prompt("", String.join("\n", lines.subList(1, lines.size() - 1)));
        assertThat(model.probabilities(bare, null)).containsExactly(model.probabilities(whole, null));
    }

    @Test
    void sharedBeginningAndEndOfOneLineAreFound() {
        List<Prompt> prompts = List.of(
                new Prompt("", "Review: good film Sentiment:"),
                new Prompt("", "Review: bad plot and worse acting Sentiment:"));
        assertThat(Template.of(prompts).strip(prompts.get(0))).containsExactly("good film");
        assertThat(Template.of(prompts).strip(prompts.get(1))).containsExactly("bad plot and worse acting");
    }

    @Test
    void probabilitiesAddUpAndFollowTheEvidence() {
        List<Example> examples = new ArrayList<>();
        Random random = new Random(4);
        String[] answers = {"sport", "money", "weather"};
        String[][] words = {{"goal", "match", "team"}, {"bank", "stock", "loan"}, {"rain", "storm", "sunny"}};
        for (int i = 0; i < 90; i++) {
            int c = i % 3;
            examples.add(new Example(
                    new Prompt(
                            "",
                            words[c][random.nextInt(3)] + " " + NOISE[random.nextInt(8)] + " "
                                    + NOISE[random.nextInt(8)]),
                    answers[c]));
        }
        LinearTextModel model =
                new Learner().fit(examples, List.of(), null, 1, SILENT).model();
        assertThat(model.labels()).containsExactly("money", "sport", "weather");
        double[] p = model.probabilities(new Prompt("", "the team won the match"), null);
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
        assertThat(p[1]).isGreaterThan(0.7);
        double[] unknown = model.probabilities(new Prompt("", "zzz"), null);
        assertThat(Arrays.stream(unknown).max().orElseThrow()).isLessThan(0.6);
    }

    @Test
    void stepsAreReportedAndCanEndTheTraining() {
        List<Map<String, Object>> steps = new ArrayList<>();
        new Learner().fit(lots(40, 1), lots(20, 2), null, 1, (message, metrics) -> {
            if (!metrics.isEmpty()) {
                steps.add(metrics);
            }
        });
        assertThat(steps).hasSize(6);
        assertThat(steps.get(0)).containsKeys("step", "total_steps", "strength", "folds", "valid_loss");
        assertThat(steps.get(5)).containsKeys("train_loss", "full_valid_loss", "full_valid_mean_token_accuracy");
        assertThatThrownBy(() -> new Learner().fit(lots(40, 1), List.of(), null, 1, (message, metrics) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void examplesThatDifferInNothingGiveTheSharesOfTheirAnswers() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(new Example(new Prompt("s", "the same"), i < 15 ? "often" : "seldom"));
        }
        double[] p = new Learner()
                .fit(examples, List.of(), null, 1, SILENT)
                .model()
                .probabilities(new Prompt("s", "the same"), null);
        assertThat(p[0]).isBetween(0.6, 0.8);
    }

    /** One in eight listings is wanted; a word tells most of them, and some others have it too. */
    private static List<Example> rare(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean wanted = i % 8 == 0;
            String hint = random.nextInt(10) < (wanted ? 8 : 2) ? "teardown " : "";
            String text = hint + NOISE[random.nextInt(8)] + " " + NOISE[random.nextInt(8)];
            examples.add(new Example(new Prompt("", text), wanted ? "wanted" : "other"));
        }
        return examples;
    }

    @Test
    void rareAnswerIsGivenFromALowerProbabilityOnAndTheEventsSaySo() {
        List<String> told = new ArrayList<>();
        LinearTextModel model = new Learner()
                .fit(rare(160, 1), List.of(), null, 1, (message, metrics) -> told.add(message))
                .model();
        assertThat(told)
                .filteredOn(message -> message.startsWith("Only 20 of 160 examples have the answer wanted"))
                .singleElement()
                .asString()
                .contains("instead of 0.50");
        assertThat(model.lean()[model.labels().indexOf("wanted")]).isPositive();
        Prompt hinted = new Prompt("", "teardown porch garage");
        double[] p = model.probabilities(hinted, null);
        assertThat(p[1]).as("as probable as it is").isBetween(0.15, 0.5);
        assertThat(model.labels().get(model.choice(p))).isEqualTo("wanted");
        Prompt plain = new Prompt("", "porch garage");
        assertThat(model.labels().get(model.choice(model.probabilities(plain, null))))
                .isEqualTo("other");
    }

    @Test
    void evenlyDealtAnswersHaveNoThreshold() {
        LinearTextModel model =
                new Learner().fit(lots(60, 1), List.of(), null, 1, SILENT).model();
        assertThat(model.lean()).containsExactly(0, 0);
    }

    @Test
    void linesThatOnlyConfuseAreLeftOut() {
        Random random = new Random(8);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            boolean yes = i % 2 == 0;
            String noise = random.nextInt(90) + " " + NOISE[random.nextInt(8)] + " " + NOISE[random.nextInt(8)]
                    + " lane, " + NOISE[random.nextInt(8)] + "ville";
            String word = random.nextInt(10) < 9 == yes ? "teardown" : "renovated";
            examples.add(new Example(
                    new Prompt("", "Address: " + noise + "\nDetails: " + word + " " + NOISE[random.nextInt(8)]),
                    yes ? "yes" : "no"));
        }
        List<String> told = new ArrayList<>();
        new Learner().fit(examples, List.of(), null, 1, (message, metrics) -> told.add(message));
        assertThat(told.get(0)).startsWith("Left out").endsWith("the lines address");
    }

    @Test
    void reasonsNameTheNumberOrTheWordThatDecided() {
        LinearTextModel lots =
                new Learner().fit(lots(100, 2), List.of(), null, 1, SILENT).model();
        Prompt large = lots(1, 5).get(0).prompt();
        String line = large.user()
                .lines()
                .filter(l -> l.startsWith("Lot size"))
                .findFirst()
                .orElseThrow();
        assertThat(lots.reasons(large, null, lots.labels().indexOf("large"), 5))
                .first()
                .isEqualTo(line);
        LinearTextModel words =
                new Learner().fit(rare(160, 1), List.of(), null, 1, SILENT).model();
        Prompt prompt = new Prompt("", "Sunny porch, a TEARDOWN, quiet");
        assertThat(words.reasons(prompt, null, words.labels().indexOf("wanted"), 1))
                .containsExactly("TEARDOWN");
    }

    /** Made by the version before columns and embeddings, from ten examples. */
    @Test
    void modelsMadeBeforeStillAnswer() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("first-version.model")) {
            LinearTextModel model = LinearTextModel.read(in);
            assertThat(model.labels()).containsExactly("no", "yes");
            assertThat(model.readsMeaning()).isFalse();
            assertThat(model.probabilities(new Prompt("", "teardown"), null))
                    .containsExactly(2.7215127149740006E-5, 0.9999727848728504);
        }
    }
}
