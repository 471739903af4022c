package com.developmentleads.daily;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much sooner a day is through because queries are sent and properties classified several at a time: the real routes
 * and stand-ins of the search service and of a provider that take their time. Prints the times and how many requests were
 * in flight at once; the exit code is 1 when the day takes more than a fifth of the time of all of it one after the other.
 */
public final class DayBench {

    private static final int QUERIES = 4;
    private static final int PAGES = 3;
    private static final double ENOUGH = 0.2;

    private DayBench() {}

    /** @param args listings, milliseconds an answer, milliseconds a search; each may be left out */
    public static void main(String[] args) throws IOException {
        int listings = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        Duration answer = Duration.ofMillis(args.length > 1 ? Integer.parseInt(args[1]) : 1_500);
        Duration search = Duration.ofMillis(args.length > 2 ? Integer.parseInt(args[2]) : 4_000);
        double together = seconds("several at a time", listings, answer, search, null);
        double alone = seconds("one after the other", listings, answer, search, "1");
        System.out.printf(
                Locale.ROOT,
                "%.2f of the time of one after the other, %.1f times as fast%n",
                together / alone,
                alone / together);
        System.exit(together / alone <= ENOUGH ? 0 : 1);
    }

    private static double seconds(String name, int listings, Duration answer, Duration search, String concurrency)
            throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            if (concurrency != null) {
                morning.set("search.concurrency", concurrency).set("classify.concurrency", concurrency);
            }
            List<String> queries = new ArrayList<>();
            for (int query = 0; query < QUERIES; query++) {
                queries.add("query" + query);
                morning.search.finds(
                        "query" + query, page(query, 0, listings), page(query, 1, listings), page(query, 2, listings));
            }
            morning.set("search.queries", String.join(" | ", queries)).set("search.pages", Integer.toString(PAGES));
            morning.search.taking(search);
            morning.models.taking(answer);
            int code = morning.daily().code();
            Object classified = morning.value("select count(*) from property_scans where classification is not null");
            if (code != 0
                    || !classified.equals(listings)
                    || morning.search.requests().size() != QUERIES * PAGES) {
                throw new IllegalStateException("the run ended with " + code + " and " + classified + " labels");
            }
            // From the record of the run: the start of the program takes the same time in both.
            double seconds = ((Number)
                            morning.value("select (julianday(finished_at) - julianday(started_at)) * 86400 from runs"))
                    .doubleValue();
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %6.1f s for %d searches of %.1f s, at most %d at a time, and %d answers of %.1f s, at most %d at a time%n",
                    name,
                    seconds,
                    QUERIES * PAGES,
                    search.toMillis() / 1000.0,
                    morning.search.mostInWork(),
                    listings,
                    answer.toMillis() / 1000.0,
                    morning.models.mostInWork());
            return seconds;
        } finally {
            delete(folder);
        }
    }

    /** The part of the listings that a page of a query finds. */
    private static List<SearchService.Result> page(int query, int page, int listings) {
        int of = query * PAGES + page;
        return IntStream.rangeClosed(1, listings)
                .filter(number -> number % (QUERIES * PAGES) == of)
                .mapToObj(number -> SearchService.home(number, "teardown"))
                .toList();
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
