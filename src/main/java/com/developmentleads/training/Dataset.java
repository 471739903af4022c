package com.developmentleads.training;

import com.developmentleads.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/** The prepared training file and the held-out examples beside it. */
public final class Dataset {

    private static final int BUFFER = 1 << 16;

    private final Path training;
    private final Path validation;

    /**
     * @param training   absolute path of the training file
     * @param validation absolute path of the file of held-out examples; it need not exist
     */
    public Dataset(String training, String validation) {
        this.training = Path.of(training);
        this.validation = Path.of(validation);
    }

    /**
     * @return {@code training_file} and {@code training_sha256} (hex), and the same for {@code validation}, both null
     *         when nothing was held out; {@code training_bytes} and {@code training_examples}
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
        description.put("validation_file", heldOut ? validation.toString() : null);
        description.put("validation_sha256", heldOut ? sha256(validation) : null);
        return description;
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
