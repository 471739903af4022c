package com.developmentleads.soak;

import static org.awaitility.Awaitility.await;

import com.developmentleads.crash.Child;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Takes one process of {@code leads run} from date to date, each as soon as the run of the previous date is through,
 * and watches its resources from outside.
 */
final class Soak {

    private static final Duration RUN_AT_MOST = Duration.ofMinutes(2);
    private static final int CLASSIFIED = 60;
    private static final double MEGABYTE = 1024 * 1024;
    /** Log files of 10 MB, the current one and five older ones. */
    private static final double LOG_AT_MOST = 60 * MEGABYTE;
    /** Tables of which rows are kept for ever; the properties, which bound what the sheet has, do not grow here. */
    private static final Set<String> KEPT = Set.of("training_jobs", "job_events", SoakSite.SHEET);

    private final Path folder;
    private final int runs;
    private final int trainEvery;
    private final PrintStream out;
    private final Market market;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> jvm;

    private final Map<String, Series> series = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> dates = new HashSet<>();
    private int trainings;
    private double logBytes;
    /** The most since the last look; an idle database has no such file. */
    private long walBytes;

    /**
     * @param folder     empty; everything goes there
     * @param market     what there is to be found; all of it must be shown in the earlier half of the runs
     * @param trainEvery after how many runs there is a training
     * @param jvm        options for the JVM of the application
     */
    Soak(Path folder, int runs, Market market, int trainEvery, List<String> jvm, PrintStream out) {
        this.folder = folder;
        this.runs = runs;
        this.trainEvery = trainEvery;
        this.jvm = jvm;
        this.out = out;
        this.market = market;
        // The history has its full length before growth is judged.
        settings.put("history.searches", Math.min(30, runs / 10) + "d");
        settings.put("history.keep", Math.min(400, runs * 2 / 5) + "d");
    }

    Soak set(String property, String value) {
        settings.put(property, value);
        return this;
    }

    /** Everything that was not as it should be; empty when nothing grew and every date had its one run. */
    List<String> run() throws IOException {
        out.println(runs + " runs with " + settings + " and " + jvm);
        try (SoakSite site = new SoakSite(folder, jvm, settings)) {
            site.makeDatabase(CLASSIFIED);
            if (site.start("prepare").exit() != 0) {
                throw new IllegalStateException("prepare failed");
            }
            market.showNext(site.corpus());
            site.stepTo(1);
            long standInsBefore;
            try (Child application = site.start("run")) {
                await().atMost(RUN_AT_MOST).until(() -> isThrough(site, 1) || !application.alive());
                standInsBefore = Vitals.resident(site.standIns().pid());
                try (Vitals vitals = new Vitals(application.pid())) {
                    days(site, application, vitals);
                }
            }
            report(site, standInsBefore);
        }
        return faults;
    }

    private void days(SoakSite site, Child application, Vitals vitals) {
        long started = System.nanoTime();
        int watchEvery = Math.max(1, runs / 100);
        int tellEvery = Math.max(1, runs / 20);
        for (int day = 1; day <= runs; day++) {
            if (day > 1) {
                market.showNext(site.corpus());
                site.stepTo(day);
            }
            note(site, application, day);
            if (day % trainEvery == 0) {
                train(site);
            }
            if (day % watchEvery == 0) {
                look(site, vitals, day);
            }
            if (day % tellEvery == 0) {
                tell(day, (System.nanoTime() - started) / 1_000_000_000L);
            }
        }
    }

    private boolean isThrough(SoakSite site, int day) {
        return !site.rows(
                        "select 1 from runs join deliveries on deliveries.kind = 'mail' and ref = run_key"
                                + " where run_key = ? and state <> 'running'",
                        site.date(day))
                .isEmpty();
    }

    private void note(SoakSite site, Child application, int day) {
        String date = site.date(day);
        try {
            await().atMost(RUN_AT_MOST)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(30))
                    .until(() -> {
                        walBytes = Math.max(walBytes, site.walBytes());
                        return isThrough(site, day) || !application.alive();
                    });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the run of " + date + " is not through: " + application.output(), e);
        }
        List<Object> run = site.rows("select state, coalesce(error, '') from runs where run_key = ?", date)
                .get(0);
        if (!run.get(0).equals("succeeded")) {
            faults.add("the run of " + date + " " + run);
        }
        if (!dates.add(date)) {
            faults.add(date + " is there twice");
        }
    }

    /**
     * A new job for the same training file; the running process watches it, accepts its model and tells the outcome.
     */
    private void train(SoakSite site) {
        try (Child train = site.start("train", "--again")) {
            if (train.exit() != 0) {
                faults.add("train: " + train.output());
                return;
            }
        }
        trainings++;
        await().atMost(RUN_AT_MOST)
                .until(() -> site.rows("select 1 from training_jobs where notified_at is not null")
                                .size()
                        == trainings);
    }

    private void look(SoakSite site, Vitals vitals, int run) {
        // After its mail a run still prunes.
        await().atMost(RUN_AT_MOST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> vitals.inflight() == 0);
        of("heap after GC, MB", 0.05, 1.5).add(run, vitals.heap() / MEGABYTE);
        of("resident memory, MB", 0.10, 10).add(run, vitals.resident() / MEGABYTE);
        of("threads", 0, 3).add(run, vitals.threads());
        of("open files", 0, 5).add(run, vitals.openFiles());
        of("classes", 0.02, 200).add(run, vitals.classes());
        Map<String, Long> tables = site.tables();
        if (tables.get(SoakSite.SHEET) > tables.get("property_scans")) {
            faults.add("run " + run + ": the sheet has more rows than there are properties");
        }
        tables.forEach((table, rows) -> {
            Series kept = KEPT.contains(table) ? shown("rows of " + table) : of("rows of " + table, 0.03, 10);
            kept.add(run, rows);
        });
        of("database, KB", 0.03, 64).add(run, site.databaseBytes() / 1024.0);
        of("-wal at most, KB", 0.10, 512).add(run, walBytes / 1024.0);
        walBytes = 0;
        of("files in the data folder", 0, 2).add(run, site.files());
        // Training commands make and remove theirs.
        of("temporary files", 0, 3).add(run, site.temporaryFiles());
        logBytes = site.logBytes();
        shown("log, KB").add(run, logBytes / 1024);
    }

    private Series of(String name, double tolerance, double least) {
        return series.computeIfAbsent(name, key -> new Series(name, tolerance, least));
    }

    private Series shown(String name) {
        return series.computeIfAbsent(name, Series::shown);
    }

    private void tell(int run, long seconds) {
        StringBuilder line = new StringBuilder("run %5d  %5d s".formatted(run, seconds));
        series.values()
                .forEach(one -> line.append(String.format(
                        Locale.ROOT,
                        "  %s %.0f",
                        one.name().replaceAll("^rows of |, [KM]B$| after GC| memory| at most| in the data folder", ""),
                        one.last())));
        out.println(line);
    }

    private void report(SoakSite site, long standInsBefore) {
        out.println(Series.title());
        for (Series one : series.values()) {
            out.println(one.line());
            if (one.grows()) {
                faults.add(one.name() + " grows: " + one.line());
            }
        }
        if (logBytes > LOG_AT_MOST) {
            faults.add("the log has " + logBytes + " bytes");
        }
        List<String> mails = site.mails();
        long digests = mails.stream().filter(id -> id.startsWith("leads-")).count();
        long outcomes = mails.stream().filter(id -> id.startsWith("training-")).count();
        Set<String> distinct = new HashSet<>(mails);
        for (int day = 1; day <= runs; day++) {
            if (!distinct.contains("leads-" + site.date(day) + "@development-leads")) {
                faults.add("no mail for " + site.date(day));
            }
        }
        if (distinct.size() != mails.size()
                || digests != runs
                || outcomes != trainings
                || mails.size() != runs + trainings) {
            faults.add(mails.size() + " mails, " + distinct.size() + " different, for " + runs + " runs and "
                    + trainings + " trainings");
        }
        if (dates.size() != runs) {
            faults.add(dates.size() + " dates of " + runs);
        }
        site.rows("select ref from deliveries where kind = 'missed'")
                .forEach(row -> faults.add("missed up to " + row.get(0)));
        List<String> failures = site.failures();
        failures.stream().limit(10).forEach(line -> faults.add("in the log: " + line));
        out.printf(
                Locale.ROOT,
                "%d runs, %d dates, %d digests, %d trainings, %d outcome mails, %d lines of failure%n",
                runs,
                dates.size(),
                digests,
                trainings,
                outcomes,
                failures.size());
        out.printf(
                Locale.ROOT,
                "stand-ins, resident: %.0f MB before, %.0f MB after; not judged%n",
                standInsBefore / MEGABYTE,
                Vitals.resident(site.standIns().pid()) / MEGABYTE);
        faults.forEach(fault -> out.println("FAULT: " + fault));
        out.println(faults.isEmpty() ? "level" : faults.size() + " faults");
    }
}
