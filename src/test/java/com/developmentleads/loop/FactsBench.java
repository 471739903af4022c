package com.developmentleads.loop;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** What the assessor's record is worth to the embedded learner, for an owner who decides by lot and land share alone. */
public final class FactsBench {

    private static final List<String> WORDS = List.of(
            "charming",
            "sunny",
            "updated",
            "bright",
            "spacious",
            "quiet",
            "cozy",
            "classic",
            "corner",
            "garage",
            "porch",
            "fireplace",
            "basement",
            "deck",
            "garden",
            "kitchen",
            "teardown",
            "builder special");
    private static final double SMALLEST_LOT = 10_000;
    private static final double LEAST_SHARE = 0.6;

    private FactsBench() {}

    /** The learner with the facts, without them, and the report of {@code leads evaluate} in which both are. */
    record Outcome(JsonNode with, JsonNode without, JsonNode report) {

        /** Whether even the low end of the interval with the facts is above the high end without. */
        boolean isBetter() {
            return with.path("accuracy_low").asDouble()
                    > without.path("accuracy_high").asDouble();
        }
    }

    /** Makes up judged properties with records, none of whose words or prices says what its owner decides. */
    static void fill(TestInstallation here, int properties) {
        here.start(LeadsRuntime.Mode.LOCAL).close();
        TestInstallation.stopLogging();
        Random chance = new Random(7);
        StringBuilder scans = new StringBuilder();
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < properties; i++) {
            double lot = Math.rint(4_000 * Math.exp(2.1 * chance.nextDouble()));
            double share = 0.25 + 0.7 * chance.nextDouble();
            double total = 400_000 + 1_200_000 * chance.nextDouble();
            boolean wanted = lot >= SMALLEST_LOT && share >= LEAST_SHARE;
            String words = "House for sale, " + word(chance) + ", " + word(chance) + ", " + word(chance);
            scans.append(String.format(
                    Locale.ROOT,
                    "%s('%d Example St, Newton, MA', '%s', '%s', %d, 'facts-%d')",
                    i == 0 ? "" : ", ",
                    i + 1,
                    words,
                    wanted ? "development_opportunity" : "not_opportunity",
                    Math.round(total * (0.8 + 0.4 * chance.nextDouble())),
                    i));
            records.append(String.format(
                    Locale.ROOT,
                    "%s('facts-%d', 'found', %.0f, %d, %d, %.0f, %.0f, %.0f, '2026-11-01T00:00:00Z', '2027-11-01T00:00:00Z')",
                    i == 0 ? "" : ", ",
                    i,
                    lot,
                    1900 + chance.nextInt(110),
                    900 + chance.nextInt(3_000),
                    total * share,
                    total * (1 - share),
                    total));
        }
        here.execute(
                "insert into property_scans (address, snippet, classification, price, property_key) values " + scans);
        here.execute("insert into parcels (property_key, state, lot_sqft, year_built, building_area, land_value,"
                + " building_value, total_value, asked_at, until) values " + records);
    }

    private static String word(Random chance) {
        return WORDS.get(chance.nextInt(WORDS.size()));
    }

    /** Prepares and evaluates by folds, as anyone would by {@code leads prepare} and {@code leads evaluate}. */
    static Outcome evaluate(TestInstallation here, int folds) throws IOException {
        requireDone(here.run("prepare"));
        Result evaluated = requireDone(here.run("--json", "evaluate", "--folds", String.valueOf(folds)));
        JsonNode report = new ObjectMapper().readTree(evaluated.out());
        JsonNode models = report.path("models");
        return new Outcome(models.path(0), models.path(1), report);
    }

    private static Result requireDone(Result result) {
        if (result.code() != 0) {
            throw new IllegalStateException(result.all());
        }
        return result;
    }

    /** @param args properties, 300 unless told, and folds, 5 unless told */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("leads-bench-");
        boolean better;
        try {
            TestInstallation here = new TestInstallation(folder, "http://127.0.0.1:9/v1");
            here.unset("openai.base-url").set("provider", "embedded");
            fill(here, args.length > 0 ? Integer.parseInt(args[0]) : 300);
            Outcome outcome = evaluate(here, args.length > 1 ? Integer.parseInt(args[1]) : 5);
            JsonNode pairs = outcome.report().path("comparisons").path(0);
            print("with the record's facts", outcome.with());
            print("without", outcome.without());
            print("one answer for all", outcome.with().path("baseline"));
            System.out.printf(
                    Locale.ROOT,
                    "right with them alone %d, without them alone %d: p = %.2g (exact McNemar)%n",
                    pairs.path("only_first").asInt(),
                    pairs.path("only_second").asInt(),
                    pairs.path("p").asDouble());
            better = outcome.isBetter();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((one, other) -> other.compareTo(one))
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(better ? 0 : 1);
    }

    private static void print(String name, JsonNode figures) {
        System.out.printf(
                Locale.ROOT,
                "%-24s accuracy %5.1f %% (%.1f to %.1f), balanced %.1f %%%n",
                name,
                100 * figures.path("accuracy").asDouble(),
                100 * figures.path("accuracy_low").asDouble(),
                100 * figures.path("accuracy_high").asDouble(),
                100 * figures.path("balanced_accuracy").asDouble());
    }
}
