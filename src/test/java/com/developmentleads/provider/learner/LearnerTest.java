package com.developmentleads.provider.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
}
