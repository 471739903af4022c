package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.storage.Database;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FaultCase.Where;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures of this machine and of the files that an engineer edits. */
@Timeout(60)
@Tag("process")
@LeadsTest
class MachineTest {

    private ScriptedApi api;
    private TestInstallation here;

    @FaultCase(
            where = Where.CONFIGURATION,
            fault = "A route file is no YAML",
            then = "exit code 2, one line; nobody is asked")
    @Test
    void aRouteFileThatIsBroken() {
        TestInstallation.write(
                here.folder().resolve("routes/broken.camel.yaml"), "- route:\n    id: broken\n   from: [");
        here.set("routes.application", "file:" + here.folder().resolve("routes") + "/*.camel.yaml");

        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("the routes cannot be started").hasLineCount(1);
        assertThat(api.requests()).isEmpty();
        assertThat(here.jobs()).isEmpty();
    }

    @FaultCase(where = Where.MACHINE, fault = "The log cannot be written", then = "the work goes on")
    @Test
    void aLogThatCannotBeWritten() throws Exception {
        Files.createDirectories(here.log().resolve("in-the-way"));

        assertThat(here.run("train").code()).isZero();

        here.requireOneJob(api);
    }

    @FaultCase(
            where = Where.DATABASE,
            fault = "Another program holds the database when the job is to be recorded",
            then = "train waits no longer than database.busy-timeout; the next one finds the job")
    @Test
    void aDatabaseThatIsHeldWhileTheProviderWorks() throws Exception {
        here.set("database.busy-timeout", "300ms");
        api.next("POST", JOBS, Fault.none().delayed(Duration.ofSeconds(1)));
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + here.data().resolve("development_leads.db"));
                Statement statement = connection.createStatement()) {
            CompletableFuture<Result> running = CompletableFuture.supplyAsync(() -> here.run("train"));
            await().atMost(Duration.ofSeconds(30)).until(() -> api.count("POST", JOBS) == 1);
            statement.execute("begin immediate");

            Result train = running.get(30, TimeUnit.SECONDS);

            assertThat(train.code()).isNotZero();
            assertThat(train.err()).contains("locked").hasLineCount(1);
            statement.execute("rollback");
        }
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "creating"));

        assertThat(here.run("train").code()).isZero();
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        here.requireOneJob(api);
    }

    @FaultCase(
            where = Where.DATABASE,
            fault = "A reading tool holds a transaction open through it all",
            then = "nothing waits for it and nothing fails")
    @Test
    void aReaderThatHoldsItsTransaction() throws Exception {
        new Database(here.data().resolve("development_leads.db"), Duration.ofSeconds(1)).open();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + here.data().resolve("development_leads.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("begin");
            try (ResultSet rows = statement.executeQuery("select count(*) from training_jobs")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(here.run("train").code()).isZero();
            String model = api.succeed(api.onlyJob());
            assertThat(here.run("status").code()).isZero();
            assertThat(here.modelId()).contains(model + "\n");
            statement.execute("rollback");
        }
        here.requireOneJob(api);
    }
}
