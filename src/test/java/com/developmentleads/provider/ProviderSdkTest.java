package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import com.openai.models.finetuning.jobs.JobListParams;
import com.openai.models.models.Model;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK, as it is, goes through the whole flow against the real server. */
@Tag("slow")
class ProviderSdkTest {

    private static final String FOR = "Sold as is, a teardown on a large lot, bring your builder";
    private static final String AGAINST = "Renovated condo with a gym, move in and enjoy";

    @TempDir
    private static Path folder;

    private static ProviderServer server;
    private static OpenAIClient client;
    private static FineTuningJob trained;
    private static String model;

    /** What a structured answer looks like to a Java program. */
    public static class Verdict {
        public Label classification;
        public double confidence;
    }

    /** The answers that were trained. */
    public enum Label {
        development_opportunity,
        not_opportunity
    }

    @BeforeAll
    static void train() throws Exception {
        server = ProviderServer.start(folder.resolve("provider"));
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey(server.key())
                .maxRetries(0)
                .build();
        trained = finished(client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(upload(60).id())
                        .validationFile(upload(20).id())
                        .suffix("leads")
                        .seed(3)
                        .metadata(JobCreateParams.Metadata.builder()
                                .putAdditionalProperty("data", JsonValue.from("a b"))
                                .build())
                        .build())
                .id());
        model = trained.fineTunedModel().orElseThrow();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static FileObject upload(int examples) throws Exception {
        return upload(TrainingFiles.write(folder.resolve("training-" + examples + ".jsonl"), examples));
    }

    private static FileObject upload(Path file) {
        return client.files()
                .create(FileCreateParams.builder()
                        .file(file)
                        .purpose(FilePurpose.FINE_TUNE)
                        .build());
    }

    private static FineTuningJob finished(String job) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.fineTuning().jobs().retrieve(job),
                        found -> found.finishedAt().isPresent());
    }

    private static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .temperature(0)
                .seed(1)
                .addSystemMessage(TrainingFiles.SYSTEM)
                .addUserMessage(TrainingFiles.user(text));
    }

    private static String ask(String text) {
        return client.chat()
                .completions()
                .create(question(text).build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }

    @Test
    void jobTellsWhatItDid() {
        assertThat(trained.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        assertThat(model).matches("ft:local-linear:local:leads:[A-Za-z0-9]{8}");
        assertThat(trained.trainedTokens().orElseThrow()).isPositive();
        List<FineTuningJobEvent> events = client
                .fineTuning()
                .jobs()
                .listEvents(trained.id(), JobListEventsParams.builder().limit(3).build())
                .autoPager()
                .stream()
                .toList();
        assertThat(events).hasSizeGreaterThan(6).doesNotHaveDuplicates();
        assertThat(events.get(0).message()).contains("successfully completed").contains(model);
        assertThat(events.get(events.size() - 1).message()).isEqualTo("Created fine-tuning job");
        List<FineTuningJobEvent> metrics = events.stream()
                .filter(event -> event.type()
                        .filter(FineTuningJobEvent.Type.METRICS::equals)
                        .isPresent())
                .toList();
        assertThat(metrics).hasSizeGreaterThanOrEqualTo(2);
        assertThat(metrics.get(0)._data().toString())
                .contains("full_valid_loss")
                .contains("train_loss");
        assertThat(client.fineTuning().jobs().checkpoints().list(trained.id()).data())
                .isEmpty();
    }

    @Test
    void resultFileIsTheStepsAsCsv() throws Exception {
        String id = trained.resultFiles().get(0);
        assertThat(client.files().retrieve(id).purpose().asString()).isEqualTo("fine-tune-results");
        try (HttpResponse content = client.files().content(id)) {
            String csv = new String(content.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(csv.lines().findFirst().orElseThrow())
                    .startsWith("step,total_steps,strength,folds,valid_loss")
                    .contains("train_loss", "full_valid_mean_token_accuracy");
            assertThat(csv.lines().count()).isGreaterThan(3);
        }
    }

    @Test
    void answersWhatItLearned() {
        assertThat(ask(FOR)).isEqualTo("development_opportunity");
        assertThat(ask(AGAINST)).isEqualTo("not_opportunity");
    }

    @Test
    void usageIsCountedAndBoundsCutTheAnswer() {
        ChatCompletion whole = client.chat().completions().create(question(FOR).build());
        long tokens = whole.usage().orElseThrow().completionTokens();
        assertThat(tokens).isBetween(2L, 8L);
        assertThat(whole.usage().orElseThrow().totalTokens())
                .isEqualTo(tokens + whole.usage().orElseThrow().promptTokens());
        ChatCompletion cut = client.chat()
                .completions()
                .create(question(FOR).maxCompletionTokens(1).build());
        assertThat(cut.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(cut.usage().orElseThrow().completionTokens()).isEqualTo(1);
        assertThat("development_opportunity")
                .startsWith(cut.choices().get(0).message().content().orElseThrow());
    }

    @Test
    void structuredAnswerFollowsTheSchema() {
        StructuredChatCompletionCreateParams<Verdict> structured = ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage(TrainingFiles.SYSTEM)
                .addUserMessage(TrainingFiles.user(FOR))
                .responseFormat(Verdict.class)
                .build();
        Verdict verdict = client.chat()
                .completions()
                .create(structured)
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
        assertThat(verdict.classification).isEqualTo(Label.development_opportunity);
        assertThat(verdict.confidence).isBetween(0.5, 1.0);
    }

    @Test
    void streamedAnswerIsTheWholeAnswerInPieces() {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(question(FOR)
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();
            chunks.forEach(chunk ->
                    chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append)));
            assertThat(chunks).hasSizeGreaterThan(4);
            assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().completionTokens())
                    .isPositive();
            assertThat(chunks.get(chunks.size() - 2).choices().get(0).finishReason())
                    .isPresent();
        }
        assertThat(text).hasToString("development_opportunity");
    }

    @Test
    void logprobsAreTheClassProbabilities() {
        ChatCompletion.Choice choice = client.chat()
                .completions()
                .create(question(FOR).logprobs(true).topLogprobs(5).build())
                .choices()
                .get(0);
        List<ChatCompletionTokenLogprob> tokens =
                choice.logprobs().orElseThrow().content().orElseThrow();
        assertThat(tokens.stream().map(ChatCompletionTokenLogprob::token).collect(Collectors.joining()))
                .isEqualTo("development_opportunity");
        double probability = Math.exp(
                tokens.stream().mapToDouble(ChatCompletionTokenLogprob::logprob).sum());
        assertThat(probability).isBetween(0.5, 1.0);
        List<ChatCompletionTokenLogprob.TopLogprob> top = tokens.get(0).topLogprobs();
        assertThat(top).hasSize(2);
        assertThat(top.stream().mapToDouble(each -> Math.exp(each.logprob())).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void listsArePagedAndFiltered() throws Exception {
        FileObject other = client.files()
                .create(FileCreateParams.builder()
                        .file(TrainingFiles.write(folder.resolve("other.jsonl"), 12))
                        .purpose(FilePurpose.USER_DATA)
                        .build());
        List<FileObject> files =
                client
                        .files()
                        .list(FileListParams.builder()
                                .purpose("fine-tune")
                                .limit(1)
                                .build())
                        .autoPager()
                        .stream()
                        .toList();
        assertThat(files)
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates()
                .noneMatch(file -> file.id().equals(other.id()));
        FineTuningJob second = finished(client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(upload(14).id())
                        .build())
                .id());
        assertThat(second.fineTunedModel().orElseThrow()).contains("local::");
        List<FineTuningJob> jobs =
                client.fineTuning().jobs().list(JobListParams.builder().limit(1).build()).autoPager().stream()
                        .toList();
        assertThat(jobs)
                .extracting(FineTuningJob::id)
                .contains(second.id(), trained.id())
                .doesNotHaveDuplicates();
        List<FineTuningJob> filtered = client.fineTuning()
                .jobs()
                .list(JobListParams.builder()
                        .putAdditionalQueryParam("metadata[data]", "a b")
                        .build())
                .data();
        assertThat(filtered).extracting(FineTuningJob::id).containsExactly(trained.id());
        client.models().delete(second.fineTunedModel().orElseThrow());
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .contains(model, "local-meaning", "local-linear", "local-keywords", "text-embedding-local")
                .doesNotContain(second.fineTunedModel().orElseThrow());
        assertThat(client.files().delete(other.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.files().retrieve(other.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void keywordsAnswerWithoutTraining() {
        for (Map.Entry<String, String> each : Map.of(FOR, "development_opportunity", AGAINST, "not_opportunity")
                .entrySet()) {
            ChatCompletion answer = client.chat()
                    .completions()
                    .create(question(each.getKey()).model("local-keywords").build());
            assertThat(answer.choices().get(0).message().content()).contains(each.getValue());
        }
    }

    @Test
    void errorsAreTyped() throws Exception {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question(FOR).model("gpt-4").build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question(FOR).model("local-linear").build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.code()).contains("model_not_trained"));
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question(FOR).temperature(3).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("temperature"));
        assertThatThrownBy(() -> client.models().delete("local-linear")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> client.fineTuning().jobs().retrieve("ftjob-none"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.fineTuning().jobs().cancel(trained.id()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("already succeeded");
        assertThatThrownBy(() -> client.fineTuning().jobs().pause(trained.id()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("cannot pause");
        String file = upload(16).id();
        assertThatThrownBy(() -> client.fineTuning()
                        .jobs()
                        .create(JobCreateParams.builder()
                                .model("gpt-4.1-mini-2025-04-14")
                                .trainingFile(file)
                                .build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("model"));
    }

    @Test
    void jobWithABadFileFailsAndSaysWhere() throws Exception {
        Path file = TrainingFiles.write(folder.resolve("bad.jsonl"), 20);
        List<String> lines = Files.readAllLines(file);
        lines.set(6, "{\"messages\": [");
        Files.write(file, lines);
        FineTuningJob job = finished(client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(upload(file).id())
                        .build())
                .id());
        assertThat(job.status()).isEqualTo(FineTuningJob.Status.FAILED);
        assertThat(job.error().orElseThrow().code()).isEqualTo("invalid_training_file");
        assertThat(job.error().orElseThrow().message()).startsWith("Line 7 is not valid JSON");
        assertThat(job.error().orElseThrow().param()).contains("training_file");
    }

    @Test
    void jobIsCancelledWhileItRuns() throws Exception {
        FineTuningJob job = client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(upload(20_000).id())
                        .build());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        client.fineTuning().jobs().retrieve(job.id()).status().equals(FineTuningJob.Status.RUNNING));
        assertThat(client.fineTuning().jobs().cancel(job.id()).status()).isEqualTo(FineTuningJob.Status.CANCELLED);
        FineTuningJob next = finished(client.fineTuning()
                .jobs()
                .create(JobCreateParams.builder()
                        .model("local-linear")
                        .trainingFile(upload(18).id())
                        .build())
                .id());
        assertThat(next.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        FineTuningJob after = client.fineTuning().jobs().retrieve(job.id());
        assertThat(after.status()).isEqualTo(FineTuningJob.Status.CANCELLED);
        assertThat(after.fineTunedModel()).isEmpty();
    }

    @Test
    void aClientWithAnotherKeyIsRefused() {
        OpenAIClient stranger = OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey("another")
                .maxRetries(0)
                .build();
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    }
}
