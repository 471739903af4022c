package com.developmentleads.publish;

import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A tab as it is now: the size of its grid, what is in use, where the header is and what stands below it. From 0. */
final class TabCells {

    /** A person may have put a title above the header, but hardly more than this. */
    private static final int HEADER_WITHIN = 10;

    /** One word of ours may be the person's too; a row with two of them is a header. */
    private static final int FEWEST_TITLES = 2;

    private final int gridRows;
    private final int gridColumns;
    private final List<List<Object>> rows;
    private final Map<String, List<Integer>> columns;
    private final int headerRow;

    /**
     * @param whole  all cells of the tab, unformatted; its range is the grid
     * @param titles ours
     */
    TabCells(ValueRange whole, Collection<String> titles) {
        rows = whole.getValues() == null ? List.of() : whole.getValues();
        String range = whole.getRange();
        String last = range.substring(Math.max(range.lastIndexOf('!'), range.lastIndexOf(':')) + 1);
        gridColumns = A1.column(last) + 1;
        gridRows = A1.row(last) + 1;
        Map<String, List<Integer>> best = Map.of();
        int row = -1;
        for (int i = 0; i < Math.min(HEADER_WITHIN, rows.size()); i++) {
            Map<String, List<Integer>> found = find(titles, rows.get(i));
            if (found.size() >= FEWEST_TITLES && found.size() > best.size()) {
                best = found;
                row = i;
            }
        }
        columns = best;
        headerRow = row;
    }

    private static Map<String, List<Integer>> find(Collection<String> titles, List<Object> cells) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (String title : titles) {
            for (int column = 0; column < cells.size(); column++) {
                if (text(cells.get(column)).toLowerCase(Locale.ROOT).equals(title.toLowerCase(Locale.ROOT))) {
                    found.computeIfAbsent(title, ours -> new ArrayList<>()).add(column);
                }
            }
        }
        return found;
    }

    int gridRows() {
        return gridRows;
    }

    int gridColumns() {
        return gridColumns;
    }

    boolean isEmpty() {
        return usedColumns() == 0;
    }

    boolean hasHeader() {
        return headerRow >= 0;
    }

    int headerRow() {
        return headerRow;
    }

    /** Columns of that title; more than one when it is doubled. */
    List<Integer> columns(String title) {
        return columns.getOrDefault(title, List.of());
    }

    /** The row after the last one that holds anything; a box that is not ticked is nothing. */
    int usedRows() {
        for (int row = rows.size(); row > 0; row--) {
            if (rows.get(row - 1).stream().anyMatch(cell -> !text(cell).isEmpty() && !Boolean.FALSE.equals(cell))) {
                return row;
            }
        }
        return 0;
    }

    /** The column after the last one that holds anything. */
    int usedColumns() {
        int used = 0;
        for (List<Object> row : rows) {
            for (int column = used; column < row.size(); column++) {
                if (!text(row.get(column)).isEmpty()) {
                    used = column + 1;
                }
            }
        }
        return used;
    }

    /** The first row below the header of each text in that column. */
    Map<String, Integer> rowsBy(int column) {
        Map<String, Integer> found = new LinkedHashMap<>();
        for (int row = headerRow + 1; row < rows.size(); row++) {
            if (column < rows.get(row).size()) {
                found.putIfAbsent(text(rows.get(row).get(column)), row);
            }
        }
        return found;
    }

    /** The text of a cell; empty when there is none, or a box that is not ticked. */
    String text(int row, int column) {
        Object cell = column < rows.get(row).size() ? rows.get(row).get(column) : null;
        return Boolean.FALSE.equals(cell) ? "" : text(cell);
    }

    private static String text(Object cell) {
        return cell == null ? "" : cell.toString().strip();
    }
}
