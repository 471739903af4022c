package com.developmentleads.daily;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much sooner new listings are classified because several are asked about at a time: the real routes and a stand-in
 * of a provider that takes its time. Prints the times and how many requests were in flight at once; the exit code is 1
 * when the parallel run takes more than a quarter of the time of the answers one after the other.
 */
public final class ClassifyBench {

    private ClassifyBench() {}

    /** @param args listings, milliseconds an answer, classify.concurrency; each may be left out */
    public static void main(String[] args) throws IOException {
        int listings = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        Duration answer = Duration.ofMillis(args.length > 1 ? Integer.parseInt(args[1]) : 1_500);
        String concurrency = args.length > 2 ? args[2] : "8";
        double parallel = seconds(listings, answer, concurrency);
        double sequential = seconds(listings, answer, "1");
        double share = parallel / sequential;
        System.out.printf(Locale.ROOT, "ratio              %.2f of the sequential time%n", share);
        System.exit(share < 0.25 ? 0 : 1);
    }

    private static double seconds(int listings, Duration answer, String concurrency) throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.set("classify.concurrency", concurrency)
                    .finds(IntStream.rangeClosed(1, listings)
                            .mapToObj(number -> SearchService.home(number, "teardown"))
                            .toArray(SearchService.Result[]::new));
            morning.models.taking(answer);
            int code = morning.daily().code();
            Object classified = morning.value("select count(*) from property_scans where classification is not null");
            if (code != 0 || !classified.equals(listings)) {
                throw new IllegalStateException("the run ended with " + code + " and " + classified + " labels");
            }
            // From the record of the run: its other steps and the start of the program take the same time in both.
            double seconds = ((Number) morning.value(
                            "select (julianday(max(a.at)) - julianday(s.at)) * 86400" + " from answers a, searches s"))
                    .doubleValue();
            System.out.printf(
                    Locale.ROOT,
                    "concurrency %-6s %.1f s for %d listings at %.1f s an answer, at most %d at a time%n",
                    concurrency,
                    seconds,
                    listings,
                    answer.toMillis() / 1000.0,
                    morning.models.mostInWork());
            return seconds;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
