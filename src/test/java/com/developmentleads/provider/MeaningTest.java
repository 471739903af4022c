package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client makes embeddings and trains a model that reads them; without native libraries it is told so. */
class MeaningTest {

    private static final String EMBED = "text-embedding-local";

    @TempDir
    private static Path folder;

    private static ProviderServer server;
    private static OpenAIClient client;
    private static Http http;
    private static String model;

    @BeforeAll
    static void train() throws Exception {
        server = ProviderServer.start(folder.resolve("provider"));
        client = client(server.baseUrl(), server.key());
        http = server.http();
        FineTuningJob job = trained(client);
        model = job.fineTunedModel().orElseThrow();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static OpenAIClient client(String baseUrl, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static FineTuningJob trained(OpenAIClient client) throws Exception {
        Path file = TrainingFiles.write(folder.resolve("training.jsonl"), 40);
        String id = client.files()
                .create(FileCreateParams.builder()
                        .file(file)
                        .purpose(FilePurpose.FINE_TUNE)
                        .build())
                .id();
        String job = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-meaning")
                        .trainingFile(id)
                        .seed(3)
                        .build())
                .id();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.fineTuning().jobs().retrieve(job),
                        found -> found.finishedAt().isPresent());
    }

    private static ChatCompletion ask(OpenAIClient client, String asked, String text, boolean explain) {
        ChatCompletionCreateParams.Builder question = ChatCompletionCreateParams.builder()
                .model(asked)
                .addSystemMessage(TrainingFiles.SYSTEM)
                .addUserMessage(TrainingFiles.user(text));
        if (explain) {
            question.metadata(ChatCompletionCreateParams.Metadata.builder()
                    .putAdditionalProperty("explain", JsonValue.from("true"))
                    .build());
        }
        return client.chat().completions().create(question.build());
    }

    private static String answer(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElseThrow();
    }

    private static EmbeddingCreateParams.Builder embedding() {
        return EmbeddingCreateParams.builder().model(EMBED);
    }

    @Test
    void wordsThatWereNeverSeenAreUnderstood() {
        assertThat(model).startsWith("ft:local-meaning:local:");
        String demolish = "House must be demolished, ideal for developers wanting land to build upon";
        String polished = "Elegant apartment, redone throughout, doorman and fitness centre, just unpack";
        assertThat(answer(ask(client, model, demolish, false))).isEqualTo("development_opportunity");
        assertThat(answer(ask(client, model, polished, false))).isEqualTo("not_opportunity");
    }

    @Test
    void reasonsComeWhenTheyAreAskedFor() {
        String text = "Quiet street, a teardown with a garage";
        for (String asked : List.of(model, "local-keywords")) {
            ChatCompletion answered = ask(client, asked, text, true);
            assertThat(answer(answered)).isEqualTo("development_opportunity");
            String reasons = answered.metadata()
                    .orElseThrow()
                    ._additionalProperties()
                    .get("reasons")
                    .convert(String.class);
            assertThat(reasons.split("; ")).as(asked).hasSizeBetween(1, 5).contains("teardown");
        }
        assertThat(ask(client, model, text, false).metadata()).isEmpty();
    }

    @Test
    void vectorsComeAsTheClientWantsThem() throws Exception {
        List<String> texts = List.of("a teardown on a large lot", "a concert in the park");
        CreateEmbeddingResponse many = client.embeddings()
                .create(embedding().inputOfArrayOfStrings(texts).build());
        assertThat(many.data()).extracting(e -> e.index()).containsExactly(0L, 1L);
        assertThat(many.usage().promptTokens()).isGreaterThan(10);
        List<Float> vector = many.data().get(0).embedding();
        assertThat(vector).hasSize(384);
        assertThat(vector.stream().mapToDouble(v -> v * v).sum()).isCloseTo(1, within(1e-4));
        List<Float> alone = client.embeddings()
                .create(embedding()
                        .input(texts.get(0))
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build())
                .data()
                .get(0)
                .embedding();
        assertThat(alone).isEqualTo(vector);
        String encoded = http.post(
                        "/embeddings",
                        "{\"model\":\"%s\",\"input\":\"%s\",\"encoding_format\":\"base64\"}"
                                .formatted(EMBED, texts.get(0)))
                .json()
                .at("/data/0/embedding")
                .asText();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(IntStream.range(0, 384).mapToObj(i -> bytes.getFloat(4 * i))).isEqualTo(vector);
    }

    @Test
    void whatItCannotDoIsRefusedByName() throws Exception {
        assertThatThrownBy(() -> client.embeddings()
                        .create(embedding().input("a").dimensions(64).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("dimensions"));
        assertThatThrownBy(() -> client.embeddings()
                        .create(embedding()
                                .inputOfArrayOfTokens(List.of(1L, 2L))
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("not arrays of tokens");
        assertThatThrownBy(() -> client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("text-embedding-3-small")
                                .input("a")
                                .build()))
                .isInstanceOf(NotFoundException.class);
        for (String input : List.of("\"\"", "[]", "[\"a\",\" \"]", "{}", "[[1,2]]", "[true]", "null")) {
            Http.Answer refused = http.post("/embeddings", "{\"model\":\"%s\",\"input\":%s}".formatted(EMBED, input));
            assertThat(refused.status()).as(input).isEqualTo(400);
            assertThat(refused.json().at("/error/param").asText()).isEqualTo("input");
        }
        String many = "\"a\",".repeat(2_048) + "\"a\"";
        assertThat(http.post("/embeddings", "{\"model\":\"%s\",\"input\":[%s]}".formatted(EMBED, many))
                        .status())
                .isEqualTo(400);
        assertThat(http.post("/embeddings", "{\"model\":\"local-linear\",\"input\":\"a\"}")
                        .body())
                .contains("does not answer with vectors");
        assertThat(http.post(
                                "/embeddings",
                                "{\"model\":\"%s\",\"input\":\"a\",\"encoding_format\":\"int8\"}".formatted(EMBED))
                        .status())
                .isEqualTo(400);
    }

    /** Another processor, for which the jars have no library; then a library that this system cannot load. */
    @Test
    void withoutTheNativeLibraryTheLinearModelIsTrainedAndItIsSaid() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy/models"));
        try (var models = Files.list(folder.resolve("provider/models"))) {
            for (Path file : models.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Process process = process(copy.getParent(), "-Dos.arch=riscv64");
        try {
            OpenAIClient there = client(address(process), key(copy.getParent()));
            FineTuningJob job = trained(there);
            String tuned = job.fineTunedModel().orElseThrow();
            assertThat(tuned).startsWith("ft:local-linear:local:");
            assertThat(job.model()).isEqualTo("local-meaning");
            assertThat(there.fineTuning().jobs().listEvents(job.id()).data())
                    .filteredOn(event -> event.level().equals(FineTuningJobEvent.Level.WARN))
                    .singleElement()
                    .satisfies(event -> assertThat(event.message())
                            .isEqualTo("'local-meaning' cannot be used on this machine (there is no native library "
                                    + "for %s on riscv64); trained as 'local-linear' instead"
                                            .formatted(System.getProperty("os.name"))));
            assertThat(answer(ask(there, tuned, "a teardown, bring your builder", false)))
                    .isEqualTo("development_opportunity");
            assertThatThrownBy(() -> ask(there, model, "a teardown", false))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("cannot be used on this machine")
                    .hasMessageContaining("local-linear");
            assertThatThrownBy(() ->
                            there.embeddings().create(embedding().input("a").build()))
                    .isInstanceOf(NotFoundException.class);
        } finally {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        Path broken = Files.createDirectories(folder.resolve("broken"));
        for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
            Files.writeString(broken.resolve(System.mapLibraryName(library)), "no library");
        }
        Process other = process(folder.resolve("other"), "-Donnxruntime.native.path=" + broken);
        try {
            OpenAIClient there = client(address(other), key(folder.resolve("other")));
            assertThatThrownBy(() ->
                            there.embeddings().create(embedding().input("a").build()))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("cannot be used on this machine");
        } finally {
            other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static String key(Path data) throws Exception {
        return new ProviderKey(data, null, secret -> {}).require();
    }

    private static Process process(Path data, String option) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ProviderServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String address(Process process) throws Exception {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String line = out.readLine();
        while (line != null && !line.startsWith("listening ")) {
            line = out.readLine();
        }
        return URI.create(line.substring("listening ".length())).toString();
    }
}
