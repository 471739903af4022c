package com.developmentleads.security;

import static com.developmentleads.security.LeakTest.API;
import static com.developmentleads.security.LeakTest.ECHO;
import static com.developmentleads.security.LeakTest.PASSWORD;
import static com.developmentleads.security.LeakTest.SEARCH;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.ScriptedSmtp;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code leads run} as a process, with all logging turned on: its own log, those of libraries that have one, and the
 * conversation with the mail server.
 */
@Timeout(180)
@Tag("security")
class ProcessLeakTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    /** Two libraries of the application, and what carries their requests. */
    private static final String LIBRARIES = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            com.google.api.client.level=ALL
            com.google.auth.level=ALL
            sun.net.www.protocol.http.level=ALL
            org.eclipse.angus.mail.level=ALL
            """;

    @TempDir
    private Path folder;

    private final ScriptedApi api = ScriptedApi.start();
    private final ScriptedSmtp postbox = ScriptedSmtp.plain().withLogin("LOGIN");
    private DailyRunFixture morning;

    @AfterEach
    void close() {
        api.close();
        postbox.close();
        morning.close();
    }

    @Test
    void nothingOfAProcessShowsASecretAndItsFilesAreItsOwners() throws Exception {
        ZonedDateTime due = ZonedDateTime.now(ZoneOffset.UTC).minusHours(1);
        morning = new DailyRunFixture(folder)
                .withOwnSheet()
                .set("openai.base-url", api.baseUrl())
                .set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(postbox.port()))
                .set("mail.security", "none")
                .set("mail.username", "leads")
                .set("mail.from", "leads@example.com")
                .set("mail.to", "buyer@example.com")
                .set("openai.retries", "0")
                .set("training.poll-interval", "300ms")
                .set("schedule.time-zone", "UTC")
                .set("schedule.daily", "0 %d %d * * ?".formatted(due.getMinute(), due.getHour()))
                .finds(SearchService.home(1, "teardown " + ECHO), SearchService.home(2, "teardown"));
        TestInstallation here = morning.place.withTrainingFile();
        TestInstallation.write(here.keyFile(), "OPENAI_API_KEY=" + API + "\nSMTP_PASSWORD=" + PASSWORD + "\n");
        assertThat(here.run("train").code()).isZero();
        String path = JOBS + "/" + api.onlyJob();
        api.withResponseHeader("X-Echo", API + " " + SEARCH);
        api.next(
                "GET",
                path,
                Fault.error(401, "invalid_api_key", ECHO),
                Fault.error(403, "forbidden", ECHO),
                Fault.answer(500, "text/html", "GET /?api_key=" + SEARCH + " " + ECHO),
                Fault.error(400, "bad", ECHO),
                Fault.redirect(307, "http://127.0.0.1:1/?key=" + API),
                Fault.json(200, "{\"id\":\"" + API),
                Fault.drop());
        Path levels = folder.resolve("log4j2-open.xml");
        TestInstallation.write(
                levels,
                Files.readString(Path.of("src/main/resources/log4j2.xml"))
                        .replaceAll("(<Logger name=\"org[^>]*level=\")INFO", "$1TRACE"));
        assertThat(Files.readString(levels)).contains("component.bean\" level=\"TRACE");
        TestInstallation.write(folder.resolve("libraries.properties"), LIBRARIES);

        List<String> everythingLogs = List.of(
                "-Xmx256m",
                "-Dleads.log.level=TRACE",
                "-Dleads.log.retries=TRACE",
                "-Dlog4j2.configurationFile=" + levels,
                "-Djava.util.logging.config.file=" + folder.resolve("libraries.properties"),
                "-Dmail.debug=true",
                "-Dmail.debug.auth=true",
                "-Dmail.debug.auth.password=true");
        try (Connection reader = LeakTest.reader(here);
                LeadsProcess process = LeadsProcess.start(here, Map.of("SERPAPI_KEY", SEARCH), everythingLogs, "run")) {
            await().atMost(SOON)
                    .until(() -> !process.alive() || postbox.mails().size() == 1 && api.count("GET", path) > 7);
            postbox.repeating(true);
            api.succeed(api.onlyJob());
            await().atMost(SOON)
                    .until(() -> !process.alive() || postbox.logins().size() >= 3);
            assertThat(process.alive()).as(process.output()).isTrue();
            assertThat(process.listening()).as("listens").isEmpty();

            // The folder itself, and the training file, are this test's own.
            assertThat(othersMayRead(here.data()))
                    .as("files that others may read")
                    .containsExactlyInAnyOrder(here.data(), here.trainingFile());
            // Before the files are read: that ends the reader's locks, and the log goes with the last connection.
            assertThat(here.data().resolve("development_leads.db-wal")).isNotEmptyFile();
            assertThat(reader.isClosed()).isFalse();

            Canaries canaries = LeakTest.canaries(folder.resolve("google/service-account.json"))
                    .in("the command line", process.commandLine())
                    .in("what it printed", process.output())
                    .inFiles(folder, file -> !file.equals(here.keyFile()) && !file.endsWith("service-account.json"))
                    .inDatabase(here.data().resolve("development_leads.db"));
            postbox.mails().forEach(mail -> canaries.in("a mail", mail.text()));
            assertThat(canaries.findings()).isEmpty();
            assertThat(process.output())
                    .as("the libraries log")
                    .contains("POST ", "grant_type", "access_token", "AUTH LOGIN", "535 ");
            assertThat(TestInstallation.read(here.data().resolve("leads.log"))).contains("TRACE");
            assertThat(Path.of("unset"))
                    .as("a log of what came before there was a folder for it")
                    .doesNotExist();
        }
        assertThat(postbox.logins()).isNotEmpty();
    }

    @Test
    void theDemoShowsNoSecretOfItsStandInsAndItsFilesAreItsOwners() throws Exception {
        morning = new DailyRunFixture(folder);
        TestInstallation here = new TestInstallation(folder, api.baseUrl())
                .unset("openai.base-url")
                .set("sandbox.smtp-port", Integer.toString(FreePort.any()))
                .set(
                        "sandbox.request-log",
                        folder.resolve("requests/requests.jsonl").toString());
        try (LeadsProcess process = LeadsProcess.start(here, Map.of(), List.of("-Dleads.log.level=DEBUG"), "demo")) {
            await().atMost(SOON).until(() -> !process.alive());
            assertThat(process.output()).contains("Done.");
            Path keyFile = here.data().resolve("sandbox/service-account.json");
            Path providerKey = here.data().resolve("provider/key");
            Canaries canaries = LeakTest.canaries(keyFile)
                    .add(
                            "key of the embedded provider",
                            Files.readString(providerKey).strip())
                    .in("what it printed", process.output())
                    .inFiles(
                            folder,
                            file -> !List.of(keyFile, providerKey, here.keyFile())
                                    .contains(file));
            assertThat(canaries.findings()).isEmpty();
        }
        assertThat(othersMayRead(here.data())).as("files that others may read").isEmpty();
        assertThat(othersMayRead(folder.resolve("requests"))).isEmpty();
        try (Stream<Path> files = Files.walk(here.data())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "commands.log",
                            "development_leads.db",
                            "leads.csv",
                            "finetuned_model_id.txt",
                            "run.lock",
                            "sheets.json",
                            "owner.lock");
        }
    }

    /** The files below a folder, and the folder itself, that anybody but the owner may access in any way. */
    private static List<Path> othersMayRead(Path below) throws IOException {
        Set<PosixFilePermission> owners = PosixFilePermissions.fromString("rwx------");
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> {
                        try {
                            return !owners.containsAll(Files.getPosixFilePermissions(file));
                        } catch (IOException e) {
                            // Gone since the folder was listed.
                            return false;
                        }
                    })
                    .toList();
        }
    }
}
