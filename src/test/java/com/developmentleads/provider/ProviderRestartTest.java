package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider has confirmed is there after a stop and after SIGKILL; interrupted jobs are finished. */
@Tag("process")
class ProviderRestartTest {

    private static final int REQUESTS = 3_000;
    private static final Duration TRAINED_WITHIN = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private static String createJob(Http http, Path training) throws Exception {
        String file = http.upload(training).json().get("id").asText();
        return http.post(
                        "/fine_tuning/jobs",
                        "{\"model\":\"local-linear\",\"training_file\":\"%s\",\"seed\":5}".formatted(file))
                .json()
                .get("id")
                .asText();
    }

    /** More than are answered before the process is stopped. */
    private static String createBatch(Http http) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
            lines.append("{\"custom_id\":\"")
                    .append(i)
                    .append(
                            "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"local-keywords\",")
                    .append("\"messages\":[{\"role\":\"user\",\"content\":\"a teardown on a large lot\"}]}}\n");
        }
        Path file = Files.writeString(Files.createTempFile("batch", ".jsonl"), lines);
        String input = http.upload(file, "batch").json().get("id").asText();
        Files.delete(file);
        return http.post(
                        "/batches",
                        "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                                .formatted(input))
                .json()
                .get("id")
                .asText();
    }

    private static JsonNode job(Http http, String id) throws Exception {
        return http.get("/fine_tuning/jobs/" + id).json();
    }

    private static void awaitStatus(Http http, String id, String status) {
        Awaitility.await()
                .atMost(TRAINED_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(http, id).get("status").asText().equals(status));
    }

    private static String answer(Http http, String model) throws Exception {
        return http.post(
                        "/chat/completions",
                        ("{\"model\":\"%s\",\"logprobs\":true,\"messages\":[{\"role\":\"user\","
                                        + "\"content\":\"a teardown on a large lot\"}]}")
                                .formatted(model))
                .json()
                .get("choices")
                .toString();
    }

    @Test
    void everythingIsThereAfterAStop() throws Exception {
        Path data = folder.resolve("provider");
        String id;
        JsonNode before;
        String events;
        String answered;
        String batch;
        try (ProviderServer server = ProviderServer.start(data)) {
            Http http = server.http();
            id = createJob(http, TrainingFiles.write(folder.resolve("training.jsonl"), 30));
            awaitStatus(http, id, "succeeded");
            before = job(http, id);
            events = http.get("/fine_tuning/jobs/" + id + "/events").body();
            answered = answer(http, before.get("fine_tuned_model").asText());
            batch = createBatch(http);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("provider-training")));
        try (ProviderServer server = ProviderServer.start(data)) {
            Http http = server.http();
            assertThat(job(http, id)).isEqualTo(before);
            assertThat(http.get("/fine_tuning/jobs/" + id + "/events").body()).isEqualTo(events);
            assertThat(answer(http, before.get("fine_tuned_model").asText())).isEqualTo(answered);
            Awaitility.await()
                    .atMost(TRAINED_WITHIN)
                    .until(() -> http.get("/batches/" + batch)
                            .json()
                            .get("status")
                            .asText()
                            .equals("completed"));
            JsonNode answers = http.get("/batches/" + batch).json();
            assertThat(answers.get("request_counts").get("completed").asInt()).isEqualTo(REQUESTS);
            assertThat(http.get("/files/" + answers.get("output_file_id").asText() + "/content")
                            .body()
                            .lines())
                    .hasSize(REQUESTS);
            assertThat(http.get("/files").json().get("data")).hasSize(4);
        }
    }

    @Test
    void aKilledProcessLosesNothingAndItsJobIsFinishedByTheNext() throws Exception {
        Path data = folder.resolve("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ProviderServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String id;
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
            String line = out.readLine();
            while (line != null && !line.startsWith("listening ")) {
                line = out.readLine();
            }
            String key = new ProviderKey(data, null, secret -> {}).require();
            Http http =
                    new Http(URI.create(line.substring("listening ".length())).getPort(), key);
            try (ProviderOwnership other = ProviderOwnership.acquire(data, 0)) {
                assertThat(other.owned()).isFalse();
                assertThat(new Http(other.port(), key).get("/models").status()).isEqualTo(200);
            }
            id = createJob(http, TrainingFiles.write(folder.resolve("many.jsonl"), 20_000));
            awaitStatus(http, id, "running");
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        try (ProviderServer server = ProviderServer.start(data)) {
            Http http = server.http();
            awaitStatus(http, id, "succeeded");
            assertThat(http.get("/fine_tuning/jobs/" + id + "/events?limit=100").body())
                    .containsOnlyOnce("taken up again after a restart");
            assertThat(answer(http, job(http, id).get("fine_tuned_model").asText()))
                    .contains("development_opportunity");
        }
    }

    @Test
    void aStopInTheMiddleOfATrainingIsNotAFailure() throws Exception {
        Path data = folder.resolve("stopped");
        String id;
        try (ProviderServer server = ProviderServer.start(data)) {
            Http http = server.http();
            id = createJob(http, TrainingFiles.write(folder.resolve("stopped.jsonl"), 10_000));
            awaitStatus(http, id, "running");
        }
        try (ProviderServer server = ProviderServer.start(data)) {
            awaitStatus(server.http(), id, "succeeded");
        }
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws Exception {
        Path data = folder.resolve("damaged");
        ProviderServer.start(data).close();
        Path damaged = Files.writeString(data.resolve("files").resolve("file-damaged.json"), "{\"sequence\":");
        Path half = Files.writeString(data.resolve("jobs").resolve(".ftjob-x.json.1.tmp"), "{");
        try (ProviderServer server = ProviderServer.start(data)) {
            assertThat(server.http().get("/files").json().get("data")).isEmpty();
            assertThat(damaged).exists();
            assertThat(half).doesNotExist();
        }
    }
}
