package com.developmentleads.parcel;

import com.developmentleads.listing.address.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks for the records of several addresses at a time, and finds the record of each among those that came. */
public final class Parcels {

    private static final int MOST_RECORDS = 1000;

    private final ObjectMapper json = new ObjectMapper();
    private final Mapping mapping;
    private final RecordReader reader;
    private final int atATime;
    private final Duration keep;
    private final Duration keepNone;
    private final int most;
    private final Clock clock;

    /**
     * @param mapping  name of a file of {@code routes/parcels}
     * @param atATime  most addresses of a request
     * @param keep     milliseconds after which a record is asked for again
     * @param keepNone the same where there was none
     * @param most     addresses that are asked for in a row
     */
    public Parcels(String mapping, int atATime, long keep, long keepNone, int most, Clock clock) {
        this.mapping = new Mapping(mapping);
        this.reader = new RecordReader(this.mapping);
        this.atATime = atATime;
        this.keep = Duration.ofMillis(keep);
        this.keepNone = Duration.ofMillis(keepNone);
        this.most = most;
        this.clock = clock;
    }

    private record Wanted(String key, House house) {}

    private record Found(House house, JsonNode attributes) {}

    private Optional<Wanted> wanted(Map<String, Object> row) {
        return House.of((String) row.get("address"))
                .filter(house -> house.place().endsWith(" " + mapping.state().toLowerCase(Locale.ROOT)))
                .map(house -> new Wanted((String) row.get("property_key"), house));
    }

    /**
     * The first rows whose address can be asked for, in lists of one request each.
     *
     * @param rows {@code property_key} and {@code address}
     */
    public List<List<Map<String, Object>>> requests(List<Map<String, Object>> rows) {
        return parts(
                rows.stream().filter(row -> wanted(row).isPresent()).limit(most).toList(), atATime);
    }

    /** The rows of a request in two lists. */
    public List<List<Map<String, Object>>> halves(List<Map<String, Object>> rows) {
        return parts(rows, (rows.size() + 1) / 2);
    }

    private static List<List<Map<String, Object>>> parts(List<Map<String, Object>> rows, int size) {
        List<List<Map<String, Object>>> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += size) {
            parts.add(rows.subList(i, Math.min(rows.size(), i + size)));
        }
        return parts;
    }

    /** The form that asks for the records of these rows: one page, without geometry. */
    public String form(List<Map<String, Object>> rows) {
        String where = rows.stream()
                .flatMap(row -> wanted(row).stream())
                .map(one -> "(" + mapping.where(one.house()) + ")")
                .distinct()
                .collect(Collectors.joining(" OR "));
        return "where=" + URLEncoder.encode(where, StandardCharsets.UTF_8) + "&outFields="
                + URLEncoder.encode(String.join(",", mapping.fields()), StandardCharsets.UTF_8)
                + "&returnGeometry=false&f=json&resultRecordCount=" + MOST_RECORDS;
    }

    /**
     * The records of an answer.
     *
     * @throws LayerException when it is an error, which comes with status 200, or no answer of a layer
     */
    public JsonNode answer(String text) {
        JsonNode answer = LayerAnswer.read(text);
        if (!answer.path("features").isArray()) {
            throw new LayerException("the parcel layer answered without records");
        }
        return answer;
    }

    /** True when the layer had more records than it gave, and fewer addresses may bring all. */
    public boolean isCutOff(JsonNode answer, List<Map<String, Object>> rows) {
        return answer.path("exceededTransferLimit").asBoolean() && rows.size() > 1;
    }

    /** What the answer says about each of these rows, as columns of {@code parcels}. */
    public List<Map<String, Object>> match(JsonNode answer, List<Map<String, Object>> rows) {
        List<Found> found = new ArrayList<>();
        for (JsonNode feature : answer.path("features")) {
            JsonNode attributes = feature.path("attributes");
            String address = reader.text(attributes, "address");
            String town = reader.text(attributes, "town");
            if (address != null && town != null) {
                House.of(address + ", " + town + ", " + mapping.state())
                        .ifPresent(house -> found.add(new Found(house, attributes)));
            }
        }
        return rows.stream()
                .flatMap(row -> wanted(row).stream())
                .map(one -> match(one, found))
                .toList();
    }

    private Map<String, Object> match(Wanted wanted, List<Found> found) {
        List<Found> same =
                found.stream().filter(one -> one.house().isSame(wanted.house())).toList();
        List<Found> exact = same.stream()
                .filter(one -> one.house().isExactly(wanted.house()))
                .toList();
        List<Found> best = exact.isEmpty() ? same : exact;
        long lots = best.stream()
                .map(one -> String.valueOf(reader.text(one.attributes(), "record")))
                .distinct()
                .count();
        Map<String, Object> row = new HashMap<>(reader.read(json.createObjectNode()));
        row.put("building", 0);
        if (best.isEmpty()) {
            row.put("why", found.isEmpty() ? "no record" : "no record with this number, street and town");
        } else if (lots > 1) {
            row.put("why", best.size() + " records with this number, street and town");
        } else {
            row.putAll(reader.read(best.get(0).attributes()));
            boolean building = wanted.house().hasUnit() || best.size() > 1;
            row.put("building", building ? 1 : 0);
            row.put("why", null);
            if (best.size() > 1) {
                // each of several units has a value and a year of its own; only the lot is that of all
                Mapping.NUMBERS.forEach(name -> row.put(name, null));
                row.put("last_sold", null);
            }
        }
        row.put("property_key", wanted.key());
        row.put("town", wanted.house().town());
        row.put("state", row.get("why") == null ? "found" : "none");
        row.put(
                "until",
                clock.instant().plus(row.get("why") == null ? keep : keepNone).toString());
        return row;
    }
}
