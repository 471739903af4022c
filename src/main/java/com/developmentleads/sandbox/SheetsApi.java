package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.developmentleads.sandbox.SheetsState.Spreadsheet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers as Google Sheets does (developers.google.com/workspace/sheets/api/reference/rest/v4), for the operations of a
 * program that keeps a table: values RAW and by rows, and new tabs. Anything else is refused with a message that says
 * so. Each change is made whole or not at all.
 */
public final class SheetsApi {

    /** Milliseconds; a file that is younger may be changed again without another time. */
    private static final long SETTLED = 100;

    private final Path file;
    private SheetsState last;
    private FileTime lastTime = FileTime.fromMillis(0);
    private long lastSize;

    /**
     * @param file where the spreadsheets are kept, JSON
     * @param spreadsheetId a spreadsheet of this id is made when there is none
     */
    public SheetsApi(String file, String spreadsheetId) throws IOException {
        this.file = Path.of(file);
        AtomicFiles.createFolder(this.file.toAbsolutePath().getParent());
        SheetsState state = SheetsState.read(this.file);
        if (state.create(spreadsheetId, "Development leads (sandbox)")) {
            state.write(this.file);
        }
    }

    /** The spreadsheets, to be read alone: the file is read again when it was changed. */
    private SheetsState current() throws IOException {
        if (Files.notExists(file)) {
            return SheetsState.read(file);
        }
        FileTime time = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        if (last == null || !time.equals(lastTime) || size != lastSize) {
            SheetsState state = SheetsState.read(file);
            boolean settled = System.currentTimeMillis() - time.toMillis() > SETTLED;
            last = settled ? state : null;
            lastTime = time;
            lastSize = size;
            return state;
        }
        return last;
    }

    /** The spreadsheets, to be changed: whoever fails leaves nothing of them behind. */
    private SheetsState take() throws IOException {
        SheetsState state = current();
        last = null;
        return state;
    }

    /** Writes what was changed, dated back, so that a person's edit just after has another time. */
    private void keep(SheetsState state) throws IOException {
        state.write(file);
        lastTime = FileTime.fromMillis(System.currentTimeMillis() - SETTLED);
        Files.setLastModifiedTime(file, lastTime);
        lastSize = Files.size(file);
        last = state;
    }

    /** {@code spreadsheets.get}: the properties of the spreadsheet and its tabs, no cells. */
    public synchronized Map<String, Object> get(SheetsCall call) throws IOException {
        return describe(call.spreadsheetId(), current().get(call.spreadsheetId()));
    }

    /** {@code spreadsheets.batchUpdate} with requests {@code addSheet}, {@code appendDimension} and {@code setDataValidation}. */
    public synchronized Map<String, Object> batchUpdate(SheetsCall call) throws IOException {
        SheetsState state = take();
        Spreadsheet spreadsheet = state.get(call.spreadsheetId());
        List<Map<String, Object>> replies = new ArrayList<>();
        for (Object request : list(call.body().get("requests"))) {
            Map<String, Object> fields = object(request);
            if (fields.keySet().equals(Set.of("addSheet"))) {
                SheetTab tab = addTab(
                        spreadsheet, object(object(fields.get("addSheet")).get("properties")), replies.size());
                replies.add(Map.of("addSheet", Map.of("properties", properties(spreadsheet, tab))));
            } else if (fields.keySet().equals(Set.of("appendDimension"))) {
                appendDimension(spreadsheet, object(fields.get("appendDimension")), replies.size());
                replies.add(Map.of());
            } else if (fields.keySet().equals(Set.of("setDataValidation"))) {
                setDataValidation(spreadsheet, object(fields.get("setDataValidation")), replies.size());
                replies.add(Map.of());
            } else {
                throw Refusal.ofInvalid("Invalid requests[" + replies.size()
                        + "]: the sandbox knows addSheet, appendDimension and setDataValidation alone, not "
                        + fields.keySet());
            }
        }
        if (replies.isEmpty()) {
            throw Refusal.ofInvalid("Must specify at least one request.");
        }
        keep(state);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("spreadsheetId", call.spreadsheetId());
        answer.put("replies", replies);
        return answer;
    }

    /** {@code spreadsheets.values.get}. */
    public synchronized Map<String, Object> getValues(SheetsCall call) throws IOException {
        return read(current().get(call.spreadsheetId()), call.range(), call);
    }

    /** {@code spreadsheets.values.batchGet}. */
    public synchronized Map<String, Object> batchGetValues(SheetsCall call) throws IOException {
        Spreadsheet spreadsheet = current().get(call.spreadsheetId());
        List<Map<String, Object>> ranges = new ArrayList<>();
        for (String range : call.parameters("ranges", List.of())) {
            ranges.add(read(spreadsheet, range, call));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("spreadsheetId", call.spreadsheetId());
        answer.put("valueRanges", ranges);
        return answer;
    }

    /** {@code spreadsheets.values.update}. */
    public synchronized Map<String, Object> updateValues(SheetsCall call) throws IOException {
        requireRaw(call.parameter("valueInputOption", null));
        SheetsState state = take();
        Map<String, Object> answer = update(state, call.spreadsheetId(), call.range(), call.body());
        keep(state);
        return answer;
    }

    /** {@code spreadsheets.values.batchUpdate}. */
    public synchronized Map<String, Object> batchUpdateValues(SheetsCall call) throws IOException {
        requireRaw(call.body().get("valueInputOption") instanceof String option ? option : null);
        SheetsState state = take();
        List<Map<String, Object>> responses = new ArrayList<>();
        for (Object data : list(call.body().get("data"))) {
            Map<String, Object> values = object(data);
            responses.add(update(state, call.spreadsheetId(), String.valueOf(values.get("range")), values));
        }
        state.get(call.spreadsheetId());
        keep(state);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("spreadsheetId", call.spreadsheetId());
        answer.put("totalUpdatedRows", sum(responses, "updatedRows"));
        answer.put("totalUpdatedColumns", sum(responses, "updatedColumns"));
        answer.put("totalUpdatedCells", sum(responses, "updatedCells"));
        answer.put("totalUpdatedSheets", responses.isEmpty() ? 0 : 1);
        answer.put("responses", responses);
        return answer;
    }

    /** @throws Refusal 404, always */
    public void unknown() {
        throw Refusal.ofGoogle(404, "NOT_FOUND", "The sandbox knows no such operation of the Sheets API.");
    }

    private static SheetTab addTab(Spreadsheet spreadsheet, Map<String, Object> wanted, int request) {
        int id = spreadsheet.tabs().stream().mapToInt(SheetTab::sheetId).max().orElse(0) + 1;
        String title = wanted.get("title") instanceof String given
                ? given
                : "Sheet" + (spreadsheet.tabs().size() + 1);
        if (spreadsheet.tabs().stream().anyMatch(tab -> tab.title().equalsIgnoreCase(title))) {
            throw Refusal.ofInvalid("Invalid requests[" + request + "].addSheet: A sheet with the name \"" + title
                    + "\" already exists. Please enter another name.");
        }
        SheetTab tab = new SheetTab(wanted.get("sheetId") instanceof Number given ? given.intValue() : id, title);
        Map<String, Object> grid =
                wanted.get("gridProperties") == null ? Map.of() : object(wanted.get("gridProperties"));
        tab.resize(
                number(grid, "rowCount", tab.rowCount()),
                number(grid, "columnCount", tab.columnCount()),
                number(grid, "frozenRowCount", 0));
        spreadsheet.tabs().add(tab);
        return tab;
    }

    private static void appendDimension(Spreadsheet spreadsheet, Map<String, Object> wanted, int request) {
        int more = number(wanted, "length", 0);
        SheetTab tab = spreadsheet.tabs().stream()
                .filter(one -> one.sheetId() == number(wanted, "sheetId", 0))
                .findFirst()
                .orElseThrow(() -> Refusal.ofInvalid("Invalid requests[" + request
                        + "].appendDimension: No grid with id: " + wanted.get("sheetId")));
        if (more < 1 || !Set.of("ROWS", "COLUMNS").contains(String.valueOf(wanted.get("dimension")))) {
            throw Refusal.ofInvalid("Invalid requests[" + request + "].appendDimension: " + wanted);
        }
        boolean rows = "ROWS".equals(wanted.get("dimension"));
        tab.resize(tab.rowCount() + (rows ? more : 0), tab.columnCount() + (rows ? 0 : more), tab.frozenRowCount());
    }

    /** Checks the request; what it would offer in a cell is nothing that anybody reads here. */
    private static void setDataValidation(Spreadsheet spreadsheet, Map<String, Object> wanted, int request) {
        Map<String, Object> range = object(wanted.get("range"));
        Map<String, Object> condition = object(object(wanted.get("rule")).get("condition"));
        SheetTab tab = spreadsheet.tabs().stream()
                .filter(one -> one.sheetId() == number(range, "sheetId", 0))
                .findFirst()
                .orElseThrow(() -> Refusal.ofInvalid("Invalid requests[" + request
                        + "].setDataValidation: No grid with id: " + range.get("sheetId")));
        boolean inside = number(range, "startRowIndex", 0) <= tab.rowCount()
                && number(range, "endColumnIndex", tab.columnCount()) <= tab.columnCount();
        if (!inside
                || !"ONE_OF_LIST".equals(condition.get("type"))
                || list(condition.get("values")).isEmpty()) {
            throw Refusal.ofInvalid("Invalid requests[" + request + "].setDataValidation: " + wanted);
        }
    }

    private static Map<String, Object> describe(String id, Spreadsheet spreadsheet) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("title", spreadsheet.title());
        properties.put("locale", "en_US");
        properties.put("autoRecalc", "ON_CHANGE");
        properties.put("timeZone", "America/New_York");
        List<Map<String, Object>> sheets = new ArrayList<>();
        for (SheetTab tab : spreadsheet.tabs()) {
            sheets.add(Map.of("properties", properties(spreadsheet, tab)));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("spreadsheetId", id);
        answer.put("properties", properties);
        answer.put("sheets", sheets);
        return answer;
    }

    private static Map<String, Object> properties(Spreadsheet spreadsheet, SheetTab tab) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("rowCount", tab.rowCount());
        grid.put("columnCount", tab.columnCount());
        if (tab.frozenRowCount() > 0) {
            grid.put("frozenRowCount", tab.frozenRowCount());
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("sheetId", tab.sheetId());
        properties.put("title", tab.title());
        properties.put("index", spreadsheet.tabs().indexOf(tab));
        properties.put("sheetType", "GRID");
        properties.put("gridProperties", grid);
        return properties;
    }

    private static Map<String, Object> read(Spreadsheet spreadsheet, String text, SheetsCall call) {
        requireRows(call.parameter("majorDimension", "ROWS"));
        A1Range range = A1Range.parse(text);
        SheetTab tab = spreadsheet.tab(range.title(), text);
        requireWithin(tab, range, text);
        List<List<Object>> values = tab.read(range);
        if ("FORMATTED_VALUE".equals(call.parameter("valueRenderOption", "FORMATTED_VALUE"))) {
            values.forEach(row -> row.replaceAll(SheetsApi::show));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "range",
                A1Range.format(
                        tab.title(), range.firstRow(), range.firstColumn(), tab.endRow(range), tab.endColumn(range)));
        answer.put("majorDimension", "ROWS");
        if (!values.isEmpty()) {
            answer.put("values", values);
        }
        return answer;
    }

    private static Map<String, Object> update(SheetsState state, String id, String text, Map<String, Object> body) {
        A1Range range = A1Range.parse(text);
        SheetTab tab = state.get(id).tab(range.title(), text);
        List<List<Object>> values = values(body);
        int endRow = range.firstRow() + values.size();
        int endColumn = range.firstColumn() + width(values);
        requireWithin(
                tab,
                new A1Range(
                        null,
                        range.firstRow(),
                        range.firstColumn(),
                        Math.max(endRow, tab.endRow(range)),
                        Math.max(endColumn, tab.endColumn(range))),
                text);
        if (!range.isCell() && endRow > tab.endRow(range)) {
            throw Refusal.ofInvalid("Requested writing within range [" + text + "], but tried writing to row ["
                    + (tab.endRow(range) + 1) + "]");
        }
        if (!range.isCell() && endColumn > tab.endColumn(range)) {
            throw Refusal.ofInvalid("Requested writing within range [" + text + "], but tried writing to column ["
                    + A1Range.letters(tab.endColumn(range)) + "]");
        }
        tab.write(range.firstRow(), range.firstColumn(), values);
        return updates(id, tab, range.firstRow(), range.firstColumn(), values);
    }

    private static Map<String, Object> updates(
            String id, SheetTab tab, int row, int column, List<List<Object>> values) {
        int width = width(values);
        Map<String, Object> updates = new LinkedHashMap<>();
        updates.put("spreadsheetId", id);
        updates.put(
                "updatedRange",
                A1Range.format(
                        tab.title(), row, column, row + Math.max(1, values.size()), column + Math.max(1, width)));
        updates.put("updatedRows", values.size());
        updates.put("updatedColumns", width);
        updates.put(
                "updatedCells",
                values.stream()
                        .flatMap(List::stream)
                        .filter(value -> value != null)
                        .count());
        return updates;
    }

    private static void requireWithin(SheetTab tab, A1Range range, String text) {
        if (range.firstRow() >= tab.rowCount()
                || range.firstColumn() >= tab.columnCount()
                || tab.endRow(range) > tab.rowCount()
                || tab.endColumn(range) > tab.columnCount()) {
            throw Refusal.ofInvalid("Range (" + text + ") exceeds grid limits. Max rows: " + tab.rowCount()
                    + ", max columns: " + tab.columnCount());
        }
    }

    private static void requireRaw(String option) {
        if (option == null) {
            throw Refusal.ofInvalid("'valueInputOption' is required but not specified");
        }
        if (!"RAW".equals(option)) {
            throw Refusal.ofInvalid("The sandbox stores RAW values alone, not " + option);
        }
    }

    private static void requireRows(Object dimension) {
        if (!"ROWS".equals(dimension)) {
            throw Refusal.ofInvalid("The sandbox reads and writes by ROWS alone, not " + dimension);
        }
    }

    private static List<List<Object>> values(Map<String, Object> body) {
        requireRows(body.getOrDefault("majorDimension", "ROWS"));
        List<List<Object>> values = new ArrayList<>();
        for (Object row : list(body.get("values"))) {
            values.add(list(row));
        }
        return values;
    }

    private static int width(List<List<Object>> values) {
        return values.stream().mapToInt(List::size).max().orElse(0);
    }

    /** What a person sees in a cell without a format. */
    private static Object show(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "TRUE" : "FALSE";
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value;
    }

    private static long sum(List<Map<String, Object>> responses, String field) {
        return responses.stream()
                .mapToLong(response -> ((Number) response.get(field)).longValue())
                .sum();
    }

    private static int number(Map<String, Object> fields, String name, int otherwise) {
        return fields.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List)) {
            throw Refusal.ofInvalid("Invalid JSON payload received. A list was expected, not " + value);
        }
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        if (!(value instanceof Map)) {
            throw Refusal.ofInvalid("Invalid JSON payload received. An object was expected, not " + value);
        }
        return (Map<String, Object>) value;
    }
}
