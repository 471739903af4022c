package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.JobCreateParams;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK, as it is, goes through the whole flow against the real server. */
class ProviderFlowTest {

    @TempDir
    private Path folder;

    @Test
    void uploadTrainAndAsk() throws Exception {
        try (ProviderServer server = ProviderServer.start(folder.resolve("provider"))) {
            OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(server.baseUrl()).apiKey("none").build();
            Path training = TrainingFiles.write(folder.resolve("training.jsonl"), 30);
            FileObject file = client.files().create(FileCreateParams.builder().file(training)
                    .purpose(FilePurpose.FINE_TUNE).build());
            FineTuningJob job = client.fineTuning().jobs().create(JobCreateParams.builder().model("local-linear")
                    .trainingFile(file.id()).suffix("leads").build());
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> client.fineTuning().jobs()
                    .retrieve(job.id()).status().equals(FineTuningJob.Status.SUCCEEDED));
            String model = client.fineTuning().jobs().retrieve(job.id()).fineTunedModel().orElseThrow();
            assertThat(model).startsWith("ft:local-linear:local:leads:");
            assertThat(client.models().list().data()).anyMatch(listed -> listed.id().equals(model));
            assertThat(ask(client, model, "Sold as is, a teardown on a large lot, bring your builder")
                    .choices().get(0).message().content()).contains("development_opportunity");
            assertThat(ask(client, model, "Renovated condo with a gym, move in and enjoy")
                    .choices().get(0).message().content()).contains("not_opportunity");
            assertThatThrownBy(() -> ask(client, "gpt-4", "x")).isInstanceOf(NotFoundException.class);
        }
    }

    private static ChatCompletion ask(OpenAIClient client, String model, String text) {
        return client.chat().completions().create(ChatCompletionCreateParams.builder().model(model)
                .addSystemMessage(TrainingFiles.SYSTEM).addUserMessage(TrainingFiles.user(text)).build());
    }
}
