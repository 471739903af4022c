package com.developmentleads.parcel;

import com.developmentleads.listing.text.PlainText;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Reads the attributes of a record into columns of {@code parcels}; nulls, blanks and zeros are not known. */
final class RecordReader {

    private static final int LONGEST_TEXT = 60;
    private static final double LARGEST = 1e12;

    private final Mapping mapping;

    RecordReader(Mapping mapping) {
        this.mapping = mapping;
    }

    /** The columns that the record tells; what it does not tell is null. */
    Map<String, Object> read(JsonNode attributes) {
        Map<String, Object> row = new HashMap<>();
        Mapping.TEXTS.forEach(name -> row.put(name, text(attributes, name)));
        Mapping.NUMBERS.forEach(name -> row.put(name, number(attributes, name)));
        row.put("last_sold", date((String) row.get("last_sold")));
        Double lot = number(attributes, "lot");
        double unit = mapping.unit(text(attributes, "lot-units"));
        row.put("lot_sqft", lot == null || unit == 0 ? null : (Object) Math.rint(lot * unit));
        return row;
    }

    String text(JsonNode attributes, String name) {
        String field = mapping.field(name);
        String text = field.isEmpty()
                ? ""
                : PlainText.of(attributes.path(field).asText(""), LONGEST_TEXT).trim();
        return text.isEmpty() || text.equals("null") || text.matches("0+") ? null : text;
    }

    private Double number(JsonNode attributes, String name) {
        String text = text(attributes, name);
        try {
            double number =
                    text == null ? 0 : Double.parseDouble(text.replace(",", "").replace("$", ""));
            return number > 0 && number < LARGEST ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A day as {@code 2019-04-30}, from {@code 20190430} or milliseconds since 1970; else null. */
    private static String date(String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() > 8 && text.matches("-?[0-9]+")
                    ? Instant.ofEpochMilli(Long.parseLong(text)).toString().substring(0, 10)
                    : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString();
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
