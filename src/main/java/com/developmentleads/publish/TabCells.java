package com.developmentleads.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was read of a tab: its first rows with the header, the cells of some columns, and where the cells in use end. From 0. */
final class TabCells {

    /** A person may have put a title above the header, but hardly more than this. */
    static final int HEADER_WITHIN = 10;

    /** One word of ours may be the person's too; a row with two of them is a header. */
    private static final int FEWEST_TITLES = 2;

    private final Map<Integer, List<Object>> cells = new HashMap<>();
    private Map<String, List<Integer>> columns = Map.of();
    private int headerRow = -1;
    private int firstRow;
    private int usedRows;
    private int usedColumns;

    /** Takes the first rows, in which the header is that has most of the titles. */
    void head(Collection<String> titles, List<List<Object>> rows) {
        for (int i = 0; i < Math.min(HEADER_WITHIN, rows.size()); i++) {
            Map<String, List<Integer>> found = find(titles, rows.get(i));
            if (found.size() >= FEWEST_TITLES && found.size() > columns.size()) {
                columns = found;
                headerRow = i;
            }
        }
        use(0, rows);
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

    /** Notes what is in use of whole rows, and keeps none of it. */
    void use(int row, List<List<Object>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < rows.get(i).size(); column++) {
                use(row + i, column, rows.get(i).get(column));
            }
        }
    }

    /** A box that is not ticked is nothing in its row, which may be written, but its column is taken. */
    private void use(int row, int column, Object cell) {
        if (!text(cell).isEmpty()) {
            usedColumns = Math.max(usedColumns, column + 1);
            if (!Boolean.FALSE.equals(cell)) {
                usedRows = Math.max(usedRows, row + 1);
            }
        }
    }

    /** Forgets the columns that were read; those to come start at that row. */
    void startAt(int row) {
        cells.clear();
        firstRow = row;
    }

    /** Keeps the cells of a column from a row on, those before which are known; those that are known already are replaced. */
    void keep(int column, int row, List<List<Object>> rows) {
        List<Object> kept = cells.computeIfAbsent(column, none -> new ArrayList<>());
        while (kept.size() > row - firstRow) {
            kept.remove(kept.size() - 1);
        }
        while (kept.size() < row - firstRow) {
            kept.add("");
        }
        for (List<Object> cell : rows) {
            Object value = cell.isEmpty() ? "" : cell.get(0);
            kept.add(value);
            use(firstRow + kept.size() - 1, column, value);
        }
    }

    boolean isEmpty() {
        return usedColumns == 0;
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

    /** The same header in the same row, with our columns in the same places. */
    boolean hasHeaderOf(TabCells other) {
        return headerRow == other.headerRow && columns.equals(other.columns);
    }

    /** The row after the last one that holds anything; a box that is not ticked is nothing. */
    int usedRows() {
        return usedRows;
    }

    /** The column after the last one that holds anything. */
    int usedColumns() {
        return usedColumns;
    }

    /** The first row below the header of each text in that column. */
    Map<String, Integer> rowsBy(int column) {
        Map<String, Integer> found = new LinkedHashMap<>();
        List<Object> kept = cells.getOrDefault(column, List.of());
        for (int i = Math.max(0, headerRow + 1 - firstRow); i < kept.size(); i++) {
            found.putIfAbsent(text(kept.get(i)), firstRow + i);
        }
        return found;
    }

    /** The text of a cell; empty when there is none, or a box that is not ticked. */
    String text(int row, int column) {
        List<Object> kept = cells.getOrDefault(column, List.of());
        Object cell = row >= firstRow && row - firstRow < kept.size() ? kept.get(row - firstRow) : null;
        return Boolean.FALSE.equals(cell) ? "" : text(cell);
    }

    private static String text(Object cell) {
        return cell == null ? "" : cell.toString().strip();
    }
}
