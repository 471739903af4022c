package com.developmentleads.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which value counts, and that all that is wrong is said at once. */
class SettingsTest {

    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void whatIsShippedIsFine() {
        Settings settings = Settings.load(null, null, Map.of());
        assertThat(settings.home()).isEqualTo(HOME);
        assertThat(settings.data()).isEqualTo(HOME.resolve("data"));
        assertThat(settings.file("database")).isEqualTo(HOME.resolve("data/development_leads.db"));
        assertThat(settings.text("openai.base-url")).isEqualTo(settings.text("provider.openai.base-url"));
        assertThat(settings.all().values()).noneMatch(value -> value.contains("{{"));
        assertThat(Settings.load("sandbox", null, Map.of()).text("provider")).isEqualTo("embedded");
    }

    @Test
    void theEnvironmentOverrulesFilesAndIsOverruledByTheCommandLine() {
        Map<String, String> variables = Map.of(
                "LEADS_SEARCH_PAGES", "7",
                "LEADS_PROVIDER", "nebius",
                "LEADS_PROVIDER_NEBIUS_TRAINING_MODEL", "mine",
                "LEADS_DATABASE_BUSY_TIMEOUT", " 4s ",
                "LEADS_JAVA_OPTS", "-Xmx1g",
                "LEADS_PROVIDER_KEY", "secret",
                "SEARCH_PAGES", "8");
        Settings settings = Settings.load("sandbox", null, Map.of("database.busy-timeout", "5s"), variables);
        assertThat(settings.text("search.pages")).isEqualTo("7");
        assertThat(settings.text("provider")).as("over the profile").isEqualTo("nebius");
        assertThat(settings.text("openai.training-model")).isEqualTo("mine");
        assertThat(settings.text("database.busy-timeout")).isEqualTo("5s");
        assertThat(settings.all().values()).doesNotContain("secret");
    }

    @Test
    void aVariableOfNoPropertyOrWithAWrongValueIsTold() {
        Map<String, String> variables =
                Map.of("LEADS_SERCH_PAGES", "sk-123456789", "LEADS_DATA_FOLDER", "/x", "LEADS_SEARCH_PAGES", "many");
        assertThatThrownBy(() -> Settings.load(null, null, Map.of(), variables))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.faults())
                                .hasSize(3)
                                .anyMatch(fault -> fault.contains("variable LEADS_SERCH_PAGES — "))
                                .anyMatch(fault -> fault.contains("variable LEADS_DATA_FOLDER — "))
                                .anyMatch(fault -> fault.contains("search.pages is 'many'"))
                                .noneMatch(fault -> fault.contains("sk-")));
    }

    @Test
    void noTwoPropertiesShareAVariable() {
        for (String provider : List.of("openai", "azure", "nebius", "embedded")) {
            List<String> names = List.copyOf(load(
                            "provider",
                            provider,
                            "provider.azure.resource",
                            "a",
                            "provider.azure.resource-group",
                            "a",
                            "provider.azure.subscription",
                            "a")
                    .all()
                    .keySet());
            assertThat(names.stream().map(EnvironmentProperties::variable)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theProviderChoosesTheDefaults() {
        Settings embedded = load("provider", "embedded", "provider.embedded.port", "1234");
        assertThat(embedded.text("openai.training-model")).isEqualTo(embedded.text("provider.embedded.training-model"));
        assertThat(embedded.text("openai.base-url")).isEqualTo("http://127.0.0.1:1234/v1");
        assertThat(embedded.with("provider.embedded.port", "4321").text("openai.base-url"))
                .isEqualTo("http://127.0.0.1:4321/v1");
        Settings own = load(
                "provider",
                "mine",
                "provider.mine.base-url",
                "https://llm.example.com/v1",
                "provider.mine.auth-header",
                "api-key",
                "provider.mine.key-variable",
                "MY_KEY",
                "provider.mine.training-model",
                "a",
                "provider.mine.generic-model",
                "b",
                "provider.mine.generic-options",
                "{}",
                "provider.mine.tuned-options",
                "{}");
        assertThat(own.text("openai.key-variable")).isEqualTo("MY_KEY");
    }

    @Test
    void eachFileOfTheFolderIsAProvider() {
        Settings azure = load(
                "provider",
                "azure",
                "provider.azure.resource",
                "mine",
                "provider.azure.resource-group",
                "g",
                "provider.azure.subscription",
                "s");
        assertThat(azure.text("openai.base-url")).isEqualTo("https://mine.openai.azure.com/openai/v1");
        assertThat(azure.text("openai.auth-header")).isEqualTo("api-key");
        assertThat(azure.text("openai.deployment-path"))
                .isEqualTo("/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/mine"
                        + "/deployments/{name}");
        Settings nebius = load("provider", "nebius");
        assertThat(nebius.text("openai.deployment-of")).isEqualTo("checkpoint");
        assertThat(nebius.text("openai.key-variable")).isEqualTo("NEBIUS_API_KEY");
        Settings openai = load("provider", "openai");
        assertThat(openai.text("openai.deployment")).isEqualTo("none");
        assertThat(openai.text("openai.deployment-url")).isEqualTo(openai.text("openai.base-url"));
        assertThat(openai.all()).doesNotContainKey("prices.meta-llama/Llama-3.1-8B-Instruct.training");
    }

    @Test
    void anUnknownProviderIsToldWithThoseThatThereAre() {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1").set("provider", "acme");
        TestInstallation.Result result = place.run("status");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("providers/acme.properties — use azure or embedded or nebius or openai")
                .hasLineCount(1);
    }

    @Test
    void aProviderThatLacksWhatItsAddressIsMadeOfIsNotAsked() {
        assertThatThrownBy(() -> load("provider", "azure"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.faults())
                                .anyMatch(fault -> fault.startsWith("provider.azure.resource is ''")));
    }

    @Test
    void theCommandLineWinsOverTheProfileAndThatOverTheFile() {
        Duration base = Settings.load(null, null, Map.of()).duration("training.poll-interval");
        Duration profile = Settings.load("sandbox", null, Map.of()).duration("training.poll-interval");
        Duration set = Settings.load("sandbox", null, Map.of("training.poll-interval", "7m"))
                .duration("training.poll-interval");
        assertThat(List.of(base, profile, set))
                .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMinutes(7));
    }

    @Test
    void theDataFolderOfTheCommandLineIsTheCallersAndThatOfThePropertiesTheProjects() {
        assertThat(Settings.load(null, Path.of("x/../y"), Map.of("data", "z")).data())
                .isEqualTo(Path.of("y").toAbsolutePath());
        assertThat(load("data", "z").data()).isEqualTo(HOME.resolve("z"));
        assertThat(load("data", "/var/leads").file("job-id")).isEqualTo(Path.of("/var/leads/finetuning_job_id.txt"));
    }

    @Test
    void camelGetsDurationsInMilliseconds() {
        Map<String, String> camel = load("openai.response-timeout", "1m30s").forCamel();
        assertThat(camel).containsEntry("openai.response-timeout", "90000").containsEntry("training.holdout", "20");
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "Eleven properties are wrong",
            then = "all are named at once")
    @Test
    void everyFaultIsNamedAtOnce() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("provider", "nobody");
        wrong.put("mail.port", "70000");
        wrong.put("mail.host", "mail.example.com");
        wrong.put("training.holdout", "a fifth");
        wrong.put("training.poll-interval", "60");
        wrong.put("openai.generic-options", "{temperature}");
        wrong.put("openai.suffix", "{{no.such.property}}");
        wrong.put("files.training", "../elsewhere");
        wrong.put("prices.local-linear.training", "-1");
        wrong.put("trainig.holdout", "20");
        assertThatThrownBy(() -> Settings.load(null, null, wrong))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                    for (String name : List.of(
                            "provider",
                            "mail.port",
                            "mail.from",
                            "mail.to",
                            "training.holdout",
                            "training.poll-interval",
                            "openai.generic-options",
                            "openai.suffix",
                            "files.training",
                            "prices.local-linear.training",
                            "trainig.holdout")) {
                        assertThat(e.faults())
                                .as(name)
                                .anyMatch(fault -> fault.matches(
                                        "(there is no property )?" + name.replace(".", "\\.") + "( .*)? — .+"));
                    }
                    assertThat(e.faults()).hasSize(11).anyMatch(fault -> fault.endsWith("from 100ms to 24h"));
                });
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "Three properties are wrong",
            then = "a line each, exit code 2, nothing is made")
    @Test
    void aCommandPrintsOneLineForEachFaultAndExitsWith2() {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .set("mail.port", "none")
                .set("training.epochs", "0")
                .set("no.such.knob", "1");
        for (String command : List.of("prepare", "train", "status", "run", "provider", "doctor")) {
            TestInstallation.Result run = place.run(command);
            assertThat(run.code()).as(command).isEqualTo(2);
            assertThat(run.err().lines())
                    .as(command)
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("error: "))
                    .anyMatch(line -> line.contains("mail.port"))
                    .anyMatch(line -> line.contains("training.epochs"))
                    .anyMatch(line -> line.contains("no.such.knob"));
            assertThat(run.out()).isEmpty();
        }
        assertThat(place.data()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"nobody", "../application", "''", "a b"})
    void aProfileThatIsNotThere(String profile) {
        assertThatThrownBy(() -> Settings.load(profile, null, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no profile '" + profile + "'");
    }

    @Test
    void aPropertyThatRefersToItself() {
        assertThatThrownBy(() -> load("mail.from", "{{mail.to}}", "mail.to", "{{mail.from}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mail.from refers to itself")
                .hasMessageContaining("mail.to refers to itself");
    }

    @Test
    void theValueOfAChangeIsCheckedToo() {
        Settings settings = Settings.load(null, null, Map.of());
        assertThatThrownBy(() -> settings.with("provider.embedded.port", "x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("provider.embedded.port");
    }

    @Test
    void propertiesTakenOutOfTheFileAreNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(HOME.resolve("application.properties")));
        lines.removeIf(line -> line.startsWith("mail.port=") || line.startsWith("files.database="));
        Files.write(folder.resolve("application.properties"), lines);
        assertThat(program("prepare"))
                .contains("error: the property mail.port is missing")
                .contains("error: the property files.database is missing")
                .endsWith("exit 2");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws Exception {
        Files.write(
                folder.resolve("application.properties"),
                "mail.from=J\u00fcrgen".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(program("prepare"))
                .contains("error: " + folder.toRealPath().resolve("application.properties") + " cannot be read")
                .endsWith("exit 2");
    }

    /** Runs the program with the project's folder replaced by the test's; returns its output and exit code. */
    private String program(String... command) throws IOException, InterruptedException {
        String separator = System.getProperty("path.separator");
        List<String> classPath = new ArrayList<>();
        classPath.add(folder.toRealPath().toString());
        for (String entry : System.getProperty("java.class.path").split(separator)) {
            if (!Path.of(entry).toAbsolutePath().normalize().equals(HOME)) {
                classPath.add(entry);
            }
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(separator, classPath),
                "com.developmentleads.Application"));
        line.addAll(List.of(command));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output) + "exit " + process.exitValue();
    }

    private static Settings load(String... pairs) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            overrides.put(pairs[i], pairs[i + 1]);
        }
        return Settings.load(null, null, overrides);
    }
}
