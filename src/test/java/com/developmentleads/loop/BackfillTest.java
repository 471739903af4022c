package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.BATCHES;
import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.FILES;
import static com.developmentleads.testing.ScriptedApi.GENERIC_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Database;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** History is classified again: what is asked, what the answers change, what is paid, and that nothing is asked twice. */
@Tag("slow")
@LeadsTest
class BackfillTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YES = "development_opportunity";
    private static final String NO = "not_opportunity";

    private ScriptedApi api;
    private TestInstallation here;

    /** Five homes that searches found, one of them judged; one that an import brought. An older model took none for a lead. */
    @BeforeEach
    void fill() {
        new Database(here.data().resolve("development_leads.db"), Duration.ofSeconds(5), Clock.systemUTC()).open();
        for (int i = 1; i <= 6; i++) {
            Scans.insert(
                    here.data(),
                    "address,snippet,property_key,classification,label_source,model,model_label,status,fingerprint,"
                            + "classified_fingerprint,last_seen,first_seen",
                    i + " Elm St, Newton, MA 02458",
                    i % 2 == 0 ? "as is, builders welcome" : "renovated, move in",
                    "elm " + i,
                    NO,
                    i == 5 ? "human" : "model",
                    "old-model",
                    NO,
                    "for_sale",
                    i == 6 ? null : "text " + i,
                    i == 6 ? null : "text " + i,
                    i == 6 ? null : "2026-0" + i + "-01",
                    i == 6 ? null : "2026-0" + i + "-01");
        }
        here.execute("update property_scans set label_origin = 'import' where property_key = 'elm 6'");
        api.answeringRight();
    }

    @Test
    void anotherModelAnswersAtOnceAndItsLabelsCount() throws Exception {
        Result unasked = here.run("backfill");
        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("add --yes");
        assertThat(unasked.out()).contains("5 properties; 1 that you judged are left out", "less than $0.01 for about");
        Result dear = here.set("budget.backfill-usd", "0.000001").run("backfill", "--yes");
        assertThat(dear.code()).isEqualTo(2);
        assertThat(dear.err()).contains("more than budget.backfill-usd").hasLineCount(1);
        Result unknown = here.unset("budget.backfill-usd").run("backfill", "--yes", "--model", "gpt-none");
        assertThat(unknown.err())
                .contains("what gpt-none costs is not known", "prices.gpt-none.input")
                .hasLineCount(1);
        assertThat(api.count("POST", CHAT)).isZero();

        Result made = here.run("--json", "backfill", "--yes");

        assertThat(made.code()).as(made.all()).isZero();
        JsonNode report = JSON.readTree(made.out());
        assertThat(report.path("state").asText()).isEqualTo("done");
        assertThat(report.path("answered").asInt()).isEqualTo(5);
        assertThat(report.path("changed").asInt()).isEqualTo(3);
        assertThat(report.path("leads").asInt()).isEqualTo(3);
        assertThat(report.path("usd").asDouble()).isCloseTo(5 * (61 * 0.10 + 4 * 0.50) / 1e6, within(1e-9));
        assertThat(labels()).containsExactly(NO, YES, NO, YES, NO, YES);
        assertThat(here.rows("select model, count(*) as n from property_scans group by model order by model"))
                .containsExactly(Map.of("model", GENERIC_MODEL, "n", 5), Map.of("model", "old-model", "n", 1));
        assertThat(here.rows("select * from answers"))
                .as("the answers of daily runs")
                .isEmpty();
        assertThat(here.rows("select distinct day, purpose, run_id from spend"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("purpose", "backfill").containsEntry("run_id", null));
        assertThat(here.modelId()).isEmpty();

        assertThat(here.run("prepare").all())
                .as("no model learns from its own answers, imported rows among them")
                .contains("5 answered by a model");
        Result later = here.run("--json", "backfill", "--yes", "--since", "2026-04-01", "--judged");
        assertThat(later.code()).as(later.all()).isZero();
        assertThat(JSON.readTree(later.out()).path("answered").asInt())
                .as("4 and 5")
                .isEqualTo(2);
        assertThat(labels().get(4)).as("the verdict").isEqualTo(NO);
        assertThat(api.count("POST", CHAT)).isEqualTo(7);
        assertThat(here.run("backfill", "--since", "2027-01-01").code()).isEqualTo(3);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The provider fails in the middle of a back-fill, or refuses for want of quota",
            then = "the next one asks what is not answered, and nothing else")
    @Test
    void goesOnWhereAnEarlierOneEnded() {
        here.set("classify.concurrency", "1").set("openai.retries", "0");
        api.next("POST", CHAT, Fault.none(), Fault.none(), Fault.error(503, "overloaded", "Sorry"));
        Result failed = here.run("backfill", "--yes");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("HTTP 503", "nothing is lost").hasLineCount(1);
        assertThat(here.rows("select * from backfill_answers where state = 'answered'"))
                .hasSize(2);
        api.next("POST", CHAT, Fault.error(429, "insufficient_quota", "You exceeded your current quota."));
        Result refused = here.run("backfill", "--yes");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("out of quota or credit").hasLineCount(1);
        Result other = here.run("backfill", "--model", "gpt-other");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("is open, 2 of 5 are answered").hasLineCount(1);
        here.execute("insert into runs (run_key, run_date, kind, state, location, started_at)"
                + " values ('a', '2026-11-20', 'manual', 'succeeded', 'Newton, MA', '2026-11-20T14:00:00Z')");
        assertThat(here.run("status").out())
                .contains("A back-fill with " + GENERIC_MODEL + " is open, 2 of 5 answered");

        Result made = here.run("backfill");

        assertThat(made.code()).as(made.all()).isZero();
        assertThat(made.out()).contains("2 of 5 answered", "done, 5 of 5 answered", "3 labels; 3 leads");
        List<String> asked = new ArrayList<>();
        api.requests("POST", CHAT)
                .forEach(request -> asked.add(
                        request.json().path("messages").path(1).path("content").asText()));
        assertThat(asked).as("two refused, five answered").hasSize(7);
        assertThat(asked.stream().distinct()).hasSize(5);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer of the request for a batch is lost, and a first answer is no label",
            then = "the batch is found and not made again; that question alone goes out once more, corrected")
    @Test
    void batchesAreFoundStoredOnceAndHalfThePrice() throws Exception {
        here.set("classify.mode", "batch").set("classify.batch-size", "3");
        api.answering(
                (model, question) -> question.contains("2 Elm") ? "perhaps" : question.contains("builders") ? YES : NO);
        api.next("POST", BATCHES, Fault.drop().afterTheWork(), Fault.error(429, "rate_limit_exceeded", "Slow down"));
        Result sent = here.run("backfill", "--yes");
        assertThat(sent.code()).as(sent.all()).isZero();
        assertThat(sent.out()).contains("open, 0 of 5 answered, 5 in batches", "leads backfill --watch");
        assertThat(api.count("POST", CHAT)).isZero();
        assertThat(api.batchIds()).hasSize(2);
        assertThat(api.requests("POST", BATCHES)
                        .get(0)
                        .json()
                        .path("completion_window")
                        .asText())
                .isEqualTo("24h");

        // Lines that answer nothing, a huge one, and three answers twice.
        String good = api.content(outputOf(0));
        String strays = "{\"custom_id\":\"leads-999\",\"response\":{\"status_code\":200,\"body\":{}}}\nnot json\n"
                + "{\"custom_id\":\"leads-1\",\"x\":\"" + "x".repeat(1_100_000) + "\"}\n";
        api.setBatch(api.batchIds().get(0), "{\"output_file_id\":\"" + api.addFile(strays + good + good) + "\"}");
        here.set("openai.max-answer-bytes", "100000");
        Result large = here.run("backfill");
        assertThat(large.code()).isEqualTo(1);
        assertThat(large.err())
                .contains("larger than 100000 bytes", "greater openai.max-answer-bytes")
                .hasLineCount(1);
        here.unset("openai.max-answer-bytes");
        Result stored = here.run("--json", "backfill", "--watch");

        assertThat(stored.code()).as(stored.all()).isZero();
        JsonNode report = JSON.readTree(stored.out());
        assertThat(report.path("state").asText()).as(stored.out()).isEqualTo("done");
        assertThat(report.path("answered").asInt()).isEqualTo(5);
        assertThat(report.path("usd").asDouble())
                .as("six answers, one of them no label")
                .isCloseTo(6 * (61 * 0.10 + 4 * 0.50) / 1e6 / 2, within(1e-10));
        assertThat(api.batchIds()).as("and one that corrects").hasSize(3);
        assertThat(api.requests("POST", FILES).get(2).parts().get(1).text())
                .contains("perhaps")
                .hasLineCount(1);
        assertThat(labels()).containsExactly(NO, "unclear", NO, YES, NO, YES);
        assertThat(here.rows("select * from spend")).hasSize(6);
        assertThat(TestInstallation.read(here.log())).contains("6 lines of a batch answer no question of it");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A provider has no Batch API; a batch fails, expires, is partly failed or forgotten",
            then = "one line says so, and its questions are due again")
    @Test
    void whatABatchDoesNotAnswerIsDueAgain() throws Exception {
        here.set("classify.mode", "batch").set("openai.retries", "0");
        for (int status : new int[] {404, 501}) {
            api.next("POST", BATCHES, Fault.error(status, null, "Invalid URL (POST /v1/batches)"));
            Result without = here.run("backfill", "--yes");
            assertThat(without.code()).as(without.all()).isEqualTo(4);
            assertThat(without.err())
                    .contains("no Batch API", "--set classify.mode=live")
                    .hasLineCount(1);
        }
        api.next("POST", BATCHES, Fault.error(429, "insufficient_quota", "You exceeded your current quota."));
        assertThat(here.run("backfill").err())
                .contains("out of quota or credit")
                .hasLineCount(1);
        assertThat(states()).containsExactly("due", "due", "due", "due", "due");

        assertThat(here.run("backfill").code()).isZero();
        api.setBatch(
                api.batchIds().get(0),
                "{\"status\":\"failed\",\"output_file_id\":null,"
                        + "\"errors\":{\"data\":[{\"message\":\"Enqueued token limit reached\"}]}}");
        Result failed = here.run("backfill");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.err())
                .contains("is failed at the provider: Enqueued token limit", "nothing is lost")
                .hasLineCount(1);
        assertThat(api.batchIds()).as("not sent again without a look").hasSize(1);

        assertThat(here.run("backfill").code()).isZero();
        String some = api.content(outputOf(1)).lines().limit(2).collect(Collectors.joining("\n"));
        String error = "{\"custom_id\":\"leads-3\",\"response\":null,"
                + "\"error\":{\"code\":\"batch_expired\",\"message\":\"Too late\\nnow\"}}";
        api.setBatch(
                api.batchIds().get(1),
                "{\"status\":\"expired\",\"output_file_id\":\"" + api.addFile(some) + "\",\"error_file_id\":\""
                        + api.addFile(error) + "\"}");
        Result expired = here.run("backfill");
        assertThat(expired.code()).as(expired.all()).isZero();
        assertThat(states()).containsExactly("answered", "answered", "asked", "asked", "asked");
        assertThat(here.rows("select error from backfill_answers where id = 3"))
                .containsExactly(Map.of("error", "Too late now"));
        here.execute("update backfill_batches set batch_id = 'batch_gone' where batch_id = '"
                + api.batchIds().get(2) + "'");
        Result lost = here.run("backfill");
        assertThat(lost.code()).isEqualTo(4);
        assertThat(lost.err())
                .contains("does not know the batch batch_gone any more")
                .hasLineCount(1);
        assertThat(states()).containsExactly("answered", "answered", "due", "due", "due");

        Result dropped = here.run("backfill", "--drop");
        assertThat(dropped.out()).contains("2 of 5 answered");
        assertThat(here.run("backfill", "--drop").code()).isEqualTo(3);
        assertThat(here.set("classify.batch-size", "3").run("backfill", "--yes").code())
                .isZero();
        String second = api.batchIds().get(api.batchIds().size() - 1);
        api.setBatch(second, "{\"status\":\"failed\",\"output_file_id\":null}");
        try (LeadsRuntime unattended = here.start(LeadsRuntime.Mode.UNATTENDED)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(here.rows("select what from alerts where kind = 'batch'"))
                            .containsExactly(Map.of(
                                    "what",
                                    "the batch " + second + " of the back-fill with " + GENERIC_MODEL + " is failed")));
        }
        assertThat(here.rows("select state, count(*) as n from backfill_answers where backfill_id = 2 group by state"))
                .containsExactly(Map.of("state", "answered", "n", 3), Map.of("state", "due", "n", 2));
        here.set("classify.mode", "live");
        assertThat(here.run("backfill", "--yes").out()).contains("done, 5 of 5 answered");
    }

    private List<Object> states() {
        return here.rows("select state from backfill_answers order by id").stream()
                .map(row -> row.get("state"))
                .toList();
    }

    private String outputOf(int batch) {
        return api.batch(api.batchIds().get(batch)).path("output_file_id").asText();
    }

    private List<Object> labels() {
        return here.rows("select classification from property_scans order by rowid").stream()
                .map(row -> row.get("classification"))
                .toList();
    }
}
