package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every answer is valid against OpenAI's specification, whose file is named by {@code -Dopenai.spec=PATH}. */
@EnabledIfSystemProperty(
        named = "openai.spec",
        matches = ".+",
        disabledReason = "Answers are not checked against OpenAI's specification: no -Dopenai.spec=PATH was given")
class ProviderSpecTest {

    private static final String CHAT = "{\"model\":\"%s\",%s\"messages\":[{\"role\":\"system\",\"content\":\"Answer "
            + "with one of: development_opportunity, not_opportunity\"},{\"role\":\"user\",\"content\":\"a teardown\"}]}";

    @TempDir
    private static Path folder;

    private static ProviderServer server;
    private static Http http;
    private static JsonNode specification;
    private static String file;
    private static String job;
    private static String model;

    @BeforeAll
    static void train() throws Exception {
        specification = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of(System.getProperty("openai.spec")).toFile());
        server = ProviderServer.start(folder.resolve("provider"));
        http = server.http();
        valid("ListFilesResponse", http.get("/files"));
        Http.Answer uploaded = http.upload(TrainingFiles.write(folder.resolve("a.jsonl"), 30));
        valid("OpenAIFile", uploaded);
        file = uploaded.json().get("id").asText();
        Http.Answer created = http.post(
                "/fine_tuning/jobs",
                ("{\"model\":\"local-linear\",\"training_file\":\"%s\","
                                + "\"metadata\":{\"a\":\"b\"},\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":"
                                + "{\"n_epochs\":3}}}}")
                        .formatted(file));
        valid("FineTuningJob", created);
        job = created.json().get("id").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/fine_tuning/jobs/" + job)
                        .json()
                        .get("status")
                        .asText()
                        .equals("succeeded"));
        model = http.get("/fine_tuning/jobs/" + job)
                .json()
                .get("fine_tuned_model")
                .asText();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Set<ValidationMessage> faults(String schema, JsonNode document) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", specification.get("components"));
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
        return compiled.validate(document);
    }

    private static void valid(String schema, Http.Answer answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(faults(schema, answer.json())).as(answer.body()).isEmpty();
    }

    private static void validError(Http.Answer answer) throws Exception {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(faults("ErrorResponse", answer.json())).as(answer.body()).isEmpty();
    }

    @Test
    void aWrongDocumentIsNoticed() throws Exception {
        ObjectNode wrong = (ObjectNode) http.get("/fine_tuning/jobs/" + job).json();
        wrong.put("status", "nearly done");
        assertThat(faults("FineTuningJob", wrong)).isNotEmpty();
    }

    @Test
    void filesJobsAndModels() throws Exception {
        valid("ListFilesResponse", http.get("/files"));
        valid("OpenAIFile", http.get("/files/" + file));
        valid("FineTuningJob", http.get("/fine_tuning/jobs/" + job));
        valid("ListPaginatedFineTuningJobsResponse", http.get("/fine_tuning/jobs?limit=1"));
        valid("ListFineTuningJobEventsResponse", http.get("/fine_tuning/jobs/" + job + "/events?limit=100"));
        valid("ListFineTuningJobCheckpointsResponse", http.get("/fine_tuning/jobs/" + job + "/checkpoints"));
        valid("ListModelsResponse", http.get("/models"));
        valid("Model", http.get("/models/" + model));
        String other = http.upload(TrainingFiles.write(folder.resolve("b.jsonl"), 10))
                .json()
                .get("id")
                .asText();
        valid("DeleteFileResponse", http.delete("/files/" + other));
    }

    @Test
    void batches() throws Exception {
        String request = "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}\n";
        Path lines = Files.writeString(
                folder.resolve("batch.jsonl"),
                request.formatted("good", CHAT.formatted("local-keywords", ""))
                        + request.formatted("wrong", CHAT.formatted("gpt-4", "")));
        String input = http.upload(lines, "batch").json().get("id").asText();
        String wanted = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"%s\","
                + "\"metadata\":{\"a\":\"b\"}}";
        Http.Answer made = http.post("/batches", wanted.formatted(input, "24h"));
        valid("Batch", made);
        JsonNode batch = over(made.json().get("id").asText());
        assertThat(batch.path("status").asText()).as(batch.toString()).isEqualTo("completed");
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":2,\"completed\":1,\"failed\":1}");
        JsonNode good =
                Wire.parse(http.get("/files/" + batch.path("output_file_id").asText() + "/content")
                        .body());
        assertThat(good.path("custom_id").asText()).isEqualTo("good");
        assertThat(faults("CreateChatCompletionResponse", good.path("response").path("body")))
                .isEmpty();
        JsonNode wrong =
                Wire.parse(http.get("/files/" + batch.path("error_file_id").asText() + "/content")
                        .body());
        assertThat(wrong.path("custom_id").asText()).isEqualTo("wrong");
        assertThat(wrong.path("response").path("status_code").asInt()).isEqualTo(404);
        assertThat(faults("ErrorResponse", wrong.path("response").path("body"))).isEmpty();

        Path twice = Files.writeString(
                folder.resolve("twice.jsonl"),
                request.formatted("a", CHAT.formatted("local-keywords", "")).repeat(2));
        String doubled = http.upload(twice, "batch").json().get("id").asText();
        JsonNode failed = over(http.post("/batches", wanted.formatted(doubled, "24h"))
                .json()
                .get("id")
                .asText());
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("errors").path("data").path(0).path("code").asText())
                .isEqualTo("duplicate_custom_id");
        assertThat(failed.path("errors").path("data").path(0).path("line").asInt())
                .isEqualTo(2);
        assertThat(faults("Batch", failed)).isEmpty();

        valid("ListBatchesResponse", http.get("/batches?limit=1"));
        assertThat(http.get("/batches?limit=1&after=" + failed.path("id").asText())
                        .json()
                        .path("data")
                        .path(0)
                        .path("id"))
                .isEqualTo(batch.path("id"));
        validError(http.post("/batches", wanted.formatted(input, "1h")));
        validError(http.post("/batches", wanted.formatted(file, "24h")));
        validError(http.post("/batches", wanted.formatted("file-none", "24h")));
        validError(http.get("/batches/batch_none"));
        validError(http.post("/batches/" + batch.path("id").asText() + "/cancel", "{}"));
    }

    private static JsonNode over(String batch) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> http.get("/batches/" + batch).json(), document -> {
                    assertThat(faults("Batch", document))
                            .as(document.toString())
                            .isEmpty();
                    return Set.of("completed", "failed")
                            .contains(document.path("status").asText());
                });
    }

    @Test
    void chat() throws Exception {
        for (String asked : new String[] {model, "local-keywords"}) {
            for (String options : new String[] {"", "\"logprobs\":true,\"top_logprobs\":3,", "\"n\":2,"}) {
                valid("CreateChatCompletionResponse", http.post("/chat/completions", CHAT.formatted(asked, options)));
            }
        }
    }

    @Test
    void streamedChat() throws Exception {
        Http.Answer answer = http.post(
                "/chat/completions",
                CHAT.formatted(
                        model, "\"stream\":true,\"logprobs\":true,\"stream_options\":{\"include_usage\":true},"));
        int chunks = 0;
        for (String line : answer.body().lines().filter(text -> !text.isEmpty()).toList()) {
            assertThat(line).startsWith("data: ");
            if (!line.equals("data: [DONE]")) {
                assertThat(faults("CreateChatCompletionStreamResponse", Wire.parse(line.substring(6))))
                        .as(line)
                        .isEmpty();
                chunks++;
            }
        }
        assertThat(chunks).isGreaterThan(4);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void errors() throws Exception {
        validError(http.get("/files/none"));
        validError(http.get("/nowhere"));
        validError(http.delete("/files"));
        validError(http.post("/chat/completions", "{"));
        validError(http.post("/chat/completions", CHAT.formatted("gpt-4", "")));
        validError(http.post("/fine_tuning/jobs/" + job + "/pause", "{}"));
    }
}
