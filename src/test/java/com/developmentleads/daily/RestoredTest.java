package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that was replaced by an older copy, while nothing ran. */
@Tag("slow")
@LeadsTest
class RestoredTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database is replaced by a copy from before the last run, which is then made again",
            then = "no mail twice, by deliveries.jsonl, and no row twice, by the keys in the sheet")
    @Test
    void what_was_delivered_is_not_delivered_again() throws Exception {
        morning.withSheet().withMail().finds(home(1, "teardown"), home(2, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(runtime.context().isStarted()).isTrue();
        }
        Path database = morning.place.data().resolve("development_leads.db");
        Path copy = morning.place.folder().resolve("copy.db");
        Files.copy(database, copy);

        monday();
        assertDelivered(1);

        restore(copy, database);
        monday();
        assertThat(morning.search.requests()).hasSize(2);
        assertDelivered(1);

        restore(copy, database);
        Files.delete(morning.place.data().resolve("deliveries.jsonl"));
        monday();
        assertDelivered(2);
        assertThat(morning.mails().get(1).getMessageID())
                .isEqualTo(morning.mails().get(0).getMessageID());
    }

    private void monday() {
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(DailyRunFixture.run(runtime, "monday", MONDAY).get("state"))
                    .isEqualTo("succeeded");
        }
    }

    private static void restore(Path copy, Path database) throws Exception {
        for (String side : new String[] {"-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(database + side));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertDelivered(int mails) {
        assertThat(morning.mails()).hasSize(mails);
        for (int i = 1; i <= 2; i++) {
            assertThat(TestInstallation.read(morning.sheetFile()).split("\"" + i + " example st newton ma\""))
                    .as("one row")
                    .hasSize(2);
        }
    }
}
