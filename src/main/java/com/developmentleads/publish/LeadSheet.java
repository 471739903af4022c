package com.developmentleads.publish;

import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tab of leads in a spreadsheet. Our columns come first and end with the key, by which a row is found wherever a
 * person has moved it; the columns after it are the person's and are never written again.
 */
public final class LeadSheet {

    /** Column of the key: the thirteenth. */
    private static final String KEY_COLUMN = "M";

    private static final String LAST_COLUMN = "O";
    private static final List<String> PERSONAL = List.of("Verdict", "Notes");
    private static final String RAW = "RAW";

    private final String tab;
    private final LeadColumns columns;

    /** @param tab name of the tab */
    public LeadSheet(String tab, LeadColumns columns) {
        this.tab = tab;
        this.columns = columns;
    }

    /** What has to be written: {@code updates} to rows that are there (null for none), and rows to {@code append}. */
    public record Plan(BatchUpdateValuesRequest updates, ValueRange append) {}

    /** Whether the spreadsheet has no such tab. */
    public boolean lacksTab(Spreadsheet spreadsheet) {
        return spreadsheet.getSheets() == null
                || spreadsheet.getSheets().stream()
                        .map(Sheet::getProperties)
                        .noneMatch(properties -> tab.equals(properties.getTitle()));
    }

    /** The request that makes the tab. */
    public BatchUpdateSpreadsheetRequest makeTab() {
        // The header stays in sight, and where it is when a person sorts.
        SheetProperties properties =
                new SheetProperties().setTitle(tab).setGridProperties(new GridProperties().setFrozenRowCount(1));
        return new BatchUpdateSpreadsheetRequest()
                .setRequests(List.of(new Request().setAddSheet(new AddSheetRequest().setProperties(properties))));
    }

    /** Range of the header row. */
    public String headerRange() {
        return range("A1:" + LAST_COLUMN + "1");
    }

    /** Range of the column of keys. */
    public String keyRange() {
        return range(KEY_COLUMN + "1:" + KEY_COLUMN);
    }

    /** Where rows are appended: below the table that begins in the first cell. */
    public String appendRange() {
        return range("A1:" + LAST_COLUMN);
    }

    /** Whether the header row has to be written: the tab is empty. */
    public boolean needsHeader(ValueRange header) {
        return header.getValues() == null
                || header.getValues().isEmpty()
                || header.getValues().get(0).isEmpty();
    }

    /** The header row. */
    public ValueRange header() {
        List<Object> titles = new ArrayList<>(columns.titles());
        titles.addAll(PERSONAL);
        return new ValueRange()
                .setRange(headerRange())
                .setMajorDimension("ROWS")
                .setValues(List.of(titles));
    }

    /**
     * Tells the leads whose row is there from those that are new to the sheet.
     *
     * @param keys  the column of keys as it is now
     * @param leads rows by column name
     */
    public Plan plan(ValueRange keys, List<Map<String, Object>> leads) {
        Map<String, Integer> rows = rowsByKey(keys);
        List<ValueRange> updates = new ArrayList<>();
        List<List<Object>> appended = new ArrayList<>();
        for (Map<String, Object> lead : leads) {
            Integer row = row(rows, lead);
            List<Object> values = columns.values(lead);
            if (row == null) {
                List<Object> whole = new ArrayList<>(values);
                PERSONAL.forEach(title -> whole.add(""));
                appended.add(whole);
            } else {
                updates.add(new ValueRange()
                        .setRange(range("A" + row + ":" + KEY_COLUMN + row))
                        .setMajorDimension("ROWS")
                        .setValues(List.of(values)));
            }
        }
        return new Plan(
                updates.isEmpty()
                        ? null
                        : new BatchUpdateValuesRequest()
                                .setValueInputOption(RAW)
                                .setData(updates),
                appended.isEmpty()
                        ? null
                        : new ValueRange().setMajorDimension("ROWS").setValues(appended));
    }

    /** The lead's row, which may have a key of before the rules of keys changed; null when it has none. */
    private static Integer row(Map<String, Integer> rows, Map<String, Object> lead) {
        Integer row = rows.get(String.valueOf(lead.get("property_key")));
        Object former = lead.get("former_keys");
        return row != null || former == null
                ? row
                : former.toString()
                        .lines()
                        .map(rows::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static Map<String, Integer> rowsByKey(ValueRange keys) {
        Map<String, Integer> rows = new HashMap<>();
        if (keys.getValues() != null) {
            for (int i = 0; i < keys.getValues().size(); i++) {
                List<Object> cells = keys.getValues().get(i);
                if (!cells.isEmpty()) {
                    rows.putIfAbsent(String.valueOf(cells.get(0)), i + 1);
                }
            }
        }
        return rows;
    }

    private String range(String cells) {
        return "'" + tab.replace("'", "''") + "'!" + cells;
    }
}
