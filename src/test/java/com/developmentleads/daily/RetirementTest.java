package com.developmentleads.daily;

import static com.developmentleads.daily.Models.GENERIC;
import static com.developmentleads.daily.Models.TUNED;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.classify.Retirement;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens before and when a provider retires the tuned model. */
@Tag("slow")
@LeadsTest
class RetirementTest {

    private static final String BASE = "gpt-4.1-mini-2025-04-14";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private DailyRunFixture morning;

    @BeforeEach
    void useTunedModel() {
        TestInstallation.write(morning.place.data().resolve("finetuned_model_id.txt"), TUNED);
    }

    private void says(String model, LocalDate day) {
        morning.models.describing(
                model, "{\"id\":\"" + model + "\",\"object\":\"model\",\"shutdown_date\":\"" + day + "\"}");
    }

    /** A run a day, and what it left: the model of the last one. */
    private Object run(int days) {
        try (LeadsRuntime runtime = morning.start()) {
            for (int day = 1; day <= days; day++) {
                morning.finds(home(day, "teardown"));
                DailyRunFixture.run(runtime, "day-" + day, TODAY.minusDays(days - day));
                runtime.ask("alert-detect", null, Map.of());
            }
        }
        return morning.value("select model from runs order by id desc limit 1");
    }

    private List<Map<String, Object>> alerts() {
        return morning.rows("select * from alerts order by id");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model is retired in some weeks",
            then = "one alert; it classifies on; status and doctor say the day")
    @Test
    void aNearDayIsToldOnceAndTheModelClassifiesOn() {
        LocalDate day = TODAY.plusDays(40);
        says(TUNED, day);

        assertThat(run(2)).isEqualTo(TUNED);

        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert).containsEntry("key", "retiring-" + TUNED + "-" + day));
        assertThat(alerts().get(0).get("what").toString()).contains(TUNED + " is retired on " + day);
        assertThat(morning.value("select shutdown_date from tuned_models")).isEqualTo(day.toString());
        assertThat(morning.place.run("models").out()).contains(TUNED);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The tuned model's day has come",
            then = "the generic model for the run, one alert")
    @Test
    void aPastDayGivesTheRunToTheGenericModel() {
        says(TUNED, TODAY);

        assertThat(run(2)).isEqualTo(GENERIC);

        assertThat(morning.models.requests())
                .allSatisfy(request ->
                        assertThat(request.json().path("model").asText()).isEqualTo(GENERIC));
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert).containsEntry("kind", "retired").containsEntry("about", TUNED);
            assertThat(alert.get("what").toString())
                    .contains("classified by " + GENERIC, TUNED + " is retired since " + TODAY);
        });
    }

    @Test
    void aDayFarAwayIsKeptAndNotTold() {
        says(TUNED, TODAY.plusDays(400));

        assertThat(run(1)).isEqualTo(TUNED);

        assertThat(alerts()).isEmpty();
        assertThat(morning.value("select shutdown_date from tuned_models"))
                .isEqualTo(TODAY.plusDays(400).toString());
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The model that the tuned one was trained from is retired",
            then = "its day counts for the tuned one")
    @Test
    void theDayOfTheBaseCountsForATunedModelThatHasNone() {
        says(BASE, TODAY.minusDays(1));
        assertThat(run(1)).isEqualTo(TUNED);
        morning.place.execute("insert into training_jobs (submission, server, model, job_id, state, fine_tuned_model,"
                + " training_file_id, created_at, updated_at) values ('s', '"
                + morning.models.baseUrl() + "', '" + BASE + "', 'ftjob-1', 'succeeded', '" + TUNED
                + "', 'file-1', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')");
        assertThat(run(2)).isEqualTo(GENERIC);
    }

    @Test
    void propertiesSayTheDayWhereTheProviderDoesNot() {
        morning.set("models." + BASE + ".shutdown-date", TODAY.plusDays(3).toString());
        morning.set("openai.retirement", TODAY.plusDays(5).toString());
        assertThat(run(1)).isEqualTo(TUNED);
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.get("key").toString())
                        .endsWith(TODAY.plusDays(5).toString()));

        Retirement retirement = new Retirement(
                Map.of(
                        "models." + BASE + ".shutdown-date",
                        "2027-01-14",
                        "models.mine.shutdown-date",
                        "2027-02-01",
                        "openai.retirement",
                        "2027-10-14"),
                Clock.fixed(Instant.parse("2027-01-14T00:00:00Z"), ZoneOffset.UTC));
        assertThat(retirement.date(TUNED, BASE, null)).isEqualTo("2027-01-14");
        assertThat(retirement.date("mine", BASE, "")).isEqualTo("2027-02-01");
        assertThat(retirement.date("other", "unknown", "no date")).isEqualTo("2027-10-14");
        assertThat(retirement.date(TUNED, BASE, "2026-12-31T00:00:00Z")).isEqualTo("2026-12-31");
        assertThat(retirement.isPast("2027-01-14")).isTrue();
        assertThat(retirement.isPast("2027-01-15")).isFalse();
        assertThat(retirement.isPast(null)).isFalse();
        assertThat(retirement.notice("mine", "2027-02-01", 18)).contains("mine is retired on 2027-02-01");
        assertThat(retirement.notice("mine", "2027-01-14", 18)).contains("mine is retired since 2027-01-14");
        assertThat(retirement.notice("mine", "2027-02-01", 17)).isEmpty();
        assertThat(retirement.notice("mine", null, 17)).isEmpty();
    }

    @Test
    void doctorSaysTheDayOfTheModels() {
        morning.set("models." + GENERIC + ".shutdown-date", TODAY.plusDays(10).toString());
        morning.models.listing(GENERIC, BASE);
        String doctor = morning.place.run("doctor").out();
        assertThat(doctor).contains(GENERIC + " is retired on " + TODAY.plusDays(10));
    }
}
