package com.developmentleads.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The long version of the crash tests; see {@code bench/crash}. */
public final class CrashBench {

    private static final int KILLS = 300;

    private CrashBench() {}

    /** @param args {@code points} and a part of their names, or the number of kills and the seed, both optional */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("leads-crash-");
        boolean clean;
        if (args.length > 0 && args[0].equals("points")) {
            clean = points(folder, args.length > 1 ? args[1] : "");
        } else {
            int kills = args.length > 0 ? Integer.parseInt(args[0]) : KILLS;
            clean = kills(folder, kills, args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime());
        }
        if (clean) {
            delete(folder);
        } else {
            System.out.println("what was left is in " + folder);
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean kills(Path folder, int kills, long seed) throws Exception {
        System.out.println(kills + " kills, seed " + seed);
        try (CrashSuite suite = new CrashSuite(folder, seed, System.out, false)) {
            suite.run(kills);
            System.out.println("seed " + seed);
            System.out.print(suite.tally().summary());
            return suite.tally().clean();
        }
    }

    private static boolean points(Path folder, String named) throws Exception {
        int failed = 0;
        int proved = 0;
        try (CrashPoints points = new CrashPoints(folder)) {
            for (CrashPoint point : CrashPoint.values()) {
                if (!point.name().contains(named)) {
                    continue;
                }
                proved++;
                try {
                    points.prove(point);
                    System.out.println("held    " + point);
                } catch (AssertionError | RuntimeException e) {
                    // An await that times out throws no AssertionError.
                    failed++;
                    System.out.println("FAILED  " + point + ": " + e.getMessage());
                }
            }
        }
        System.out.println(proved + " points, " + failed + " failed");
        return failed == 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
