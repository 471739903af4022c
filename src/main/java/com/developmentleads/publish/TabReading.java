package com.developmentleads.publish;

import com.google.api.services.sheets.v4.model.BatchGetValuesResponse;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a tab by the columns that are needed, a page of rows at a time. While {@link #more} holds, {@link #ranges} are to be
 * asked, and {@link #take} takes the answer. Every answer has the first rows with the header, so that a column is never read
 * for another one; every page begins with the last row of the one before, so that rows which move meanwhile are noticed. All
 * columns are read only where nothing else tells where the cells in use end.
 */
public final class TabReading {

    /** Google keeps no more cells in a spreadsheet, whatever an answer says. */
    private static final int MOST_ROWS = 10_000_000;

    private static final int GOOGLES_ROWS = 1000;
    private static final int GOOGLES_COLUMNS = 26;

    private enum Next {
        COLUMNS,
        REST,
        NOTHING
    }

    private final Tab tab;
    private final Need need;
    private TabCells cells;
    private List<Integer> columns;
    private Next next = Next.COLUMNS;
    private int first;
    private int from;
    private int end;

    /**
     * A tab.
     *
     * @param properties as Google tells them; their size is kept current
     * @param titles     of our columns, in the order in which a new tab has them
     * @param pageRows   rows of a page
     */
    record Tab(String name, SheetProperties properties, List<String> titles, int pageRows) {

        private GridProperties grid() {
            if (properties.getGridProperties() == null) {
                properties.setGridProperties(new GridProperties());
            }
            return properties.getGridProperties();
        }

        int id() {
            // The first tab has the number 0, which JSON may leave out.
            return properties.getSheetId() == null ? 0 : properties.getSheetId();
        }

        int rows() {
            Integer rows = grid().getRowCount();
            return rows == null ? GOOGLES_ROWS : Math.min(Math.max(rows, 1), MOST_ROWS);
        }

        int columns() {
            Integer columns = grid().getColumnCount();
            return columns == null ? GOOGLES_COLUMNS : columns;
        }

        /** Notes that the tab has grown to so many rows. */
        void holds(int rows) {
            grid().setRowCount(Math.max(rows, rows()));
        }

        private String range(String cells) {
            return "'" + name.replace("'", "''") + "'" + (cells.isEmpty() ? "" : "!" + cells);
        }
    }

    /**
     * What a reading is for.
     *
     * @param titles columns to read; none: the header alone
     * @param first  the first row of interest
     * @param end    the row after the last one of interest, or {@link #OPEN}
     * @param found  whether the first column, rows by text, has all that is looked for; if it has not, rows that are of no
     *               interest are read too, and then what is below the last one
     * @param adds   whether cells may be added, so that it must be known which are in use
     */
    record Need(List<String> titles, int first, int end, Predicate<Map<String, Integer>> found, boolean adds) {

        static final int OPEN = Integer.MAX_VALUE;
    }

    /** @param before an earlier reading of the tab, in which the columns are likely to be where they were; or null */
    TabReading(Tab tab, Need need, TabReading before) {
        this.tab = tab;
        this.need = need;
        this.first = need.first();
        this.from = first;
        this.end = need.end();
        this.columns = guess(before);
    }

    private List<Integer> guess(TabReading before) {
        if (need.titles().isEmpty()) {
            return List.of();
        }
        List<Integer> places = before != null && before.cells.hasHeader()
                ? before.places(need.titles())
                : need.titles().stream().map(tab.titles()::indexOf).toList();
        return places.stream().allMatch(place -> place < tab.columns()) ? places : List.of();
    }

    /** Where those columns are by the header; of doubled ones the first, and none that is not there. */
    private List<Integer> places(List<String> titles) {
        return titles.stream()
                .flatMap(title -> cells.columns(title).stream().limit(1))
                .toList();
    }

    Tab tab() {
        return tab;
    }

    TabCells cells() {
        return cells;
    }

    /** Whether there is something left to read. */
    public boolean more() {
        return next != Next.NOTHING;
    }

    /** What is to be asked now, in A1 notation. */
    public List<String> ranges() {
        String head = tab.rows() > TabCells.HEADER_WITHIN ? "1:" + TabCells.HEADER_WITHIN : "";
        Stream<String> page = next == Next.REST
                ? Stream.of(page(0, tab.columns() - 1))
                : columns.stream().map(column -> page(column, column));
        return Stream.concat(Stream.of(head), page).map(tab::range).toList();
    }

    /** The last page of a tab has no end, so that rows which came meanwhile are in it. */
    private String page(int firstColumn, int lastColumn) {
        String last = A1.letters(lastColumn);
        return A1.cell(firstColumn, start()) + ":" + (isLast() && end == Need.OPEN ? last : last + pageEnd());
    }

    /** A page of columns repeats the row before it. */
    private int start() {
        return next == Next.COLUMNS && from > first ? from - 1 : from;
    }

    private int pageEnd() {
        return Math.min(from + tab.pageRows(), lastRow());
    }

    private int lastRow() {
        return Math.min(end, tab.rows());
    }

    private boolean isLast() {
        return from + tab.pageRows() >= lastRow();
    }

    /**
     * @param answer to {@link #ranges}
     * @throws SheetChangedException when the tab was changed since the page before
     * @throws IllegalStateException when it is no answer to what was asked
     */
    void take(BatchGetValuesResponse answer) {
        List<ValueRange> ranges = answer.getValueRanges() == null ? List.of() : answer.getValueRanges();
        if (ranges.size() != ranges().size()) {
            throw new IllegalStateException("Google answered with " + ranges.size() + " ranges of the tab " + tab.name()
                    + " where it was asked for " + ranges().size());
        }
        List<ValueRange> page = ranges.subList(1, ranges.size());
        if (cells == null) {
            if (!begin(ranges.get(0))) {
                return;
            }
        } else if (!head(ranges.get(0)).hasHeaderOf(cells)) {
            throw moved();
        }
        if (next == Next.COLUMNS) {
            keep(page);
        } else {
            cells.use(from, rows(page.get(0)));
        }
        turn(page.get(0));
    }

    /** Takes the header; true when the columns that were asked with it are those that are needed. */
    private boolean begin(ValueRange head) {
        cells = head(head);
        cells.startAt(first);
        List<Integer> asked = columns;
        columns = places(need.titles());
        if (columns.isEmpty()) {
            next = cells.isEmpty() || need.adds() && lacksColumns() ? Next.REST : Next.NOTHING;
            from = TabCells.HEADER_WITHIN;
            endWithTab();
        }
        return next == Next.COLUMNS && columns.equals(asked);
    }

    private TabCells head(ValueRange range) {
        TabCells head = new TabCells();
        head.head(tab.titles(), rows(range));
        String last = lastCell(range);
        tab.grid().setColumnCount(A1.column(last) + 1);
        if (tab.rows() <= TabCells.HEADER_WITHIN) {
            tab.grid().setRowCount(A1.row(last) + 1);
        }
        return head;
    }

    private boolean lacksColumns() {
        return tab.titles().stream().anyMatch(title -> cells.columns(title).isEmpty());
    }

    /** Keeps a page of columns; what stands in the row that two pages share has to be the same. */
    private void keep(List<ValueRange> page) {
        int key = columns.get(0);
        String before = cells.text(from - 1, key);
        for (int i = 0; i < page.size(); i++) {
            List<List<Object>> rows = rows(page.get(i));
            int most = isLast() ? rows.size() : Math.min(rows.size(), pageEnd() - start());
            cells.keep(columns.get(i), start(), rows.subList(0, most));
        }
        if (start() < from && !before.equals(cells.text(from - 1, key))) {
            throw moved();
        }
    }

    /** Decides what is read next. */
    private void turn(ValueRange page) {
        boolean last = isLast();
        from = pageEnd();
        if (!last) {
            return;
        }
        if (end == Need.OPEN) {
            tab.grid().setRowCount(A1.row(lastCell(page)) + 1);
        }
        if (next == Next.REST || need.found().test(cells.rowsBy(columns.get(0)))) {
            next = Next.NOTHING;
        } else if (first > 0 || end != Need.OPEN) {
            first = 0;
            from = 0;
            end = Need.OPEN;
            cells.startAt(first);
        } else {
            next = need.adds() ? Next.REST : Next.NOTHING;
            from = Math.max(cells.usedRows(), TabCells.HEADER_WITHIN);
            endWithTab();
        }
    }

    private void endWithTab() {
        if (from >= tab.rows()) {
            next = Next.NOTHING;
        }
    }

    private static List<List<Object>> rows(ValueRange range) {
        return range.getValues() == null ? List.of() : range.getValues();
    }

    private String lastCell(ValueRange answer) {
        String range = answer.getRange() == null ? "" : answer.getRange();
        String last = range.substring(Math.max(range.lastIndexOf('!'), range.lastIndexOf(':')) + 1);
        if (!last.matches("[A-Z]{1,3}[1-9][0-9]{0,7}")) {
            throw new IllegalStateException("Google does not say which cells of the tab " + tab.name() + " it answers");
        }
        return last;
    }

    private SheetChangedException moved() {
        return new SheetChangedException(
                "rows or columns of the tab " + tab.name() + " were moved while it was read",
                "the next run reads it again");
    }
}
