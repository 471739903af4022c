package com.developmentleads.training;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.prompt.Prompt;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The prepared training file and the held-out examples beside it. */
public final class Dataset {

    private static final int BUFFER = 1 << 16;

    private final Path training;
    private final Path validation;
    private final Prompt prompt;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param training   absolute path of the training file
     * @param validation absolute path of the file of held-out examples; it need not exist
     * @param prompt     the wording of its questions
     */
    public Dataset(String training, String validation, Prompt prompt) {
        this.training = Path.of(training);
        this.validation = Path.of(validation);
        this.prompt = prompt;
    }

    /**
     * @return {@code training_file} and {@code training_sha256} (hex), and the same for {@code validation}, both null
     *         when nothing was held out; {@code training_bytes} and {@code training_examples}; {@code prompt_fields}: the names of the
     *         values that its questions tell, separated by commas
     * @throws ConfigurationException when there is no training file
     */
    public Map<String, Object> describe() throws IOException {
        if (!Files.isRegularFile(training) || Files.size(training) == 0) {
            throw new ConfigurationException("there is no training file " + training, "run leads prepare first");
        }
        boolean heldOut = Files.isRegularFile(validation);
        Map<String, Object> description = new HashMap<>();
        description.put("training_file", training.toString());
        description.put("training_sha256", sha256(training));
        description.put("training_bytes", Files.size(training));
        try (Stream<String> lines = Files.lines(training)) {
            description.put("training_examples", lines.count());
        }
        description.put("prompt_fields", String.join(",", fields()));
        description.put("validation_file", heldOut ? validation.toString() : null);
        description.put("validation_sha256", heldOut ? sha256(validation) : null);
        return description;
    }

    private Set<String> fields() throws IOException {
        Set<String> told = new LinkedHashSet<>();
        Set<String> names = prompt.names();
        try (BufferedReader lines = Files.newBufferedReader(training)) {
            for (String line = lines.readLine(); line != null && told.size() < names.size(); line = lines.readLine()) {
                for (JsonNode turn : example(line)) {
                    if (turn.path("role").asText().equals("user")) {
                        String text = turn.path("content").asText();
                        names.stream()
                                .filter(name -> !told.contains(name)
                                        && prompt.read(name, text).isPresent())
                                .forEach(told::add);
                    }
                }
            }
        }
        return told;
    }

    /** The turns of an example; none of a line that is no JSON, which the provider refuses in its own words. */
    private JsonNode example(String line) {
        try {
            return json.readTree(line).path("messages");
        } catch (JsonProcessingException e) {
            return json.createArrayNode();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[BUFFER];
            while (digesting.read(buffer) >= 0) {
                // Read for its digest alone.
            }
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
