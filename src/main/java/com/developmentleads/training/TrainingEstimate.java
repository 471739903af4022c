package com.developmentleads.training;

import com.developmentleads.config.ConfigurationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a prepared training file is, estimated from its first lines and its size.
 *
 * @param examples          lines
 * @param tokens            tokens, once through
 * @param tokensPerQuestion tokens of an average request that classifies one property
 */
public record TrainingEstimate(long examples, long tokens, long tokensPerQuestion) {

    /** Tokens of an answer: a label and what goes around it. */
    public static final int ANSWER_TOKENS = 8;

    private static final int LINES_COUNTED = 1000;

    /**
     * @param file the training file
     * @throws ConfigurationException when there is none, or its lines are no chat examples
     */
    public static TrainingEstimate of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            throw new ConfigurationException("there is no training file " + file, "run leads prepare first");
        }
        TokenCounter counter = new TokenCounter();
        ObjectMapper json = new ObjectMapper();
        long lines = 0;
        long countedBytes = 0;
        long tokens = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                if (lines <= LINES_COUNTED) {
                    countedBytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
                    tokens += tokens(json, counter, line);
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "line " + lines + " of " + file + " is no chat example", "run leads prepare again");
        }
        long counted = Math.min(lines, LINES_COUNTED);
        long all = lines == counted ? tokens : Math.round((double) tokens * Files.size(file) / countedBytes);
        return new TrainingEstimate(lines, all, Math.max(0, tokens / counted - ANSWER_TOKENS));
    }

    private static int tokens(ObjectMapper json, TokenCounter counter, String line) throws JsonProcessingException {
        JsonNode messages = json.readTree(line).path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException("no messages");
        }
        int tokens = 0;
        for (JsonNode message : messages) {
            tokens += counter.message(
                    message.path("role").asText(), message.path("content").asText());
        }
        return counter.example(tokens);
    }
}
