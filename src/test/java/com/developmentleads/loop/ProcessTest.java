package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.testing.ClassArchive;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as processes of their own, and what becomes of their work when they are killed. */
@Timeout(150)
@Tag("process")
class ProcessTest {

    private static final Duration STARTED = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final ScriptedApi api = ScriptedApi.start();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        api.close();
    }

    private Process start(TestInstallation here, String... command) throws IOException {
        return start(here, List.of(), command);
    }

    private Process start(TestInstallation here, List<String> jvm, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        line.addAll(jvm);
        line.addAll(ClassArchive.options());
        line.add("com.developmentleads.Application");
        line.addAll(here.options());
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("output-" + processes.size() + ".txt").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::output).isTrue();
        return process.exitValue();
    }

    private String output() {
        return TestInstallation.read(folder.resolve("output-" + (processes.size() - 1) + ".txt"));
    }

    private static void kill(Process process) throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runEndsSoonWhenAskedToAndGoesOnAfterItsDeath() throws Exception {
        TestInstallation here =
                new TestInstallation(folder, api.baseUrl()).withTrainingFile().set("schedule.daily", "");
        here.run("train");
        String job = api.onlyJob();
        String path = JOBS + "/" + job;

        Process killed = start(here, "run");
        await().atMost(STARTED).until(() -> api.count("GET", path) >= 2 || !killed.isAlive());
        kill(killed);

        String model = api.succeed(job);
        Process ended = start(here, "run");
        await().atMost(STARTED)
                .until(() -> !here.rows("select 1 from training_jobs where notified_at is not null")
                                .isEmpty()
                        || !ended.isAlive());
        assertThat(ended.isAlive()).as(this::output).isTrue();
        ended.destroy();
        assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(ended.exitValue()).isZero();
        assertThat(here.modelId()).contains(model + "\n");
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(output()).contains("Running on").doesNotContain(ScriptedApi.KEY, "Exception");
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "train is killed while the provider works",
            then = "the next train makes or finds one job")
    @ParameterizedTest
    @ValueSource(strings = {FILES, JOBS})
    void trainKilledWhileTheProviderWorksMakesOneJob(String path) throws Exception {
        TestInstallation here = new TestInstallation(folder, api.baseUrl()).withTrainingFile();
        api.next("POST", path, Fault.none().delayed(Duration.ofMinutes(2)));

        Process train = start(here, "train");
        await().atMost(STARTED).until(() -> api.count("POST", path) == 1 || !train.isAlive());
        kill(train);
        assertThat(here.jobId()).isEmpty();

        assertThat(here.run("train").code()).isZero();
        assertThat(here.jobId()).contains(api.onlyJob() + "\n");
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        try (var left = Files.list(here.data())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "SIGTERM while an upload waits for its answer",
            then = "the process ends at once; the next train makes one job")
    @Test
    void trainEndsAtOnceOnSigtermWhileAnUploadRunsAndTheNextOneMakesOneJob() throws Exception {
        TestInstallation here = new TestInstallation(folder, api.baseUrl()).withTrainingFile();
        api.next("POST", FILES, Fault.drip());

        Process train = start(here, "train");
        await().atMost(STARTED).until(() -> api.count("POST", FILES) == 1 || !train.isAlive());
        terminate(train, Duration.ofSeconds(10));
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("job_id", null));

        assertThat(here.run("train").code()).isZero();
        assertThat(here.jobId()).contains(api.onlyJob() + "\n");
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("job_id", api.onlyJob()));
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "SIGTERM while the answer to a poll drips",
            then = "the process ends within the time for stopping; the job is as it was")
    @Test
    void runEndsWithinTheTimeForStoppingWhileAPollDripsForEver() throws Exception {
        TestInstallation here =
                new TestInstallation(folder, api.baseUrl()).withTrainingFile().set("schedule.daily", "");
        here.run("train");
        String path = JOBS + "/" + api.onlyJob();
        api.always("GET", path, Fault.drip());
        here.set("camel.main.shutdown-timeout", "2");

        Process run = start(here, "run");
        await().atMost(STARTED).until(() -> api.count("GET", path) == 1 || !run.isAlive());
        terminate(run, Duration.ofSeconds(15));

        assertThat(api.count("GET", path)).isEqualTo(1);
        assertThat(here.jobs())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("state", "validating_files"));
    }

    private static void terminate(Process process, Duration within) throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        process.destroy();
        assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "run"})
    void whatListensOnLoopbackNamesNoOtherAddress(String command) throws Exception {
        TestInstallation here = new TestInstallation(folder, api.baseUrl())
                .set("schedule.daily", "")
                .set("management.port", Integer.toString(FreePort.any()));
        Process process = start(here, List.of("-Dleads.log.libraries=INFO"), command);
        await().atMost(STARTED).until(() -> output().contains("stops it") || !process.isAlive());
        terminate(process, Duration.ofSeconds(15));
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .contains("HttpServer started on 127.0.0.1:", "(total:")
                .doesNotContain("0.0.0.0");
        assertThat(TestInstallation.read(here.data().resolve("leads.log"))).doesNotContain("0.0.0.0");
    }

    @Test
    void theEmbeddedProviderTrainsOnInAnotherProcess() throws Exception {
        TestInstallation here = new TestInstallation(folder, api.baseUrl())
                .withTrainingFile(40, "Ranch")
                .unset("openai.base-url")
                .set("provider", "embedded");
        TestInstallation.write(here.keyFile(), "");

        assertThat(end(start(here, "train"))).as(this::output).isZero();
        assertThat(here.jobId()).isPresent();
        assertThat(end(start(here, "status", "--watch"))).as(this::output).isZero();

        assertThat(here.modelId()).hasValueSatisfying(model -> assertThat(model).startsWith("ft:local-meaning:local:"));
        assertThat(output()).contains("The model answers");
        assertThat(end(start(here, "train"))).as(this::output).isEqualTo(3);
        assertThat(api.requests()).isEmpty();
    }
}
