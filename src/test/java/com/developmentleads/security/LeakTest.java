package com.developmentleads.security;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.daily.SearchService;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.ScriptedSmtp;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret is anywhere but on the wire: the real commands and routes, with the log at TRACE, between stand-ins that
 * repeat every secret that they receive, in good answers and in errors.
 */
@Timeout(180)
@Tag("security")
class LeakTest {

    static final String PASSWORD = "pw+51c0/ff&ee<9d>é\"\\'=%7a3f";
    static final String API = ScriptedApi.KEY;
    static final String SEARCH = SearchService.KEY;
    /** All of them in one text, as a server would put them. */
    static final String ECHO = "Incorrect key " + API + " (Authorization: Bearer " + API + ", api-key: " + API + ", "
            + Base64.getEncoder().encodeToString(("api:" + API).getBytes(StandardCharsets.UTF_8)) + "), api_key="
            + SEARCH
            + "&x, password " + PASSWORD;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final ScriptedApi api = ScriptedApi.start();
    private final ScriptedSmtp postbox = ScriptedSmtp.plain().withLogin("PLAIN");
    private final List<Result> results = new ArrayList<>();
    private DailyRunFixture morning;
    private TestInstallation here;

    @BeforeEach
    void open() {
        morning = new DailyRunFixture(folder)
                .withOwnSheet()
                .set("openai.base-url", api.baseUrl())
                .set("openai.retries", "0")
                .set("serpapi.retries", "0")
                .set("sheets.retries", "0")
                .set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(postbox.port()))
                .set("mail.security", "none")
                .set("mail.username", "leads")
                .set("mail.from", "leads@example.com")
                .set("mail.to", "buyer@example.com");
        here = morning.place;
        TestInstallation.write(
                here.keyFile(),
                "OPENAI_API_KEY=" + API + "\nexport SERPAPI_KEY='" + SEARCH + "'\nSMTP_PASSWORD=" + PASSWORD
                        + "\nthis line has no equals sign " + API + "\n");
        System.setProperty("leads.log.level", "TRACE");
        System.setProperty("leads.log.retries", "TRACE");
    }

    @AfterEach
    void close() {
        api.close();
        postbox.close();
        morning.close();
    }

    static Canaries canaries(Path keyFile) {
        Canaries canaries = new Canaries()
                .add("key of the provider", API)
                .add("key of the search service", SEARCH)
                .add("password", PASSWORD)
                .shape("access token", "sandbox\\.[0-9a-f]{8}-")
                .shape("signed grant", "eyJ[\\w-]{10,}\\.eyJ");
        try {
            List<String> lines = JSON.readTree(keyFile.toFile())
                    .path("private_key")
                    .asText()
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(20);
            // The first line of every such key begins alike, and the last may be short.
            List.of(2, 11, lines.size() - 3).forEach(line -> canaries.whole("private key", lines.get(line)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return canaries;
    }

    private Canaries canaries() {
        return canaries(folder.resolve("google/service-account.json"));
    }

    /** The log goes back to INFO when a command is through. */
    private Result run(String... command) {
        System.setProperty("leads.log.level", "TRACE");
        System.setProperty("leads.log.retries", "TRACE");
        Result result = here.run(command);
        results.add(result);
        return result;
    }

    /** Where secrets belong: the file of keys, and the key file of the service account. */
    private boolean mayBeRead(Path file) {
        return !file.equals(here.keyFile()) && !file.endsWith("service-account.json");
    }

    /** While somebody has the database open, what is written stays in the side file. */
    static Connection reader(TestInstallation here) throws SQLException {
        Connection reader =
                DriverManager.getConnection("jdbc:sqlite:" + here.data().resolve("development_leads.db"));
        reader.createStatement()
                .executeQuery("select count(*) from property_scans")
                .close();
        return reader;
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private void hunt(Canaries canaries) {
        results.forEach(result -> canaries.in("what a command printed", result.all()));
        canaries.inFiles(folder, this::mayBeRead).inDatabase(here.data().resolve("development_leads.db"));
        postbox.mails().forEach(mail -> canaries.in("a mail", mail.text()));
        threads().forEach(thread -> canaries.in("a thread's name", thread));
        canaries.in(
                "the command line",
                ManagementFactory.getRuntimeMXBean().getInputArguments() + System.getProperty("sun.java.command"));
    }

    /** Homes whose every field repeats the secrets, and headers that do. */
    private void everybodyEchoes() {
        SearchService.Result home = SearchService.home(1, "teardown " + ECHO);
        morning.finds(
                new SearchService.Result(
                        home.title() + " " + SEARCH, home.link() + "?api_key=" + SEARCH, home.snippet()),
                SearchService.home(2, "teardown, " + ECHO));
        morning.search.withHeader("X-Echo", API + SEARCH);
        api.withResponseHeader("X-Echo", API + SEARCH);
    }

    private static Fault said(String text) {
        return Fault.json(
                200,
                "{\"choices\":[{\"message\":{\"content\":\""
                        + text.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}");
    }

    /** Letters written as JSON may write them, so that no search for the value finds it before it is read. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    @Test
    void nothingThatCommandsPrintAndLeaveBehindHasASecret() throws Exception {
        everybodyEchoes();
        Files.createDirectories(here.data());
        Scans.execute(here.data(), Scans.FULL);
        Scans.insertAll(here.data(), "address,snippet,classification", Scans.examples(0, 60));
        api.answering((model, question) -> question.matches("(?s).*house number \\d*[02468]\\b.*")
                ? "development_opportunity"
                : "not_opportunity");
        assertThat(run("prepare").code()).isZero();
        try (Connection reader = reader(here)) {
            assertThat(run(
                                    "--set",
                                    "openai.base-url=https://user:" + API + "@example.com/v1",
                                    "--set",
                                    "mail.port=" + PASSWORD,
                                    "--set",
                                    "no.such=" + SEARCH,
                                    "train")
                            .err())
                    .contains("openai.base-url", "mail.port")
                    .doesNotContain("user:");
            assertThat(run("train", "--key=" + API).code()).isEqualTo(2);

            api.next("POST", FILES, Fault.error(401, "invalid_api_key", ECHO));
            assertThat(run("train").code()).isEqualTo(4);
            api.next("POST", JOBS, Fault.error(400, "invalid_request", "POST /v1/fine_tuning/jobs\r\n" + ECHO));
            assertThat(run("train").code()).isEqualTo(4);
            assertThat(run("train").code()).isZero();
            String job = api.onlyJob();
            api.addEvent(job, "your key is " + ECHO);
            api.next(
                    "GET",
                    JOBS + "/" + job,
                    Fault.json(
                            200,
                            api.job(job)
                                    .toString()
                                    .replace(
                                            "\"error\":null",
                                            "\"error\":{\"code\":\"x\",\"param\":null,\"message\":\""
                                                    + "filler ".repeat(68) + escaped(API) + "\"}")
                                    .replace("validating_files", "failed")));
            assertThat(run("status").out()).contains("failed", "filler", "***", "your key is");
            api.next(
                    "GET",
                    JOBS + "/" + job,
                    Fault.answer(500, "text/html", "<html>GET /search.json?api_key=" + SEARCH + ECHO));
            assertThat(run("--json", "status", job).code()).isEqualTo(1);
            api.succeed(job);
            api.next("POST", CHAT, said("the model says " + ECHO));
            assertThat(run("status", job, "--watch"))
                    .satisfies(watched ->
                            assertThat(watched.code()).as(watched.all()).isZero());
            assertThat(run("--json", "status", "--list").code()).isZero();
            assertThat(run("--set", "openai.auth-header=api-key", "status", "--list")
                            .code())
                    .isEqualTo(4);
            api.next("GET", "/models", Fault.error(403, "forbidden", ECHO).header("WWW-Authenticate", "Bearer " + API));
            assertThat(run("doctor").out()).contains("***");

            postbox.repeating(true);
            // Both homes are asked about, and one of the two corrections is another echo.
            api.next("POST", CHAT, said(ECHO), said(ECHO), said(ECHO));
            morning.search.next(
                    SearchService.refusal(401, "Invalid API key " + ECHO).with("Location", "https://x/?" + SEARCH));
            assertThat(run("daily").err()).contains("***");
            String nobody = "http://127.0.0.1:" + FreePort.any();
            assertThat(run("--set", "serpapi.base-url=" + nobody, "--set", "openai.base-url=" + nobody + "/v1", "daily")
                            .err())
                    .contains("refused");
            postbox.repeating(false);
            assertThat(run("daily").code()).isZero();

            assertThat(here.data().resolve("development_leads.db-wal")).isNotEmptyFile();
            Canaries canaries = canaries();
            hunt(canaries);
            assertThat(canaries.findings()).isEmpty();
            assertThat(canaries.searched()).as("at TRACE the log alone is long").isGreaterThan(1_000_000);
        }
        assertThat(postbox.logins())
                .as("the wire")
                .contains(Base64.getEncoder()
                        .encodeToString(("leads\0leads\0" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        assertThat(postbox.mails()).isNotEmpty();
        assertThat(here.rows("select * from answers where answer like '%***%'")).isNotEmpty();
        assertThat(here.rows("select * from searches where answer like '%***%'"))
                .isNotEmpty();
        assertThat(here.rows("select * from runs where error like '%***%'")).isNotEmpty();
        assertThat(here.rows("select * from training_jobs where error like '%***%'"))
                .isNotEmpty();
        assertThat(TestInstallation.read(here.log())).contains("TRACE");
    }

    /** Whoever is allowed to attach may turn on what records every exchange; requests are in it without their keys. */
    @Test
    void nothingThatIsSeenWhileItRunsHasASecret() throws Exception {
        here.withTrainingFile();
        assertThat(run("train").code()).isZero();
        System.setProperty("leads.log.level", "TRACE");
        morning.finds(SearchService.home(7, "teardown"));
        Consoles consoles = new Consoles();
        Canaries canaries = canaries();
        try (LeadsRuntime running = here.set("schedule.daily", "")
                        .set("training.poll-interval", "5s")
                        .start(LeadsRuntime.Mode.UNATTENDED);
                Connection reader = reader(here)) {
            consoles.trace();
            DailyRunFixture.run(running, "silent", LocalDate.of(2026, 11, 19));
            Map<String, String> shown = consoles.everything();
            assertThat(shown.values())
                    .as("the tracer is on")
                    .anyMatch(text -> text.contains("ask-provider")
                            && text.contains("ask-serpapi")
                            && text.contains("send-mail")
                            && text.contains("CamelHttpQuery"));
            shown.forEach(canaries::in);
            everybodyEchoes();
            String path = JOBS + "/" + api.onlyJob();
            List<Fault> faults = List.of(
                    Fault.error(401, "invalid_api_key", ECHO).header("X-Key", API),
                    Fault.error(400, "bad", ECHO),
                    Fault.answer(500, "text/html", "<a href='/?api_key=" + SEARCH + "'>" + API),
                    Fault.redirect(302, "https://example.com/?key=" + API),
                    Fault.json(200, "{\"id\":\"" + API),
                    Fault.json(200, "{\"id\":\"" + API + "\"}"),
                    Fault.truncate(),
                    Fault.drop());
            List<Throwable> thrown = new ArrayList<>();
            for (Fault fault : faults) {
                api.always("GET", path, fault);
                try {
                    running.ask("training-check", Map.of("job_id", api.onlyJob()), Map.of());
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            }
            assertThat(thrown).hasSameSizeAs(faults);
            api.heal();
            List<Answer> answers = List.of(
                    Answer.json(401, ECHO).with("X", API),
                    Answer.json(500, ECHO),
                    Answer.json(302, "").with("Location", "https://x/?" + SEARCH),
                    Answer.json(200, "{\"error\":\"" + SEARCH));
            for (Answer answer : answers) {
                morning.search.next(answer);
                try {
                    running.ask("serpapi", null, Map.of("query", "homes", "location", "Newton", "start", "0"));
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            }
            assertThat(thrown).hasSize(faults.size() + answers.size());
            for (int run = 0; run < 2; run++) {
                postbox.repeating(run == 0);
                DailyRunFixture.run(running, "key-" + run, LocalDate.of(2026, 11, 20 + run));
            }
            assertThat(postbox.mails()).isNotEmpty();

            shown = consoles.everything();
            // The tracer alone shows what others sent as it came.
            shown.keySet().removeIf(place -> place.contains("BacklogTracer dump"));
            shown.forEach(canaries::in);
            assertThat(canaries.searched()).isGreaterThan(100_000);
            threads().forEach(thread -> canaries.in("a thread's name", thread));
            canaries.inFiles(folder, this::mayBeRead).inDatabase(here.data().resolve("development_leads.db"));
        } finally {
            TestInstallation.stopLogging();
        }
        assertThat(canaries.findings()).isEmpty();
    }

    /** A value that is not known as a secret is found in every place searched: the suite can fail. */
    @Test
    void theHuntFindsWhatIsThere() throws Exception {
        String planted = "pl&nt+ed/51c0'ffee9d";
        Files.createDirectories(here.data());
        Scans.execute(here.data(), Scans.FULL);
        Scans.insertAll(here.data(), "address,snippet,classification", Scans.examples(0, 12));
        here.set("search.location", planted);
        assertThat(run("prepare").code()).isZero();
        morning.finds(SearchService.home(1, "teardown " + planted));
        assertThat(run("daily").code()).isZero();
        TestInstallation.write(here.data().resolve("notes-" + planted.replace("/", "") + ".txt"), "x");
        String base64 = Base64.getEncoder().encodeToString(("\0me\0" + planted).getBytes(StandardCharsets.UTF_8));
        TestInstallation.write(here.data().resolve("base64.txt"), base64);
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "worker " + planted);
        thread.setDaemon(true);
        thread.start();
        ObjectName name = new ObjectName("com.developmentleads.test:type=Planted");
        ManagementFactory.getPlatformMBeanServer().registerMBean(new Shown(planted), name);
        try {
            Canaries canaries = new Canaries().add("planted one", planted);
            hunt(canaries);
            new Consoles().everything().forEach(canaries::in);
            for (String place : List.of(
                    "what a command printed",
                    "leads.log",
                    "property_scans.snippet",
                    "searches.answer",
                    "leads.csv",
                    "sheets.json",
                    "a mail",
                    "a thread's name",
                    "the name of",
                    "base64.txt",
                    "com.developmentleads.test:type=Planted")) {
                assertThat(canaries.findings()).as(place).anyMatch(finding -> finding.contains(place));
            }
        } finally {
            thread.interrupt();
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        }
    }

    /** An MBean with one attribute. */
    public interface ShownMBean {
        String getValue();
    }

    /** The MBean. */
    public static final class Shown implements ShownMBean {
        private final String value;

        Shown(String value) {
            this.value = value;
        }

        @Override
        public String getValue() {
            return value;
        }
    }
}
