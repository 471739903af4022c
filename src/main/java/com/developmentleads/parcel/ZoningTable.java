package com.developmentleads.parcel;

import com.developmentleads.config.ConfigurationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's table of zoning districts, {@code zoning.csv}: town, district, minimum_lot (sqft), frontage (feet), maximum_ratio (floor
 * area by lot) and note. Town and district are needed, the rest may be empty or missing.
 */
public final class ZoningTable {

    private static final Logger LOG = LoggerFactory.getLogger("com.developmentleads.failure");
    private static final List<String> NUMBERS = List.of("minimum_lot", "frontage", "maximum_ratio");
    private static final Set<String> COLUMNS =
            Set.of("town", "district", "minimum_lot", "frontage", "maximum_ratio", "note");
    private static final long MOST_BYTES = 1_000_000;
    private static final double HIGHEST_RATIO = 50;

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    /** @param file absolute path; there need not be one */
    public ZoningTable(String file) {
        this.file = Path.of(file);
    }

    /** The districts as a JSON array; an empty one where there is no table, or a wrong one, which is logged in one line. */
    public String read() {
        try {
            return json.writeValueAsString(districts());
        } catch (ConfigurationException e) {
            LOG.warn("{}; this goes on without it", e.getMessage());
            return "[]";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One map for each district, by the names of the columns, towns in capitals and districts as {@code zoning.sql} compares them; none
     * where there is no table.
     *
     * @throws ConfigurationException naming file and line, when the table is wrong
     */
    public List<Map<String, Object>> districts() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Map<String, Object>> districts = new ArrayList<>();
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(1, "it is larger than a table of districts can be");
            }
            String text = Files.readString(file).replace("\uFEFF", "");
            String head = text.lines().findFirst().orElse("");
            char delimiter = head.indexOf('\t') >= 0 ? '\t' : head.indexOf(';') >= 0 ? ';' : ',';
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(delimiter)
                    .setTrim(true)
                    .setIgnoreEmptyLines(true)
                    .get();
            try (CSVParser parser = CSVParser.parse(text, format)) {
                read(parser, districts);
            }
        } catch (CharacterCodingException e) {
            throw wrong(1, "it is no text in UTF-8");
        } catch (IOException e) {
            throw new ConfigurationException("the table " + file + " cannot be read", "mend it, or remove it");
        }
        return districts;
    }

    private void read(CSVParser parser, List<Map<String, Object>> districts) {
        List<String> titles = null;
        Set<String> seen = new HashSet<>();
        long number = 0;
        Iterator<CSVRecord> lines = parser.iterator();
        while (hasNext(lines, number)) {
            CSVRecord line = lines.next();
            number = parser.getCurrentLineNumber();
            if (titles == null) {
                titles = titles(line);
            } else if (line.size() > titles.size()) {
                throw wrong(number, "it has " + line.size() + " cells, its header has " + titles.size());
            } else {
                Map<String, Object> district = district(titles, line, number);
                if (!seen.add(district.get("town") + "\n" + district.get("district"))) {
                    throw wrong(number, "the district is there twice");
                }
                districts.add(district);
            }
        }
    }

    private boolean hasNext(Iterator<CSVRecord> lines, long number) {
        try {
            return lines.hasNext();
        } catch (UncheckedIOException e) {
            throw wrong(number + 1, "its quotation marks are no pairs");
        }
    }

    private List<String> titles(CSVRecord line) {
        List<String> titles = line.stream()
                .map(title -> title.toLowerCase(Locale.ROOT).replace(' ', '_'))
                .toList();
        Set<String> all = new HashSet<>(titles);
        if (all.size() < titles.size() || !COLUMNS.containsAll(all) || !all.containsAll(Set.of("town", "district"))) {
            throw wrong(1, "its header is not town,district,minimum_lot,frontage,maximum_ratio,note");
        }
        return titles;
    }

    private Map<String, Object> district(List<String> titles, CSVRecord line, long number) {
        Map<String, Object> district = new HashMap<>();
        for (int i = 0; i < line.size(); i++) {
            if (!line.get(i).isEmpty()) {
                district.put(titles.get(i), line.get(i));
            }
        }
        for (String needed : List.of("town", "district")) {
            if (!district.containsKey(needed)) {
                throw wrong(number, "it names no " + needed);
            }
            district.compute(needed, (name, value) -> value.toString().toUpperCase(Locale.ROOT));
        }
        // Assessors write one district as SR2, SR-2 or SR 2.
        district.compute("district", (name, value) -> value.toString().replaceAll("[ -]", ""));
        for (String name : NUMBERS) {
            if (district.containsKey(name)) {
                district.put(name, number(name, district.get(name).toString(), number));
            }
        }
        return district;
    }

    private double number(String name, String text, long line) {
        double most = name.equals("maximum_ratio") ? HIGHEST_RATIO : Double.MAX_VALUE;
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?|[0-9]{1,3}(,[0-9]{3}){1,2}|\\.[0-9]{1,9}")) {
            double value = Double.parseDouble(text.replace(",", ""));
            if (value > 0 && value <= most) {
                return value;
            }
        }
        throw wrong(
                line,
                name + " is no "
                        + (name.equals("maximum_ratio") ? "ratio, such as 0.33" : "number above 0, such as 10000")
                        + ": " + (text.length() > 40 ? text.substring(0, 40) + "…" : text));
    }

    private ConfigurationException wrong(long line, String why) {
        return new ConfigurationException(
                file + ", line " + line + ": " + why, "correct it; until then there are no facts by zoning district");
    }
}
