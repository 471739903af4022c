package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.Certificates;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.RawServer;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook: what it gets, once; and what happens when it does not take it. */
@Tag("slow")
@LeadsTest
class WebhookTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String SECRET = "webhook-canary-77aa21b0";
    private static final String PATH = "/services/T0/B0/path-canary-93e1f7";
    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile Loopback.Script script = request -> Answer.json(200, "ok");
    private final Loopback receiver = new Loopback(request -> script.answer(request));
    private DailyRunFixture morning;
    private int days;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(
                morning.place.keyFile(),
                "WEBHOOK_SECRET=" + SECRET + "\nWEBHOOK_URL=" + receiver.url() + PATH + "\n",
                StandardOpenOption.APPEND);
        morning.set("webhook.url", "env:WEBHOOK_URL").set("webhook.response-timeout", "300ms");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Map<?, ?> day(LeadsRuntime runtime, SearchService.Result... homes) {
        morning.finds(homes);
        return DailyRunFixture.run(runtime, "day-" + days, MONDAY.plusDays(days++));
    }

    private static void late(LeadsRuntime runtime) {
        runtime.ask("leads-digest-retry", null, Map.of());
    }

    private JsonNode message(int index) throws IOException {
        return JSON.readTree(receiver.requests().get(index).body());
    }

    private static List<String> addresses(JsonNode message) {
        List<String> addresses = new ArrayList<>();
        message.path("leads").forEach(lead -> addresses.add(lead.path("address").asText()));
        return addresses;
    }

    @Test
    void each_lead_is_posted_once_and_again_when_its_facts_change() throws Exception {
        try (LeadsRuntime runtime = morning.start()) {
            day(runtime, home(1, "teardown"), home(2, "teardown, \"as is\" \u2013 na\u00efve"), home(3, "renovated"));
            morning.place.execute(
                    "insert into parcels (property_key, state, why, asked_at, until)"
                            + " select distinct property_key, 'none', 'no record', '2026-11-23', '2099-01-01' from property_scans");
            morning.place.execute("create trigger give_reason after insert on run_steps when new.step = 'publish' begin"
                    + " update property_scans set confidence = 0.83, reason = 'Land \"<!channel>\" {address}'; end");
            day(runtime, home(1, "teardown"), home(2, 650_000, "teardown"), home(4, "teardown"));
            morning.finds(home(4, 640_000, "teardown"), home(5, "teardown"));
            DailyRunFixture.run(runtime, "evening", MONDAY.plusDays(1));
            late(runtime);
        }
        assertThat(receiver.requests()).hasSize(3);
        ApiRequest first = receiver.requests().get(0);
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.path()).isEqualTo(PATH);
        assertThat(first.headers().keySet())
                .containsExactlyInAnyOrder(
                        "accept-encoding",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "idempotency-key",
                        "user-agent",
                        "x-leads-signature",
                        "x-leads-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((first.headers().get("x-leads-timestamp").get(0) + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(first.headers().get("x-leads-signature"))
                .containsExactly("sha256=" + HexFormat.of().formatHex(mac.doFinal(first.body())));

        assertThat(addresses(message(0)))
                .containsExactlyInAnyOrder("1 Example St, Newton, MA 02458", "2 Example St, Newton, MA 02458");
        assertThat(message(0).path("id").asText())
                .isEqualTo(first.headers().get("idempotency-key").get(0));
        assertThat(message(0).path("format").asText()).isEqualTo("development-leads/1");
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).contains("\\\"as is\\\" \u2013 na\u00efve");
        assertThat(message(1).path("leads")).hasSize(2);
        JsonNode cut = message(1).path("leads").get(1);
        assertThat(cut.path("score").asInt()).isEqualTo(83);
        assertThat(cut.path("why").asText()).isEqualTo("Land \"<!channel>\" {address}");
        assertThat(cut.path("facts").asText()).isEqualTo("no assessor's record: no record");
        assertThat(cut.path("news").asText()).isEqualTo("price cut");
        assertThat(cut.path("was").asInt()).isEqualTo(700_002);
        assertThat(cut.path("price").asInt()).isEqualTo(650_000);
        assertThat(addresses(message(2))).as("a lead once a day").containsExactly("5 Example St, Newton, MA 02458");
        assertThat(TestInstallation.read(morning.place.data().resolve("deliveries.jsonl"))
                        .lines())
                .hasSize(3);
        assertNothingLeaks();
    }

    private void assertNothingLeaks() {
        assertThat(morning.place.files())
                .allSatisfy(file -> assertThat(TestInstallation.read(file)).doesNotContain(SECRET, "path-canary"));
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "Texts of listings with quotes, <!channel>, Slack's marks and links, in Slack's form",
            then = "they stay texts, mention nobody and format nothing")
    @Test
    void hostile_texts_stay_texts_in_slack() throws Exception {
        morning.set("webhook.template", "slack");
        try (LeadsRuntime runtime = morning.start()) {
            day(
                    runtime,
                    home(1, "teardown <!channel> *bold* <https://evil.example|click> & \"} :tada: \\u0000"),
                    home(2, 1_234_567, "teardown"));
        }
        JsonNode message = message(0);
        assertThat(message.path("blocks")).hasSize(5);
        String sections = "";
        for (JsonNode block : message.path("blocks")) {
            if (block.path("type").asText().equals("section")) {
                assertThat(block.path("text").path("type").asText()).isEqualTo("plain_text");
                assertThat(block.path("text").path("emoji").asBoolean(true)).isFalse();
                sections += block.path("text").path("text").asText();
            }
        }
        assertThat(sections).contains("$1,234,567", "$700,001", "*bold*").doesNotContain("<", ">");
        assertThat(new String(receiver.requests().get(0).body(), StandardCharsets.UTF_8))
                .doesNotContain("<!", "<https://evil");
        assertThat(message.path("text").asText()).isEqualTo("2 leads in Newton, MA, 2026-11-23");
    }

    @FaultCase(
            where = FaultCase.Where.WEBHOOK,
            fault = "It answers 500, 429 and 503 with Retry-After, 404, a redirect, after the time-out, or not at all",
            then =
                    "the run succeeds, refusals are repeated at once, others at the next try under the same key, nothing is followed, and there is one alert after a day")
    @Test
    void what_is_not_taken_is_posted_later_under_the_same_key() throws Exception {
        String hostile = "{\"error\":\"\\u001b[2J ${bean:secrets} " + SECRET + "\"}";
        List<Loopback.Script> failures = Arrays.asList(
                request -> Answer.json(500, hostile),
                request -> Answer.json(429, hostile).with("Retry-After", "1"),
                request -> Answer.json(503, hostile).with("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),
                request -> Answer.json(404, hostile),
                request -> Answer.json(307, hostile).with("Location", receiver.url() + "/elsewhere"),
                request -> {
                    Thread.sleep(600);
                    return null;
                },
                request -> null);
        int[] requests = {1, 3, 3, 1, 1, 1, 1};
        try (LeadsRuntime runtime = morning.start()) {
            for (int i = 0; i < failures.size(); i++) {
                int before = receiver.requests().size();
                script = failures.get(i);
                Map<?, ?> report = day(runtime, home(i, "teardown"));
                assertThat(report.get("state")).isEqualTo("succeeded");
                assertThat(receiver.requests()).as("requests of fault %s", i).hasSize(before + requests[i]);
                assertThat(morning.row("select * from webhook_posts where id = " + (i + 1)))
                        .as("fault %s", i)
                        .containsEntry("state", i == 0 || i > 4 ? "sending" : "due")
                        .satisfies(row -> assertThat((String) row.get("error"))
                                .isNotBlank()
                                .doesNotContain("canary", "\u001b"));
                script = request -> Answer.json(204, "");
                late(runtime);
                late(runtime);
                assertThat(receiver.requests()).hasSize(before + requests[i] + 1);
                assertThat(receiver.requests().get(before + requests[i])).satisfies(again -> {
                    ApiRequest first = receiver.requests().get(before);
                    assertThat(again.body()).isEqualTo(first.body());
                    assertThat(again.headers().get("idempotency-key"))
                            .isEqualTo(first.headers().get("idempotency-key"));
                });
            }
            assertThat(receiver.requests())
                    .allSatisfy(request -> assertThat(request.path()).isEqualTo(PATH));

            script = failures.get(3);
            day(runtime, home(20, "teardown"));
            runtime.ask("alert-detect", null, Map.of());
            assertThat(morning.rows("select * from alerts")).isEmpty();
            morning.place.execute(
                    "update webhook_posts set created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-25 hours') where state <> 'sent'");
            runtime.ask("alert-detect", null, Map.of());
            runtime.ask("alert-detect", null, Map.of());
        }
        assertThat(morning.row("select what from alerts").get("what").toString())
                .contains("the webhook has taken no leads since", "HTTP 404");
        assertThat(morning.place.run("status").out()).contains("last taken", "1 to be sent again: HTTP 404");
        assertNothingLeaks();
    }

    @FaultCase(
            where = FaultCase.Where.WEBHOOK,
            fault = "Its answer has no end, and, in Slack's form, its answer does not come",
            then =
                    "taken at its status, its content not read; a message to Slack whose fate is not known is not repeated")
    @Test
    void an_answer_counts_by_its_status_and_an_unknown_fate_with_slack_is_left() {
        AtomicInteger seen = new AtomicInteger();
        try (RawServer server = RawServer.start(RawServer.http((self, in, out) -> {
            if (seen.incrementAndGet() > 1) {
                self.over(Duration.ofMillis(700));
                return;
            }
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            self.drip(out, "1\r\nx\r\n", Duration.ofMillis(50));
        }))) {
            morning.set("webhook.url", server.url()).set("webhook.template", "slack");
            try (LeadsRuntime runtime = morning.start()) {
                day(runtime, home(1, "teardown"));
                assertThat(morning.value("select state from webhook_posts")).isEqualTo("sent");
                assertThat(day(runtime, home(2, "teardown")).get("state")).isEqualTo("succeeded");
                late(runtime);
            }
            assertThat(server.requests()).isEqualTo(2);
            assertThat(morning.rows("select state from webhook_posts"))
                    .extracting(row -> row.get("state"))
                    .containsExactly("sent", "sending");
        }
    }

    @FaultCase(
            where = FaultCase.Where.WEBHOOK,
            fault = "Nothing listens there, or its certificate is not trusted",
            then = "the run succeeds, doctor names it without posting, and not a byte is sent to who is not trusted")
    @Test
    void who_is_not_trusted_gets_nothing(@TempDir Path keys) {
        morning.finds(home(1, "teardown")).set("webhook.url", "http://127.0.0.1:" + FreePort.any() + "/hook");
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.place.run("doctor").out()).contains("— check webhook.url");
        assertThat(morning.row("select * from webhook_posts")).containsEntry("state", "due");

        try (RawServer server =
                RawServer.start(Certificates.ofAnotherHost(keys).server(), RawServer.http((self, in, out) -> {}))) {
            morning.finds(home(2, "teardown")).set("webhook.url", server.url() + "/hook");
            assertThat(morning.daily().code()).isZero();
            assertThat(server.received()).isZero();
            assertThat(morning.place.run("doctor").out()).contains("is not trusted");
        }
        assertThat(morning.rows("select * from webhook_posts where state = 'due' and error is not null"))
                .isNotEmpty();
        assertThat(morning.place
                        .run("--set", "webhook.url=http://example.com/hook", "status")
                        .err())
                .contains("webhook.url is 'http://example.com/hook'", "expected an https address");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database is replaced by an older copy, and its days are made again and go on",
            then = "no lead is posted again that deliveries.jsonl names, what changed since and what is new is")
    @Test
    void an_older_copy_posts_nothing_twice() throws Exception {
        try (LeadsRuntime runtime = morning.start()) {
            day(runtime, home(1, "teardown"));
        }
        Path database = morning.place.data().resolve("development_leads.db");
        Path copy = Files.copy(database, morning.place.folder().resolve("copy.db"));
        try (LeadsRuntime runtime = morning.start()) {
            day(runtime, home(2, "teardown"), home(3, "teardown"));
        }
        Files.deleteIfExists(Path.of(database + "-wal"));
        Files.deleteIfExists(Path.of(database + "-shm"));
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        days = 1;
        try (LeadsRuntime runtime = morning.start()) {
            day(runtime, home(2, "teardown"), home(3, "teardown"));
            assertThat(receiver.requests()).hasSize(2);
            day(runtime, home(2, "teardown"), home(3, 600_000, "teardown"), home(4, "teardown"));
        }
        assertThat(receiver.requests()).hasSize(3);
        assertThat(addresses(message(2)))
                .containsExactlyInAnyOrder("3 Example St, Newton, MA 02458", "4 Example St, Newton, MA 02458");
    }
}
