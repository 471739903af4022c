package com.developmentleads.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leads demo}, as a person without any account runs it, and runs it again. */
@Tag("process")
class DemoTest {

    @TempDir
    Path folder;

    @AfterEach
    void stopLogging() {
        TestInstallation.stopLogging();
    }

    private List<String> mails() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/sandbox/mail"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String mail(String name) throws IOException {
        Path file = folder.resolve("data/sandbox/mail").resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            return ((MimeMultipart) message.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private List<JsonNode> leads() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        new ObjectMapper()
                .readTree(folder.resolve("data/sandbox/sheets.json").toFile())
                .path("spreadsheets")
                .path("sandbox-spreadsheet")
                .path("tabs")
                .get(1)
                .path("rows")
                .forEach(rows::add);
        return rows.subList(1, rows.size());
    }

    @Test
    void it_leaves_sheet_and_mails_and_a_second_one_adds_none_twice() throws IOException {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .unset("openai.base-url")
                .set("sandbox.smtp-port", Integer.toString(FreePort.any()));

        TestInstallation.Result first = place.run("demo");

        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains(
                        "Everything here is made up",
                        "leads in Newton, MA",
                        "made-up owner would",
                        "to open in any mail program");
        List<JsonNode> leads = leads();
        List<String> mails = mails();
        assertThat(leads).hasSizeGreaterThan(10);
        assertThat(leads.stream().map(row -> row.get(12).asText())).doesNotHaveDuplicates();
        assertThat(mails).hasSize(2).allMatch(name -> name.endsWith(".eml"));
        assertThat(place.rows("select state from runs"))
                .hasSize(2)
                .allMatch(row -> row.get("state").equals("succeeded"));
        assertThat(mail(mails.get(0)))
                .contains(
                        "Assessor's record: lot 14,113 sqft (0.32 acre), built 1931 (listing: 1948), land 82 % of value",
                        "No assessor's record: 2 records with this number, street and town");
        assertThat(place.rows("select state, building from parcels group by 1, 2"))
                .as("found, of a building, none")
                .hasSize(3);

        TestInstallation.Result second = place.run("demo");

        assertThat(second.code()).isZero();
        assertThat(leads()).isEqualTo(leads);
        assertThat(mails()).isEqualTo(mails);
        assertThat(place.rows("select state from runs")).hasSize(2);
    }

    @Test
    void an_owner_of_another_taste_is_learned_from_within_days() throws IOException {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .unset("openai.base-url")
                .set("sandbox.smtp-port", Integer.toString(FreePort.any()));

        TestInstallation.Result played = place.run("--json", "demo", "--days", "4");

        assertThat(played.code()).isZero();
        JsonNode report = new ObjectMapper().readTree(played.out());
        List<JsonNode> days = new ArrayList<>();
        report.path("days").forEach(days::add);
        assertThat(days)
                .extracting(day -> day.path("labels").asInt())
                .isSorted()
                .first()
                .isNotEqualTo(0);
        assertThat(days.subList(0, 3))
                .allMatch(day -> day.path("model").asText().equals("local-keywords"));
        assertThat(days.get(3).path("model").asText()).startsWith("ft:");
        assertThat(days.get(3).path("agreement").asDouble())
                .isGreaterThan(0.3 + days.get(0).path("agreement").asDouble());
        JsonNode models = report.path("evaluation").path("models");
        assertThat(models.get(0).path("balanced_accuracy").asDouble())
                .isGreaterThan(models.get(1).path("balanced_accuracy").asDouble());
        assertThat(models.get(0).path("baseline").path("balanced_accuracy").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void the_owner_is_learned_from_without_a_training() throws IOException {
        TestInstallation place = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .unset("openai.base-url")
                .unset("classify.examples")
                .set("sandbox.smtp-port", Integer.toString(FreePort.any()));

        TestInstallation.Result played = place.run("--json", "demo", "--days", "3", "--examples", "8");

        assertThat(played.code()).as(played.all()).isZero();
        JsonNode report = new ObjectMapper().readTree(played.out());
        assertThat(report.path("days").get(2).path("model").asText()).isEqualTo("local-similar + 8 examples");
        assertThat(report.path("days").get(2).path("agreement").asDouble())
                .isGreaterThan(
                        0.3 + report.path("days").get(0).path("agreement").asDouble());
        assertThat(place.rows("select * from training_jobs")).isEmpty();
    }
}
