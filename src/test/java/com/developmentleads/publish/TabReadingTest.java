package com.developmentleads.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.sheets.v4.model.BatchGetValuesResponse;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked of a tab, page by page, and what is made of a tab that changes between two pages. */
class TabReadingTest {

    private static final List<String> TITLES = List.of("Key", "Notes", "Verdict", "Address");

    private final LeadSheet sheet = new LeadSheet(20);
    private final List<List<Object>> rows = new ArrayList<>(List.of(List.copyOf(TITLES)));
    private final List<String> asked = new ArrayList<>();

    private TabReading verdicts(int gridRows) {
        SheetProperties properties = new SheetProperties()
                .setTitle("Leads")
                .setGridProperties(new GridProperties().setRowCount(gridRows).setColumnCount(26));
        return sheet.verdicts("Leads", new Spreadsheet().setSheets(List.of(new Sheet().setProperties(properties))));
    }

    private void fill(int count) {
        IntStream.rangeClosed(1, count).forEach(n -> rows.add(List.of("key " + n, "", n % 7 == 0 ? "yes" : "", "x")));
    }

    private void answer(TabReading reading, int gridRows) {
        List<ValueRange> answers = new ArrayList<>();
        for (String range : reading.ranges()) {
            asked.add(range);
            answers.add(cells(range, gridRows));
        }
        sheet.take(reading, new BatchGetValuesResponse().setValueRanges(answers));
    }

    /** As Google answers: clamped to the grid, without empty rows and cells at the end. */
    private ValueRange cells(String range, int gridRows) {
        String[] ends = range.substring(range.indexOf('!') + 1).split(":");
        boolean wholeRows = Character.isDigit(ends[0].charAt(0));
        int first = A1.row(ends[0]);
        int end = ends[1].matches("[A-Z]+") ? gridRows : A1.row(ends[1]) + 1;
        int firstColumn = wholeRows ? 0 : A1.column(ends[0]);
        int endColumn = wholeRows ? 26 : A1.column(ends[1]) + 1;
        assertThat(end).isBetween(first + 1, gridRows);
        List<List<Object>> values = new ArrayList<>();
        for (List<Object> row : rows.subList(Math.min(first, rows.size()), Math.min(end, rows.size()))) {
            List<Object> line =
                    new ArrayList<>(row.subList(Math.min(firstColumn, row.size()), Math.min(endColumn, row.size())));
            while (!line.isEmpty() && line.get(line.size() - 1).equals("")) {
                line.remove(line.size() - 1);
            }
            values.add(line);
        }
        return new ValueRange()
                .setRange("Leads!" + A1.range(firstColumn, first, endColumn - 1, end - 1))
                .setValues(values.isEmpty() ? null : values);
    }

    @Test
    void three_columns_are_read_in_pages_that_share_a_row_and_the_last_has_no_end() {
        fill(50);
        TabReading reading = verdicts(55);
        while (reading.more()) {
            answer(reading, 55);
        }

        assertThat(asked)
                .startsWith("'Leads'!1:10", "'Leads'!M1:M20", "'Leads'!N1:N20", "'Leads'!O1:O20")
                .endsWith("'Leads'!1:10", "'Leads'!A40:A", "'Leads'!C40:C", "'Leads'!B40:B")
                .containsSubsequence("'Leads'!A1:A20", "'Leads'!A20:A40")
                .hasSize(16);
        List<Map<String, Object>> said = sheet.said(reading);
        assertThat(said).hasSize(50);
        assertThat(said.get(48))
                .containsEntry("key", "key 49")
                .containsEntry("verdict", "yes")
                .containsEntry("row", 50);
        assertThat(said.get(48)).containsEntry("cell", "C50").containsEntry("note", "");
    }

    @Test
    void rows_that_move_between_two_pages_are_no_reading() {
        fill(50);
        TabReading reading = verdicts(55);
        answer(reading, 55);
        answer(reading, 55);
        rows.remove(5);

        assertThatThrownBy(() -> answer(reading, 55))
                .isInstanceOf(SheetChangedException.class)
                .hasMessage("rows or columns of the tab Leads were moved while it was read");
    }

    @Test
    void a_column_that_moves_between_two_pages_is_no_reading() {
        fill(50);
        TabReading reading = verdicts(55);
        answer(reading, 55);
        answer(reading, 55);
        rows.set(0, Arrays.asList("Key", "Notes", "", "Verdict"));

        assertThatThrownBy(() -> answer(reading, 55)).isInstanceOf(SheetChangedException.class);
    }

    @Test
    void an_empty_tab_has_nothing_to_say_and_another_without_a_header_is_told() {
        rows.clear();
        TabReading empty = verdicts(55);
        while (empty.more()) {
            answer(empty, 55);
        }
        assertThat(sheet.said(empty)).isEmpty();

        IntStream.range(0, 30).forEach(n -> rows.add(List.of(n < 29 ? "" : "a remark")));
        TabReading reading = verdicts(55);
        while (reading.more()) {
            answer(reading, 55);
        }
        assertThatThrownBy(() -> sheet.said(reading)).hasMessageContaining("0 columns Key");
    }
}
