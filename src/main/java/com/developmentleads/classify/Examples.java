package com.developmentleads.classify;

import static java.util.stream.Collectors.joining;

import com.developmentleads.listing.ListingKey;
import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.prompt.Prompt;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.provider.learner.SimilarTexts;
import com.developmentleads.training.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The labelled properties that are most like the one asked about, as earlier turns of the question. They are chosen on
 * this machine, by the words, pairs of words and numbers that they share, the rarer the more.
 */
public final class Examples {

    /** Properties of a label; fewer teach next to nothing about it. */
    private static final int FEW = 2;

    private record Labelled(String key, String text, String label) {}

    private record Chosen(Labelled property, double likeness) {}

    /** What was made of some rows, kept as long as these stay the same. */
    private record Pool(List<Map<String, Object>> rows, List<Labelled> properties, SimilarTexts texts) {}

    private final Prompt prompt;
    private final TokenCounter tokens = new TokenCounter();
    private Pool last;

    /** @param prompt the wording of the examples, that of the question */
    public Examples(Prompt prompt) {
        this.prompt = prompt;
    }

    /**
     * Puts examples before a question.
     *
     * @param question turns, the first user turn of which asks about a property
     * @param labelled rows of {@code property_scans} with {@code classification}; of several of one property the first
     *                 counts, and the property itself is left out, however its address is spelt
     * @param count    most examples; every label has its share while it has properties, the most like come last
     * @return the turns with two more for each example
     */
    public List<Map<String, String>> add(
            List<Map<String, String>> question, List<Map<String, Object>> labelled, int count) {
        return add(question, pool(labelled), count, Set.of());
    }

    /**
     * Puts examples before the questions of an evaluation, as {@link #add(List, List, int)} does, and none that is held
     * out.
     *
     * @param heldOut {@code examples}, each with {@code messages} and {@code tokens}; {@code hidden}, the texts of
     *                properties that are never shown
     * @param model   its name says how many are shown
     * @return the examples with these messages and tokens, and {@code shown}, which tells one set of turns from another
     */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> addAll(
            Map<String, Object> heldOut, List<Map<String, Object>> labelled, String model) {
        Pool pool = pool(labelled);
        Set<String> hidden = new HashSet<>();
        ((List<String>) heldOut.get("hidden")).forEach(text -> hidden.add(key(text)));
        List<Map<String, Object>> questions = new ArrayList<>();
        for (Map<String, Object> example : (List<Map<String, Object>>) heldOut.get("examples")) {
            List<Map<String, String>> question = (List<Map<String, String>>) example.get("messages");
            List<Map<String, String>> turns = add(question, pool, ShownModel.examples(model), hidden);
            Map<String, Object> shown = new HashMap<>(example);
            shown.put("messages", turns);
            shown.put("tokens", ((Number) example.get("tokens")).intValue() + tokens(turns) - tokens(question));
            shown.put("shown", fingerprint(turns));
            questions.add(shown);
        }
        return questions;
    }

    /** What there is too little of to learn from, one line; null when there is enough of each label. */
    public String few(List<Map<String, Object>> labelled) {
        List<String> few = new ArrayList<>();
        for (String label : prompt.labels()) {
            long of = pool(labelled).properties.stream()
                    .filter(property -> property.label.equals(label))
                    .count();
            if (of < FEW) {
                few.add((of == 0 ? "none" : "only " + of) + " judged " + label);
            }
        }
        return few.isEmpty() ? null : "few examples to show: " + String.join(", ", few);
    }

    /** The choice of a model, whose reason also says what there is too few of. */
    public Map<String, Object> explain(Map<String, Object> choice, List<Map<String, Object>> labelled) {
        String few = few(labelled);
        if (few == null) {
            return choice;
        }
        Map<String, Object> explained = new HashMap<>(choice);
        explained.put("reason", choice.get("reason") + "; " + few);
        return explained;
    }

    private List<Map<String, String>> add(
            List<Map<String, String>> question, Pool pool, int count, Set<String> hidden) {
        int asks = 0;
        while (!question.get(asks).get("role").equals("user")) {
            asks++;
        }
        String asked = question.get(asks).get("content");
        Map<String, Deque<Chosen>> byLabel = new LinkedHashMap<>();
        nearest(asked, pool, hidden)
                .forEach(example -> byLabel.computeIfAbsent(example.property.label, label -> new ArrayDeque<>())
                        .add(example));
        List<Chosen> chosen = choose(byLabel.values(), count);
        Collections.reverse(chosen);
        List<Map<String, String>> turns = new ArrayList<>(question.subList(0, asks));
        for (Chosen example : chosen) {
            turns.add(Map.of("role", "user", "content", example.property.text));
            turns.add(Map.of("role", "assistant", "content", example.property.label));
        }
        turns.addAll(question.subList(asks, question.size()));
        return turns;
    }

    /** Several questions are asked at a time, and one of them makes it, which takes a second for a thousand rows. */
    private synchronized Pool pool(List<Map<String, Object>> rows) {
        if (last == null || !last.rows.equals(rows)) {
            List<Labelled> properties = properties(rows);
            last = new Pool(
                    List.copyOf(rows),
                    properties,
                    new SimilarTexts(properties.stream().map(Labelled::text).toList()));
        }
        return last;
    }

    /** As examples for training are: with an address, a text and a label that counts, each property once. */
    private List<Labelled> properties(List<Map<String, Object>> rows) {
        Map<String, Labelled> byListing = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            String listing = ListingKey.of(text(row.get("address")), text(row.get("link")));
            Optional<String> label = prompt.labels().stream()
                    .filter(known -> known.equalsIgnoreCase(
                            text(row.get("classification")).strip()))
                    .findFirst();
            if (!listing.isEmpty() && label.isPresent() && prompt.shows(text(row.get("snippet")))) {
                String asked = prompt.user(row);
                byListing.putIfAbsent(listing, new Labelled(key(asked), asked, label.get()));
            }
        }
        return List.copyOf(byListing.values());
    }

    /** By which two texts are known to be about one property; the text itself where it names no address. */
    private String key(String text) {
        String key = prompt.read("address", text).map(PropertyKey::of).orElse("");
        return key.isEmpty() ? text : key;
    }

    /** Those that may be shown, the most like first. */
    private List<Chosen> nearest(String asked, Pool pool, Set<String> hidden) {
        String own = key(asked);
        double[] likeness = pool.texts.to(asked);
        List<Chosen> nearest = new ArrayList<>();
        for (int i = 0; i < likeness.length; i++) {
            Labelled property = pool.properties.get(i);
            if (!property.key.equals(own) && !hidden.contains(property.key)) {
                nearest.add(new Chosen(property, likeness[i]));
            }
        }
        nearest.sort(Comparator.comparingDouble(Chosen::likeness).reversed());
        return nearest;
    }

    /** In turns one of each label, while there are any. */
    private static List<Chosen> choose(Collection<Deque<Chosen>> byLabel, int count) {
        List<Chosen> chosen = new ArrayList<>();
        boolean any = true;
        while (any && chosen.size() < count) {
            any = false;
            for (Deque<Chosen> label : byLabel) {
                if (!label.isEmpty() && chosen.size() < count) {
                    chosen.add(label.poll());
                    any = true;
                }
            }
        }
        chosen.sort(Comparator.comparingDouble(Chosen::likeness).reversed());
        return chosen;
    }

    private static String fingerprint(List<Map<String, String>> turns) {
        String all = turns.stream()
                .map(turn -> turn.get("role") + '\n' + turn.get("content"))
                .collect(joining("\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private int tokens(List<Map<String, String>> turns) {
        return turns.stream()
                .mapToInt(turn -> tokens.message(turn.get("role"), turn.get("content")))
                .sum();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
