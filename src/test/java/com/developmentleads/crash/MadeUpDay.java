package com.developmentleads.crash;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a search finds on a day: properties that were not there before, some of them at two sites, and some of the day
 * before at another price.
 */
final class MadeUpDay {

    /** The searches that find all of it, two pages each. */
    static final String QUERIES = "site:zillow.com/homedetails Newton for sale | site:redfin.com Newton for sale";

    /** How many properties are new each day, and so the least number of questions. */
    static final int NEW = 14;

    private static final int AT_BOTH_SITES = 3;
    private static final int AGAIN = 4;
    private static final String[] STREETS = {
        "Larkspur Rd", "Windmill Ln", "Thistledown St", "Copperfield Ave", "Marigold Ter", "Hollyhock Rd", "Starling St"
    };
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int day;
    private final List<String> addresses = new ArrayList<>();
    private final List<Map<String, String>> results = new ArrayList<>();
    private final List<Map<String, Object>> records = new ArrayList<>();

    /** @param day from 1; each has properties of its own */
    MadeUpDay(int day) {
        this.day = day;
        for (int i = 0; i < NEW; i++) {
            add(i, i % 2 == 0, day, day);
            if (i < AT_BOTH_SITES) {
                add(i, i % 2 != 0, day, day);
            }
        }
        for (int i = 0; day > 1 && i < AGAIN; i++) {
            add(i + AT_BOTH_SITES, (i + AT_BOTH_SITES) % 2 == 0, day - 1, day);
        }
    }

    private void add(int number, boolean zillow, int firstDay, int shownDay) {
        String street = firstDay * 20 + number + " " + STREETS[number % STREETS.length];
        String address = street + ", Newton, MA 02459";
        if (!addresses.contains(address)) {
            addresses.add(address);
            records.add(record(street, firstDay * 100 + number));
        }
        int price = 600_000 + number * 25_000 - (shownDay - firstDay) * 10_000;
        String slug = street.replace(' ', '-');
        String id = Integer.toString(firstDay * 100 + number);
        String text = number % 2 == 0 || number == 3
                ? "Attention builders: tired ranch on a 14,100 sqft lot, sold as-is for the land; tear down or expand."
                : "Fully renovated and move-in ready, new kitchen and baths, freshly painted, beautifully landscaped.";
        Map<String, String> result = new LinkedHashMap<>();
        result.put("title", zillow ? address + " | MLS #9" + id : address + " | Redfin");
        result.put(
                "link",
                zillow
                        ? "https://www.zillow.com/homedetails/" + slug + "-Newton-MA-02459/99000" + id + "_zpid/"
                        : "https://www.redfin.com/MA/Newton/" + slug + "-02459/home/99000" + id);
        result.put(
                "snippet",
                "For sale: $%,d 3 beds, 1 bath, 1,180 sqft single family home located at %s built in 1948. %s (Made-up.)"
                        .formatted(price, address, text));
        results.add(result);
    }

    private static Map<String, Object> record(String street, int id) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("LOC_ID", "R_" + id);
        record.put("SITE_ADDR", street.toUpperCase(Locale.ROOT));
        record.put("CITY", "NEWTON");
        record.put("LOT_SIZE", 0.32);
        record.put("YEAR_BUILT", 1948);
        // The layer refuses the names of fields that no record has.
        List.of(
                        "LOT_UNITS",
                        "BLD_AREA",
                        "RES_AREA",
                        "LAND_VAL",
                        "BLDG_VAL",
                        "TOTAL_VAL",
                        "USE_CODE",
                        "ZONING",
                        "LS_DATE",
                        "LS_PRICE")
                .forEach(field -> record.put(field, ""));
        return record;
    }

    /** Every property that the searches of the day show. */
    List<String> addresses() {
        return addresses;
    }

    /** Makes it the only day in that folder of made-up results and records; the next search finds it. */
    void show(Path folder) {
        try {
            AtomicFiles.createFolder(folder);
            AtomicFiles.write(
                    folder.resolve("day-1.json"),
                    out -> JSON.writeValue(out, Map.of("about", "Made-up day " + day, "organic_results", results)));
            AtomicFiles.write(folder.resolve("parcels.json"), out -> JSON.writeValue(out, Map.of("records", records)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
