package com.developmentleads.sandbox;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One tab of a spreadsheet: its cells and how large its grid is. Cells are strings, numbers, booleans or empty. */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
final class SheetTab {

    private static final int LONGEST_CELL = 50_000;

    private int sheetId;
    private String title;
    private int rowCount = 1000;
    private int columnCount = 26;
    private int frozenRowCount;

    @JsonSerialize(contentUsing = OneLine.class)
    private List<List<Object>> rows = new ArrayList<>();

    /** Keeps each row on a line of its own, for people who edit the file. */
    static final class OneLine extends JsonSerializer<List<Object>> {

        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public void serialize(List<Object> row, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(JSON.writeValueAsString(row));
        }
    }

    SheetTab() {}

    SheetTab(int sheetId, String title) {
        this.sheetId = sheetId;
        this.title = title;
    }

    int sheetId() {
        return sheetId;
    }

    String title() {
        return title;
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    int frozenRowCount() {
        return frozenRowCount;
    }

    void resize(int rows, int columns, int frozenRows) {
        rowCount = rows;
        columnCount = columns;
        frozenRowCount = frozenRows;
    }

    /** The values of a range without empty rows and cells at the end; an empty cell in between is an empty string. */
    List<List<Object>> read(A1Range range) {
        int endRow = Math.min(endRow(range), rows.size());
        List<List<Object>> values = new ArrayList<>();
        for (int row = range.firstRow(); row < endRow; row++) {
            List<Object> line = new ArrayList<>();
            for (int column = range.firstColumn();
                    column < Math.min(endColumn(range), rows.get(row).size());
                    column++) {
                line.add(cell(row, column));
            }
            while (!line.isEmpty() && "".equals(line.get(line.size() - 1))) {
                line.remove(line.size() - 1);
            }
            values.add(line);
        }
        while (!values.isEmpty() && values.get(values.size() - 1).isEmpty()) {
            values.remove(values.size() - 1);
        }
        return values;
    }

    /**
     * Writes {@code values} from a cell on: a null leaves its cell as it is, an empty string empties it.
     *
     * @throws Refusal 400 when a value is no string, number or boolean, or is too long for a cell
     */
    void write(int firstRow, int firstColumn, List<List<Object>> values) {
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < values.get(i).size(); j++) {
                Object value = values.get(i).get(j);
                if (value != null) {
                    check(value, i, j);
                    put(firstRow + i, firstColumn + j, value);
                }
            }
        }
    }

    int endRow(A1Range range) {
        return range.endRow() == A1Range.OPEN ? rowCount : range.endRow();
    }

    int endColumn(A1Range range) {
        return range.endColumn() == A1Range.OPEN ? columnCount : range.endColumn();
    }

    private Object cell(int row, int column) {
        Object value = rows.get(row).get(column);
        return value == null ? "" : value;
    }

    private void put(int row, int column, Object value) {
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        List<Object> line = rows.get(row);
        while (line.size() <= column) {
            line.add("");
        }
        line.set(column, value);
    }

    private static void check(Object value, int row, int column) {
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw Refusal.ofInvalid("Invalid values[" + row + "][" + column + "]: neither string, number nor boolean");
        }
        if (value.toString().length() > LONGEST_CELL) {
            throw Refusal.ofInvalid("Your input contains more than the maximum of 50000 characters in a single cell.");
        }
    }
}
