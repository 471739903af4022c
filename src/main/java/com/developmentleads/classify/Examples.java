package com.developmentleads.classify;

import com.developmentleads.prompt.Prompt;
import com.developmentleads.provider.learner.SimilarTexts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labelled properties that are most like the one asked about, as earlier turns of the question. They are chosen on
 * this machine, by the words, pairs of words and numbers that they share, the rarer the more.
 */
public final class Examples {

    private record Labelled(String text, String label, double likeness) {}

    private final Prompt prompt;

    /** @param prompt the wording of the examples, that of the question */
    public Examples(Prompt prompt) {
        this.prompt = prompt;
    }

    /**
     * Puts examples before a question.
     *
     * @param question turns, the first user turn of which asks about a property
     * @param labelled rows of {@code property_scans} with {@code classification}; the property itself is left out
     * @param count    most examples; every label has its share while it has properties, the most like come last
     * @return the turns with two more for each example
     */
    public List<Map<String, String>> add(
            List<Map<String, String>> question, List<Map<String, Object>> labelled, int count) {
        int asks = 0;
        while (!question.get(asks).get("role").equals("user")) {
            asks++;
        }
        String asked = question.get(asks).get("content");
        Map<String, Deque<Labelled>> byLabel = new LinkedHashMap<>();
        nearest(asked, labelled)
                .forEach(example -> byLabel.computeIfAbsent(example.label, label -> new ArrayDeque<>())
                        .add(example));
        List<Labelled> chosen = choose(byLabel.values(), count);
        Collections.reverse(chosen);
        List<Map<String, String>> turns = new ArrayList<>(question.subList(0, asks));
        for (Labelled example : chosen) {
            turns.add(Map.of("role", "user", "content", example.text));
            turns.add(Map.of("role", "assistant", "content", example.label));
        }
        turns.addAll(question.subList(asks, question.size()));
        return turns;
    }

    /** Those that are not the property itself, the most like first. */
    private List<Labelled> nearest(String asked, List<Map<String, Object>> labelled) {
        List<Map<String, Object>> others = labelled.stream()
                .filter(row -> !asked.contains(String.valueOf(prompt.value("address", row.get("address")))))
                .toList();
        List<String> texts = others.stream().map(prompt::user).toList();
        double[] likeness = new SimilarTexts(texts).to(asked);
        List<Labelled> nearest = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            nearest.add(new Labelled(texts.get(i), (String) others.get(i).get("classification"), likeness[i]));
        }
        nearest.sort(Comparator.comparingDouble(Labelled::likeness).reversed());
        return nearest;
    }

    /** In turns one of each label, while there are any. */
    private static List<Labelled> choose(Collection<Deque<Labelled>> byLabel, int count) {
        List<Labelled> chosen = new ArrayList<>();
        boolean any = true;
        while (any && chosen.size() < count) {
            any = false;
            for (Deque<Labelled> label : byLabel) {
                if (!label.isEmpty() && chosen.size() < count) {
                    chosen.add(label.poll());
                    any = true;
                }
            }
        }
        chosen.sort(Comparator.comparingDouble(Labelled::likeness).reversed());
        return chosen;
    }
}
