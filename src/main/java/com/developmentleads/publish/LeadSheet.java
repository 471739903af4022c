package com.developmentleads.publish;

import com.developmentleads.publish.TabReading.Need;
import com.developmentleads.publish.TabReading.Tab;
import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.AppendDimensionRequest;
import com.google.api.services.sheets.v4.model.BatchGetValuesResponse;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesResponse;
import com.google.api.services.sheets.v4.model.BooleanCondition;
import com.google.api.services.sheets.v4.model.ConditionValue;
import com.google.api.services.sheets.v4.model.DataValidationRule;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.GridRange;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.SetDataValidationRequest;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.UpdateValuesResponse;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tab of properties in a spreadsheet, which belongs to its owner. Our columns are found by their header wherever they
 * are and rows by their key wherever they are; written are cells of our columns alone, by explicit ranges. The columns
 * {@code Verdict} and {@code Notes} are made once and are the owner's from then on.
 */
public final class LeadSheet {

    private static final String KEY = "Key";
    private static final String VERDICT = "Verdict";
    private static final String NOTES = "Notes";
    private static final List<String> PERSONAL = List.of(VERDICT, NOTES);
    private static final List<String> REQUIRED = List.of("Address", KEY, VERDICT, NOTES);
    private static final List<String> CHOICES = List.of("yes", "no", "unclear");

    private final LeadColumns columns = new LeadColumns();
    private final List<String> titles;
    private final int pageRows;

    /** @param pageRows rows of a page in which a tab is read */
    public LeadSheet(int pageRows) {
        this.pageRows = pageRows;
        this.titles = columns.around(columns.titles(), PERSONAL);
    }

    /** Whether the spreadsheet has no such tab. */
    public boolean lacksTab(String tab, Spreadsheet spreadsheet) {
        return find(tab, spreadsheet).isEmpty();
    }

    /**
     * Lets a tab be made only if there was none before: a new one would have none of the rows, nor what their owner
     * wrote beside them.
     *
     * @param tab  name of the tab, also below
     * @param rows how many leads the tab is known to have
     */
    public void requireNew(String tab, int rows) {
        if (rows > 0) {
            throw new SheetChangedException(
                    "the tab " + tab + " with the leads is gone",
                    "bring it back from the spreadsheet's version history, or make an empty tab of that name to begin anew");
        }
    }

    /** A tab where there was none. */
    public SheetChange tab(String tab) {
        // The header stays in sight, and where it is when a person sorts.
        SheetProperties properties =
                new SheetProperties().setTitle(tab).setGridProperties(new GridProperties().setFrozenRowCount(1));
        return new SheetChange(
                grid(List.of(new Request().setAddSheet(new AddSheetRequest().setProperties(properties)))),
                null,
                List.of());
    }

    /** The number by which Google knows the tab, whatever it is called. */
    public int tabId(TabReading reading) {
        return reading.tab().id();
    }

    /** Reads the header, and where it lacks a column of ours, which columns are in use. */
    public TabReading header(String tab, Spreadsheet spreadsheet) {
        return new TabReading(tab(tab, spreadsheet), new Need(List.of(), 0, Need.OPEN, rows -> true, true), null);
    }

    /** Reads keys, verdicts and notes. */
    public TabReading verdicts(String tab, Spreadsheet spreadsheet) {
        return new TabReading(
                tab(tab, spreadsheet), new Need(List.of(KEY, VERDICT, NOTES), 0, Need.OPEN, rows -> true, false), null);
    }

    /**
     * Reads the keys, and where a lead has no row yet, where rows in use end.
     *
     * @param before an earlier reading of the tab
     */
    public TabReading keys(TabReading before, List<Map<String, Object>> leads) {
        Predicate<Map<String, Integer>> found =
                rows -> leads.stream().allMatch(lead -> rows.containsKey(key(lead)) || formerRow(rows, lead) != null);
        return new TabReading(before.tab(), new Need(List.of(KEY), 0, Need.OPEN, found, true), before);
    }

    /**
     * Will read the keys where leads are to be written, and those of the whole tab when not all are there.
     *
     * @param before the reading by which the change was planned
     */
    public TabReading written(TabReading before, SheetChange change, List<Map<String, Object>> leads) {
        List<Integer> rows = change.values().getData().stream()
                .flatMap(block -> Stream.of(
                        A1.row(block.getRange().replaceFirst(".*!", "").replaceFirst(":.*", "")),
                        A1.row(block.getRange().replaceFirst(".*[!:]", ""))))
                .sorted()
                .toList();
        int end = rows.get(rows.size() - 1) + 1;
        before.tab().holds(end);
        Predicate<Map<String, Integer>> found = keys -> leads.stream().allMatch(lead -> keys.containsKey(key(lead)));
        return new TabReading(before.tab(), new Need(List.of(KEY), rows.get(0), end, found, false), before);
    }

    /**
     * Takes what a reading asked for.
     *
     * @throws SheetChangedException when the tab was changed since the page before
     */
    public void take(TabReading reading, BatchGetValuesResponse answer) {
        reading.take(answer);
    }

    private Tab tab(String name, Spreadsheet spreadsheet) {
        return new Tab(name, find(name, spreadsheet).orElseThrow(), titles, pageRows);
    }

    private static Optional<SheetProperties> find(String tab, Spreadsheet spreadsheet) {
        return Optional.ofNullable(spreadsheet.getSheets()).orElse(List.of()).stream()
                .map(Sheet::getProperties)
                .filter(properties -> tab.equals(properties.getTitle()))
                .findFirst();
    }

    /** The whole tab, in A1 notation. */
    public String range(String tab) {
        return "'" + tab.replace("'", "''") + "'";
    }

    /**
     * The header row as it has to be: whole in an empty tab; else the columns that this tab never had, to the right of
     * everything in use.
     *
     * @param reading of {@link #header}
     * @param known   the columns that the tab has had, each as {@code title}
     * @throws SheetChangedException when a column is gone, or there twice
     */
    public SheetChange layout(TabReading reading, List<Map<String, Object>> known) {
        TabCells cells = reading.cells();
        String tab = reading.tab().name();
        int tabId = reading.tab().id();
        if (!cells.isEmpty()) {
            requireColumns(
                    tab,
                    cells,
                    known.stream().map(row -> row.get("title")).collect(Collectors.toCollection(HashSet::new)));
        }
        List<Object> missing = titles.stream()
                .filter(title -> cells.columns(title).isEmpty())
                .map(Object.class::cast)
                .toList();
        int row = Math.max(0, cells.headerRow());
        int column = cells.usedColumns();
        int verdict = missing.indexOf(VERDICT);
        List<ValueRange> values = missing.isEmpty() ? List.of() : List.of(block(tab, column, row, List.of(missing)));
        List<Map<String, Object>> all = titles.stream()
                .map(title -> Map.<String, Object>of("title", title))
                .toList();
        return change(
                reading.tab(),
                row + 1,
                column + missing.size(),
                verdict < 0 ? List.of() : List.of(choices(tabId, row + 1, column + verdict)),
                values,
                all);
    }

    private void requireColumns(String tab, TabCells cells, Set<Object> known) {
        if (!cells.hasHeader()) {
            throw new SheetChangedException(
                    "the tab " + tab + " has no header with " + String.join(", ", REQUIRED) + "; nothing was written",
                    "put the header row back, or make an empty tab of that name to begin anew");
        }
        for (String title : titles) {
            int count = cells.columns(title).size();
            if (count > 1) {
                throw new SheetChangedException(
                        "the tab " + tab + " has " + count + " columns " + title + "; nothing was written",
                        "give the others another header");
            }
            if (count == 0 && (known.contains(title) || REQUIRED.contains(title))) {
                throw new SheetChangedException(
                        "the tab " + tab + " has no column " + title + (known.contains(title) ? " any more" : "")
                                + "; nothing was written",
                        "name its header " + title + " again, or add a column with that header");
            }
        }
    }

    /**
     * Our cells of those leads: changed ones in the rows that have their keys, new ones below everything in use.
     *
     * @param reading of {@link #keys}
     * @param leads   rows by column name
     */
    public SheetChange rows(TabReading reading, List<Map<String, Object>> leads) {
        TabCells cells = reading.cells();
        String tab = reading.tab().name();
        requireColumns(tab, cells, Set.of());
        Map<String, Integer> rows = cells.rowsBy(column(cells, KEY));
        Set<Integer> ours = new TreeSet<>();
        columns.titles().stream().map(cells::columns).forEach(ours::addAll);
        Set<Integer> withoutKey = new TreeSet<>(ours);
        withoutKey.remove(column(cells, KEY));

        List<ValueRange> values = new ArrayList<>();
        List<Map<String, Object>> added = new ArrayList<>();
        for (Map<String, Object> lead : leads) {
            Integer row = rows.get(key(lead));
            boolean renamed = row == null;
            if (renamed) {
                row = formerRow(rows, lead);
            }
            if (row == null && !isOld(lead)) {
                added.add(lead);
            }
            if (row != null) {
                values.addAll(blocks(tab, cells, renamed ? ours : withoutKey, row, List.of(lead)));
            }
        }
        int first = cells.usedRows();
        if (!added.isEmpty()) {
            values.addAll(blocks(tab, cells, ours, first, added));
        }
        return change(reading.tab(), first + added.size(), 0, List.of(), values, List.of());
    }

    /** Whether the lead was written before as it is, but for its facts: without a row it stays without. */
    private static boolean isOld(Map<String, Object> lead) {
        return Integer.valueOf(1).equals(lead.get("only_facts"));
    }

    /** The row that has one of the lead's keys of before the rules of keys changed; null when there is none. */
    private static Integer formerRow(Map<String, Integer> rows, Map<String, Object> lead) {
        Object former = lead.get("former_keys");
        return former == null
                ? null
                : former.toString()
                        .lines()
                        .map(rows::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** The cells of those columns from {@code row} on, one range for columns that stand side by side. */
    private List<ValueRange> blocks(
            String tab, TabCells cells, Set<Integer> ours, int row, List<Map<String, Object>> leads) {
        List<ValueRange> blocks = new ArrayList<>();
        for (int first : ours) {
            if (!ours.contains(first - 1)) {
                int end = first;
                while (ours.contains(end)) {
                    end++;
                }
                int last = end;
                blocks.add(block(
                        tab,
                        first,
                        row,
                        leads.stream()
                                .map(lead -> values(cells, lead, first, last))
                                .toList()));
            }
        }
        return blocks;
    }

    private List<Object> values(TabCells cells, Map<String, Object> lead, int first, int end) {
        List<Object> all = columns.values(lead);
        Object[] values = new Object[end - first];
        for (int i = 0; i < all.size(); i++) {
            List<Integer> column = cells.columns(columns.titles().get(i));
            if (!column.isEmpty() && column.get(0) >= first && column.get(0) < end) {
                values[column.get(0) - first] = all.get(i);
            }
        }
        return List.of(values);
    }

    /**
     * @param answer what Google says that it wrote
     * @throws SheetChangedException when that is not what was asked for
     */
    public void requireWritten(String tab, BatchUpdateValuesResponse answer, SheetChange change) {
        List<String> asked = ranges(change.values().getData().stream().map(ValueRange::getRange));
        List<String> done = ranges(Optional.ofNullable(answer.getResponses()).orElse(List.of()).stream()
                .map(UpdateValuesResponse::getUpdatedRange));
        if (!asked.equals(done)) {
            throw new SheetChangedException(
                    "Google wrote to other cells of the tab " + tab + " than those it was asked to",
                    "look at the tab; the next run writes by key what is not there");
        }
    }

    private static List<String> ranges(Stream<String> ranges) {
        return ranges.filter(Objects::nonNull)
                .map(range -> range.substring(range.lastIndexOf('!') + 1))
                .toList();
    }

    /**
     * @param reading of {@link #written}
     * @throws SheetChangedException when not every lead is there by its key
     */
    public void requireKeys(TabReading reading, List<Map<String, Object>> leads) {
        TabCells cells = reading.cells();
        String tab = reading.tab().name();
        requireColumns(tab, cells, Set.of());
        Collection<String> keys = cells.rowsBy(column(cells, KEY)).keySet();
        long lost = leads.stream()
                .filter(lead -> !isOld(lead) && !keys.contains(key(lead)))
                .count();
        if (lost > 0) {
            throw new SheetChangedException(
                    lost + " of " + leads.size() + " leads just written are not in the tab " + tab,
                    "somebody changed it at the same time; the next run writes what is not there");
        }
    }

    /**
     * Where the leads are, as rows with {@code property_key} and {@code row}, counted from 1.
     *
     * @param reading of {@link #written}
     */
    public List<Map<String, Object>> places(TabReading reading, List<Map<String, Object>> leads) {
        TabCells cells = reading.cells();
        Map<String, Integer> rows = cells.rowsBy(column(cells, KEY));
        return leads.stream()
                .filter(lead -> rows.containsKey(key(lead)))
                .map(lead -> Map.<String, Object>of("property_key", key(lead), "row", rows.get(key(lead)) + 1))
                .toList();
    }

    /**
     * What the owner wrote beside the properties.
     *
     * @param reading of {@link #verdicts}
     * @return rows with {@code key}, {@code verdict}, {@code note} and {@code row}, counted from 1; also the {@code cell} of
     *         the verdict
     * @throws SheetChangedException when the tab has not one column Key and one Verdict
     */
    public List<Map<String, Object>> said(TabReading reading) {
        TabCells cells = reading.cells();
        if (cells.isEmpty()) {
            return List.of();
        }
        for (String title : List.of(KEY, VERDICT)) {
            int count = cells.columns(title).size();
            if (count != 1) {
                throw new SheetChangedException(
                        "a tab has " + count + " columns " + title + ", so that no verdict can be read",
                        "name the header of one column " + title);
            }
        }
        List<Integer> notes = cells.columns(NOTES);
        List<Map<String, Object>> said = new ArrayList<>();
        cells.rowsBy(column(cells, KEY)).forEach((key, row) -> {
            if (!key.isEmpty()) {
                said.add(Map.of(
                        "key",
                        key,
                        "cell",
                        A1.cell(column(cells, VERDICT), row),
                        "verdict",
                        cells.text(row, column(cells, VERDICT)),
                        "note",
                        notes.isEmpty() ? "" : cells.text(row, notes.get(0)),
                        "row",
                        row + 1));
            }
        });
        return said;
    }

    private static int column(TabCells cells, String title) {
        return cells.columns(title).get(0);
    }

    private static String key(Map<String, Object> lead) {
        return String.valueOf(lead.get("property_key"));
    }

    private ValueRange block(String tab, int column, int row, List<List<Object>> values) {
        String cells = A1.range(column, row, column + values.get(0).size() - 1, row + values.size() - 1);
        return new ValueRange()
                .setRange(range(tab) + "!" + cells)
                .setMajorDimension("ROWS")
                .setValues(values);
    }

    private static SheetChange change(
            Tab tab,
            int rowsNeeded,
            int columnsNeeded,
            List<Request> requests,
            List<ValueRange> values,
            List<Map<String, Object>> columns) {
        List<Request> growth = new ArrayList<>();
        grow(growth, tab.id(), "ROWS", rowsNeeded - tab.rows());
        grow(growth, tab.id(), "COLUMNS", columnsNeeded - tab.columns());
        growth.addAll(requests);
        return new SheetChange(
                growth.isEmpty() ? null : grid(growth),
                values.isEmpty()
                        ? null
                        : new BatchUpdateValuesRequest()
                                .setValueInputOption("RAW")
                                .setData(values),
                columns);
    }

    /** Offers the three words in the cells below {@code row}; any other may be written all the same. */
    private static Request choices(int tabId, int row, int column) {
        List<ConditionValue> words = CHOICES.stream()
                .map(word -> new ConditionValue().setUserEnteredValue(word))
                .toList();
        return new Request()
                .setSetDataValidation(new SetDataValidationRequest()
                        .setRange(new GridRange()
                                .setSheetId(tabId)
                                .setStartRowIndex(row)
                                .setStartColumnIndex(column)
                                .setEndColumnIndex(column + 1))
                        .setRule(new DataValidationRule()
                                .setCondition(new BooleanCondition()
                                        .setType("ONE_OF_LIST")
                                        .setValues(words))
                                .setStrict(false)
                                .setShowCustomUi(true)));
    }

    private static BatchUpdateSpreadsheetRequest grid(List<Request> requests) {
        return new BatchUpdateSpreadsheetRequest().setRequests(requests);
    }

    private static void grow(List<Request> requests, int tabId, String dimension, int more) {
        if (more > 0) {
            requests.add(new Request()
                    .setAppendDimension(new AppendDimensionRequest()
                            .setSheetId(tabId)
                            .setDimension(dimension)
                            .setLength(more)));
        }
    }
}
