package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.Multipart;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the routes really send is valid against OpenAI's specification, an OpenAPI 3.1 file named by
 * {@code -Dopenai.spec=PATH}.
 */
@Timeout(120)
@Tag("slow")
class SpecificationTest {

    private static final String NOT_CHECKED =
            "What the routes send is not checked against OpenAI's specification: no" + " -Dopenai.spec=PATH was given";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static JsonNode specification;
    private static ScriptedApi api;

    @BeforeAll
    static void sendEverything() throws Exception {
        String file = System.getProperty("openai.spec", "");
        if (file.isBlank()) {
            System.out.println(NOT_CHECKED);
            return;
        }
        specification =
                new ObjectMapper(new YAMLFactory()).readTree(Path.of(file).toFile());
        api = ScriptedApi.start();
        TestInstallation here = new TestInstallation(folder, api.baseUrl()).withTrainingFile();
        assertThat(here.run("train").code()).isZero();
        String model = api.succeed(api.onlyJob());
        assertThat(here.run("status").code()).isZero();
        here.withValidationFile(3).set("training.epochs", "50");
        assertThat(here.run("train", "--again").code()).isZero();
        try (LeadsRuntime runtime = here.start(LeadsRuntime.Mode.COMMAND)) {
            for (String asked : List.of(model, ScriptedApi.GENERIC_MODEL)) {
                ask(runtime, asked, Map.of("address", "1 Example Street", "snippet", "x"), null);
                ask(
                        runtime,
                        asked,
                        Map.of(
                                "address",
                                "2 Example Street",
                                "snippet",
                                "é \"\\ \uD83C\uDFE0",
                                "price",
                                1e6,
                                "lot_size",
                                "0.2 acres",
                                "year_built",
                                1930),
                        "I would say it depends");
            }
        } finally {
            TestInstallation.stopLogging();
        }
    }

    @BeforeEach
    void needsTheSpecification() {
        assumeTrue(specification != null, NOT_CHECKED);
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    private static void ask(LeadsRuntime runtime, String model, Map<String, Object> property, String wrongAnswer) {
        Map<String, Object> variables = new HashMap<>(Map.of("chatModel", model, "purpose", "test"));
        if (wrongAnswer != null) {
            variables.put("wrongAnswer", wrongAnswer);
        }
        assertThat(runtime.ask("leads-ask", property, variables).getMessage().getBody(String.class))
                .isEqualTo("development_opportunity");
    }

    @Test
    void jobs() {
        List<ApiRequest> sent = api.requests("POST", JOBS);
        assertThat(sent).hasSize(2).allSatisfy(request -> valid("CreateFineTuningJobRequest", request.json()));
        assertThat(sent.get(0).json().has("validation_file")).isFalse();
        assertThat(sent.get(0)
                        .json()
                        .at("/method/supervised/hyperparameters/n_epochs")
                        .asText())
                .isEqualTo("auto");
        assertThat(sent.get(1).json().path("validation_file").isTextual()).isTrue();
        assertThat(sent.get(1)
                        .json()
                        .at("/method/supervised/hyperparameters/n_epochs")
                        .isInt())
                .isTrue();
    }

    @Test
    void chat() {
        List<ApiRequest> sent = api.requests("POST", CHAT);
        assertThat(sent).hasSize(5).allSatisfy(request -> valid("CreateChatCompletionRequest", request.json()));
        assertThat(sent)
                .extracting(request -> request.json().path("messages").size())
                .containsExactly(2, 2, 4, 2, 4);
        assertThat(sent.get(0).json().path("model").asText()).startsWith("ft:");
        assertThat(sent.get(3).json().path("reasoning_effort").asText()).isEqualTo("none");
    }

    @Test
    void uploads() {
        assertThat(api.requests("POST", FILES)).hasSize(3).allSatisfy(request -> {
            List<Multipart.Part> parts = request.parts();
            assertThat(parts).extracting(Multipart.Part::name).containsExactlyInAnyOrder("file", "purpose");
            ObjectNode form = JSON.createObjectNode();
            for (Multipart.Part part : parts) {
                form.put(part.name(), part.text());
                assertThat(part.fileName() != null)
                        .as(part.name())
                        .isEqualTo(part.name().equals("file"));
            }
            assertThat(faults("CreateFileRequest", form)).isEmpty();
            assertThat(form.path("purpose").asText()).isEqualTo("fine-tune");
            form.put("purpose", "finetune");
            assertThat(faults("CreateFileRequest", form))
                    .as("a wrong purpose is noticed")
                    .isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/model null",
                "/training_file 7",
                "/suffix \"\"",
                "/suffix \"" + TOO_LONG + "\"",
                "/validation_file 7",
                "/metadata {\"a\":7}",
                "/method {\"type\":\"guess\"}",
                "/method {\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":51}}}",
                "/method {\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"n_epochs\":\"3\"}}}"
            })
    void aWrongJobIsNoticed(String change) throws Exception {
        assertThat(faults(
                        "CreateFineTuningJobRequest",
                        changed(api.requests("POST", JOBS).get(1).json(), change)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/messages []",
                "/messages [{\"role\":\"user\"}]",
                "/temperature 3",
                "/temperature \"0\"",
                "/max_completion_tokens \"20\"",
                "/logprobs \"true\"",
                "/reasoning_effort \"some\""
            })
    void aWrongQuestionIsNoticed(String change) throws Exception {
        assertThat(faults(
                        "CreateChatCompletionRequest",
                        changed(api.requests("POST", CHAT).get(0).json(), change)))
                .isNotEmpty();
    }

    @Test
    void aFieldThatThereIsNotIsNoticed() {
        ObjectNode job = api.requests("POST", JOBS).get(0).json().deepCopy();
        assertThat(unknownFields("CreateFineTuningJobRequest", job)).isEmpty();
        job.put("sufix", "x");
        assertThat(unknownFields("CreateFineTuningJobRequest", job)).containsExactly("sufix");
    }

    /** A stand-in that answers as nobody does would prove nothing. */
    @Test
    void theStandInAnswersAsSpecified() {
        for (String job : api.jobIds()) {
            assertThat(faults("FineTuningJob", api.job(job))).isEmpty();
        }
        assertThat(faults("ErrorResponse", ScriptedApi.error("c", "m"))).isEmpty();
    }

    private static final String TOO_LONG = "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss";

    private static JsonNode changed(JsonNode body, String change) throws Exception {
        ObjectNode changed = body.deepCopy();
        int blank = change.indexOf(' ');
        changed.set(change.substring(1, blank), JSON.readTree(change.substring(blank + 1)));
        return changed;
    }

    private static void valid(String schema, JsonNode body) {
        assertThat(faults(schema, body)).as(body.toString()).isEmpty();
        assertThat(unknownFields(schema, body))
                .as("fields that the specification does not name")
                .isEmpty();
    }

    private static Set<ValidationMessage> faults(String schema, JsonNode document) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", specification.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(root)
                .validate(document);
    }

    /** The schemas allow other fields; a misspelt one would pass. */
    private static Set<String> unknownFields(String schema, JsonNode document) {
        Set<String> unknown = new HashSet<>();
        document.fieldNames().forEachRemaining(unknown::add);
        removeNamed(specification.at("/components/schemas/" + schema), unknown);
        return unknown;
    }

    private static void removeNamed(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::remove);
        schema.path("allOf").forEach(part -> removeNamed(part, names));
        if (schema.has("$ref")) {
            removeNamed(specification.at(schema.get("$ref").asText().substring(1)), names);
        }
    }
}
