package com.developmentleads.daily;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.sandbox.Sandbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a daily run and a status grow with the table of properties: the real routes on tables of more and more rows that an
 * owner brought, all judged, of which a run touches none. Prints the median run of five by step, and the median status;
 * the exit code is 1 when a run with the largest table takes more than twice as long as one with the smallest, beyond half
 * a second. Then the same with more and more rows in the sheet, all of them of properties in the table: what a run asks and
 * reads of Google's stand-in, through a proxy that counts; the exit code is 1 when that is more than a quarter of the tab.
 */
public final class GrowthBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] ROWS = {0, 10_000, 100_000, 1_000_000};
    private static final int RUNS = 5;
    private static final int HOMES = 20;
    private static final double TIMES = 2;
    private static final double UNHEEDED = 0.5;
    private static final int[] SHEET_ROWS = {0, 10_000, 50_000};
    private static final double SHARE = 0.25;
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

    private GrowthBench() {}

    /**
     * @param args rows of each table; 0, 10,000, 100,000 and 1,000,000 unless told; the word {@code sheet} first: of each
     *             sheet, and no table is measured
     */
    public static void main(String[] args) throws IOException {
        boolean sheet = args.length > 0 && args[0].equals("sheet");
        int[] told =
                Stream.of(args).skip(sheet ? 1 : 0).mapToInt(Integer::parseInt).toArray();
        List<String> summary = new ArrayList<>();
        boolean level = (sheet || tables(told.length == 0 ? ROWS : told, summary))
                & sheets(sheet && told.length > 0 ? told : SHEET_ROWS, summary);
        System.out.println(String.join("; ", summary));
        System.exit(level ? 0 : 1);
    }

    private static boolean tables(int[] sizes, List<String> summary) throws IOException {
        System.out.println("     rows   first run   a run   a status   by step");
        List<Double> runs = new ArrayList<>();
        for (int rows : sizes) {
            runs.add(measure(rows));
            summary.add(String.format(Locale.ROOT, "%.2f s with %,d rows", runs.get(runs.size() - 1), rows));
        }
        return runs.get(runs.size() - 1) <= TIMES * runs.get(0) + UNHEEDED;
    }

    private static boolean sheets(int[] sizes, List<String> summary) throws IOException {
        System.out.println("     rows   the tab   first run   a run   requests   read of Google   by step");
        boolean level = true;
        for (int rows : sizes) {
            level &= sheet(rows, summary);
        }
        return level;
    }

    private static boolean sheet(int rows, List<String> summary) throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        HttpClient client = HttpClient.newHttpClient();
        AtomicInteger requests = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.withSheet();
            String google = morning.google().baseUrl();
            try (Loopback proxy = new Loopback(request -> {
                Loopback.Answer answer = PublishTest.forward(client, google, request, same -> same);
                requests.incrementAndGet();
                bytes.addAndGet(answer.body().length);
                return answer;
            })) {
                morning.withSheetAt(proxy.url() + "/sheets/");
                bring(morning, rows);
                long tab = fill(morning, rows);
                double first;
                List<Double> seconds = new ArrayList<>();
                try (LeadsRuntime runtime = morning.start()) {
                    first = run(morning, runtime, 0);
                    requests.set(0);
                    bytes.set(0);
                    for (int day = 1; day <= RUNS; day++) {
                        seconds.add(run(morning, runtime, day));
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "%9d %6d kB %9.2f s %5.2f s %10d %13d kB   %s%n",
                        rows,
                        tab / 1000,
                        first,
                        median(seconds),
                        requests.get() / RUNS,
                        bytes.get() / RUNS / 1000,
                        steps(morning));
                summary.add(String.format(Locale.ROOT, "%.2f s with a sheet of %,d", median(seconds), rows));
                return rows == 0 || bytes.get() / RUNS <= SHARE * tab;
            }
        } finally {
            DayBench.delete(folder);
        }
    }

    /** Writes the tab as it is after as many leads; returns the bytes of its cells. */
    private static long fill(DailyRunFixture morning, int rows) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(morning.sheetFile().toFile());
        ArrayNode tabs = (ArrayNode)
                document.path("spreadsheets").path(Sandbox.SPREADSHEET).path("tabs");
        ObjectNode tab = tabs.addObject()
                .put("sheetId", 1)
                .put("title", "Leads")
                .put("rowCount", Math.max(1000, rows + 1))
                .put("columnCount", 26);
        ArrayNode lines = tab.putArray("rows");
        if (rows > 0) {
            ArrayNode header = lines.addArray();
            Stream.of("Date", "Address", "Price", "Lot size", "Year built", "Label", "Confidence", "Snippet", "Link")
                    .forEach(header::add);
            Stream.of("Source", "Status", "Model", "Key", "Verdict", "Notes", "Lot sqft", "Score", "Facts", "Why")
                    .forEach(header::add);
        }
        for (int n = 1; n <= rows; n++) {
            String link = "https://www.zillow.com/homedetails/" + n + "-Brought-St-Newton-MA-02458/" + n + "_zpid/";
            lines.addArray()
                    .add("2026-10-01")
                    .add(n + " Brought St, Newton, MA 02458")
                    .add(700_000 + n)
                    .add("0.3 acres")
                    .add(1948)
                    .add("Development Opportunity")
                    .add(0.779)
                    .add("For sale: $" + n
                            + ", 3 beds, 1 bath house, built in 1948, contractor special on a large lot. "
                            + "The house is sold as it is, and its value is in the land behind it, which is level.")
                    .add(link)
                    .add("zillow")
                    .add("for_sale")
                    .add("gpt-6-luna")
                    .add(n + " brought st newton ma")
                    .add(n % 20 == 0 ? "yes" : "")
                    .add(n % 50 == 0 ? "seen it from the street" : "")
                    .add(13_068)
                    .add(78)
                    .add("lot 13,068 sq ft, built in 1948, land 72 % of the value")
                    .add("large lot, old house, sold as it is");
        }
        JSON.writeValue(morning.sheetFile().toFile(), document);
        return JSON.writeValueAsBytes(lines).length;
    }

    private static double measure(int rows) throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.withSheet();
            bring(morning, rows);
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
            System.out.printf(
                    Locale.ROOT,
                    "%9d %9.2f s %5.2f s %8.3f s   %s%n",
                    rows,
                    first,
                    median(seconds),
                    median(statuses),
                    steps(morning));
            return median(seconds);
        } finally {
            DayBench.delete(folder);
        }
    }

    private static void bring(DailyRunFixture morning, int rows) throws IOException {
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
    }

    private static String steps(DailyRunFixture morning) {
        return morning
                .rows("select step, round(avg((julianday(finished_at) - julianday(started_at)) * 86400), 2) as s"
                        + " from run_steps where run_id > 1 group by step order by min(id)")
                .stream()
                .map(step -> step.get("step") + " " + step.get("s"))
                .collect(Collectors.joining(", "));
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
