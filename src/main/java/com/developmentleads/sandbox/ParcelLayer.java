package com.developmentleads.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The made-up records of assessors, asked as an Esri feature layer is, where an error is a document of status 200. Of
 * SQL it knows {@code FIELD = 'text'} for the town, and after it {@code FIELD LIKE 'text'} joined by {@code OR}.
 */
public final class ParcelLayer implements CamelContextAware {

    private static final Pattern CONDITION = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*) (=|LIKE) '((?:[^']|'')*)'");
    private static final int MOST = 1000;

    private final ObjectMapper json = new ObjectMapper();
    private final String file;
    private CamelContext camelContext;

    /** @param folder where {@code parcels.json} is, as Camel names resources; without it the layer is empty */
    public ParcelLayer(String folder) {
        this.file = folder + "/parcels.json";
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * The records that a clause finds, or the document of an error.
     *
     * @param where the clause; may be null
     * @param outFields names joined by commas; may be null
     * @param most how many records to give at most; null: a thousand
     */
    public Map<String, Object> query(String where, String outFields, String most) throws IOException {
        List<JsonNode> records = records();
        Set<String> known = fields(records);
        List<String> fields = List.of((outFields == null ? "" : outFields).split(","));
        for (String field : fields) {
            if (!known.isEmpty() && !known.contains(field)) {
                return error("'Invalid field: " + field + "' parameter is invalid");
            }
        }
        if (where == null || !CONDITION.matcher(where).find()) {
            return error("'where' parameter is invalid");
        }
        int limit = most != null && most.matches("[0-9]{1,4}") ? Math.min(MOST, Integer.parseInt(most)) : MOST;
        List<JsonNode> found =
                records.stream().filter(record -> admits(where, record)).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "features",
                found.stream()
                        .limit(limit)
                        .map(record -> Map.of("attributes", chosen(record, fields)))
                        .toList());
        if (found.size() > limit) {
            answer.put("exceededTransferLimit", true);
        }
        return answer;
    }

    /** What the layer says of itself, as far as it is looked at: its name, and the names of its fields. */
    public Map<String, Object> description() throws IOException {
        return Map.of(
                "name",
                "Made-up parcels",
                "type",
                "Feature Layer",
                "maxRecordCount",
                MOST,
                "fields",
                fields(records()).stream().map(name -> Map.of("name", name)).toList());
    }

    private static Set<String> fields(List<JsonNode> records) {
        Set<String> known = new TreeSet<>();
        records.forEach(record -> record.fieldNames().forEachRemaining(known::add));
        return known;
    }

    private List<JsonNode> records() throws IOException {
        Resource resource = ResourceHelper.resolveResource(camelContext, file);
        List<JsonNode> records = new ArrayList<>();
        if (resource != null && resource.exists()) {
            try (InputStream in = resource.getInputStream()) {
                json.readTree(in).path("records").forEach(records::add);
            }
        }
        return records;
    }

    private static boolean admits(String where, JsonNode record) {
        Matcher condition = CONDITION.matcher(where);
        boolean inTown = false;
        while (condition.find()) {
            String value = record.path(condition.group(1)).asText("");
            String wanted = condition.group(3).replace("''", "'");
            if (condition.group(2).equals("=")) {
                inTown = value.equals(wanted);
            } else if (inTown && value.matches(("\\Q" + wanted + "\\E").replace("%", "\\E.*\\Q"))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, JsonNode> chosen(JsonNode record, List<String> fields) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        fields.forEach(field -> attributes.put(field, record.path(field).isMissingNode() ? null : record.get(field)));
        return attributes;
    }

    private static Map<String, Object> error(String detail) {
        return Map.of("error", Map.of("code", 400, "message", "Cannot perform query.", "details", List.of(detail)));
    }
}
