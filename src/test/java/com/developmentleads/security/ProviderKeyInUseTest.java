package com.developmentleads.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.provider.Http;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded provider's key between processes: the application's own commands need no setting for it. */
@Tag("security")
class ProviderKeyInUseTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String GIVEN = "one-of-the-operators-choice";

    @TempDir
    private Path folder;

    private TestInstallation here;

    @BeforeEach
    void install() {
        here = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .withTrainingFile(40, "Ranch")
                .unset("openai.base-url")
                .set("provider", "embedded")
                .set("provider.embedded.port", Integer.toString(FreePort.any()));
        TestInstallation.write(here.keyFile(), "");
    }

    private Path key() {
        return here.data().resolve("provider/key");
    }

    private LeadsProcess serve(Map<String, String> environment) {
        LeadsProcess process = LeadsProcess.start(here, environment, List.of(), "provider");
        await().atMost(SOON).until(() -> process.output().contains("Ctrl-C") || !process.alive());
        assertThat(process.alive()).as(process.output()).isTrue();
        return process;
    }

    private Http client(String key) throws IOException {
        return new Http(
                Integer.parseInt(Files.readString(here.data().resolve("provider/owner.port"))
                        .split(" ")[0]),
                key);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Another user of the machine, who has no key, reads, trains on and deletes what is there",
            then = "401 to each; the commands of the owner, who names no key, go on")
    @Test
    void anotherUserIsRefusedAndTheOwnersCommandsAreNot() throws Exception {
        try (LeadsProcess process = serve(Map.of("LEADS_PROVIDER_KEY", " "))) {
            String made = Files.readString(key()).strip();
            assertThat(process.output())
                    .contains("export OPENAI_API_KEY=\"$(cat '" + key() + "')\"")
                    .doesNotContain(made);
            TestInstallation.Result trained = here.run("train");
            assertThat(trained.code()).as(trained.all()).isZero();
            assertThat(trained.all()).doesNotContainIgnoringCase("key");
            JsonNode file = client(made).get("/files").json().at("/data/0");
            assertThat(file.path("purpose").asText()).isNotEmpty();
            String id = file.path("id").asText();
            for (String stranger : List.of("", " ", "another", "null", "leads-")) {
                Http other = client(stranger);
                assertThat(other.get("/files").status()).isEqualTo(401);
                assertThat(other.get("/files/" + id + "/content").status()).isEqualTo(401);
                assertThat(other.delete("/files/" + id).status()).isEqualTo(401);
                assertThat(other.upload(here.trainingFile()).status()).isEqualTo(401);
                assertThat(other.post(
                                        "/fine_tuning/jobs",
                                        "{\"model\":\"local-linear\",\"training_file\":\"" + id + "\"}")
                                .status())
                        .isEqualTo(401);
            }
            assertThat(client(made).get("/files/" + id).status()).isEqualTo(200);
            Files.delete(key());
            TestInstallation.Result watched = here.run("status", "--watch");
            assertThat(watched.code()).as("with a new key: " + watched.all()).isZero();
            assertThat(client(made).get("/models").status()).as("the old key").isEqualTo(401);
        }
    }

    @Test
    void aProcessThatServesAndAsksFollowsANewKey() throws Exception {
        try (LeadsRuntime runtime = here.start(LeadsRuntime.Mode.COMMAND)) {
            assertThat(runtime.servesProvider()).isTrue();
            Files.delete(key());
            Exchange models = runtime.ask("openai-models", "", Map.of());
            assertThat(models.getMessage().getBody(JsonNode.class).path("data")).isNotEmpty();
            assertThat(key()).exists();
        } finally {
            TestInstallation.stopLogging();
        }
    }

    @Test
    void commandsKeepToTheFileWhateverKeyTheServerWasGiven() throws Exception {
        try (LeadsProcess process = serve(Map.of("LEADS_PROVIDER_KEY", GIVEN))) {
            assertThat(process.output())
                    .contains("the value of LEADS_PROVIDER_KEY")
                    .doesNotContain(GIVEN);
            assertThat(key()).doesNotExist();
            assertThat(client(GIVEN).get("/models").status()).isEqualTo(200);
            TestInstallation.Result trained = here.run("train");
            assertThat(trained.code()).as(trained.all()).isZero();
            assertThat(key()).exists();
            assertThat(client(GIVEN).get("/models").status()).isEqualTo(200);
        }
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The file of the provider's key is empty, or others may read it",
            then = "exit code 2 and one line that names it and says what to do; a key that is given helps")
    @Test
    void aKeyFileThatIsOfNoUse() throws Exception {
        TestInstallation.write(key(), "");
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
        requireOneLine("holds no key");
        TestInstallation.write(key(), "a-key-of-more-than-22-characters\n");
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r--r--"));
        requireOneLine("can be read by others");

        TestInstallation.write(here.keyFile(), "LEADS_PROVIDER_KEY=" + GIVEN + "\n");
        TestInstallation.Result trained = here.run("train");
        assertThat(trained.code()).as(trained.all()).isZero();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The embedded provider is full of uploads that no job uses when train comes",
            then = "train names the oldest and says what to do, and goes on once one is deleted")
    @Test
    void trainComesToAFullProviderAndRecovers() throws Exception {
        here.set("provider.embedded.max-files", "2").set("openai.retries", "1");
        try (LeadsProcess process = serve(Map.of())) {
            Http client = client(Files.readString(key()).strip());
            String oldest = client.upload(here.trainingFile()).json().path("id").asText();
            assertThat(client.upload(here.trainingFile()).status()).isEqualTo(200);

            TestInstallation.Result refused = here.run("train");
            assertThat(refused.code()).as(refused.all()).isEqualTo(1);
            assertThat(refused.err()).hasLineCount(1).contains("429", "2 of 2 files", oldest);

            assertThat(client.delete("/files/" + oldest).status()).isEqualTo(200);
            TestInstallation.Result trained = here.run("train");
            assertThat(trained.code()).as(trained.all()).isZero();
            assertThat(here.jobs()).hasSize(1);
            TestInstallation.Result watched = here.run("status", "--watch");
            assertThat(watched.code()).as(watched.all()).isZero();
        }
    }

    private void requireOneLine(String what) {
        for (String command : List.of("train", "provider")) {
            TestInstallation.Result result = here.run(command);
            assertThat(result.code()).as(result.all()).isEqualTo(2);
            assertThat(result.err()).hasLineCount(1).contains(key().toString(), what, " — remove it");
        }
        assertThat(here.run("doctor").out()).contains(key().toString(), what);
    }
}
