package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.publish.Reports;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.LeadsTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that each run and each training writes. */
@Tag("slow")
@LeadsTest
class ReportTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    @Test
    void each_run_writes_its_page_and_the_digest_links_it() throws Exception {
        morning.withMail()
                .set("links.report", "https://leads.example.org/{run}")
                .finds(
                        home(1, 800_000, "teardown, <script>alert(1)</script> ${7*7} <#if x>"),
                        home(2, 900_000, "charming"));
        Path reports = morning.place.data().resolve("reports");
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(newest(runtime)).isEqualTo(reports.resolve("index.html").toString());
            assertThat(reports.resolve("index.html")).content().contains("No run yet");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            // A model of which nothing was held out, as it is after a first training with few labels.
            String server = morning.value("select server from spend limit 1").toString();
            for (String row : List.of(
                    "training_datasets values ('file', 12, '2026-11-22')",
                    "training_jobs (submission, server, model, training_sha256, job_id, state, created_at, updated_at)"
                            + " values ('s', '" + server + "', 'm', 'file', 'ftjob-1', 'succeeded', '2026', '2026')",
                    "tuned_models (server, model, job_id) values ('" + server + "', 'ft:m', 'ftjob-1')",
                    "model_changes (server, at, who, to_model, why) values ('" + server
                            + "', '2026-11-23T10:00:00Z', 'me', 'ft:m', 'not measured')",
                    "evaluations (server, model, kind, dataset_sha256, examples, report, at) values ('" + server
                            + "', 'ft:m', 'held-out', 'none', 0, '{\"model\":\"ft:m\",\"examples\":0}', '2026')")) {
                morning.place.execute("insert into " + row);
            }
            morning.finds(home(1, 720_000, "teardown"), home(3, 650_000, "teardown"));
            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
            // What a run writes about is told in full although its digest could not be sent.
            Files.delete(reports.resolve("index.html"));
            Files.createDirectories(reports.resolve("index.html/in-the-way"));
            assertThat(DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2)))
                    .extracting("state")
                    .isEqualTo("succeeded");
            assertThat(newest(runtime)).isNull();
        }
        assertThat(reports.resolve("monday.html"))
                .content()
                .contains(
                        "1 lead", "1 Example St, Newton, MA 02458", "&lt;script&gt;alert(1)", "${7*7}", "<svg viewBox")
                .doesNotContain("<script", "href=\"javascript");
        assertThat(reports.resolve("tuesday.html"))
                .content()
                .contains("ft:m</b> classifies since 2026-11-23: not measured")
                .containsSubsequence("2 leads", "<del>$800,000</del> $720,000 <b>−10 %</b>", "Price cuts", "$720,000")
                .containsSubsequence("id=\"runs\"", "2026-11-24", "2026-11-23")
                .contains("https://www.openstreetmap.org/search?query=3%20Example%20St");
        assertThat(morning.mails()).hasSize(3);
        assertThat(text(morning.mails().get(0))).contains("https://leads.example.org/monday.html");
        assertThat(Files.getPosixFilePermissions(reports.resolve("monday.html")))
                .hasSize(2);
    }

    private static String text(jakarta.mail.internet.MimeMessage mail) throws Exception {
        return ((jakarta.mail.Multipart) mail.getContent())
                .getBodyPart(1)
                .getContent()
                .toString();
    }

    private static String newest(LeadsRuntime runtime) {
        return runtime.ask("leads-report-newest", null, Map.of()).getMessage().getBody(String.class);
    }

    @Test
    void the_oldest_pages_go_and_names_stay_in_the_folder(@TempDir Path folder) throws Exception {
        Reports reports = new Reports(folder.resolve("reports").toString(), 2);
        for (String run : List.of("a", "b", "../c d")) {
            reports.write(run, run);
            try (Stream<Path> pages = Files.list(folder.resolve("reports"))) {
                for (Path page : pages.toList()) {
                    FileTime written = Files.getLastModifiedTime(page);
                    Files.setLastModifiedTime(
                            page, FileTime.from(written.toInstant().minusSeconds(60)));
                }
            }
        }
        reports.write(null, "none");
        assertThat(folder.resolve("reports"))
                .isDirectoryNotContaining("glob:**/a.html")
                .isDirectoryContaining("glob:**/b.html")
                .isDirectoryContaining("glob:**/--c-d.html");
        assertThat(folder.resolve("reports/index.html")).hasContent("none");
    }
}
