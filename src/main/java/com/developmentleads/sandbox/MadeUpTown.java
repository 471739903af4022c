package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A town that is made up from a file of phrases and a seed: new listings each day, of which the made-up owner wants one in
 * seven. What the owner wants depends on the phrases alone. The same seed makes the same town.
 */
public final class MadeUpTown {

    private static final int ONE_IN = 7;
    private static final Pattern CHOICE = Pattern.compile("\\{([^}]*)}");
    private static final String[] STREETS = {
        "Tumbledown Rd", "Snapdragon Ln", "Featherbed Ct", "Candlenut St", "Hollyhock Ave", "Peppercorn Ter",
        "Dragonfly Way", "Gumdrop Cir", "Spyglass Rd", "Larkmeadow St", "Quince Hollow Ln", "Hazelquill St",
        "Periwinkle Ct", "Bramblewick Rd", "Thistledown Ave", "Marzipan St", "Cricketsong Ln", "Wagonwheel Rd"
    };

    private final Map<String, List<String>> phrases = new HashMap<>();
    private final Random random;
    private int listings;

    /** @param phrases a file of lines {@code wanted|bait|plain|site: text}, in which <code>{a|b}</code> is a choice */
    public MadeUpTown(Path phrases, long seed) throws IOException {
        for (String line : Files.readAllLines(phrases)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(": ", 2);
                this.phrases
                        .computeIfAbsent(parts[0], kind -> new ArrayList<>())
                        .add(parts[1]);
            }
        }
        this.random = new Random(seed);
    }

    /**
     * Writes {@code day-1.json} and so on, as the stand-in of the search service reads them.
     *
     * @param perDay new listings a day
     * @return what the owner wants: true or false by address
     */
    public Map<String, Boolean> write(Path folder, int days, int perDay) throws IOException {
        AtomicFiles.createFolder(folder);
        ObjectMapper json = new ObjectMapper();
        Map<String, Boolean> wanted = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            List<Map<String, String>> results = new ArrayList<>();
            for (int i = 0; i < perDay; i++) {
                boolean want = random.nextInt(ONE_IN) == 0;
                Map<String, String> listing = listing(want);
                wanted.put(listing.get("title"), want);
                results.add(listing);
            }
            json.writeValue(folder.resolve("day-" + day + ".json").toFile(), Map.of("organic_results", results));
        }
        return wanted;
    }

    private Map<String, String> listing(boolean want) {
        int number = listings++;
        List<String> sites = phrases.get("site");
        String address = (2 + number) + " " + STREETS[number % STREETS.length] + ", Newton, MA 0245" + number % 10;
        String link = String.format(
                Locale.ROOT,
                sites.get(number % sites.size()),
                address.replaceAll("[, ]+", "-"),
                99_100_000_000L + number);
        List<String> said = new ArrayList<>();
        if (want) {
            said.add(phrase("wanted"));
        }
        if (random.nextInt(10) < 4) {
            said.add(phrase("bait"));
        }
        while (said.size() < 3) {
            said.add(phrase("plain"));
        }
        String snippet = String.format(
                Locale.ROOT,
                "%s is for sale: %d beds, %d baths, %,d sqft, built in %d, $%,d. %s. (Made-up sample.)",
                address,
                2 + random.nextInt(4),
                1 + random.nextInt(3),
                900 + 20 * random.nextInt(100),
                1972 + random.nextInt(45),
                500_000 + 5_000 * random.nextInt(200),
                String.join(". ", said));
        return Map.of("title", address, "link", link, "snippet", snippet);
    }

    private String phrase(String kind) {
        List<String> all = phrases.get(kind);
        return CHOICE.matcher(all.get(random.nextInt(all.size()))).replaceAll(this::choose);
    }

    private String choose(MatchResult choice) {
        String[] words = choice.group(1).split("\\|");
        return words[random.nextInt(words.length)];
    }
}
