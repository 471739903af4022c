package com.developmentleads.provider.bench;

import com.developmentleads.prompt.Prompt;
import com.developmentleads.provider.ProviderKey;
import com.developmentleads.provider.ProviderServer;
import com.developmentleads.provider.embedding.SentenceModel;
import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Learner;
import com.developmentleads.provider.learner.Learner.Scorers;
import com.developmentleads.provider.learner.LinearTextModel;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Prints what the embedded provider's learner is worth on labelled sets and on the made-up properties.
 *
 * <p>Properties: {@code learner.sets}, a folder of TSV files (label TAB text); {@code learner.draws}, how often
 * examples are drawn for each figure. Argument: one part, or none for all.
 */
public final class LearnerBench {

    private static final int[] SIZES = {20, 50, 87, 200, 500, 2_000, 8_000};
    /** Examples; from this size on a fifth of the draws is enough. */
    private static final int LARGE = 2_000;

    private static final int DRAWS = Integer.getInteger("learner.draws", 10);
    private static final int HELD_OUT = 700;
    private static final int BINS = 15;
    private static final long SPLIT_SEED = 42;
    private static final String SYSTEM = "Classify the text. Answer with the label alone.";
    private static final Scorers[] WAYS = {Scorers.WORDS, Scorers.MEANING, Scorers.BOTH};
    private static final double RARE_SHARE = 0.12;
    private static final int RARE_EXAMPLES = 100;

    private final ObjectMapper mapper = Wire.mapper();
    private final SentenceModel sentences;

    /** A set of texts: those to test with, and the rest. */
    private record Set(String name, List<Example> held, List<Example> rest) {}

    /** What a model is worth. */
    private record Worth(double accuracy, double balanced, double calibrationError) {}

    private LearnerBench(Path folder) {
        sentences = new SentenceModel(folder.toString(), 100_000);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("learner-bench");
        LearnerBench bench = new LearnerBench(folder.resolve("native"));
        String part = arguments.length > 0 ? arguments[0] : "all";
        List<Set> sets = sets(Path.of(System.getProperty("learner.sets", "no-sets")));
        for (Set set : sets) {
            if (part.equals("all") || part.equals("curve")) {
                bench.curve(set, folder);
            }
            if (part.equals("all") || part.equals("calibration")) {
                bench.calibration(set);
            }
            if (part.equals("all") || part.equals("rare")) {
                bench.rare(set);
            }
        }
        if (part.equals("all") || part.equals("properties")) {
            bench.properties();
        }
        if ((part.equals("all") || part.equals("speed")) && !sets.isEmpty()) {
            bench.speed(sets.get(sets.size() - 1), folder);
        }
        System.exit(0);
    }

    private static List<Set> sets(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            System.out.println("No -Dlearner.sets=FOLDER: only the made-up properties\n");
            return List.of();
        }
        List<Set> sets = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
                List<Example> all = new ArrayList<>();
                for (String line : Files.readAllLines(file)) {
                    String[] cells = line.split("\t", 2);
                    if (cells.length == 2) {
                        all.add(example("Text: " + cells[1].strip(), cells[0].strip()));
                    }
                }
                Collections.shuffle(all, new Random(SPLIT_SEED));
                int held = Math.min(HELD_OUT, all.size() / 4);
                String name = file.getFileName().toString().replace(".tsv", "");
                sets.add(new Set(name, all.subList(0, held), all.subList(held, all.size())));
            }
        }
        return sets;
    }

    private static Example example(String user, String answer) {
        return new Example(new com.developmentleads.provider.learner.Prompt(SYSTEM, user), answer);
    }

    private static String name(Scorers way) {
        return switch (way) {
            case WORDS -> "n-grams (local-linear)";
            case MEANING -> "embeddings";
            case BOTH -> "both (local-meaning)";
        };
    }

    private LinearTextModel fit(Scorers way, List<Example> examples) {
        return new Learner(way)
                .fit(examples, List.of(), sentences, 1, (message, metrics) -> {})
                .model();
    }

    /** A draw with at least two answers; the same for every learner compared. */
    private static List<Example> draw(Set set, int size, int draw) {
        for (long seed = 1_000L * draw; ; seed++) {
            List<Example> shuffled = new ArrayList<>(set.rest);
            Collections.shuffle(shuffled, new Random(seed));
            List<Example> drawn = shuffled.subList(0, Math.min(size, shuffled.size()));
            if (drawn.stream().map(Example::answer).distinct().count() > 1) {
                return drawn;
            }
        }
    }

    private static int draws(int size) {
        return size >= LARGE ? Math.max(1, DRAWS / 5) : DRAWS;
    }

    private static int[] sizes(Set set) {
        return Arrays.stream(SIZES).filter(size -> size <= set.rest.size()).toArray();
    }

    private void curve(Set set, Path folder) throws Exception {
        int[] sizes = sizes(set);
        System.out.printf(
                "%s: accuracy in percent on %d texts, mean and standard deviation of %d draws, %d from %,d on%n",
                set.name, set.held.size(), DRAWS, draws(LARGE), LARGE);
        System.out.printf("%-28s", "trained on");
        Arrays.stream(sizes).forEach(size -> System.out.printf("%14d", size));
        System.out.println();
        for (Scorers way : WAYS) {
            System.out.printf("%-28s", name(way));
            for (int size : sizes) {
                double[] accuracies = new double[draws(size)];
                for (int draw = 0; draw < accuracies.length; draw++) {
                    accuracies[draw] = worth(fit(way, draw(set, size, draw)), set.held, true).accuracy;
                }
                print(accuracies);
            }
            System.out.println();
        }
        scikitLearn(set, sizes, folder);
        System.out.println();
    }

    private static void print(double[] accuracies) {
        System.out.printf("%8.1f ±%4.1f", 100 * mean(accuracies), 100 * deviation(accuracies));
        System.out.flush();
    }

    private void scikitLearn(Set set, int[] sizes, Path folder) throws Exception {
        List<Example> all = new ArrayList<>(set.held);
        all.addAll(set.rest);
        Map<Example, Integer> places = new HashMap<>();
        IntStream.range(0, all.size()).forEach(i -> places.putIfAbsent(all.get(i), i));
        Map<String, Object> draws = new LinkedHashMap<>();
        for (int size : sizes) {
            draws.put(
                    String.valueOf(size),
                    IntStream.range(0, draws(size))
                            .mapToObj(draw -> draw(set, size, draw).stream()
                                    .map(places::get)
                                    .toList())
                            .toList());
        }
        Path file = folder.resolve("draws.json");
        mapper.writeValue(
                file.toFile(),
                Map.of(
                        "texts", all.stream().map(e -> e.prompt().user()).toList(),
                        "labels", all.stream().map(Example::answer).toList(),
                        "held", IntStream.range(0, set.held.size()).toArray(),
                        "draws", draws));
        String python = System.getProperty("learner.python", "python3");
        Process process = new ProcessBuilder(python, "bench/learner.py", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        System.out.printf("%-28s", "scikit-learn TF-IDF + LR");
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(line -> {
                double[] figures = Arrays.stream(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                print(Arrays.copyOfRange(figures, 1, figures.length));
            });
        }
        System.out.println(process.waitFor() == 0 ? "" : " not installed for " + python);
    }

    private void calibration(Set set) {
        System.out.printf(
                "%s: expected calibration error (%d bins of equal width), mean of %d draws%n", set.name, BINS, DRAWS);
        int[] sizes = {30, 87, 200};
        System.out.printf("%-28s%14d%14d%14d%n", "trained on", sizes[0], sizes[1], sizes[2]);
        for (Scorers way : WAYS) {
            System.out.printf("%-28s", name(way));
            for (int size : sizes) {
                double[] errors = new double[DRAWS];
                for (int draw = 0; draw < DRAWS; draw++) {
                    errors[draw] = worth(fit(way, draw(set, size, draw)), set.held, true).calibrationError;
                }
                System.out.printf("%14.3f", mean(errors));
            }
            System.out.println();
        }
        System.out.println();
    }

    /** For sets of two answers: both parts are thinned, so that the first answer is rare. */
    private void rare(Set set) {
        String rare =
                set.rest.stream().map(Example::answer).sorted().findFirst().orElseThrow();
        if (set.rest.stream().map(Example::answer).distinct().count() != 2) {
            return;
        }
        List<Example> held = thinned(set.held, rare, set.held.size(), 0);
        System.out.printf(
                Locale.ROOT,
                "%s: %d examples, %.0f %% of them %s; %d to test with; mean of %d draws%n%-44s%10s%10s%10s%n",
                set.name,
                RARE_EXAMPLES,
                100 * RARE_SHARE,
                rare,
                held.size(),
                DRAWS,
                "",
                "balanced",
                "accuracy",
                "ECE");
        for (Scorers way : WAYS) {
            for (boolean leaning : new boolean[] {false, true}) {
                Worth[] all = IntStream.range(0, DRAWS)
                        .mapToObj(draw ->
                                worth(fit(way, thinned(set.rest, rare, RARE_EXAMPLES, 1_000 + draw)), held, leaning))
                        .toArray(Worth[]::new);
                System.out.printf(
                        "%-44s%10.1f%10.1f%10.3f%n",
                        name(way) + (leaning ? ", with its threshold" : ", most probable answer"),
                        100
                                * Arrays.stream(all)
                                        .mapToDouble(Worth::balanced)
                                        .average()
                                        .orElse(0),
                        100
                                * Arrays.stream(all)
                                        .mapToDouble(Worth::accuracy)
                                        .average()
                                        .orElse(0),
                        Arrays.stream(all)
                                .mapToDouble(Worth::calibrationError)
                                .average()
                                .orElse(0));
            }
        }
        System.out.println();
    }

    private static List<Example> thinned(List<Example> all, String rare, int most, long seed) {
        List<Example> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        List<Example> few =
                shuffled.stream().filter(e -> e.answer().equals(rare)).toList();
        List<Example> many =
                shuffled.stream().filter(e -> !e.answer().equals(rare)).toList();
        int size = (int) Math.min(most, many.size() / (1 - RARE_SHARE));
        int count = (int) Math.round(RARE_SHARE * size);
        List<Example> thinned = new ArrayList<>(few.subList(0, count));
        thinned.addAll(many.subList(0, size - count));
        Collections.shuffle(thinned, new Random(seed));
        return thinned;
    }

    /** The made-up properties in the application's own prompt, five-fold. */
    private void properties() throws Exception {
        List<Example> all = new ArrayList<>();
        Prompt prompt = new Prompt("routes/prompts", "development_opportunity,not_opportunity", 2_000);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        for (CSVRecord row : format.parse(Files.newBufferedReader(Path.of("data/samples/property_scans.csv")))) {
            Map<String, String> columns = row.toMap();
            all.add(new Example(
                    new com.developmentleads.provider.learner.Prompt(prompt.system(), prompt.user(columns)),
                    columns.get("classification")));
        }
        System.out.printf(
                "The %d made-up properties, the application's whole prompt: accuracy in percent, five-fold, %d draws%n",
                all.size(), DRAWS);
        for (Scorers way : WAYS) {
            double[] accuracies = new double[DRAWS];
            for (int draw = 0; draw < DRAWS; draw++) {
                List<Example> shuffled = new ArrayList<>(all);
                Collections.shuffle(shuffled, new Random(draw));
                for (int fold = 0; fold < 5; fold++) {
                    int held = fold;
                    List<Example> test = every(shuffled, i -> i % 5 == held);
                    LinearTextModel model = fit(way, every(shuffled, i -> i % 5 != held));
                    accuracies[draw] += worth(model, test, true).accuracy * test.size() / all.size();
                }
            }
            System.out.printf("%-28s", name(way));
            print(accuracies);
            System.out.println();
        }
        System.out.println();
    }

    private static List<Example> every(List<Example> all, IntPredicate some) {
        return IntStream.range(0, all.size()).filter(some).mapToObj(all::get).toList();
    }

    /** @param leaning false: the most probable answer, as if no answer were rare */
    private Worth worth(LinearTextModel model, List<Example> held, boolean leaning) {
        List<String> labels = model.labels();
        double[][] each = held.parallelStream()
                .map(e -> model.probabilities(e.prompt(), sentences))
                .toArray(double[][]::new);
        double[] lean = leaning ? model.lean() : new double[labels.size()];
        Map<String, double[]> byAnswer = new HashMap<>();
        double[] sure = new double[BINS];
        double[] right = new double[BINS];
        for (int i = 0; i < each.length; i++) {
            double[] p = each[i];
            int best = IntStream.range(0, p.length)
                    .boxed()
                    .max((a, b) -> Double.compare(Math.log(p[a]) + lean[a], Math.log(p[b]) + lean[b]))
                    .orElseThrow();
            boolean hit = labels.get(best).equals(held.get(i).answer());
            double[] counts = byAnswer.computeIfAbsent(held.get(i).answer(), a -> new double[2]);
            counts[0] += hit ? 1 : 0;
            counts[1]++;
            int bin = (int) Math.min(BINS - 1, p[best] * BINS);
            sure[bin] += p[best];
            right[bin] += hit ? 1 : 0;
        }
        double error = IntStream.range(0, BINS)
                .mapToDouble(b -> Math.abs(sure[b] - right[b]))
                .sum();
        return new Worth(
                Arrays.stream(right).sum() / held.size(),
                byAnswer.values().stream()
                        .mapToDouble(c -> c[0] / c[1])
                        .average()
                        .orElse(0),
                error / held.size());
    }

    /** Through the API of a process of its own with a small heap. */
    private void speed(Set set, Path folder) throws Exception {
        Path data = folder.resolve("speed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:NativeMemoryTracking=summary",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProviderServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = out.readLine();
            while (!line.startsWith("listening ")) {
                line = out.readLine();
            }
            Service service =
                    new Service(line.substring("listening ".length()), new ProviderKey(data, null, k -> {}).require());
            System.out.printf("%s through the API, heap 256 MB, cross-validation included%n", set.name);
            memory(process, "before the first use");
            Duration before = used(process);
            Trained small = train(service, data, set.rest.subList(0, 87), "local-meaning");
            System.out.printf(
                    "%,6d examples: %.1f s with loading the embedding model, %s%n",
                    87, small.seconds, since(before, process));
            before = used(process);
            Trained again = train(service, data, set.rest.subList(0, 87), "local-meaning");
            System.out.printf(
                    "%,6d examples: %.1f s once more, %s; same bytes: %s%n",
                    87, again.seconds, since(before, process), Files.mismatch(small.weights, again.weights) < 0);
            memory(process, "after training 87");
            before = used(process);
            chat(service, small.model, set.held);
            System.out.printf("chat: %s for the %d%n", since(before, process), set.held.size());
            before = used(process);
            int many = Math.min(5_000, set.rest.size());
            Trained large =
                    train(service, data, set.rest.subList(set.rest.size() - many, set.rest.size()), "local-meaning");
            System.out.printf(
                    "%,6d examples: %.1f s, %s, model %.2f MB%n",
                    many, large.seconds, since(before, process), Files.size(large.weights) / 1e6);
            memory(process, "after training %,d".formatted(many));
            Trained linear =
                    train(service, data, set.rest.subList(set.rest.size() - many, set.rest.size()), "local-linear");
            System.out.printf("%,6d examples: %.1f s as local-linear%n", many, linear.seconds);
        } finally {
            process.destroyForcibly();
        }
        System.out.println();
    }

    private static Duration used(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The process's CPU time, which does not depend on the load of the machine. */
    private static String since(Duration before, Process process) {
        return "%.1f s of processor".formatted(used(process).minus(before).toMillis() / 1e3);
    }

    /** The memory of the process as the system sees it; all but the heap is native. */
    private static void memory(Process process, String when) throws Exception {
        long resident = 0;
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    resident = Long.parseLong(line.replaceAll("\\D", "")) / 1_024;
                }
            }
        }
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "VM.native_memory",
                        "summary")
                .start();
        long heap = 0;
        long committed = 0;
        try (BufferedReader out = jcmd.inputReader()) {
            for (String line : out.lines().toList()) {
                if (line.contains("Total:")) {
                    committed = kilobytes(line);
                } else if (line.contains("Java Heap")) {
                    heap = kilobytes(line);
                }
            }
        }
        System.out.printf(
                "memory %s: %d MB in all; the JVM's %d MB, %d of them heap; the libraries' about %d MB%n",
                when, resident, committed / 1_024, heap / 1_024, Math.max(0, resident - committed / 1_024));
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll(".*committed=(\\d+)KB.*", "$1"));
    }

    private void chat(Service service, String model, List<Example> held) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Callable<Double>> calls = new ArrayList<>();
        for (Example example : held) {
            String body = mapper.writeValueAsString(Map.of(
                    "model",
                    model,
                    "logprobs",
                    true,
                    "messages",
                    messages(example).subList(0, 2)));
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.baseUrl + "/chat/completions"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + service.key)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            calls.add(() -> {
                long start = System.nanoTime();
                int status =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
                return status == 200 ? (System.nanoTime() - start) / 1e6 : Double.NaN;
            });
        }
        long start = System.nanoTime();
        double[] millis = new double[calls.size()];
        List<Future<Double>> done = clients.invokeAll(calls);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (int i = 0; i < millis.length; i++) {
            millis[i] = done.get(i).get();
        }
        clients.shutdown();
        Arrays.sort(millis);
        System.out.printf(
                "chat: %d new texts, 8 at a time: %.0f requests a second, median %.0f ms, 95 %% below %.0f ms%n",
                millis.length, millis.length / seconds, millis[millis.length / 2], millis[millis.length * 95 / 100]);
    }

    private static List<Map<String, String>> messages(Example example) {
        return List.of(
                Map.of("role", "system", "content", example.prompt().system()),
                Map.of("role", "user", "content", example.prompt().user()),
                Map.of("role", "assistant", "content", example.answer()));
    }

    private record Service(String baseUrl, String key) {}

    private record Trained(String model, double seconds, Path weights) {}

    private Trained train(Service service, Path data, List<Example> examples, String base) throws Exception {
        Path file = Files.createTempFile("learner-bench", ".jsonl");
        List<String> lines = new ArrayList<>();
        for (Example example : examples) {
            lines.add(mapper.writeValueAsString(Map.of("messages", messages(example))));
        }
        Files.write(file, lines);
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(service.baseUrl)
                .apiKey(service.key)
                .build();
        String id = client.files()
                .create(FileCreateParams.builder()
                        .file(file)
                        .purpose(FilePurpose.FINE_TUNE)
                        .build())
                .id();
        Files.delete(file);
        long start = System.nanoTime();
        FineTuningJob job = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model(base)
                        .trainingFile(id)
                        .seed(1)
                        .build());
        while (job.finishedAt().isEmpty()) {
            Thread.sleep(50);
            job = client.fineTuning().jobs().retrieve(job.id());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String model = job.fineTunedModel().orElseThrow(() -> new IllegalStateException("The training failed"));
        String name = job.id() + ".model";
        try (Stream<Path> models = Files.list(data.resolve("models"))) {
            Path weights = models.filter(path -> path.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
            return new Trained(model, seconds, weights);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }
}
