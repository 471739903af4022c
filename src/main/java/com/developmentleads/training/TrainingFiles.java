package com.developmentleads.training;

import com.carrotsearch.hppc.BitMixer;
import com.carrotsearch.hppc.LongIntHashMap;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.listing.ListingKey;
import com.developmentleads.prompt.Prompt;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
    /** The first sides are decided once so many examples are known, so that the order of the rows stays. */
    private static final int FIRST_SETTLED = 5 * Holdout.MANY;

    private static final long MOST_TIMES = 3;

    private static final String WAYS_TO_JUDGE = "give your verdicts in the sheet's column Verdict, with leads label or"
            + " leads label FILE.csv, or bring an older system's database with leads import, then prepare again";
    private final Path trainingFile;
    private final Path validationFile;
    private final Prompt prompt;
    private final List<String> labels;
    private final Map<String, Integer> labelNumbers = new HashMap<>();
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
        for (int i = 0; i < labels.size(); i++) {
            labelNumbers.putIfAbsent(labels.get(i).toLowerCase(Locale.ROOT), i);
        }
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
        JsonText json = new JsonText();
        // One thread reads, a second makes out what each row says, this one tells duplicates and writes.
        try (var candidates = new ReadAhead<>(ReadAhead.of(rows), row -> candidate(row, json), Candidate::chars)) {
            Run run = new Run();
            try {
                try (OutputStream toTraining = output(training);
                        OutputStream toValidation = output(validation)) {
                    run.read(candidates, toTraining, toValidation);
                }
                if (limits.oversample()) {
                    run.repeatTheRare(training);
                }
            } catch (IOException e) {
                // A disk that is full says so without a name.
                throw (IOException) new FileSystemException(trainingFile.toString(), null, e.getMessage()).initCause(e);
            }
            PrepareReport report = run.report(Files.size(training));
            requireUsable(report);
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

    private void requireUsable(PrepareReport report) {
        if (report.training() < limits.minExamples()) {
            throw new UnusableExamplesException(
                    "only " + report.training() + " usable examples for training, " + limits.minExamples()
                            + " are the least — " + WAYS_TO_JUDGE,
                    report);
        }
        List<String> trained = report.perLabel().keySet().stream()
                .filter(label ->
                        report.perLabel().get(label) > report.heldOutPerLabel().getOrDefault(label, 0L))
                .toList();
        if (trained.size() < 2) {
            throw new UnusableExamplesException(
                    "all examples for training have the label " + trained.get(0)
                            + ", so there is nothing to tell apart — judge some properties that are of another kind: "
                            + WAYS_TO_JUDGE,
                    report);
        }
    }

    private static OutputStream output(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
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

    /** A property's place among all, its user turn as it is and as in the file, and the number of its label. */
    private record Example(long hash, String user, byte[] escaped, int label) {}

    /**
     * What one row says by itself: why it is no example, or the example, whether its label is a model's of another system
     * (rows of people come first), and the address to name it by.
     */
    private record Candidate(SkipReason unusable, Example example, boolean ofModel, Object address) {

        static Candidate unusable(SkipReason reason) {
            return new Candidate(reason, null, false, null);
        }

        long chars() {
            return example == null ? 0 : example.user.length();
        }
    }

    private Candidate candidate(Map<String, Object> row, JsonText json) {
        if (isSet(row.get("own_answer"))) {
            return Candidate.unusable(SkipReason.OWN_ANSWER);
        }
        String key = ListingKey.of(text(row.get("address")), text(row.get("link")));
        if (key.isEmpty()) {
            return Candidate.unusable(SkipReason.NO_ADDRESS);
        }
        if (!prompt.shows(text(row.get("snippet")))) {
            return Candidate.unusable(SkipReason.NO_TEXT);
        }
        String given = text(row.get("classification")).strip().toLowerCase(Locale.ROOT);
        Integer label = labelNumbers.get(given);
        if (label == null) {
            return Candidate.unusable(given.equals(UNCLEAR) ? SkipReason.UNCLEAR : SkipReason.NO_LABEL);
        }
        String user = prompt.user(row);
        Example example = new Example(hash(key), user, json.escaped(user), label);
        return new Candidate(null, example, isSet(row.get("of_model")), row.get("address"));
    }

    private static boolean isSet(Object flag) {
        return flag instanceof Number number && number.intValue() != 0;
    }

    /** One pass over the rows. */
    private final class Run {

        /** What comes before and after a user turn, the same in all examples, encoded once. */
        private final byte[] beginning = utf8("{\"messages\":[{\"role\":\"system\",\"content\":\""
                + quoted(prompt.system()) + "\"},{\"role\":\"user\",\"content\":\"");

        private final List<byte[]> endings = new ArrayList<>();
        private final int systemTokens = tokens.message("system", prompt.system());
        private final int[] answerTokens = new int[labels.size()];
        private final LongIntHashMap labelOfProperty = new LongIntHashMap();
        private final Map<SkipReason, Long> leftOut = new EnumMap<>(SkipReason.class);
        private final long[] perLabel = new long[labels.size()];
        private final long[] heldOutPerLabel = new long[labels.size()];
        private final List<String> contradictions = new ArrayList<>();
        /** Examples whose side is not decided yet, in the order of the rows. */
        private List<Example> waiting = new ArrayList<>();

        private final int[] waitingPerLabel = new int[labels.size()];
        private final boolean[] settled = new boolean[labels.size()];
        private boolean anySettled;
        private long found;
        private long ownLabels;
        private long modelLabels;
        private long training;
        private long heldOut;
        private long copies;
        private long counted;
        private long countedTokens;
        private long countedChars;
        private long chars;

        void read(Iterator<Candidate> rows, OutputStream toTraining, OutputStream toValidation) throws IOException {
            for (String label : labels) {
                answerTokens[endings.size()] = tokens.message("assistant", label);
                endings.add(utf8("\"},{\"role\":\"assistant\"," + end(label) + "\n"));
            }
            int settleFrom = Math.max(FIRST_SETTLED, limits.holdoutFrom());
            while (rows.hasNext()) {
                Example example = example(rows.next());
                if (example == null) {
                    continue;
                }
                if (settled[example.label]) {
                    save(example, Holdout.holds(example.hash, limits.holdout()), toTraining, toValidation);
                    continue;
                }
                waiting.add(example);
                waitingPerLabel[example.label]++;
                if (waitingPerLabel[example.label] >= Holdout.MANY && (anySettled || waiting.size() >= settleFrom)) {
                    settle(toTraining, toValidation);
                }
            }
            saveWaiting(toTraining, toValidation);
        }

        /** Of a label with that many examples the hash alone decides from now on, so that none has to wait. */
        private void settle(OutputStream toTraining, OutputStream toValidation) throws IOException {
            for (int label = 0; label < settled.length; label++) {
                settled[label] |= waitingPerLabel[label] >= Holdout.MANY;
            }
            anySettled = true;
            List<Example> stillWaiting = new ArrayList<>();
            for (Example example : waiting) {
                if (settled[example.label]) {
                    save(example, Holdout.holds(example.hash, limits.holdout()), toTraining, toValidation);
                } else {
                    stillWaiting.add(example);
                }
            }
            waiting = stillWaiting;
        }

        private void saveWaiting(OutputStream toTraining, OutputStream toValidation) throws IOException {
            boolean split = anySettled || waiting.size() >= limits.holdoutFrom();
            List<Set<Long>> held = new ArrayList<>();
            for (int label = 0; split && label < settled.length; label++) {
                int number = label;
                held.add(Holdout.of(
                        waiting.stream()
                                .filter(example -> example.label == number)
                                .map(Example::hash)
                                .toList(),
                        limits.holdout()));
            }
            for (Example example : waiting) {
                save(example, split && held.get(example.label).contains(example.hash), toTraining, toValidation);
            }
            waiting.clear();
        }

        private Example example(Candidate candidate) {
            found++;
            if (candidate.unusable != null) {
                return leave(candidate.unusable);
            }
            Example example = candidate.example;
            int slot = labelOfProperty.indexOf(example.hash);
            if (labelOfProperty.indexExists(slot)) {
                return repeated(labelOfProperty.indexGet(slot), example.label, candidate.address);
            }
            if (candidate.ofModel) {
                if (modelLabels >= limits.modelLabels(ownLabels)) {
                    return leave(SkipReason.MODEL_LABEL);
                }
                modelLabels++;
            } else {
                ownLabels++;
            }
            labelOfProperty.indexInsert(slot, example.hash, example.label);
            perLabel[example.label]++;
            return example;
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

        private void save(Example example, boolean held, OutputStream toTraining, OutputStream toValidation)
                throws IOException {
            if (held) {
                heldOut++;
                heldOutPerLabel[example.label]++;
                line(toValidation, example);
                return;
            }
            training++;
            line(toTraining, example);
            chars += example.user.length();
            if (counted < limits.countTokens()) {
                counted++;
                countedChars += example.user.length();
                countedTokens += tokens.example(
                        systemTokens + tokens.message("user", example.user) + answerTokens[example.label]);
            }
        }

        private void line(OutputStream out, Example example) throws IOException {
            out.write(beginning);
            out.write(example.escaped);
            out.write(endings.get(example.label));
        }

        /**
         * Writes the examples of the rarer labels again at the end of the training file, as often as brings them near
         * the commonest, at most {@value #MOST_TIMES} times in all.
         */
        void repeatTheRare(Path file) throws IOException {
            long most = 0;
            for (int label = 0; label < perLabel.length; label++) {
                most = Math.max(most, perLabel[label] - heldOutPerLabel[label]);
            }
            Map<String, Long> timesByEnd = new HashMap<>();
            for (int label = 0; label < perLabel.length; label++) {
                long examples = perLabel[label] - heldOutPerLabel[label];
                long times = examples == 0 ? 1 : Math.min(MOST_TIMES, most / examples);
                if (times > 1) {
                    timesByEnd.put(end(labels.get(label)), times);
                }
            }
            if (timesByEnd.isEmpty()) {
                return;
            }
            try (BufferedReader reader = Files.newBufferedReader(file);
                    BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
                for (long i = 0; i < training; i++) {
                    String line = reader.readLine();
                    for (Map.Entry<String, Long> end : timesByEnd.entrySet()) {
                        for (long n = 1; line.endsWith(end.getKey()) && n < end.getValue(); n++) {
                            writer.write(line);
                            writer.write('\n');
                            copies++;
                        }
                    }
                }
            }
        }

        PrepareReport report(long bytes) {
            return new PrepareReport(
                    found,
                    training,
                    heldOut,
                    copies,
                    trainingFile.toString(),
                    bytes,
                    heldOut > 0 ? validationFile.toString() : null,
                    byLabel(perLabel),
                    byLabel(heldOutPerLabel),
                    modelLabels,
                    leftOut,
                    contradictions,
                    training == 0 ? 0 : Math.round((double) totalTokens() * (training + copies) / training),
                    training > counted || copies > 0);
        }

        private Map<String, Long> byLabel(long[] numbers) {
            Map<String, Long> classes = new LinkedHashMap<>();
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] > 0) {
                    classes.put(labels.get(i), numbers[i]);
                }
            }
            return classes;
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

    /** How the line of an example with that label ends. */
    private static String end(String label) {
        return "\"content\":\"" + quoted(label) + "\"}]}";
    }

    private static String quoted(String text) {
        return new String(new JsonText().escaped(text), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
