package com.developmentleads.provider.bench;

import com.developmentleads.provider.ProviderServer;
import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Learner;
import com.developmentleads.provider.learner.LinearTextModel;
import com.developmentleads.provider.learner.Prompt;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Prints what the embedded provider's learner is worth on a labelled set: a learning curve for three ways of learning,
 * accuracy and calibration of a model trained and asked through the API alone, and times and sizes.
 *
 * <p>Arguments: a TSV file (label TAB text) and optionally {@code curve}, {@code api} or {@code speed} for that part
 * alone.
 */
public final class LearnerBench {

    private static final int[] SIZES = {20, 50, 100, 200, 500};
    private static final int DRAWS = 20;
    private static final int HELD_OUT = 2_000;
    private static final int CALIBRATION_BINS = 15;
    private static final long SPLIT_SEED = 42;
    private static final String SYSTEM = "Classify the text. Answer with the label alone.";

    private final ObjectMapper mapper = Wire.mapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Example> held;
    private final List<Example> rest;

    private LearnerBench(Path set) throws IOException {
        List<Example> all = new ArrayList<>();
        for (String line : Files.readAllLines(set)) {
            String[] cells = line.split("\t", 2);
            if (cells.length == 2) {
                all.add(new Example(new Prompt(SYSTEM, "Text: " + cells[1].strip()), cells[0].strip()));
            }
        }
        Collections.shuffle(all, new Random(SPLIT_SEED));
        int count = Math.min(HELD_OUT, all.size() / 4);
        held = all.subList(0, count);
        rest = all.subList(count, all.size());
        System.out.printf("%s: %d texts, %d held out%n%n", set.getFileName(), all.size(), count);
    }

    public static void main(String[] arguments) throws Exception {
        LearnerBench bench = new LearnerBench(Path.of(arguments[0]));
        String part = arguments.length > 1 ? arguments[1] : "all";
        if (Stream.of("all", "curve").anyMatch(part::equals)) {
            bench.curve();
        }
        if (Stream.of("all", "api").anyMatch(part::equals)) {
            bench.throughTheApi();
        }
        if (Stream.of("all", "speed").anyMatch(part::equals)) {
            bench.speed();
        }
        System.exit(0);
    }

    private void curve() {
        System.out.printf(
                "Accuracy in percent on the held-out texts, mean and standard deviation of %d draws%n", DRAWS);
        System.out.printf("%-28s", "trained on");
        Arrays.stream(SIZES).forEach(size -> System.out.printf("%15d", size));
        System.out.println();
        for (Learner.Scorers scorers : Learner.Scorers.values()) {
            System.out.printf(
                    "%-28s",
                    switch (scorers) {
                        case BOTH -> "both (what is used)";
                        case WORDS -> "words";
                        case MEANING -> "m";
                    });
            for (int size : SIZES) {
                double[] accuracies = new double[DRAWS];
                for (int draw = 0; draw < DRAWS; draw++) {
                    LinearTextModel model = new Learner(scorers)
                            .fit(draw(size, draw), List.of(), null, 1, (message, metrics) -> {})
                            .model();
                    accuracies[draw] = 100 * accuracy(model);
                }
                System.out.printf("%9.2f ±%4.2f", mean(accuracies), deviation(accuracies));
            }
            System.out.println();
        }
        System.out.println();
    }

    /** A draw with at least two answers; the same for every learner. */
    private List<Example> draw(int size, int draw) {
        for (long seed = 1_000L * draw; ; seed++) {
            List<Example> shuffled = new ArrayList<>(rest);
            Collections.shuffle(shuffled, new Random(seed));
            List<Example> drawn = shuffled.subList(0, Math.min(size, shuffled.size()));
            if (drawn.stream().map(Example::answer).distinct().count() > 1) {
                return drawn;
            }
        }
    }

    private double accuracy(LinearTextModel model) {
        long right = held.parallelStream()
                .filter(example -> {
                    double[] p = model.probabilities(example.prompt(), null);
                    int best = 0;
                    for (int c = 1; c < p.length; c++) {
                        best = p[c] > p[best] ? c : best;
                    }
                    return model.labels().get(best).equals(example.answer());
                })
                .count();
        return (double) right / held.size();
    }

    private void throughTheApi() throws Exception {
        System.out.println("Trained and asked through the API alone");
        System.out.printf(
                "%10s %9s %9s %12s %12s %12s%n", "examples", "accuracy", "ECE", "training s", "median ms", "model MB");
        Path folder = Files.createTempDirectory("learner-bench");
        try (ProviderServer server = ProviderServer.start(folder)) {
            for (int size : new int[] {100, 1_000, rest.size()}) {
                Trained trained = train(server, folder, rest.subList(0, Math.min(size, rest.size())));
                int right = 0;
                double[] confidence = new double[CALIBRATION_BINS];
                double[] hits = new double[CALIBRATION_BINS];
                double[] millis = new double[held.size()];
                for (int i = 0; i < held.size(); i++) {
                    Example example = held.get(i);
                    long start = System.nanoTime();
                    JsonNode choice =
                            ask(server, trained.model, example.prompt()).at("/choices/0");
                    millis[i] = (System.nanoTime() - start) / 1e6;
                    boolean hit = choice.at("/message/content").asText().equals(example.answer());
                    double logprob = 0;
                    for (JsonNode token : choice.at("/logprobs/content")) {
                        logprob += token.get("logprob").asDouble();
                    }
                    int bin = (int) Math.min(CALIBRATION_BINS - 1, Math.exp(logprob) * CALIBRATION_BINS);
                    confidence[bin] += Math.exp(logprob);
                    hits[bin] += hit ? 1 : 0;
                    right += hit ? 1 : 0;
                }
                double error = 0;
                for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
                    error += Math.abs(confidence[bin] - hits[bin]) / held.size();
                }
                Arrays.sort(millis);
                System.out.printf(
                        "%10d %9.2f %9.4f %12.1f %12.2f %12.2f%n",
                        size,
                        100.0 * right / held.size(),
                        error,
                        trained.seconds,
                        millis[millis.length / 2],
                        trained.bytes / 1e6);
            }
        }
        System.out.println();
    }

    private void speed() throws Exception {
        System.out.printf(
                "Training through the API, cross-validation included, heap %d MB%n",
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.printf("%10s %16s %12s %12s%n", "examples", "words an example", "training s", "model MB");
        Path folder = Files.createTempDirectory("learner-bench");
        try (ProviderServer server = ProviderServer.start(folder)) {
            for (int size : new int[] {5_000, 20_000}) {
                List<Example> examples = multiplied(size);
                Trained trained = train(server, folder, examples);
                System.out.printf(
                        "%10d %16.1f %12.1f %12.2f%n",
                        size,
                        mean(examples, example -> example.prompt().user().split("\\s+").length),
                        trained.seconds,
                        trained.bytes / 1e6);
            }
        }
        System.out.println();
    }

    /** As many examples as wanted: the set's own, then pairs of halves of texts with the same answer. */
    private List<Example> multiplied(int size) {
        List<Example> examples = new ArrayList<>(rest.subList(0, Math.min(size, rest.size())));
        Random random = new Random(SPLIT_SEED);
        while (examples.size() < size) {
            Example one = rest.get(random.nextInt(rest.size()));
            Example other = rest.get(random.nextInt(rest.size()));
            if (one.answer().equals(other.answer())) {
                String[] first = one.prompt().user().split(" ");
                String[] second = other.prompt().user().split(" ");
                String text = String.join(" ", Arrays.copyOf(first, (first.length + 1) / 2)) + " "
                        + String.join(" ", Arrays.copyOfRange(second, second.length / 2, second.length));
                examples.add(new Example(new Prompt(SYSTEM, text), one.answer()));
            }
        }
        return examples;
    }

    private record Trained(String model, double seconds, long bytes) {}

    private Trained train(ProviderServer server, Path folder, List<Example> examples) throws Exception {
        Path file = Files.createTempFile("learner-bench", ".jsonl");
        List<String> lines = new ArrayList<>();
        for (Example example : examples) {
            lines.add(mapper.writeValueAsString(Map.of(
                    "messages",
                    List.of(
                            Map.of("role", "system", "content", example.prompt().system()),
                            Map.of("role", "user", "content", example.prompt().user()),
                            Map.of("role", "assistant", "content", example.answer())))));
        }
        Files.write(file, lines);
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey(server.key())
                .build();
        String id = client.files()
                .create(FileCreateParams.builder()
                        .file(file)
                        .purpose(FilePurpose.FINE_TUNE)
                        .build())
                .id();
        long start = System.nanoTime();
        FineTuningJob job = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(id)
                        .seed(1)
                        .build());
        while (job.finishedAt().isEmpty()) {
            Thread.sleep(50);
            job = client.fineTuning().jobs().retrieve(job.id());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(file);
        String model = job.fineTunedModel().orElseThrow(() -> new IllegalStateException("The training failed"));
        try (Stream<Path> models = Files.list(folder.resolve("models"))) {
            String name = job.id() + ".model";
            Path weights = models.filter(path -> path.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
            return new Trained(model, seconds, Files.size(weights));
        }
    }

    private JsonNode ask(ProviderServer server, String model, Prompt prompt) throws Exception {
        String body = mapper.writeValueAsString(Map.of(
                "model",
                model,
                "logprobs",
                true,
                "messages",
                List.of(
                        Map.of("role", "system", "content", prompt.system()),
                        Map.of("role", "user", "content", prompt.user()))));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + server.key())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return mapper.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double mean(List<Example> examples, ToDoubleFunction<Example> value) {
        return examples.stream().mapToDouble(value).average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }
}
