package com.developmentleads.evaluate;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Learner;
import com.developmentleads.provider.learner.LinearTextModel;
import com.developmentleads.provider.learner.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cross-validation with the learner of the embedded provider, which trains for nothing: one model a fold, trained on the
 * other folds, is asked the fold's questions. So every example counts where too few could be held out.
 */
public final class Folds {

    private static final long SEED = 42;
    private static final String FOLDS = "-folds-";

    /** The name under which the answers of such models stand: of so many folds of one set of examples. */
    public static String name(int folds, Map<String, Object> all) {
        return "local-linear-" + folds + FOLDS + ((String) all.get("sha256")).substring(0, 4)
                + (all.containsKey("told") ? "-without-facts" : "");
    }

    /** Whether a name is one of these. */
    static boolean isName(String model) {
        return model.contains(FOLDS);
    }

    /**
     * Trains and asks.
     *
     * @param examples of {@link HeldOut#read}
     * @return rows of {@code evaluation_answers}: {@code line}, {@code expected}, {@code label} and {@code confidence}
     * @throws ConfigurationException when a label has fewer than two examples, or there is only one label
     */
    public static List<Map<String, Object>> answers(int folds, List<Map<String, Object>> examples) {
        Map<Object, Long> counts = examples.stream()
                .collect(Collectors.groupingBy(example -> example.get("expected"), Collectors.counting()));
        if (counts.size() < 2 || counts.values().stream().anyMatch(count -> count < 2)) {
            throw new ConfigurationException(
                    "the examples have fewer than two labels with two properties each, so that folds can tell nothing",
                    "judge more properties, see leads label, and prepare again");
        }
        // By label and then by chance that stays: each fold has its share of each label, the same at every call.
        List<Map<String, Object>> order = new ArrayList<>(examples);
        order.sort(Comparator.comparing(
                        (Map<String, Object> example) -> example.get("expected").toString())
                .thenComparing(example -> example.get("line").toString()));
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int asked = fold;
            List<Example> training = IntStream.range(0, order.size())
                    .filter(i -> i % folds != asked)
                    .mapToObj(i -> example(order.get(i)))
                    .toList();
            LinearTextModel model = new Learner()
                    .fit(training, List.of(), null, SEED, (message, metrics) -> {})
                    .model();
            IntStream.range(0, order.size())
                    .filter(i -> i % folds == asked)
                    .forEach(i -> answers.add(answer(model, order.get(i))));
        }
        return answers;
    }

    private static Map<String, Object> answer(LinearTextModel model, Map<String, Object> example) {
        double[] probabilities = model.probabilities(example(example).prompt(), null);
        int choice = model.choice(probabilities);
        Map<String, Object> row = new HashMap<>();
        row.put("line", example.get("line"));
        row.put("expected", example.get("expected"));
        row.put("label", model.labels().get(choice));
        row.put("confidence", probabilities[choice]);
        return row;
    }

    @SuppressWarnings("unchecked")
    private static Example example(Map<String, Object> example) {
        List<Map<String, String>> messages = (List<Map<String, String>>) example.get("messages");
        return new Example(
                new Prompt(turns(messages, "system"), turns(messages, "user")), (String) example.get("expected"));
    }

    private static String turns(List<Map<String, String>> messages, String role) {
        return messages.stream()
                .filter(message -> role.equals(message.get("role")))
                .map(message -> message.get("content"))
                .collect(Collectors.joining("\n"));
    }

    private Folds() {}
}
