package com.developmentleads.soak;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up homes for sale that come back: a few are new each day until all have been shown, most of a day are shown as
 * they were, some at another price. So each day has work, and the number of properties is bounded.
 */
final class Market {

    /** The searches that find all of a day. */
    static final String QUERIES = "site:zillow.com/homedetails Newton for sale | site:redfin.com Newton for sale";

    private static final int NEW_A_DAY = 3;
    private static final String[] STREETS = {
        "Larkspur Rd", "Windmill Ln", "Thistledown St", "Copperfield Ave", "Marigold Ter", "Hollyhock Rd", "Starling St"
    };
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int size;
    private final int again;
    private final int changed;
    private final Random random;
    /** How often the price of each home that was shown has changed. */
    private final List<Integer> changes = new ArrayList<>();

    /**
     * @param size    how many homes there are
     * @param again   how many are shown again each day
     * @param changed how many of those at another price
     */
    Market(int size, int again, int changed, long seed) {
        this.size = size;
        this.again = again;
        this.changed = changed;
        this.random = new Random(seed);
    }

    /** Makes the next day the only day in that folder of made-up results. */
    void showNext(Path folder) {
        List<Integer> shown = new ArrayList<>();
        for (int number = 0; number < changes.size(); number++) {
            shown.add(number);
        }
        Collections.shuffle(shown, random);
        shown = new ArrayList<>(shown.subList(0, Math.min(again, shown.size())));
        shown.stream().limit(changed).forEach(number -> changes.set(number, changes.get(number) + 1));
        for (int i = 0; i < NEW_A_DAY && changes.size() < size; i++) {
            shown.add(changes.size());
            changes.add(0);
        }
        try {
            AtomicFiles.createFolder(folder);
            List<Map<String, String>> results = shown.stream().map(this::result).toList();
            AtomicFiles.write(
                    folder.resolve("day-1.json"),
                    out -> JSON.writeValue(out, Map.of("about", "Made up", "organic_results", results)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> result(int number) {
        boolean zillow = number % 2 == 0;
        String street = (number + 20) + " " + STREETS[number % STREETS.length];
        String address = street + ", Newton, MA 02459";
        String slug = street.replace(' ', '-');
        int price = 600_000 + number * 5_000 + changes.get(number) % 40 * 10_000;
        String text = number % 3 == 0
                ? "Attention builders: tired ranch on a 14,100 sqft lot, sold as-is for the land; tear down or expand."
                : "Fully renovated and move-in ready, new kitchen and baths, freshly painted, beautifully landscaped.";
        Map<String, String> result = new LinkedHashMap<>();
        result.put("title", zillow ? address + " | MLS #9" + number : address + " | Redfin");
        result.put(
                "link",
                zillow
                        ? "https://www.zillow.com/homedetails/" + slug + "-Newton-MA-02459/99000" + number + "_zpid/"
                        : "https://www.redfin.com/MA/Newton/" + slug + "-02459/home/99000" + number);
        result.put(
                "snippet",
                "For sale: $%,d 3 beds, 1 bath, 1,180 sqft single family home located at %s built in 1948. %s (Made-up.)"
                        .formatted(price, address, text));
        return result;
    }
}
