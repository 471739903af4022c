package com.developmentleads.importing;

import com.developmentleads.config.ConfigurationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The Python system's exports: JSON (an array, objects one a line, or arrays inside an object) and CSV with a header. */
public final class ExportFile {

    private static final String ADDRESS = "address";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Python writes NaN for a number that it does not have. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .get();

    /**
     * Reads an export.
     *
     * @param file its path
     * @return a map of texts and numbers for each listing, by names in lower case
     * @throws ConfigurationException when the file cannot be read, is cut off, or has no listing with an address
     */
    public List<Map<String, Object>> read(String file) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try {
            String text = Files.readString(Path.of(file));
            String plain = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            char first = plain.isBlank() ? ' ' : plain.stripLeading().charAt(0);
            if (first == '[' || first == '{') {
                readJson(plain, rows);
            } else {
                readCsv(plain, rows);
            }
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is no text in UTF-8");
        } catch (JsonProcessingException e) {
            throw unreadable(
                    file,
                    e.getLocation() == null
                            ? e.getOriginalMessage()
                            : "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
        if (rows.isEmpty()) {
            throw unreadable(file, "it has no listing with an address");
        }
        return rows;
    }

    private static ConfigurationException unreadable(String file, String why) {
        return new ConfigurationException(
                "the export " + file + " cannot be read: "
                        + why.lines().findFirst().orElse(""),
                "export it again, or leave it out; nothing was imported");
    }

    private static void readJson(String text, List<Map<String, Object>> rows) throws IOException {
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                collect(values.nextValue(), rows);
            }
        }
    }

    private static void collect(JsonNode node, List<Map<String, Object>> rows) {
        if (node.isObject() && node.has(ADDRESS)) {
            Map<String, Object> row = new HashMap<>();
            node.fields().forEachRemaining(field -> {
                if (field.getValue().isTextual()) {
                    row.put(
                            field.getKey().toLowerCase(Locale.ROOT),
                            field.getValue().textValue());
                } else if (field.getValue().isNumber()) {
                    row.put(
                            field.getKey().toLowerCase(Locale.ROOT),
                            field.getValue().numberValue());
                }
            });
            rows.add(row);
        } else {
            node.forEach(child -> collect(child, rows));
        }
    }

    private static void readCsv(String text, List<Map<String, Object>> rows) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, CSV)) {
            if (parser.getHeaderNames().stream().noneMatch(ADDRESS::equalsIgnoreCase)) {
                return;
            }
            for (CSVRecord line : parser) {
                Map<String, Object> row = new HashMap<>();
                line.toMap().forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        row.put(name.toLowerCase(Locale.ROOT), value);
                    }
                });
                rows.add(row);
            }
        }
    }
}
