package com.developmentleads.provider.training;

import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Prompt;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Reads chat examples, one JSON object a line, and refuses what OpenAI's file checks refuse: a line that is no JSON
 * object, no {@code messages}, an unknown role, content that is missing, empty or not text, no assistant turn. Beyond
 * that it refuses what a classifier cannot learn: too few examples, one answer only, nearly as many answers as
 * examples.
 */
public final class TrainingFile {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final int SHOWN_ANSWERS = 3;
    private static final int SHOWN_CHARACTERS = 40;

    private final long maxBytes;
    private final int maxLineBytes;
    private final int minExamples;
    private final int maxExamples;
    private final int maxAnswers;

    /**
     * @param maxBytes     size of a file, in bytes
     * @param maxLineBytes size of one example, in bytes
     * @param minExamples  fewest examples to train on
     * @param maxExamples  most examples to train on
     * @param maxAnswers   most distinct answers
     */
    public TrainingFile(long maxBytes, int maxLineBytes, int minExamples, int maxExamples, int maxAnswers) {
        this.maxBytes = maxBytes;
        this.maxLineBytes = maxLineBytes;
        this.minExamples = minExamples;
        this.maxExamples = maxExamples;
        this.maxAnswers = maxAnswers;
    }

    /** Reads a file to train on. */
    public List<Example> readTraining(Path file) throws IOException, TrainingFileException {
        List<Example> examples = readValidation(file);
        if (examples.size() < minExamples) {
            throw new TrainingFileException(
                    "too_few_examples",
                    String.format(
                            Locale.ROOT,
                            "The file has %d %s, but at least %d are needed.",
                            examples.size(),
                            examples.size() == 1 ? "example" : "examples",
                            minExamples));
        }
        checkAnswers(examples);
        return examples;
    }

    /** Reads a file to measure on: the same lines, without a rule about their number or answers. */
    public List<Example> readValidation(Path file) throws IOException, TrainingFileException {
        if (Files.size(file) > maxBytes) {
            throw new TrainingFileException(
                    "file_too_large",
                    String.format(
                            Locale.ROOT,
                            "The file has %d bytes; at most %d can be trained on.",
                            Files.size(file),
                            maxBytes));
        }
        List<Example> examples = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int number = 0;
            for (byte[] line = nextLine(in, 1); line != null; line = nextLine(in, number + 1)) {
                number++;
                String text = decode(line, number);
                if (!text.isBlank()) {
                    examples.add(example(text, number));
                    if (examples.size() > maxExamples) {
                        throw new TrainingFileException(
                                "too_many_examples",
                                String.format(Locale.ROOT, "The file has more than %d examples.", maxExamples));
                    }
                }
            }
        }
        return examples;
    }

    private byte[] nextLine(InputStream in, int number) throws IOException, TrainingFileException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() >= maxLineBytes) {
                throw invalid(number, String.format(Locale.ROOT, "is longer than %d bytes", maxLineBytes));
            }
            line.write(b);
            b = in.read();
        }
        return line.toByteArray();
    }

    private static String decode(byte[] line, int number) throws TrainingFileException {
        try {
            String text = Wire.utf8(line);
            boolean byteOrderMark = number == 1 && text.startsWith("\uFEFF");
            return byteOrderMark ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid(number, "is not valid UTF-8");
        }
    }

    private static Example example(String line, int number) throws TrainingFileException {
        JsonNode messages = messages(line, number);
        StringJoiner system = new StringJoiner("\n");
        StringJoiner user = new StringJoiner("\n");
        String answer = null;
        for (JsonNode message : messages) {
            String role = message.path("role").asText("");
            if (!ROLES.contains(role)) {
                throw invalid(number, "has a message whose 'role' is not one of system, user, assistant");
            }
            String content = content(message, number);
            switch (role) {
                case "system", "developer" -> system.add(content);
                case "user" -> user.add(content);
                case "assistant" -> answer = message.path("weight").asInt(1) == 0 ? answer : content;
                default -> throw invalid(number, "uses tools or functions, which this provider does not train");
            }
        }
        if (answer == null) {
            throw invalid(number, "has no assistant message to learn from");
        }
        if (user.length() == 0 && system.length() == 0) {
            throw invalid(number, "has no system or user message to learn from");
        }
        return new Example(new Prompt(system.toString(), user.toString()), answer);
    }

    private static JsonNode messages(String line, int number) throws TrainingFileException {
        JsonNode example;
        try {
            example = Wire.parse(line);
        } catch (JsonProcessingException e) {
            throw invalid(number, "is not valid JSON: " + Wire.reason(e));
        }
        if (!example.isObject()) {
            throw invalid(number, "is not a JSON object");
        }
        JsonNode messages = example.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw invalid(number, "has no 'messages' list");
        }
        return messages;
    }

    private static String content(JsonNode message, int number) throws TrainingFileException {
        JsonNode content = message.path("content");
        if (!content.isTextual() || content.textValue().isBlank()) {
            throw invalid(number, "has a message whose 'content' is not a text");
        }
        return content.textValue().strip();
    }

    private void checkAnswers(List<Example> examples) throws TrainingFileException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        examples.forEach(example -> counts.merge(example.answer(), 1, Integer::sum));
        if (counts.size() == 1) {
            throw new TrainingFileException(
                    "one_answer_only",
                    String.format(
                            Locale.ROOT,
                            "Every example has the same answer, %s; at least two different ones are needed.",
                            shown(examples.get(0).answer())));
        }
        if (counts.size() > maxAnswers || counts.size() * 2 > examples.size()) {
            List<String> rare = counts.keySet().stream()
                    .filter(answer -> counts.get(answer) == 1)
                    .limit(SHOWN_ANSWERS)
                    .map(TrainingFile::shown)
                    .toList();
            throw new TrainingFileException(
                    "too_many_answers",
                    String.format(
                            Locale.ROOT,
                            "%d examples have %d different answers, such as %s. A classifier chooses among few answers: at "
                                    + "most %d, each given more than once.",
                            examples.size(),
                            counts.size(),
                            String.join(", ", rare.isEmpty() ? firstAnswers(counts) : rare),
                            maxAnswers));
        }
    }

    private static List<String> firstAnswers(Map<String, Integer> counts) {
        return counts.keySet().stream()
                .limit(SHOWN_ANSWERS)
                .map(TrainingFile::shown)
                .toList();
    }

    private static String shown(String answer) {
        String line = answer.replaceAll("\\s+", " ");
        return '"' + (line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…") + '"';
    }

    private static TrainingFileException invalid(int number, String what) {
        return new TrainingFileException(
                "invalid_training_file", String.format(Locale.ROOT, "Line %d %s.", number, what));
    }
}
