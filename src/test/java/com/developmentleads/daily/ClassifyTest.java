package com.developmentleads.daily;

import static com.developmentleads.daily.Models.GENERIC;
import static com.developmentleads.daily.Models.NO;
import static com.developmentleads.daily.Models.TUNED;
import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.classify.ModelChoice;
import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classification of a daily run, against a stand-in of the provider. */
@Tag("slow")
@LeadsTest
class ClassifyTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    private DailyRunFixture morning;

    private DailyRunFixture homes(int count) {
        return morning.finds(IntStream.rangeClosed(1, count)
                .mapToObj(n -> home(n, n % 2 == 0 ? "charming" : "teardown"))
                .toArray(SearchService.Result[]::new));
    }

    private void tunedModel(String content) {
        TestInstallation.write(morning.place.data().resolve("finetuned_model_id.txt"), content);
    }

    private List<String> models() {
        return morning.models.requests().stream()
                .map(request -> request.json().path("model").asText())
                .toList();
    }

    @Test
    void only_what_is_new_or_changed_is_asked_about() {
        homes(4);
        try (LeadsRuntime runtime = morning.start()) {
            assertThat(DailyRunFixture.run(runtime, "monday", MONDAY).get("classified"))
                    .isEqualTo(4);

            morning.finds(home(1, "teardown"), home(2, "charming"), home(3, 500_000, "teardown"), home(5, "charming"));
            Map<?, ?> report = DailyRunFixture.run(runtime, "tuesday", TUESDAY);

            assertThat(report.get("classified")).isEqualTo(2);
            assertThat(report.get("new")).isEqualTo(1);
            assertThat(report.get("changed")).isEqualTo(1);
        }
        assertThat(morning.models.requests().subList(4, 6))
                .extracting(Models::question)
                .anyMatch(text -> text.contains("3 Example St"))
                .anyMatch(text -> text.contains("5 Example St"));
        assertThat(morning.rows("select classification from property_scans order by id"))
                .extracting(row -> row.get("classification"))
                .containsExactly(YES, NO, YES, NO, NO);
    }

    @Test
    void the_tuned_model_of_the_file_classifies_and_the_run_says_so() {
        tunedModel(TUNED + "\n");
        homes(1);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isZero();
        assertThat(models()).containsExactly(TUNED);
        assertThat(result.out()).contains(TUNED + ", the tuned model of finetuned_model_id.txt");
        assertThat(morning.row("select * from runs"))
                .containsEntry("model", TUNED)
                .containsEntry("model_reason", "the tuned model of finetuned_model_id.txt");
        assertThat(morning.row("select * from property_scans"))
                .containsEntry("model", TUNED)
                .containsEntry("label_source", "model");
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "The model-id file holds anything but a name",
            then = "the generic model is used")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "two words",
                "one\ntwo\n",
                "tab\there",
                "x\u0000y",
                "\u00fcber",
                "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                        + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void a_file_that_holds_anything_but_a_models_name_is_none(String content) throws IOException {
        Path file = morning.place.folder().resolve("model.txt");
        Files.writeString(file, content);
        ModelChoice choice =
                new ModelChoice(new com.developmentleads.files.LineFile(file.toString()), true, GENERIC, 0);

        assertThat(choice.choose())
                .containsEntry("model", GENERIC)
                .containsEntry("reason", "the generic model, since model.txt holds no model");
    }

    @Test
    void the_tuned_model_is_left_aside_when_the_property_says_so() {
        tunedModel(TUNED);
        homes(1).set("classify.use-tuned-model", "false");

        assertThat(morning.daily().code()).isZero();

        assertThat(models()).containsExactly(GENERIC);
        assertThat(morning.row("select * from runs"))
                .containsEntry("model", GENERIC)
                .containsEntry("model_reason", "the generic model, as classify.use-tuned-model says");
    }

    @Test
    void several_are_asked_about_at_a_time_and_not_more_than_the_property_says() {
        homes(20).set("classify.concurrency", "4");
        morning.models.taking(Duration.ofMillis(150));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests()).hasSize(20);
        assertThat(morning.models.mostInWork()).isEqualTo(4);
        assertThat(morning.value("select count(*) from property_scans where classification is null"))
                .isEqualTo(0);
    }

    @Test
    void case_and_blanks_around_the_answer_do_not_matter() {
        homes(1);
        morning.models.saying(text -> "  Development_OPPORTUNITY\n");

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests()).hasSize(1);
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A model answers with something else than a label",
            then = "asked once more, then unclear; each request is in spend")
    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"It is a development_opportunity.", "", "development_opportunity or not_opportunity", "```"})
    void another_answer_is_asked_to_be_corrected_once_and_is_then_unclear(String wrong) {
        homes(1);
        morning.models.saying(text -> wrong);

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests()).hasSize(2);
        JsonNode first = morning.models.requests().get(0).json().path("messages");
        JsonNode second = morning.models.requests().get(1).json().path("messages");
        assertThat(first).hasSize(2);
        List<String> turns = new ArrayList<>();
        second.forEach(turn -> turns.add(turn.path("role").asText()));
        assertThat(turns)
                .isEqualTo(
                        wrong.isEmpty()
                                ? List.of("system", "user", "user")
                                : List.of("system", "user", "assistant", "user"));
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(1)).isEqualTo(first.get(1));
        assertThat(second.get(second.size() - 1).path("content").asText())
                .contains("exactly one of: development_opportunity, not_opportunity");
        if (!wrong.isEmpty()) {
            assertThat(second.get(2).path("content").asText()).isEqualTo(wrong);
        }
        assertThat(morning.value("select classification from property_scans")).isEqualTo("unclear");
        assertThat(morning.value("select label from answers")).isEqualTo("unclear");
        assertThat(morning.value("select count(*) from spend")).isEqualTo(2);
        morning.daily();
        assertThat(morning.models.requests()).hasSize(2);
    }

    @FaultCase(where = FaultCase.Where.PROVIDER, fault = "A model answers with no text", then = "asked once more")
    @Test
    void a_corrected_answer_counts_and_so_does_one_after_no_text_at_all() {
        homes(1);
        morning.models.next(Answer.json(200, morning.models.said(GENERIC, null)));

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests()).hasSize(2);
        assertThat(morning.models.requests().get(1).json().path("messages")).hasSize(3);
        assertThat(morning.value("select classification from property_scans")).isEqualTo(YES);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model was retired",
            then = "the generic one for the rest of the run, told")
    @Test
    void a_tuned_model_that_is_gone_gives_way_to_the_generic_one_for_the_rest_of_the_run() throws IOException {
        tunedModel(TUNED);
        homes(12).set("classify.concurrency", "2");
        morning.models.retire(TUNED);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isZero();
        assertThat(models().stream().filter(TUNED::equals).count()).isBetween(1L, 2L);
        assertThat(models().stream().filter(GENERIC::equals)).hasSize(12);
        assertThat(morning.row("select * from runs"))
                .containsEntry("model", GENERIC)
                .containsEntry(
                        "model_reason", "the generic model, since the provider does not know " + TUNED + " any more");
        assertThat(result.out()).contains("the provider does not know " + TUNED + " any more");
        assertThat(TestInstallation.read(morning.place.log())).contains("WARN").contains("does not know " + TUNED);
        assertThat(morning.rows("select distinct model from property_scans"))
                .extracting(row -> row.get("model"))
                .containsExactly(GENERIC);
        assertThat(Files.readString(morning.place.data().resolve("finetuned_model_id.txt")))
                .isEqualTo(TUNED);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The generic model was retired",
            then = "the step ends after few requests; all wait")
    @Test
    void a_generic_model_that_is_gone_ends_the_step() {
        homes(12).set("classify.concurrency", "2");
        morning.models.retire(GENERIC);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("`gpt-6-luna` does not exist").hasLineCount(1);
        assertThat(morning.models.requests()).hasSizeLessThan(6);
        assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
        assertThat(morning.rows("select 1 from property_scans where classification is not null"))
                .isEmpty();
    }

    private static void awaitUpTo(Duration bound, CountDownLatch latch) {
        try {
            latch.await(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Out of quota in the midst of classification",
            then = "the step ends after few requests; the rest waits for the next run")
    @Test
    void a_refusal_of_key_or_quota_ends_the_step_and_the_rest_waits() {
        homes(12).set("classify.concurrency", "2");
        CountDownLatch answered = new CountDownLatch(1);
        morning.models.always(request -> {
            if (Models.question(request).contains("Address: 1 Example St")) {
                answered.countDown();
                return null;
            }
            awaitUpTo(Duration.ofSeconds(10), answered);
            return Models.refusal(429, "insufficient_quota", "You exceeded your current quota.");
        });

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .contains("You exceeded your current quota.", "top it up")
                .hasLineCount(1);
        assertThat(morning.models.requests()).hasSizeLessThan(8);
        assertThat(morning.row("select * from runs"))
                .containsEntry("state", "partial")
                .containsEntry("error", "classify: HTTP 429, You exceeded your current quota.");
        int done = ((Number) morning.value("select count(*) from property_scans where classification is not null"))
                .intValue();
        assertThat(done).isBetween(1, 3);
        assertThat(result.out()).contains("waiting            " + (12 - done) + " for the next run");

        morning.models.always(request -> Models.refusal(401, "invalid_api_key", "Incorrect API key provided."));
        TestInstallation.Result second = morning.daily();
        assertThat(second.code()).isEqualTo(4);
        assertThat(second.err()).contains("Incorrect API key").contains("check the key");

        morning.models.always(null);
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.value("select count(*) from property_scans where classification is null"))
                .isEqualTo(0);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "503 for one of six listings",
            then = "that one waits; the others are classified")
    @Test
    void a_transient_failure_with_one_listing_leaves_that_one_to_the_next_run() {
        homes(6).set("classify.concurrency", "2").set("openai.retries", "1");
        morning.models.always(request -> Models.question(request).contains("Address: 3 Example St")
                ? Models.refusal(503, "overloaded", "The engine is overloaded.")
                : null);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("1 of 6 listings wait for the next run, HTTP 503, The engine is overloaded.")
                .hasLineCount(1);
        assertThat(morning.models.requests()).hasSize(7);
        assertThat(morning.rows("select id from property_scans where classification is null"))
                .hasSize(1);
        assertThat(morning.row("select * from runs")).containsEntry("state", "partial");

        morning.models.always(null);
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.rows("select id from property_scans where classification is null"))
                .isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "HTML instead of a label",
            then = "repeated as configured; not classified")
    @Test
    void an_answer_that_is_no_chat_is_asked_for_a_few_times_only() {
        homes(1);
        morning.models.always(request -> Answer.html(200));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(morning.models.requests()).hasSize(3);
        assertThat(morning.value("select classification from property_scans")).isNull();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The budget of the day is used up",
            then = "no further request; the rest waits for the next day")
    @Test
    void when_the_budget_of_the_day_is_used_up_the_rest_waits_for_the_next_day() {
        homes(6).set("classify.concurrency", "1")
                .set("prices.gpt-6-luna.input", "100")
                .set("budget.daily-usd", "0.3")
                .set("prices.gpt-6-luna.cached", "50")
                .set("prices.gpt-6-luna.output", "1000");
        try (LeadsRuntime runtime = morning.start()) {
            Map<?, ?> report = DailyRunFixture.run(runtime, "monday", MONDAY);

            // 800 tokens at $100 a million, 200 at $50, 5 at $1000: $0.095 a question.
            assertThat(morning.models.requests()).hasSize(4);
            assertThat(report.get("waiting")).isEqualTo(2);
            assertThat(report.get("state")).isEqualTo("succeeded");
            assertThat(((Number) report.get("usd")).doubleValue()).isEqualTo(0.38, within(1e-9));

            DailyRunFixture.run(runtime, "monday again", MONDAY);
            assertThat(morning.models.requests()).hasSize(4);

            assertThat(DailyRunFixture.run(runtime, "tuesday", TUESDAY).get("classified"))
                    .isEqualTo(2);
        }
        assertThat(morning.rows("select * from spend"))
                .hasSize(6)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("input_tokens", 1000)
                        .containsEntry("cached_tokens", 200)
                        .containsEntry("output_tokens", 5)
                        .containsEntry("usd", 0.095)
                        .containsEntry("model", GENERIC)
                        .containsEntry("purpose", "classify"));
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "A model whose price nobody knows",
            then =
                    "it is not asked and the report says why, unless budget.unknown-price allows it; doctor says so before")
    @Test
    void a_model_without_a_price_is_not_asked_unless_that_is_allowed() {
        homes(3).set("openai.generic-model", "gpt-mystery").set("budget.daily-usd", "0.00001");
        morning.models.knowing("gpt-mystery");

        TestInstallation.Result doctor = morning.place.run("doctor");
        assertThat(doctor.code()).isEqualTo(2);
        assertThat(doctor.out()).contains("no prices.gpt-mystery.input and .output, so these models are neither asked");

        TestInstallation.Result result = morning.daily();
        assertThat(result.out())
                .contains("3 for the next run: what gpt-mystery costs is not known, which leaves budget.daily-usd");
        assertThat(result.code()).isEqualTo(3);
        assertThat(morning.models.requests())
                .noneMatch(request -> request.path().contains("chat"));
        assertThat(morning.rows("select what, what_to_do from alerts"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.get("what").toString()).contains("what gpt-mystery costs is not known");
                    assertThat(alert.get("what_to_do").toString()).contains("budget.unknown-price=allow");
                });

        assertThat(morning.set("budget.unknown-price", "allow").daily().code()).isZero();
        assertThat(morning.rows("select usd from spend")).hasSize(3).allMatch(row -> row.get("usd") == null);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model is gone and the generic one has no price",
            then = "it falls back to nothing; the listings wait")
    @Test
    void a_generic_model_without_a_price_is_no_way_out_either() {
        homes(3).set("openai.generic-model", "gpt-mystery").set("classify.concurrency", "1");
        tunedModel(TUNED);
        morning.models.knowing("gpt-mystery").retire(TUNED);

        assertThat(morning.daily().code()).isEqualTo(3);

        assertThat(models()).containsExactly(TUNED);
        assertThat(morning.row("select * from runs"))
                .containsEntry("model", "gpt-mystery")
                .containsEntry("retired_model", TUNED)
                .containsEntry("state", "succeeded");
    }

    @Test
    void the_confidence_is_the_probability_of_the_whole_answer() {
        homes(2);
        morning.models.withLogprobs(-0.1, -0.2, -0.05);

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.rows("select confidence from property_scans"))
                .allSatisfy(row -> assertThat((Double) row.get("confidence")).isEqualTo(Math.exp(-0.35), within(1e-9)));
        assertThat(morning.rows("select confidence from answers where confidence is null"))
                .isEmpty();
    }

    @Test
    void the_question_is_worded_as_the_training_file_is() throws IOException {
        SearchService.Result odd = new SearchService.Result(
                "1 Example St, Newton, MA 02458 | Zillow",
                home(1, "").link(),
                "For sale: $1,250,000. Built in 1948,  0.25 acres; \"quoted\" \u00a0\\ {lot_size} \ud83c\udfe0 teardown");
        morning.finds(odd, home(2, "teardown"), home(3, "charming"));
        assertThat(morning.daily().code()).isZero();
        morning.place.execute("update property_scans set label_source = 'human'");

        assertThat(morning.set("training.min-examples", "3")
                        .place
                        .run("prepare")
                        .code())
                .isZero();

        Map<JsonNode, JsonNode> trained = new HashMap<>();
        for (String line : Files.readAllLines(morning.place.trainingFile())) {
            JsonNode turns = new ObjectMapper().readTree(line).path("messages");
            trained.put(turns.get(1), turns.get(0));
        }
        assertThat(trained).hasSize(3);
        for (ApiRequest request : morning.models.requests()) {
            JsonNode turns = request.json().path("messages");
            assertThat(trained).containsEntry(turns.get(1), turns.get(0));
        }
        assertThat(trained.keySet())
                .anySatisfy(turn -> assertThat(turn.path("content").asText())
                        .contains("$1,250,000", "1948", "0.25 acres", "\\ {lot_size}"));
    }

    @Test
    void generic_and_tuned_model_get_their_own_options() {
        homes(1);
        morning.daily();
        tunedModel(TUNED);
        morning.finds(home(2, "teardown"));
        morning.daily();

        ApiRequest generic = morning.models.requests().get(0);
        ApiRequest tuned = morning.models.requests().get(1);
        assertThat(generic.path()).isEqualTo("/v1/chat/completions");
        assertThat(generic.json().path("reasoning_effort").asText()).isEqualTo("none");
        assertThat(generic.json().path("max_completion_tokens").asInt()).isEqualTo(20);
        assertThat(tuned.json().path("logprobs").asBoolean()).isTrue();
        assertThat(tuned.json().has("reasoning_effort")).isFalse();
    }

    private DailyRunFixture reasoned() {
        return morning.set("classify.answer", "reasoned");
    }

    private static Answer said(Models models, String label, Object score, String reason) {
        ObjectMapper json = new ObjectMapper();
        return Answer.json(
                200,
                models.said(
                        GENERIC,
                        json.createObjectNode()
                                .put("label", label)
                                .putPOJO("score", score)
                                .put("reason", reason)
                                .toString()));
    }

    @Test
    void a_generic_model_is_asked_for_a_score_and_a_reason_which_are_recorded() throws Exception {
        reasoned().finds(home(1, "teardown"), home(2, "teardown"), home(3, "teardown"));
        morning.models.always(request -> Models.question(request).contains("1 Example")
                ? said(morning.models, YES, 91, "Old house, large lot")
                : Models.question(request).contains("2 Example")
                        ? said(morning.models, YES, 64, "Sold\r\nfor land")
                        : null);

        assertThat(morning.daily().code()).isZero();

        JsonNode request = morning.models.requests().get(0).json();
        assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(200);
        JsonNode schema = request.at("/response_format/json_schema/schema");
        assertThat(schema.at("/properties/label/enum").toString())
                .isEqualTo("[\"development_opportunity\",\"not_opportunity\"]");
        assertThat(schema.path("required").toString()).isEqualTo("[\"label\",\"score\",\"reason\"]");
        for (String table : List.of("property_scans", "answers")) {
            assertThat(morning.rows("select confidence, reason from " + table + " order by property_key"))
                    .extracting(row -> row.get("confidence") + " " + row.get("reason"))
                    .as("the third gave a plain label")
                    .containsExactly("0.91 Old house, large lot", "0.64 Sold for land", "null null");
        }
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "It refuses answers by a schema (status 400)",
            then = "asked for labels alone, and with no schema any more once that worked")
    @Test
    void where_schemas_are_refused_labels_are_asked_for_and_that_is_remembered() {
        reasoned().set("classify.concurrency", "1");
        homes(3);
        morning.models.always(request -> request.json().has("response_format")
                ? Models.refusal(400, "invalid_request_error", "Invalid parameter: 'response_format'")
                : null);

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isZero();
        assertThat(morning.models.requests())
                .extracting(request -> request.json().has("response_format"))
                .containsExactly(true, false, false, false);
        assertThat(morning.models
                        .requests()
                        .get(1)
                        .json()
                        .path("max_completion_tokens")
                        .asInt())
                .isEqualTo(20);
        assertThat(morning.value("select count(*) from spend")).isEqualTo(3);
        assertThat(morning.value("select count(*) from property_scans where classification = '" + YES + "'"))
                .isEqualTo(2);
    }

    @Test
    void a_question_that_is_refused_in_both_forms_says_nothing_about_schemas() {
        reasoned().set("classify.concurrency", "1").finds(home(1, "teardown"));
        morning.models.always(request -> Models.refusal(400, "content_filter", "The text was filtered"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("The text was filtered");
        assertThat(morning.models.requests())
                .extracting(request -> request.json().has("response_format"))
                .containsExactly(true, false);
    }

    @Test
    void a_tuned_model_answers_one_word() {
        tunedModel(TUNED + "\n");
        reasoned();
        homes(1);

        assertThat(morning.daily().code()).isZero();

        assertThat(morning.models.requests().get(0).json().has("response_format"))
                .isFalse();
    }
}
