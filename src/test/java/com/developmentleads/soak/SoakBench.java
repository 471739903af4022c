package com.developmentleads.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The long version of the soak; see {@code bench/soak}. */
public final class SoakBench {

    private static final int RUNS = 1000;
    private static final int TRAIN_EVERY = 100;
    private static final int HOMES = 150;
    private static final int AGAIN = 13;
    private static final int CHANGED = 4;
    /** The collector of the launcher, and a quarter of a gigabyte. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx256m");

    private SoakBench() {}

    /** @param args the number of runs, the seed, and properties of the application as NAME=VALUE; all optional */
    public static void main(String[] args) throws IOException {
        List<String> numbers = new ArrayList<>(Arrays.asList(args));
        List<String> properties =
                numbers.stream().filter(argument -> argument.contains("=")).toList();
        numbers.removeAll(properties);
        int runs = numbers.isEmpty() ? RUNS : Integer.parseInt(numbers.get(0));
        long seed = numbers.size() < 2 ? System.nanoTime() : Long.parseLong(numbers.get(1));
        Path folder = Files.createTempDirectory("leads-soak-");
        System.out.println("seed " + seed + ", in " + folder);
        Market market = new Market(Math.min(HOMES, runs), AGAIN, CHANGED, seed);
        Soak soak = new Soak(folder, runs, market, Math.min(TRAIN_EVERY, Math.max(1, runs / 3)), JVM, System.out);
        properties.forEach(
                property -> soak.set(property.replaceFirst("=.*", ""), property.replaceFirst("^[^=]*=", "")));
        boolean level = soak.run().isEmpty();
        if (level) {
            delete(folder);
        } else {
            System.out.println("what was left is in " + folder);
        }
        System.exit(level ? 0 : 1);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
