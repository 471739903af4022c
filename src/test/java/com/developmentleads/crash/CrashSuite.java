package com.developmentleads.crash;

import static org.awaitility.Awaitility.await;

import com.developmentleads.crash.Tally.Harm;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Takes the application through cycles of learning and days of work, kills it at random moments on the way, starts it
 * again as often as it takes, and then compares what the stand-ins hold with what there should be.
 */
final class CrashSuite implements AutoCloseable {

    private static final int FIRST_ROWS = 60;
    private static final int MOST_FINISHES = 3;
    private static final Duration DAY_AT_MOST = Duration.ofMinutes(3);

    private final CrashSite site;
    private final Random random;
    private final PrintStream out;
    private final boolean brief;
    private final FileWatch watch;
    private final Tally tally = new Tally();
    private final Checks checks;
    /** How long each command takes, milliseconds; learned on the way. */
    private final Map<String, Long> durations = new HashMap<>();

    private int rows = FIRST_ROWS;
    private int day;
    private int tornBefore;

    /**
     * @param folder empty; everything goes there
     * @param brief  kills each command about half as often
     */
    CrashSuite(Path folder, long seed, PrintStream out, boolean brief) {
        this.brief = brief;
        this.random = new Random(seed);
        this.out = out;
        site = new CrashSite(folder);
        site.makeDatabase();
        site.classify(0, FIRST_ROWS);
        watch = new FileWatch(site.data());
        checks = new Checks(site, tally);
    }

    Tally tally() {
        return tally;
    }

    /** Cycles until that many kills have hit. */
    void run(int kills) {
        while (tally.kills() < kills) {
            int before = tally.kills();
            int harmsBefore = tally.details().size();
            String learning = learn();
            String working = work();
            for (String torn : watch.torn().subList(tornBefore, watch.torn().size())) {
                tally.add(Harm.TORN_FILES, torn);
            }
            tornBefore = watch.torn().size();
            tally.cycleDone();
            tally.details().stream().skip(harmsBefore).forEach(out::println);
            out.printf(
                    "cycle %d: %d kills: %s %s; so far %d kills, %d harms%n",
                    tally.cycles(),
                    tally.kills() - before,
                    learning,
                    working,
                    tally.kills(),
                    tally.details().size());
        }
        out.println("looks at files: " + watch.looks());
    }

    // ----------------------------------------------------------------------------------------------------- learning

    private String learn() {
        site.classify(rows, rows + 1);
        rows++;
        int mark = tally.kills();
        killSome(brief ? 1 : 1 + random.nextInt(2), "prepare");
        finish("prepare");
        checks.dataset();
        int prepares = tally.kills() - mark;

        Path training = site.file("finetuning_data.jsonl");
        String sha256 = Checks.sha256(training);
        mark = tally.kills();
        Set<String> recorded = new HashSet<>();
        int trains = brief ? 1 + random.nextInt(2) : 2 + random.nextInt(3);
        for (int i = 0; i < trains; i++) {
            killSome(1, "train");
            site.rows(
                            "select training_file_id from training_jobs where training_sha256 = ? and training_file_id is not null",
                            sha256)
                    .forEach(row -> recorded.add((String) row.get("training_file_id")));
            if (recorded.size() > 1) {
                tally.add(Harm.WASTED_UPLOADS, recorded + " for one training file");
                recorded.clear();
            }
            checks.jobs();
        }
        finish("train");
        checks.jobs();
        checks.jobFile(sha256);
        trains = tally.kills() - mark;

        mark = tally.kills();
        killSome(
                random.nextInt(brief ? 2 : 3),
                random.nextBoolean() ? new String[] {"status"} : new String[] {"status", "--watch"});
        checks.jobs();
        boolean byHand = random.nextBoolean();
        if (byHand) {
            finish("status", "--watch");
            checks.modelFile(true);
        }
        return "prepare %d, train %d, status %d%s;"
                .formatted(prepares, trains, tally.kills() - mark, byHand ? "" : " (accepted by run)");
    }

    /** Starts the command that often and kills it, each time at a moment of the time that it takes. */
    private void killSome(int times, String... command) {
        for (int i = 0; i < times; i++) {
            Child child = site.begin(command);
            if (child.await(moment(command))) {
                note(command, child);
                requireConverged(child, command);
            } else if (child.kill()) {
                tally.killed();
            }
        }
    }

    private Duration moment(String... command) {
        long usual = durations.computeIfAbsent(String.join(" ", command), key -> site.startMillis() * 3 / 2);
        return Duration.ofMillis(1 + (long) (random.nextDouble() * usual));
    }

    private void note(String[] command, Child child) {
        durations.put(String.join(" ", command), child.age());
    }

    /** Runs the command to its end; what a kill left must not stop it. */
    private void finish(String... command) {
        Child child = site.begin(command);
        child.exit();
        note(command, child);
        requireConverged(child, command);
    }

    private void requireConverged(Child child, String... command) {
        int code = child.exit();
        if (code != 0 && code != 3) {
            tally.add(Harm.NOT_CONVERGED, String.join(" ", command) + " ended with " + code + ": " + child.output());
        }
    }

    // ------------------------------------------------------------------------------------------------------ the days

    private String work() {
        day++;
        MadeUpDay made = new MadeUpDay(day);
        made.show(site.corpus());
        String date = site.date(day);
        List<String> ahead = site.ahead(day);
        int firstRequest = site.http().count();
        int runsBefore =
                site.rows("select id from runs where kind = 'scheduled'").size();
        List<Checks.Recorded> recorded = new ArrayList<>();
        int wanted = brief ? 2 : 3 + random.nextInt(3);
        int killed = 0;
        while (killed < wanted) {
            Child child = site.begin(ahead, "run");
            long until = moment("run").toMillis();
            boolean through = awaitUnless(() -> child.age() >= until || !child.alive(), () -> checks.isThrough(date));
            if (through) {
                durations.put("run", child.age());
            }
            if (child.kill()) {
                tally.killed();
                killed++;
            } else {
                tally.add(Harm.NOT_CONVERGED, "run ended by itself: " + child.output());
            }
            recorded.add(checks.recorded(date));
            checks.jobs();
            if (through) {
                break;
            }
        }
        boolean through = false;
        for (int i = 0; i < MOST_FINISHES && !through; i++) {
            try (Child child = site.begin(ahead, "run")) {
                long until = DAY_AT_MOST.toMillis();
                through = awaitUnless(
                        () -> child.age() >= until || !child.alive(), () -> checks.isThrough(date) && checks.isTold());
                if (!through) {
                    tally.add(Harm.NOT_CONVERGED, "run for " + date + ": " + checks.runs(date) + " " + child.output());
                }
            }
        }
        checks.jobs();
        checks.modelFile(true);
        checks.day(made, date, site.http().since(firstRequest), recorded, killed);
        int runs = site.rows("select id from runs where kind = 'scheduled'").size() - runsBefore;
        if (runs != 1) {
            tally.add(Harm.DUPLICATE_RUNS, runs + " runs for " + date);
        }
        return "run %d of %s".formatted(killed, date);
    }

    /** Waits for {@code reached}; false when {@code over} comes first. */
    private static boolean awaitUnless(BooleanSupplier over, BooleanSupplier reached) {
        boolean[] is = {false};
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(DAY_AT_MOST.plusMinutes(1))
                .until(() -> {
                    is[0] = reached.getAsBoolean();
                    return is[0] || over.getAsBoolean();
                });
        return is[0];
    }

    @Override
    public void close() throws Exception {
        watch.close();
        site.close();
    }
}
