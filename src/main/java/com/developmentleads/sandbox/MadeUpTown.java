package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Random assessor;
    private final List<Map<String, Object>> records = new ArrayList<>();
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
        this.assessor = new Random(seed + 1);
    }

    /**
     * Writes {@code day-1.json} and so on, as the stand-in of the search service reads them, and {@code parcels.json} for
     * that of the layer of parcels.
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
        json.writeValue(folder.resolve("parcels.json").toFile(), Map.of("records", records));
        return wanted;
    }

    private Map<String, String> listing(boolean want) {
        int number = listings++;
        List<String> sites = phrases.get("site");
        String street = (2 + number) + " " + STREETS[number % STREETS.length];
        String address = street + ", Newton, MA 0245" + number % 10;
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
        int beds = 2 + random.nextInt(4);
        int baths = 1 + random.nextInt(3);
        int area = 900 + 20 * random.nextInt(100);
        int year = 1972 + random.nextInt(45);
        String snippet = String.format(
                Locale.ROOT,
                "%s is for sale: %d beds, %d baths, %,d sqft, built in %d, $%,d. %s. (Made-up sample.)",
                address,
                beds,
                baths,
                area,
                year,
                500_000 + 5_000 * random.nextInt(200),
                String.join(". ", said));
        assess(number, street.toUpperCase(Locale.ROOT), area, year);
        return Map.of("title", address, "link", link, "snippet", snippet);
    }

    /** The assessor's record: none of each ninth, two of each thirteenth, and each fifth tells another year. */
    private void assess(int number, String street, int area, int year) {
        int land = 200_000 + 5_000 * assessor.nextInt(120);
        int building = 80_000 + 5_000 * assessor.nextInt(100);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("LOC_ID", "M_" + number);
        record.put("SITE_ADDR", street);
        record.put("CITY", "NEWTON");
        record.put("LOT_SIZE", (10 + assessor.nextInt(50)) / 100.0);
        record.put("LOT_UNITS", "A");
        record.put("YEAR_BUILT", number % 5 == 4 ? year - 20 : year);
        record.put("BLD_AREA", area + 400);
        record.put("RES_AREA", area);
        record.put("LAND_VAL", land);
        record.put("BLDG_VAL", building);
        record.put("TOTAL_VAL", land + building);
        record.put("USE_CODE", "101");
        record.put("ZONING", "SR" + (1 + assessor.nextInt(3)));
        record.put("LS_DATE", String.format(Locale.ROOT, "%d0%d15", 1975 + assessor.nextInt(48), 1 + number % 9));
        record.put("LS_PRICE", 100_000 + 5_000 * assessor.nextInt(100));
        if (number % 9 != 8) {
            records.add(record);
        }
        if (number % 13 == 12) {
            Map<String, Object> other = new LinkedHashMap<>(record);
            other.put("LOC_ID", "M_" + number + "_2");
            records.add(other);
        }
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
