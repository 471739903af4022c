package com.developmentleads.daily;

import com.developmentleads.daily.SearchService.Result;
import com.developmentleads.runtime.LeadsRuntime;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What days of runs ask of others: the real routes, and stand-ins of the search service, of a provider and of a layer of
 * parcels that count. Each day finds 31 of 97 properties, one of them at a price of its own. Prints the requests of each
 * day; the exit code is 1 when a model was asked more often than there were properties and changes, or a property's record
 * was asked for twice.
 */
public final class CallsBench {

    private static final int PROPERTIES = 97;
    private static final int A_DAY = 31;

    /** So that the days find all properties, and each again after a while. */
    private static final int STEP = 5;

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CallsBench() {}

    /** @param args days; 15 unless told */
    public static void main(String[] args) throws IOException {
        int days = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        Path folder = Files.createTempDirectory("leads-bench-");
        boolean enough;
        try (Loopback layer = new Loopback(request -> Loopback.Answer.json(200, records()));
                DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.set("parcels.layer-url", layer.url() + "/arcgis/0").set("parcels.requests-per-second", "500");
            int questions = 0;
            int requests = 0;
            System.out.println("day   seen   questions to a model   requests to the layer of parcels");
            try (LeadsRuntime runtime = morning.start()) {
                for (int day = 0; day < days; day++) {
                    morning.finds(page(day));
                    DailyRunFixture.run(runtime, "day-" + day, FIRST.plusDays(day));
                    int asked = morning.models.requests().size();
                    int looked = layer.requests().size();
                    System.out.printf(
                            Locale.ROOT, "%3d %6d %22d %34d%n", day + 1, A_DAY, asked - questions, looked - requests);
                    questions = asked;
                    requests = looked;
                }
            }
            int found = number(morning, "select count(*) from property_scans");
            int changes = number(morning, "select count(*) - count(distinct property_key) from answers");
            int records = number(morning, "select coalesce(sum(addresses), 0) from parcel_requests");
            System.out.printf(
                    Locale.ROOT,
                    "%d properties seen %d times: %d questions (%d of them about a change), %d records with %d requests%n",
                    found,
                    days * A_DAY,
                    questions,
                    changes,
                    records,
                    requests);
            enough = questions <= found + changes && records <= found;
        } finally {
            DayBench.delete(folder);
        }
        System.exit(enough ? 0 : 1);
    }

    private static int number(DailyRunFixture morning, String sql) {
        return ((Number) morning.value(sql)).intValue();
    }

    /** The first of the day has another price each day. */
    private static Result[] page(int day) {
        return IntStream.range(0, A_DAY)
                .map(place -> (day * STEP + place) % PROPERTIES + 1)
                .mapToObj(number -> SearchService.home(
                        number, 700_000 + number + (number == day * STEP % PROPERTIES + 1 ? 1000 : 0), "colonial"))
                .toArray(Result[]::new);
    }

    private static String records() {
        ObjectNode answer = JSON.createObjectNode();
        IntStream.rangeClosed(1, PROPERTIES)
                .forEach(number -> answer.withArray("features")
                        .addObject()
                        .putObject("attributes")
                        .put("SITE_ADDR", number + " EXAMPLE ST")
                        .put("CITY", "NEWTON")
                        .put("LOC_ID", "F_" + number)
                        .put("LOT_SIZE", 0.25));
        return answer.toString();
    }
}
