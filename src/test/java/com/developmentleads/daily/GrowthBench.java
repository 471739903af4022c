package com.developmentleads.daily;

import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a daily run and a status grow with the table of properties: the real routes on tables of more and more rows that an
 * owner brought, all judged, of which a run touches none. Prints the median run of five by step, and the median status;
 * the exit code is 1 when a run with the largest table takes more than twice as long as one with the smallest, beyond half
 * a second.
 */
public final class GrowthBench {

    private static final int[] ROWS = {0, 10_000, 100_000, 1_000_000};
    private static final int RUNS = 5;
    private static final int HOMES = 20;
    private static final double TIMES = 2;
    private static final double UNHEEDED = 0.5;
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

    private GrowthBench() {}

    /** @param args rows of each table; 0, 10,000, 100,000 and 1,000,000 unless told */
    public static void main(String[] args) throws IOException {
        int[] sizes = args.length == 0
                ? ROWS
                : IntStream.range(0, args.length)
                        .map(i -> Integer.parseInt(args[i]))
                        .toArray();
        System.out.println("     rows   first run   a run   a status   by step");
        List<Double> runs = new ArrayList<>();
        for (int rows : sizes) {
            runs.add(measure(rows));
        }
        System.exit(runs.get(runs.size() - 1) <= TIMES * runs.get(0) + UNHEEDED ? 0 : 1);
    }

    private static double measure(int rows) throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.withSheet();
            Files.createDirectories(morning.place.data());
            morning.place.execute("create table property_scans"
                    + " (id integer primary key, address text, snippet text, classification text)");
            morning.place.execute("""
                    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < %d)
                    insert into property_scans (address, snippet, classification)
                    select n || ' Brought St, Newton, MA 02458', 'colonial with garage, price $' || n,
                           iif(n %% 4 = 0, 'Development Opportunity', 'Not Suitable')
                    from numbers where n <= %d
                    """.formatted(rows, rows));
            double first;
            List<Double> seconds = new ArrayList<>();
            List<Double> statuses = new ArrayList<>();
            try (LeadsRuntime runtime = morning.start()) {
                first = run(morning, runtime, 0);
                for (int day = 1; day <= RUNS; day++) {
                    seconds.add(run(morning, runtime, day));
                }
                for (int time = 0; time < RUNS; time++) {
                    long start = System.nanoTime();
                    morning.place.run("status");
                    statuses.add((System.nanoTime() - start) / 1e9);
                }
            }
            String steps = morning
                    .rows("select step, round(avg((julianday(finished_at) - julianday(started_at)) * 86400), 2) as s"
                            + " from run_steps where run_id > 1 group by step order by min(id)")
                    .stream()
                    .map(step -> step.get("step") + " " + step.get("s"))
                    .collect(Collectors.joining(", "));
            System.out.printf(
                    Locale.ROOT,
                    "%9d %9.2f s %5.2f s %8.3f s   %s%n",
                    rows,
                    first,
                    median(seconds),
                    median(statuses),
                    steps);
            return median(seconds);
        } finally {
            DayBench.delete(folder);
        }
    }

    private static double run(DailyRunFixture morning, LeadsRuntime runtime, int day) {
        morning.finds(IntStream.range(0, HOMES)
                .mapToObj(place -> SearchService.home(day * 5 + place + 1, "teardown"))
                .toArray(SearchService.Result[]::new));
        long start = System.nanoTime();
        DailyRunFixture.run(runtime, "day-" + day, FIRST.plusDays(day));
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
