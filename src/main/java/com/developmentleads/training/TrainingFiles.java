package com.developmentleads.training;

import com.carrotsearch.hppc.BitMixer;
import com.carrotsearch.hppc.LongIntHashMap;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.listing.ListingKey;
import com.developmentleads.prompt.Prompt;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Streams classified properties into chat examples, one JSON object a line
 * ({@code {"messages":[{"role":"system",…},{"role":"user",…},{"role":"assistant",…}]}}, UTF-8, lines end in
 * {@code \n}). Java, because a route that shapes each row is several times slower on a million of them.
 */
public final class TrainingFiles {

    private static final int BUFFER = 1 << 16;
    private static final int CONTRADICTIONS_NAMED = 5;
    private static final String UNCLEAR = "unclear";
    /** The parts that are the same in all examples, encoded once. */
    private static final SerializableString MESSAGES = new SerializedString("messages");

    private static final SerializableString ROLE = new SerializedString("role");
    private static final SerializableString CONTENT = new SerializedString("content");
    private static final SerializableString SYSTEM = new SerializedString("system");
    private static final SerializableString USER = new SerializedString("user");
    private static final SerializableString ASSISTANT = new SerializedString("assistant");
    private static final SerializableString END_OF_LINE = new SerializedString("\n");

    private final Path trainingFile;
    private final Path validationFile;
    private final Prompt prompt;
    private final List<String> labels;
    private final TokenCounter tokens;
    private final Limits limits;

    /**
     * @param trainingFile   absolute path
     * @param validationFile absolute path
     */
    public TrainingFiles(
            String trainingFile, String validationFile, Prompt prompt, TokenCounter tokens, Limits limits) {
        this.trainingFile = Path.of(trainingFile);
        this.validationFile = Path.of(validationFile);
        this.prompt = prompt;
        this.labels = prompt.labels();
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Writes both files, or the training file alone when nothing is held out.
     *
     * @param rows rows of {@code property_scans}; of several rows of one property the first one counts. Closed here.
     * @throws UnusableExamplesException for fewer examples than the least, or a single class
     */
    public PrepareReport write(Iterator<Map<String, Object>> rows) throws IOException {
        Path training = AtomicFiles.createTemporary(trainingFile);
        Path validation = AtomicFiles.createTemporary(validationFile);
        try (ReadAhead ahead = new ReadAhead(rows)) {
            Run run = new Run();
            try (JsonGenerator toTraining = generator(training);
                    JsonGenerator toValidation = generator(validation)) {
                run.read(ahead, toTraining, toValidation);
            } catch (IOException e) {
                // A disk that is full says so without a name.
                throw (IOException) new FileSystemException(trainingFile.toString(), null, e.getMessage()).initCause(e);
            }
            PrepareReport report = run.report(Files.size(training));
            requireUsable(report, run.trainingLabels);
            replace(training, validation, report.heldOut() > 0);
            return report;
        } finally {
            Files.deleteIfExists(training);
            Files.deleteIfExists(validation);
        }
    }

    /**
     * Both files change as one: whoever finds a training file finds the held-out examples of the same preparation
     * beside it, or none if there are none. A process that dies in between leaves no training file, which is said by
     * whoever needs it.
     */
    private void replace(Path training, Path validation, boolean heldOut) throws IOException {
        // A disk that is full is noticed while the earlier files are still there.
        AtomicFiles.flush(training);
        AtomicFiles.flush(validation);
        Files.deleteIfExists(trainingFile);
        if (heldOut) {
            AtomicFiles.commit(validation, validationFile);
        } else {
            Files.deleteIfExists(validationFile);
        }
        AtomicFiles.commit(training, trainingFile);
    }

    private void requireUsable(PrepareReport report, Set<Integer> trainingLabels) {
        if (report.training() < limits.minExamples()) {
            throw new UnusableExamplesException(
                    "only " + report.training() + " usable examples for training, " + limits.minExamples()
                            + " are the least — classify more properties and prepare again",
                    report);
        }
        if (trainingLabels.size() < 2) {
            throw new UnusableExamplesException(
                    "all examples for training have the label "
                            + labels.get(trainingLabels.iterator().next())
                            + ", so there is nothing to tell apart — classify some properties of another kind and prepare again",
                    report);
        }
    }

    private static JsonGenerator generator(Path file) throws IOException {
        JsonGenerator generator = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file), BUFFER), JsonEncoding.UTF8);
        generator.setRootValueSeparator(null);
        return generator;
    }

    /**
     * A 64-bit hash of a property key: FNV-1a over its UTF-16 units, then David Stafford's mixer 9. It must never change:
     * held-out properties would change sides.
     */
    static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return BitMixer.mix64(hash);
    }

    /** Whether the property of that hash belongs to the held-out side; always the same answer for a property. */
    static boolean heldOut(long hash, int percent) {
        return Long.remainderUnsigned(hash, 100) < percent;
    }

    /** A property's place among all, its user turn, and the number of its label. */
    private record Example(long hash, String user, int label) {}

    /** One pass over the rows. */
    private final class Run {

        private final SerializableString system = new SerializedString(prompt.system());
        private final int systemTokens = tokens.message("system", prompt.system());
        private final List<SerializableString> answers = new ArrayList<>();
        private final Map<String, Integer> labelNumbers = new HashMap<>();
        private final int[] answerTokens = new int[labels.size()];
        private final LongIntHashMap labelOfProperty = new LongIntHashMap();
        private final Map<SkipReason, Long> leftOut = new EnumMap<>(SkipReason.class);
        private final long[] perLabel = new long[labels.size()];
        private final Set<Integer> trainingLabels = new HashSet<>();
        private final List<String> contradictions = new ArrayList<>();
        private final List<Example> waiting = new ArrayList<>();
        private boolean split;
        private long found;
        private long training;
        private long heldOut;
        private long counted;
        private long countedTokens;
        private long countedChars;
        private long chars;

        void read(Iterator<Map<String, Object>> rows, JsonGenerator toTraining, JsonGenerator toValidation)
                throws IOException {
            for (String label : labels) {
                answerTokens[answers.size()] = tokens.message("assistant", label);
                labelNumbers.putIfAbsent(label.toLowerCase(Locale.ROOT), answers.size());
                answers.add(new SerializedString(label));
            }
            while (rows.hasNext()) {
                Example example = example(rows.next());
                if (example == null) {
                    continue;
                }
                if (split) {
                    save(example, toTraining, toValidation);
                } else {
                    waiting.add(example);
                    if (waiting.size() == limits.holdoutFrom()) {
                        split = true;
                        saveWaiting(toTraining, toValidation);
                    }
                }
            }
            saveWaiting(toTraining, toValidation);
        }

        private void saveWaiting(JsonGenerator toTraining, JsonGenerator toValidation) throws IOException {
            for (Example example : waiting) {
                save(example, toTraining, toValidation);
            }
            waiting.clear();
        }

        private Example example(Map<String, Object> row) {
            found++;
            if (row.get("own_answer") instanceof Number own && own.intValue() != 0) {
                return leave(SkipReason.OWN_ANSWER);
            }
            String address = text(row.get("address"));
            String key = ListingKey.of(address, text(row.get("link")));
            if (key.isEmpty()) {
                return leave(SkipReason.NO_ADDRESS);
            }
            if (!prompt.shows(text(row.get("snippet")))) {
                return leave(SkipReason.NO_TEXT);
            }
            String given = text(row.get("classification")).strip().toLowerCase(Locale.ROOT);
            Integer label = labelNumbers.get(given);
            if (label == null) {
                return leave(given.equals(UNCLEAR) ? SkipReason.UNCLEAR : SkipReason.NO_LABEL);
            }
            long hash = hash(key);
            int slot = labelOfProperty.indexOf(hash);
            if (labelOfProperty.indexExists(slot)) {
                return repeated(labelOfProperty.indexGet(slot), label, row.get("address"));
            }
            labelOfProperty.indexInsert(slot, hash, label);
            perLabel[label]++;
            return new Example(hash, prompt.user(row), label);
        }

        private Example repeated(int kept, int label, Object address) {
            if (kept == label) {
                return leave(SkipReason.DUPLICATE);
            }
            if (contradictions.size() < CONTRADICTIONS_NAMED) {
                contradictions.add(prompt.value("address", address) + ": " + labels.get(kept) + " kept, "
                        + labels.get(label) + " left out");
            }
            return leave(SkipReason.CONTRADICTED);
        }

        private Example leave(SkipReason reason) {
            leftOut.merge(reason, 1L, Long::sum);
            return null;
        }

        private void save(Example example, JsonGenerator toTraining, JsonGenerator toValidation) throws IOException {
            if (split && heldOut(example.hash, limits.holdout())) {
                heldOut++;
                line(toValidation, example);
                return;
            }
            training++;
            trainingLabels.add(example.label);
            line(toTraining, example);
            chars += example.user.length();
            if (counted < limits.countTokens()) {
                counted++;
                countedChars += example.user.length();
                countedTokens += tokens.example(
                        systemTokens + tokens.message("user", example.user) + answerTokens[example.label]);
            }
        }

        private void line(JsonGenerator out, Example example) throws IOException {
            out.writeStartObject();
            out.writeFieldName(MESSAGES);
            out.writeStartArray();
            begin(out, SYSTEM);
            out.writeString(system);
            out.writeEndObject();
            begin(out, USER);
            // Encoded here, which the virtual machine does in large steps; the generator would go letter by letter.
            byte[] user = example.user.getBytes(StandardCharsets.UTF_8);
            out.writeUTF8String(user, 0, user.length);
            out.writeEndObject();
            begin(out, ASSISTANT);
            out.writeString(answers.get(example.label));
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw(END_OF_LINE);
        }

        private void begin(JsonGenerator out, SerializableString role) throws IOException {
            out.writeStartObject();
            out.writeFieldName(ROLE);
            out.writeString(role);
            out.writeFieldName(CONTENT);
        }

        PrepareReport report(long bytes) {
            Map<String, Long> classes = new LinkedHashMap<>();
            for (int i = 0; i < perLabel.length; i++) {
                if (perLabel[i] > 0) {
                    classes.put(labels.get(i), perLabel[i]);
                }
            }
            return new PrepareReport(
                    found,
                    training,
                    heldOut,
                    trainingFile.toString(),
                    bytes,
                    heldOut > 0 ? validationFile.toString() : null,
                    classes,
                    leftOut,
                    contradictions,
                    totalTokens(),
                    training > counted);
        }

        private long totalTokens() {
            if (training == counted) {
                return countedTokens;
            }
            // The fixed parts are the same in every example; the rest grows with the length of the text.
            double fixed = (double) counted * (systemTokens + tokens.example(0));
            double perChar = (countedTokens - fixed) / Math.max(1, countedChars);
            return Math.round((double) training * (systemTokens + tokens.example(0)) + perChar * chars);
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
