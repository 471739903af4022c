package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sheet belongs to its owner: whatever they change in the tab, leads are found and written by header and key, or
 * the step says what is in the way and writes nothing.
 */
@Tag("slow")
class SheetOwnerTest {

    private static final int REMARK_COLUMN = 14;

    @TempDir
    Path folder;

    private DailyRunFixture morning;
    private SheetRows sheet;

    /** Three leads are in the sheet. */
    @BeforeEach
    void open() {
        morning = new DailyRunFixture(folder);
        morning.withSheet().finds(homes(1, 3));
        assertThat(morning.daily().err()).isEmpty();
        sheet = new SheetRows(morning.sheetFile());
        assertThat(sheet.column("Key")).hasSize(3);
    }

    @AfterEach
    void close() {
        morning.close();
    }

    private static SearchService.Result[] homes(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> home(n, "teardown"))
                .toArray(SearchService.Result[]::new);
    }

    /** The second lead has another price, and there are two more. */
    private TestInstallation.Result nextDay(int price) {
        morning.finds(
                home(1, "teardown"),
                home(2, price, "teardown, price cut"),
                home(3, "teardown"),
                home(4, "teardown"),
                home(5, "teardown"));
        return morning.daily();
    }

    private static String address(int number) {
        return number + " Example St, Newton, MA 02458";
    }

    private static String key(int number) {
        return number + " example st newton ma";
    }

    private void requireFiveLeadsOnce(int price) {
        assertThat(sheet.column("Key")).containsExactlyInAnyOrder(key(1), key(2), key(3), key(4), key(5));
        List<String> header = sheet.all().get(0);
        for (int number = 1; number <= 5; number++) {
            List<String> row = sheet.with(key(number));
            assertThat(row.get(header.indexOf("Address"))).isEqualTo(address(number));
            assertThat(row.get(header.indexOf("Price")))
                    .isEqualTo(String.valueOf(number == 2 ? price : 700_000 + number));
            assertThat(row.get(header.indexOf("Link"))).startsWith("https://");
        }
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(5);
    }

    @Test
    void new_facts_of_a_record_change_the_row_and_tell_nobody() {
        for (int number = 1; number <= 3; number++) {
            morning.place.execute("insert into parcels (property_key, state, lot_sqft, asked_at, until) values ('"
                    + key(number) + "', 'found', 9000, '2026-11-24', '2099-01-01')");
        }
        sheet.deleteRow("Leads", sheet.column("Key").indexOf(key(3)) + 1);
        int told = morning.rows("select 1 from told_leads").size();
        morning.finds(homes(1, 3));

        assertThat(morning.daily().err()).isEmpty();

        int facts = sheet.all().get(0).indexOf("Facts");
        assertThat(sheet.with(key(1)).get(facts)).isEqualTo("lot 9,000 sqft");
        assertThat(sheet.with(key(2)).get(facts)).isEqualTo("lot 9,000 sqft");
        assertThat(sheet.column("Key")).as("a deleted row stays away").doesNotContain(key(3));
        assertThat(morning.rows("select 1 from told_leads")).hasSize(told);

        int writes = writes();
        assertThat(morning.daily().err()).isEmpty();
        assertThat(writes()).as("nothing differs any more").isEqualTo(writes);
    }

    private int writes() {
        return (int) morning.google().requests().entries("sheets").stream()
                .filter(call -> !call.method().equals("GET"))
                .count();
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A blank row between leads and a remark far below, in the last column",
            then = "new leads stand below all of it, once, whatever changes later")
    @Test
    void a_blank_row_and_a_remark_stay_and_no_lead_is_doubled() {
        sheet.edit(rows -> {
            List<JsonNode> changed = new ArrayList<>(rows);
            changed.add(2, ((ArrayNode) rows.get(0).deepCopy()).removeAll());
            return changed;
        });
        sheet.type(29, REMARK_COLUMN, "call the broker");
        // Fifteen pages, without room for another row.
        morning.place.set("sheets.page-rows", "2");
        sheet.editTab(tab -> tab.put("rowCount", 30));

        assertThat(nextDay(555_000).err()).isEmpty();
        requireFiveLeadsOnce(555_000);
        assertThat(nextDay(444_000).err()).isEmpty();
        requireFiveLeadsOnce(444_000);

        List<List<String>> rows = sheet.all();
        assertThat(rows.get(2)).isEmpty();
        assertThat(rows.get(29).get(REMARK_COLUMN)).isEqualTo("call the broker");
        assertThat(rows.get(29).subList(0, REMARK_COLUMN)).containsOnly("");
        assertThat(rows).hasSize(32);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A column of the owner's in front of ours",
            then = "ours are found by their headers; the owner's is not touched")
    @Test
    void a_column_that_was_put_in_front_keeps_what_is_in_it() {
        sheet.edit(rows -> {
            for (int i = 0; i < rows.size(); i++) {
                ((ArrayNode) rows.get(i)).insert(0, i == 0 ? "Rank" : "rank " + i);
            }
            return rows;
        });

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        assertThat(sheet.column("Rank")).containsExactly("rank 1", "rank 2", "rank 3");
        assertThat(sheet.all()).hasSize(6);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The cells of column A emptied",
            then = "leads are found by their key and written to their own columns")
    @Test
    void an_emptied_first_column_moves_nothing() {
        for (int row = 1; row <= 3; row++) {
            sheet.type(row, 0, "");
        }

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        assertThat(sheet.column("Date")).as("the changed one, the new ones").hasSize(3);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "Columns in another order, the owner's own between them, and rows sorted",
            then = "each cell goes where its header and its key are")
    @Test
    void moved_columns_and_sorted_rows_are_found() {
        sheet.edit(rows -> {
            List<JsonNode> sorted = new ArrayList<>(rows.subList(1, rows.size()));
            Collections.reverse(sorted);
            sorted.add(0, rows.get(0));
            for (int i = 0; i < sorted.size(); i++) {
                ArrayNode row = (ArrayNode) sorted.get(i);
                while (row.size() < 15) {
                    row.add("");
                }
                JsonNode verdict = row.remove(13);
                row.insert(3, verdict);
                row.insert(6, i == 0 ? "Colour" : "blue");
                if (i > 0) {
                    row.set(3, row.textNode("verdict on " + row.get(1).asText()));
                }
            }
            return sorted;
        });

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        assertThat(sheet.column("Key").subList(0, 3)).containsExactly(key(3), key(2), key(1));
        assertThat(sheet.column("Colour")).containsExactly("blue", "blue", "blue");
        for (int number = 1; number <= 3; number++) {
            assertThat(sheet.with(key(number)).get(3)).isEqualTo("verdict on " + address(number));
        }
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A header renamed or removed: ",
            then = "one line names it; nothing is written; the leads wait until it is back")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, Date", "2, Price", "12, Key", "13, Verdict"})
    void a_renamed_header_stops_the_step(int column, String title) {
        for (String other : List.of("Mine", "")) {
            sheet.type(0, column, other);
            JsonNode before = sheet.document();
            int writes = writes();

            TestInstallation.Result result = nextDay(555_000);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains("the tab Leads has no column " + title + " any more; nothing was written")
                    .contains("name its header " + title + " again")
                    .hasLineCount(1);
            assertThat(writes()).isEqualTo(writes);
            assertThat(sheet.document()).isEqualTo(before);
        }
        sheet.type(0, column, " " + title.toUpperCase(java.util.Locale.ROOT));
        assertThat(morning.daily().err()).isEmpty();
        sheet.type(0, column, title);
        requireFiveLeadsOnce(555_000);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A header twice: ",
            then = "one line names it; nothing is written")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Key", "Status", "Notes"})
    void a_doubled_header_stops_the_step(String title) {
        sheet.type(0, 17, title);
        int writes = writes();

        TestInstallation.Result result = nextDay(555_000);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("the tab Leads has 2 columns " + title + "; nothing was written")
                .hasLineCount(1);
        assertThat(writes()).isEqualTo(writes);
    }

    @FaultCase(where = FaultCase.Where.SHEET, fault = "The header row removed", then = "told; nothing is written")
    @Test
    void a_tab_without_its_header_row_stops_the_step() {
        sheet.edit(rows -> rows.subList(1, rows.size()));
        int writes = writes();

        TestInstallation.Result result = nextDay(555_000);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("the tab Leads has no header with Address, Key, Verdict, Notes; nothing was written")
                .hasLineCount(1);
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void a_title_above_the_header_and_boxes_that_are_not_ticked_are_no_leads() {
        sheet.edit(rows -> {
            List<JsonNode> changed = new ArrayList<>(rows);
            changed.add(0, ((ArrayNode) rows.get(0).deepCopy()).removeAll().add("What I might buy"));
            return changed;
        });
        for (int row = 2; row < 40; row++) {
            sheet.type(row, 19, false);
        }

        assertThat(nextDay(555_000).err()).isEmpty();

        List<List<String>> rows = sheet.all();
        assertThat(rows.get(0)).containsExactly("What I might buy");
        assertThat(rows.subList(2, 7).stream().map(row -> row.get(12)))
                .containsExactly(key(1), key(2), key(3), key(4), key(5));
        assertThat(rows.subList(2, 40))
                .allSatisfy(row -> assertThat(row.get(19)).isEqualTo("false"));
    }

    @Test
    void a_column_that_the_tab_never_had_comes_to_the_right_of_everything_in_use() {
        morning.place.execute("delete from sheet_columns where title = 'Model'");
        sheet.edit(rows -> {
            rows.forEach(row -> ((ArrayNode) row).remove(11));
            return rows;
        });
        sheet.type(9, 25, "a remark in the last column of the grid");

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        assertThat(sheet.all().get(0)).hasSize(27).endsWith("Model");
        assertThat(sheet.all().get(9).get(25)).startsWith("a remark");
        assertThat(sheet.with(key(5))).hasSize(27).endsWith("gpt-6-luna");
        assertThat(morning.rows("select 1 from sheet_columns where title = 'Model'"))
                .hasSize(1);

        sheet.type(0, 26, "Mine");
        assertThat(nextDay(444_000).err()).contains("no column Model any more");
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A grid with no room for more rows",
            then = "it grows before anything is written past its end")
    @Test
    void a_full_grid_grows_first() {
        sheet.editTab(tab -> tab.put("rowCount", 4).put("columnCount", 19));

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        assertThat(sheet.tab(sheet.document()).path("rowCount").asInt()).isEqualTo(6);
    }

    @Test
    void a_sheet_of_the_version_that_did_not_remember_its_columns_goes_on() {
        morning.place.execute("drop table sheet_columns");
        morning.place.execute("drop table former_keys");
        // A column that SQL adds can be added once.
        morning.place.execute("drop view told_facts");
        morning.place.execute("drop view parcel_facts");
        morning.place.execute("alter table parcels drop column land_share");
        morning.place.execute("delete from schema_history where cast(version as integer) >= 9");

        assertThat(nextDay(555_000).err()).isEmpty();

        requireFiveLeadsOnce(555_000);
        sheet.type(0, 2, "Asking");
        assertThat(nextDay(444_000).err()).contains("no column Price any more");
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "Google says that it wrote elsewhere",
            then = "told; not recorded as delivered")
    @Test
    void an_answer_about_other_cells_is_no_delivery() {
        String target = morning.google().baseUrl();
        try (Loopback proxy = PublishTest.between(
                target,
                answer -> new Answer(
                        answer.status(),
                        "application/json",
                        new String(answer.body(), StandardCharsets.UTF_8)
                                .replace("Leads!A", "Leads!B")
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of()))) {
            morning.withSheetAt(proxy.url() + "/sheets/");

            TestInstallation.Result result = nextDay(555_000);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains("Google wrote to other cells of the tab Leads than those it was asked to")
                    .hasLineCount(1);
            assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                    .hasSize(3);
        }
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "Two rows of one property in the database",
            then = "one row in the sheet and the file; the step ends")
    @Test
    void two_rows_of_one_property_are_one_lead() {
        morning.place.execute("insert into property_scans (address, snippet, price, status, source, link, property_key,"
                + " fingerprint, classified_fingerprint, classification, label_source, first_seen)"
                + " select address, 'teardown, by another agent', 650000, status, source, link, property_key, 'other',"
                + " 'other', classification, label_source, first_seen from property_scans where property_key = '"
                + key(1) + "'");
        int requests = morning.google().requests().entries("sheets").size();
        morning.finds(homes(2, 3));

        assertThat(morning.daily().err()).isEmpty();

        assertThat(morning.google().requests().entries("sheets")).hasSizeLessThan(requests + 10);
        assertThat(sheet.column("Key")).containsExactly(key(1), key(2), key(3));
        assertThat(sheet.with(key(1))).contains("650000", "teardown, by another agent");
        assertThat(morning.place.data().resolve("leads.csv"))
                .content()
                .containsOnlyOnce(key(1))
                .contains("650000");
    }
}
