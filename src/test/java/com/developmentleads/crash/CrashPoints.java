package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.crash.CrashPoint.Stop;
import com.developmentleads.crash.HttpTap.Seen;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Kills the application at named points and asserts for each what holds after the next start. */
final class CrashPoints implements AutoCloseable {

    private static final int STOP_WITHIN_SECONDS = 120;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final CrashSite site;
    private int madeUpDay;
    private int day;
    private int trainings;
    private int backfilled;

    /** @param folder empty; everything goes there */
    CrashPoints(Path folder) {
        site = new CrashSite(folder);
        site.makeDatabase();
    }

    /** @throws AssertionError when something was lost, doubled or not finished */
    void prove(CrashPoint point) {
        switch (point.work()) {
            case DAY -> day(point);
            case MANUAL -> manual(point);
            case MANUAL_DAYS -> manualDays(point);
            case MANUAL_THEN_RUN -> manualThenRun(point);
            case TRAIN -> train(point);
            case TRAIN_LATE -> trainLate(point);
            case TRAIN_THEN_RUN -> trainThenRun(point);
            case STATUS -> status(point);
            case WATCH -> watch(point);
            case BACKFILL -> backfill(point);
            case BACKFILL_STORE -> backfillStore();
            default -> throw new IllegalArgumentException(point.toString());
        }
    }

    /** Starts the command once for each stop and kills it there. */
    private void crash(CrashPoint point, List<String> settings, Runnable afterEach, String... command) {
        for (Stop stop : point.stops()) {
            Child child = site.begin(settings, command);
            Trap trap = new Trap(stop.request(), stop.nth(), stop.moment(), child::kill);
            if (stop.ofMail()) {
                site.smtp().arm(trap);
            } else {
                site.http().arm(trap);
            }
            boolean sprung = trap.sprung(STOP_WITHIN_SECONDS);
            site.smtp().arm(null);
            site.http().arm(null);
            child.kill();
            assertThat(sprung).as("%s is reached by: %s", stop, child.output()).isTrue();
            afterEach.run();
        }
    }

    private void runUntil(List<String> settings, BooleanSupplier reached) {
        try (Child child = site.begin(settings, "run")) {
            await().atMost(AT_MOST)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> reached.getAsBoolean() || !child.alive());
            assertThat(child.alive()).as("run goes on: %s", child.output()).isTrue();
        }
    }

    private void finish(String... command) {
        Child child = site.begin(command);
        assertThat(child.exit())
                .as("%s: %s", String.join(" ", command), child.output())
                .isIn(0, 3);
    }

    // ------------------------------------------------------------------------------------------------------ the days

    private void day(CrashPoint point) {
        MadeUpDay made = nextDay();
        day++;
        String date = site.date(day);
        Tally tally = new Tally();
        Checks checks = new Checks(site, tally);
        int firstRequest = site.http().count();
        List<Checks.Recorded> recorded = new ArrayList<>();
        crash(point, site.ahead(day), () -> recorded.add(checks.recorded(date)), "run");

        runUntil(site.ahead(day), () -> checks.isThrough(date) && checks.isTold());

        checks.day(
                made,
                date,
                site.http().since(firstRequest),
                recorded,
                point.stops().size());
        assertThat(tally.details()).isEmpty();
        assertThat(site.rows("select id from runs where run_date = ? and kind = 'scheduled'", date))
                .hasSize(1);
        assertThat(times(firstRequest, "POST .*/values:batchUpdate")).isLessThanOrEqualTo(5);
    }

    private MadeUpDay nextDay() {
        madeUpDay++;
        MadeUpDay made = new MadeUpDay(madeUpDay);
        made.show(site.corpus());
        return made;
    }

    // A clock that went back to today after the days that were played would be an alert.
    private void manual(CrashPoint point) {
        MadeUpDay made = nextDay();
        int runs = site.rows("select id from runs").size();
        crash(point, site.ahead(day), () -> {}, "daily");

        Child child = site.begin(site.ahead(day), "daily");
        assertThat(child.exit()).as(child.output()).isIn(0, 3);

        assertThat(site.rows("select id from runs"))
                .as("a run that was interrupted is ended, not made again")
                .hasSize(runs + (point == CrashPoint.MANUAL_RUN_BEFORE_DIGEST ? 2 : 1));
        requireNothingOpen(made);
    }

    private void manualDays(CrashPoint point) {
        MadeUpDay made = nextDay();
        int runs = site.rows("select id from runs").size();
        crash(point, site.ahead(day), () -> {}, "daily");

        Child child = site.begin(site.ahead(day + 1), "daily");
        assertThat(child.exit()).as(child.output()).isIn(0, 3);

        assertThat(site.rows("select id from runs"))
                .as("the run of the day before, and that of the day")
                .hasSize(runs + 2);
        requireNothingOpen(made);
    }

    private void manualThenRun(CrashPoint point) {
        MadeUpDay made = nextDay();
        crash(point, site.ahead(day), () -> {}, "daily");
        day++;
        String date = site.date(day);
        Checks checks = new Checks(site, new Tally());

        runUntil(site.ahead(day), () -> checks.isThrough(date));

        requireNothingOpen(made);
    }

    /**
     * Every run has ended and was mailed under its Message-ID; what was shown is classified, and leads are in the
     * sheet.
     */
    private void requireNothingOpen(MadeUpDay made) {
        assertThat(site.rows("select run_key, step from runs where state <> 'succeeded'"))
                .isEmpty();
        assertThat(
                        site.rows(
                                "select run_id, step, attempt from run_steps open where state <> 'done' and not exists"
                                        + " (select 1 from run_steps where run_id = open.run_id and step = open.step and attempt > open.attempt)"))
                .as("steps that were begun and not taken up again")
                .isEmpty();
        assertThat(site.rows("select run_id from run_steps where state = 'running'"))
                .as("attempts whose process was killed")
                .isNotEmpty();
        assertThat(site.rows("select key from alerts"))
                .as("failure that ended by itself")
                .isEmpty();
        Set<String> mails = site.mails().stream().map(CrashSite.Mail::id).collect(Collectors.toSet());
        assertThat(mails)
                .containsAll(site.rows("select run_key from runs").stream()
                        .map(run -> "<leads-" + run.get("run_key") + "@development-leads>")
                        .toList());
        Tally tally = new Tally();
        new Checks(site, tally).leads(made);
        assertThat(tally.details()).isEmpty();
    }

    private long times(int firstRequest, String kind) {
        return site.http().since(firstRequest).stream()
                .map(Seen::line)
                .filter(line -> line.matches(kind + ".*"))
                .count();
    }

    // ----------------------------------------------------------------------------------------------------- learning

    private void train(CrashPoint point) {
        String sha256 = newTrainingFile();
        int firstRequest = site.http().count();
        int uploads = site.uploads().size();
        crash(point, List.of(), () -> {}, "train");

        finish("train");

        JsonNode job = onlyJob(sha256);
        assertThat(CrashSite.read(site.file("finetuning_job_id.txt")))
                .isEqualTo(job.path("id").asText() + "\n");
        assertThat(site.rows(
                        "select job_id, training_file_id, validation_file_id from training_jobs where training_sha256 = ?",
                        sha256))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("job_id", job.path("id").asText())
                        .containsEntry(
                                "training_file_id", job.path("training_file").asText())
                        .containsEntry(
                                "validation_file_id",
                                job.path("validation_file").asText()));
        long lostUploads = stops(point, ".*files");
        assertThat(times(firstRequest, "POST .*/files"))
                .as("uploads: two, and those whose answer was lost again")
                .isEqualTo(2 + lostUploads);
        assertThat(site.uploads().size() - uploads).isLessThanOrEqualTo((int) (2 + lostUploads));
        assertThat(times(firstRequest, "POST .*/fine_tuning/jobs"))
                .as("requests for a job: one, and another when the first did not arrive")
                .isEqualTo(1
                        + point.stops().stream()
                                .filter(stop -> stop.request().startsWith("POST .*/fine_tuning")
                                        && stop.moment() == Trap.Moment.BEFORE)
                                .count());
    }

    private void trainLate(CrashPoint point) {
        String sha256 = newTrainingFile();
        crash(point, List.of(), () -> {}, "train");
        await().atMost(AT_MOST)
                .until(() -> onlyJob(sha256).path("status").asText().equals("succeeded"));

        finish("train");
        Checks checks = new Checks(site, new Tally());
        runUntil(List.of("schedule.daily="), checks::isTold);

        requireAccepted(sha256);
    }

    private void trainThenRun(CrashPoint point) {
        String sha256 = newTrainingFile();
        crash(point, List.of(), () -> {}, "train");

        Checks checks = new Checks(site, new Tally());
        runUntil(List.of("schedule.daily="), () -> checks.isTold() && checks.isFound());

        requireAccepted(sha256);
        assertThat(CrashSite.read(site.file("finetuning_job_id.txt")))
                .isEqualTo(onlyJob(sha256).path("id").asText() + "\n");
    }

    private static long stops(CrashPoint point, String request) {
        return point.stops().stream()
                .filter(stop -> stop.request().matches("POST " + request))
                .count();
    }

    private JsonNode onlyJob(String sha256) {
        List<JsonNode> jobs = site.jobs().stream()
                .filter(job ->
                        job.path("metadata").path("dataset_sha256").asText().equals(sha256))
                .toList();
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private void status(CrashPoint point) {
        String sha256 = newTrainingFile();
        finish("train");
        crash(point, List.of(), () -> {}, "status", "--watch");
        Path model = site.file("finetuned_model_id.txt");
        String before = Files.exists(model) ? CrashSite.read(model) : null;

        finish("status", "--watch");

        assertThat(before)
                .as("the model is not accepted before it has answered")
                .isNotEqualTo(onlyJob(sha256).path("fine_tuned_model").asText() + "\n");
        requireAccepted(sha256);
    }

    private void watch(CrashPoint point) {
        String sha256 = newTrainingFile();
        finish("train");
        List<String> noDays = List.of("schedule.daily=");
        crash(point, noDays, () -> {}, "run");

        Checks checks = new Checks(site, new Tally());
        runUntil(noDays, checks::isTold);

        requireAccepted(sha256);
        String id = "<training-" + onlyJob(sha256).path("id").asText() + "-succeeded@development-leads>";
        List<CrashSite.Mail> told =
                site.mails().stream().filter(mail -> mail.id().equals(id)).toList();
        assertThat(told)
                .as("a mail, and the same again when its answer was lost")
                .hasSizeBetween(1, 2);
    }

    private void requireAccepted(String sha256) {
        JsonNode job = onlyJob(sha256);
        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(CrashSite.read(site.file("finetuned_model_id.txt")))
                .isEqualTo(job.path("fine_tuned_model").asText() + "\n");
        assertThat(site.rows(
                        "select accepted_at from training_jobs where training_sha256 = ? and accepted_at is not null",
                        sha256))
                .hasSize(1);
    }

    // --------------------------------------------------------------------------------------------------- a back-fill

    private static final String[] BACKFILL = {"backfill", "--yes", "--watch", "--model", "local-keywords"};

    private void backfill(CrashPoint point) {
        Backfilled before = beginBackfill(30);
        List<String> batches = List.of("classify.mode=batch", "classify.batch-size=" + (before.questions() / 2 + 1));
        crash(point, batches, () -> {}, BACKFILL);

        requireBackfilled(before, batches);
    }

    private void backfillStore() {
        Backfilled before = beginBackfill(400);
        List<String> batch = List.of("classify.mode=batch", "classify.batch-size=" + before.questions());
        try (Child child = site.begin(batch, BACKFILL)) {
            await().atMost(AT_MOST)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !answersOfOpenBatches().isEmpty() || !child.alive());
            child.kill();
            assertThat(answersOfOpenBatches())
                    .as("killed while answers are stored: %s", child.output())
                    .hasSizeBetween(1, before.questions() - 1);
        }

        requireBackfilled(before, batch);
    }

    private List<Map<String, Object>> answersOfOpenBatches() {
        return site.rows(
                "select answers.id from backfill_answers answers join backfill_batches on backfill_batches.id = answers.batch_id"
                        + " where closed_at is null and answers.state = 'answered'");
    }

    /**
     * What there was before a back-fill.
     *
     * @param questions of the back-fill
     * @param batches   at the provider
     * @param spent     rows of what was spent on back-fills
     */
    private record Backfilled(int questions, int batches, int spent) {}

    private Backfilled beginBackfill(int more) {
        site.unclassified(backfilled, backfilled + more);
        backfilled += more;
        return new Backfilled(
                site.rows("select scan from backfill_listings where judged = 0").size(),
                site.batches().size(),
                site.rows("select id from spend where purpose = 'backfill'").size());
    }

    /** Finishes; every question is then answered, labelled and paid once. */
    private void requireBackfilled(Backfilled before, List<String> settings) {
        Child child = site.begin(settings, BACKFILL);
        assertThat(child.exit()).as(child.output()).isZero();

        Object fill = site.rows("select max(id) as id from backfills").get(0).get("id");
        assertThat(site.rows("select state from backfills where id = ?", fill))
                .containsExactly(Map.of("state", "done"));
        assertThat(site.rows(
                        "select id from backfill_answers where backfill_id = ? and state = 'answered' and tries = 0",
                        fill))
                .hasSize(before.questions());
        assertThat(site.rows("select id from backfill_answers where backfill_id = ?", fill))
                .hasSize(before.questions());
        assertThat(site.rows("select id from spend where purpose = 'backfill'"))
                .as("paid once")
                .hasSize(before.spent() + before.questions());
        assertThat(site.rows("select address from property_scans where classification is null and fingerprint is null"))
                .isEmpty();
        List<JsonNode> made = site.batches().subList(0, site.batches().size() - before.batches());
        assertThat(made).hasSameSizeAs(site.rows("select id from backfill_batches where backfill_id = ?", fill));
        assertThat(made.stream()
                        .mapToInt(batch ->
                                batch.path("request_counts").path("total").asInt())
                        .sum())
                .as("asked once")
                .isEqualTo(before.questions());
    }

    /** Writes one as {@code prepare} does, of properties that no training file had before; returns its SHA-256. */
    private String newTrainingFile() {
        trainings++;
        write("finetuning_data.jsonl", 12, "Ranch");
        write("finetuning_validation.jsonl", 4, "Cape");
        return Checks.sha256(site.file("finetuning_data.jsonl"));
    }

    private void write(String file, int examples, String kind) {
        try {
            Files.writeString(site.file(file), examples(examples, kind, trainings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of a training file; another kind or number gives other lines. */
    static String examples(int count, String kind, int number) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean lead = i % 2 == 0;
            lines.append("{\"messages\":[{\"role\":\"system\",\"content\":\"You are an expert.\"},")
                    .append("{\"role\":\"user\",\"content\":\"Address: ")
                    .append(i)
                    .append(" Example Street ")
                    .append(number)
                    .append("\\nDetails: ")
                    .append(kind)
                    .append(lead ? ", sold as is, builders welcome" : ", renovated, move in")
                    .append("\"},{\"role\":\"assistant\",\"content\":\"")
                    .append(lead ? "development_opportunity" : "not_opportunity")
                    .append("\"}]}\n");
        }
        return lines.toString();
    }

    @Override
    public void close() throws IOException {
        site.close();
    }
}
