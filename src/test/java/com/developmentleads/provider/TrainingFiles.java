package com.developmentleads.provider;

import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up training files about made-up properties. */
public final class TrainingFiles {

    public static final String SYSTEM =
            "You judge properties. Answer with exactly one of: development_opportunity, " + "not_opportunity.";

    private static final List<String> FOR = List.of(
            "teardown",
            "builder",
            "as is",
            "large lot",
            "contractor special",
            "subdividable",
            "needs everything",
            "bring your builder",
            "zoned for two families");
    private static final List<String> AGAINST = List.of(
            "renovated",
            "condo",
            "turnkey",
            "new kitchen",
            "move in",
            "concierge",
            "gym",
            "granite counters",
            "enjoy the view");
    private static final List<String> EITHER = List.of(
            "near the park",
            "quiet street",
            "good schools",
            "garage",
            "three bedrooms",
            "close to transit",
            "open house on Sunday",
            "sunny",
            "hardwood floors");

    private TrainingFiles() {}

    /** Writes {@code count} examples, half of each class, and gives the file back. */
    public static Path write(Path file, int count) throws IOException {
        ObjectMapper mapper = Wire.mapper();
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean opportunity = i % 2 == 0;
            List<String> words = opportunity ? FOR : AGAINST;
            String text = "%s, %s, %s and %s"
                    .formatted(pick(words, random), pick(EITHER, random), pick(words, random), pick(EITHER, random));
            lines.add(mapper.writeValueAsString(Map.of(
                    "messages",
                    List.of(
                            Map.of("role", "system", "content", SYSTEM),
                            Map.of("role", "user", "content", user(text)),
                            Map.of(
                                    "role",
                                    "assistant",
                                    "content",
                                    opportunity ? "development_opportunity" : "not_opportunity")))));
        }
        Files.write(file, lines);
        return file;
    }

    /** The user text for a description. */
    public static String user(String text) {
        return "Classify this property:\nDetails: " + text + "\nIs this a development opportunity?";
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
