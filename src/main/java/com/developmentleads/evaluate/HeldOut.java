package com.developmentleads.evaluate;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.training.TokenCounter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The held-out examples, or all, as questions with the answer that is expected. */
public final class HeldOut {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Path> files;
    private final TokenCounter counter = new TokenCounter();

    /** @param file absolute path of the file of held-out examples; it need not exist */
    public HeldOut(String file) {
        this.files = List.of(Path.of(file));
    }

    /** The examples of two files, of which each may be missing. */
    public HeldOut(String training, String heldOut) {
        this.files = List.of(Path.of(training), Path.of(heldOut));
    }

    /**
     * Reads what is there.
     *
     * @return {@code sha256} of what was read, "none" for nothing; {@code examples}, each line once: {@code line}, its
     *         SHA-256; {@code messages}, all turns but the last; {@code expected}, the text of the last, which is the
     *         assistant's; {@code tokens} of the question; {@code lines}, their SHA-256 as a JSON array;
     *         {@code hidden}, the user turns of what is held out, which no other question may show
     * @throws ConfigurationException when a line is no chat example
     */
    public Map<String, Object> read() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Map<String, Map<String, Object>> byLine = new LinkedHashMap<>();
        for (Path file : files) {
            byte[] part = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            content.writeBytes(part);
            add(byLine, new String(part, StandardCharsets.UTF_8), file);
        }
        List<Map<String, Object>> examples = List.copyOf(byLine.values());
        Map<String, Object> heldOut = new HashMap<>();
        heldOut.put("sha256", content.size() == 0 ? "none" : sha256(content.toByteArray()));
        heldOut.put("examples", examples);
        heldOut.put("hidden", files.size() > 1 ? List.of() : questions(examples));
        heldOut.put(
                "lines",
                JSON.writeValueAsString(
                        examples.stream().map(example -> example.get("line")).toList()));
        return heldOut;
    }

    /** Reads what is held out, which is the last file, or all for folds; as {@link #read()}. @param folds 0 for none */
    public Map<String, Object> readFor(int folds) throws IOException {
        return folds > 0 ? read() : new HeldOut(files.get(files.size() - 1).toString()).read();
    }

    private static List<String> questions(List<Map<String, Object>> examples) {
        List<String> questions = new ArrayList<>();
        for (Map<String, Object> example : examples) {
            for (Object turn : (List<?>) example.get("messages")) {
                if ("user".equals(((Map<?, ?>) turn).get("role"))) {
                    questions.add((String) ((Map<?, ?>) turn).get("content"));
                }
            }
        }
        return questions;
    }

    private void add(Map<String, Map<String, Object>> examples, String text, Path from) {
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                Map<String, Object> example = example(line);
                examples.putIfAbsent((String) example.get("line"), example);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new ConfigurationException(
                        "line " + number + " of " + from + " is no chat example", "run leads prepare again");
            }
        }
    }

    private Map<String, Object> example(String line) throws JsonProcessingException {
        JsonNode turns = JSON.readTree(line).path("messages");
        int last = turns.size() - 1;
        if (last < 1
                || !turns.path(last).path("role").asText().equals("assistant")
                || !turns.path(last).path("content").isTextual()) {
            throw new IllegalArgumentException("no answer");
        }
        List<Map<String, String>> messages = new ArrayList<>(JSON.convertValue(turns, new TypeReference<>() {}));
        Map<String, String> answer = messages.remove(last);
        int tokens = 0;
        for (Map<String, String> message : messages) {
            tokens += counter.message(message.get("role"), message.get("content"));
        }
        Map<String, Object> example = new HashMap<>();
        example.put("line", sha256(line.getBytes(StandardCharsets.UTF_8)));
        example.put("messages", messages);
        example.put("shown", "");
        example.put("expected", answer.get("content").strip());
        example.put("tokens", counter.example(tokens));
        return example;
    }

    /**
     * The examples that are still to be asked, those among them that were asked with other examples before.
     *
     * @param answered rows with {@code line_sha256} and {@code shown}
     */
    public static List<Map<String, Object>> left(
            List<Map<String, Object>> examples, List<Map<String, Object>> answered) {
        Map<Object, Object> done =
                answered.stream().collect(Collectors.toMap(row -> row.get("line_sha256"), row -> row.get("shown")));
        return examples.stream()
                .filter(example -> !example.get("shown").equals(done.get(example.get("line"))))
                .toList();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
