package com.developmentleads.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that is deleted, replaced or missing: nothing is made anew in silence, and nothing is spent. */
@Tag("process")
@LeadsTest
class LostDatabaseTest {

    private DailyRunFixture morning;
    private Path database;

    @BeforeEach
    void aDay() {
        morning.finds(SearchService.home(1, "teardown"));
        assertThat(morning.daily().code()).isZero();
        database = morning.place.data().resolve("development_leads.db");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database is deleted, or replaced by another, while run works",
            then = "it says so, writes an alert and ends with 2; no new database is made")
    @Test
    void aRunEndsThatHasLostItsDatabase() throws Exception {
        for (boolean replaced : new boolean[] {false, true}) {
            Path copy = morning.place.folder().resolve("copy.db");
            Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
            try (LeadsProcess process = LeadsProcess.start(
                    morning.place,
                    Map.of("SERPAPI_KEY", SearchService.KEY),
                    List.of(),
                    "--set",
                    "schedule.daily=",
                    "run")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> process.output().contains("Running on"));
                Files.delete(database);
                if (replaced) {
                    Files.copy(copy, database);
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> !process.alive());
                assertThat(process.exitCode()).isEqualTo(2);
                assertThat(process.output())
                        .contains(
                                replaced
                                        ? "was replaced while it was in use"
                                        : "is gone, deleted or moved while it was in use");
            }
            assertThat(Files.exists(database)).isEqualTo(replaced);
            assertThat(Files.readString(morning.place.data().resolve("alerts.jsonl")))
                    .contains("\"kind\":\"database\"", replaced ? "was replaced" : "is gone");
            Files.deleteIfExists(database.resolveSibling("development_leads.db-wal"));
            Files.deleteIfExists(database.resolveSibling("development_leads.db-shm"));
            Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The data folder has lost its database",
            then = "no command begins with an empty one but with --new")
    @Test
    void aFolderThatHasLostItsDatabaseIsNotBegunAnewInSilence() throws Exception {
        Files.delete(database);
        int asked = morning.search.requests().size();
        Result day = morning.daily();
        assertThat(day.code()).isEqualTo(2);
        assertThat(day.err())
                .contains("is gone, though leads.csv is there", "--new")
                .hasLineCount(1);
        assertThat(morning.search.requests()).hasSize(asked);
        assertThat(database).doesNotExist();
        assertThat(morning.place.run("--new", "daily").code()).isZero();
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(1);
    }
}
