package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that was replaced by an older copy, while nothing ran. */
@Tag("slow")
@LeadsTest
class RestoredTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;
    private int days;

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
        Path copy = copy();

        monday();
        assertDelivered(1);

        restore(copy);
        monday();
        assertThat(morning.search.requests()).hasSize(2);
        assertDelivered(1);

        restore(copy);
        Files.delete(morning.place.data().resolve("deliveries.jsonl"));
        monday();
        assertDelivered(2);
        assertThat(morning.mails().get(1).getMessageID())
                .isEqualTo(morning.mails().get(0).getMessageID());
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database is replaced by an older copy, and another day begins",
            then = "its digest says so and leaves out what deliveries.jsonl says was told, but not what changed since")
    @Test
    void what_the_file_names_is_not_told_again() throws Exception {
        morning.withMail();
        day(home(1, "teardown"));
        Path copy = copy();
        day(home(2, "teardown"), home(3, "teardown"));
        assertThat(text(1)).doesNotContain("older copy");

        restore(copy);
        morning.finds(home(2, "teardown"), home(3, 999_000, "teardown"), home(4, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2));
            morning.finds(home(5, "teardown"), home(2, 777_000, "teardown"));
            DailyRunFixture.run(runtime, "thursday", MONDAY.plusDays(3));
        }
        assertThat(text(2))
                .contains("3 Example St", "4 Example St", "put back from an older copy", "are left out")
                .doesNotContain("2 Example St", "may have been told");
        assertThat(text(3)).contains("5 Example St", "2 Example St").doesNotContain("older copy");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault =
                    "An older copy, deliveries.jsonl is gone, the sheet is there; rows are written and not recorded, no mail goes",
            then = "the digest leaves out what the sheet had before the run, and nothing else")
    @Test
    void what_the_sheet_has_is_not_told_again() throws Exception {
        morning.withSheet().withMail();
        loseADayAndTheFile();
        morning.finds(home(2, "teardown"), home(3, "teardown"));
        morning.stopMail();
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2));
        }
        // As when the process dies between the sheet's row and its record: the sheet is not asked a second time.
        morning.place.execute("delete from deliveries where kind = 'sheet' and ref like '3 example%'");
        morning.startMail();
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "thursday", MONDAY.plusDays(3));
        }
        // The server was emptied when it stopped.
        assertThat(text(0))
                .contains("3 Example St", "put back from an older copy", "are left out")
                .doesNotContain("2 Example St");
        assertThat(text(1)).doesNotContain("2 Example St");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "An older copy of the database, whose deliveries.jsonl is gone too, and no sheet",
            then = "the digest says that it may repeat, the next one does not")
    @Test
    void the_next_digest_says_that_it_may_repeat() throws Exception {
        morning.withMail();
        loseADayAndTheFile();
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2));
            morning.finds(home(3, "teardown"));
            DailyRunFixture.run(runtime, "thursday", MONDAY.plusDays(3));
        }
        assertThat(text(3)).contains("2 Example St", "put back from an older copy", "may have been told before");
        assertThat(text(4)).contains("3 Example St").doesNotContain("older copy");
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "deliveries.jsonl cannot be read, or its last line ends within a character",
            then = "the run is made all the same, and an older copy is told from the whole lines")
    @Test
    void an_unreadable_file_stops_no_run() throws Exception {
        morning.withMail();
        day(home(1, "teardown"));
        Path copy = copy();
        day(home(2, "teardown"));
        Path file = morning.place.data().resolve("deliveries.jsonl");
        Path kept = Files.move(file, morning.place.folder().resolve("kept.jsonl"));
        Files.createDirectory(file);
        monday();
        Files.delete(file);
        Files.move(kept, file);
        Files.write(file, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);

        restore(copy);
        day(home(2, "teardown"), home(3, "teardown"));
        assertThat(text(2)).contains("3 Example St", "are left out").doesNotContain("2 Example St");
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The mail server is down from the first day on, and several mails are begun",
            then = "the digest that goes at last speaks of no older copy")
    @Test
    void mails_that_never_went_are_no_older_copy() throws Exception {
        morning.withMail().stopMail();
        day(home(1, "teardown"));
        day(home(2, "teardown"));
        morning.startMail();
        day(home(3, "teardown"));
        assertThat(text(0)).contains("1 Example St").doesNotContain("older copy");
        assertThat(text(1)).contains("2 Example St").doesNotContain("older copy");
    }

    /** Two days, a copy, and a day of which neither it nor the file knows. */
    private void loseADayAndTheFile() throws Exception {
        day(home(6, "teardown"));
        day(home(1, "teardown"));
        Path copy = copy();
        day(home(2, "teardown"));
        restore(copy);
        Files.delete(morning.place.data().resolve("deliveries.jsonl"));
    }

    private String text(int mail) throws Exception {
        assertThat(morning.mails()).hasSizeGreaterThan(mail);
        return ((MimeMultipart) morning.mails().get(mail).getContent())
                .getBodyPart(0)
                .getContent()
                .toString();
    }

    private void monday() {
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(DailyRunFixture.run(runtime, "monday", MONDAY).get("state"))
                    .isEqualTo("succeeded");
        }
    }

    /** A day that finds those homes. */
    private void day(SearchService.Result... homes) {
        morning.finds(homes);
        days++;
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "day-" + days, MONDAY.minusDays(7 - days));
        }
    }

    private Path database() {
        return morning.place.data().resolve("development_leads.db");
    }

    private Path copy() throws Exception {
        Path copy = morning.place.folder().resolve("copy.db");
        return Files.copy(database(), copy);
    }

    private void restore(Path copy) throws Exception {
        for (String side : new String[] {"-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(database() + side));
        }
        Files.copy(copy, database(), StandardCopyOption.REPLACE_EXISTING);
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
