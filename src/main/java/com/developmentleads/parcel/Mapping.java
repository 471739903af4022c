package com.developmentleads.parcel;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.listing.address.House;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How one layer of parcels is asked and what its fields are called: a file of {@code routes/parcels}. */
final class Mapping {

    /** Columns of the table {@code parcels} that a field gives. */
    static final List<String> NUMBERS = List.of(
            "year_built", "building_area", "living_area", "land_value", "building_value", "total_value", "last_price");

    static final List<String> TEXTS = List.of("record", "use_code", "zoning", "last_sold");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern OWNER = Pattern.compile("(?i)own(er|_|[0-9]|$).*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(number|street|town)}");
    private static final double ACRE = 43_560;

    private final String file;
    private final Properties lines = new Properties();

    /** @throws ConfigurationException when the file is not there, lacks a line, or names a field of owners */
    Mapping(String name) {
        file = "routes/parcels/" + name + ".properties";
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw fault("there is no " + file + "; parcels.mapping names a file there");
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                lines.load(reader);
            }
        } catch (IOException e) {
            throw fault(file + " cannot be read: " + e.getMessage());
        }
        for (String needed : List.of("state", "where", "address", "town")) {
            if (line(needed).isEmpty()) {
                throw fault(file + " has no line " + needed + "=");
            }
        }
        for (String field : fields()) {
            if (!FIELD.matcher(field).matches() || OWNER.matcher(field).matches()) {
                throw fault(file + " names the field '" + field + "'; expected a name of letters, "
                        + "digits and '_' that is not about owners");
            }
        }
    }

    private static ConfigurationException fault(String words) {
        return new ConfigurationException(List.of(words));
    }

    private String line(String name) {
        return lines.getProperty(name, "").trim();
    }

    String state() {
        return line("state");
    }

    /** Their name of what we call {@code name}; empty when the layer has no such field. */
    String field(String name) {
        return line(name);
    }

    /** All fields that are asked for. */
    Set<String> fields() {
        return new LinkedHashSet<>(lines().values());
    }

    /** Their names of the fields by ours, in the order of the table; those that the layer has not are left out. */
    Map<String, String> lines() {
        Map<String, String> named = new LinkedHashMap<>();
        Stream.of(List.of("address", "town", "lot", "lot-units"), TEXTS, NUMBERS)
                .flatMap(List::stream)
                .filter(name -> !line(name).isEmpty())
                .forEach(name -> named.put(name, line(name)));
        return named;
    }

    String file() {
        return file;
    }

    /** The clause that finds the records of a house; what the address says cannot end its text. */
    String where(House house) {
        Map<String, String> values = Map.of("number", house.number(), "street", house.street(), "town", house.town());
        return PLACEHOLDER
                .matcher(line("where"))
                .replaceAll(found -> Matcher.quoteReplacement(escape(values.get(found.group(1)))));
    }

    /** A quote is doubled; the wildcards of LIKE, of which an address has none, stand for themselves no more. */
    static String escape(String value) {
        return value.replaceAll("[%_\\p{Cntrl}]", "").replace("'", "''");
    }

    /** Square feet of one unit of the lot; 0 when the unit is not known. */
    double unit(String code) {
        String named = code == null || code.isBlank()
                ? line("lot-unit")
                : line("lot-unit." + code.trim().toUpperCase(Locale.ROOT));
        try {
            return named.isEmpty() ? (code == null || code.isBlank() ? ACRE : 0) : Double.parseDouble(named);
        } catch (NumberFormatException e) {
            throw fault(file + ": a lot-unit is '" + named + "'; expected square feet");
        }
    }
}
