package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.TestInstallation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner says of a property, in the sheet, in a file or in the terminal, is what is trained on. */
@Tag("slow")
class FeedbackTest {

    private static final String YES = "development_opportunity";
    private static final String NO = "not_opportunity";

    @TempDir
    Path folder;

    private DailyRunFixture morning;
    private SheetRows sheet;

    /** Two leads are in the sheet, and two properties that the model rejects in the other tab. */
    @BeforeEach
    void open() {
        morning = new DailyRunFixture(folder);
        morning.withSheet().finds(home(1, "teardown"), home(2, "teardown"), home(3, "renovated"), home(4, "renovated"));
        assertThat(morning.daily().err()).isEmpty();
        sheet = new SheetRows(morning.sheetFile());
    }

    @AfterEach
    void close() {
        morning.close();
    }

    private Map<String, Object> property(int number) {
        return morning.row("select * from property_scans where address = '" + address(number) + "'");
    }

    private static String address(int number) {
        return number + " Example St, Newton, MA 02458";
    }

    private Result feedback() {
        return morning.place.run("feedback");
    }

    @Test
    void a_verdict_in_the_sheet_counts_wherever_its_column_is_and_is_trained_on() throws IOException {
        sheet.write("Leads", 1, "Verdict", "Nope!");
        sheet.write("Leads", 1, "Notes", "too steep");
        sheet.write("Leads", 2, "Verdict", "✓");
        Result read = feedback();

        assertThat(read.err()).isEmpty();
        assertThat(read.code()).isZero();
        assertThat(read.out()).containsPattern("new verdicts +2");
        assertThat(property(1))
                .containsEntry("classification", NO)
                .containsEntry("label_source", "human")
                .containsEntry("model_label", YES)
                .containsEntry("owner_note", "too steep");
        assertThat(property(2)).containsEntry("classification", YES).containsEntry("label_source", "human");
        assertThat(morning.rows("select source, verdict, said, model_label from verdicts order by id"))
                .containsExactly(
                        Map.of("source", "sheet:Leads", "verdict", NO, "said", "Nope!", "model_label", YES),
                        Map.of("source", "sheet:Leads", "verdict", YES, "said", "✓", "model_label", YES));
        assertThat(feedback().code()).isEqualTo(3);

        assertThat(morning.place
                        .run("--set", "training.min-examples=2", "prepare")
                        .code())
                .isZero();
        assertThat(Files.readAllLines(morning.place.data().resolve("finetuning_data.jsonl")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains(address(1), NO).doesNotContain("too steep"))
                .anySatisfy(line -> assertThat(line).contains(address(2), YES));
    }

    @Test
    void a_standing_no_in_the_sheet_never_beats_a_later_yes() {
        sheet.write("Leads", 1, "Verdict", "no");
        feedback();
        assertThat(morning.place.run("label", address(1), "yes").code()).isZero();
        feedback();
        assertThat(property(1)).containsEntry("classification", YES);

        sheet.write("Leads", 1, "Notes", "on second thoughts");
        feedback();
        assertThat(property(1)).containsEntry("classification", YES).containsEntry("owner_note", "on second thoughts");

        sheet.write("Leads", 1, "Verdict", "NO");
        feedback();
        assertThat(property(1)).containsEntry("classification", NO);
        assertThat(morning.rows("select verdict from verdicts where verdict is not null"))
                .hasSize(3);
    }

    @Test
    void an_emptied_cell_withdraws_its_verdict_alone() {
        sheet.write("Leads", 1, "Verdict", "no");
        sheet.write("Leads", 2, "Verdict", "no");
        feedback();
        morning.place.run("label", address(2), "maybe");
        sheet.write("Leads", 1, "Verdict", "");
        sheet.write("Leads", 2, "Verdict", "");
        feedback();

        assertThat(property(1)).containsEntry("classification", YES).containsEntry("label_source", "model");
        assertThat(property(2)).containsEntry("classification", "unclear").containsEntry("label_source", "human");
    }

    @Test
    void a_word_that_nobody_knows_is_reported_with_its_row_and_the_run_is_none_the_worse() {
        sheet.write("Leads", 1, "Verdict", "dunno");
        sheet.write("Leads", 2, "Verdict", "no");
        Result day = morning.daily();

        assertThat(day.err()).isEmpty();
        assertThat(property(1)).containsEntry("label_source", "model");
        assertThat(property(2)).containsEntry("classification", NO);
        assertThat(morning.value("select note from runs order by id desc limit 1")
                        .toString())
                .contains("row 2 of Leads says \"dunno\"");
    }

    @Test
    void rejected_properties_go_to_a_second_tab_and_are_judged_there() {
        assertThat(sheet.column("To judge", "Address")).containsExactlyInAnyOrder(address(3), address(4));
        assertThat(sheet.column("Leads", "Address")).containsExactlyInAnyOrder(address(1), address(2));
        sheet.write("To judge", 1, "Verdict", "yes");
        assertThat(morning.daily().err()).isEmpty();

        String judged = sheet.column("To judge", "Address").get(0);
        assertThat(morning.row("select * from property_scans where address = '" + judged + "'"))
                .containsEntry("classification", YES)
                .containsEntry("model_label", NO)
                .containsEntry("label_source", "human");
        assertThat(sheet.column("Leads", "Address")).contains(judged);
        assertThat(sheet.column("To judge", "Address")).hasSize(2);
    }

    @Test
    void leads_csv_has_the_owners_columns_and_keeps_them() throws IOException {
        Path csv = morning.place.data().resolve("leads.csv");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).endsWith("Key,Verdict,Notes");
        Files.write(
                csv,
                List.of(
                        lines.get(0),
                        lines.get(1).replaceAll(",,$", ",bad,noisy"),
                        lines.get(2).replaceAll(",,$", ",hmm,")));
        assertThat(morning.daily().err()).isEmpty();

        assertThat(morning.rows(
                        "select * from property_scans where classification = '" + NO + "' and label_source = 'human'"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("owner_note", "noisy"));
        assertThat(Files.readAllLines(csv)).hasSize(2).anyMatch(line -> line.endsWith(",hmm,"));
    }

    @Test
    void a_file_of_verdicts_is_taken_once_and_what_it_does_not_know_is_named() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.csv"),
                "Property address;My verdict;Note\n" + address(1) + ";no;steep\n" + address(2)
                        + ";maybe;\n9 Nowhere Rd, Newton, MA;yes;\n" + address(3) + ";whatever;\n");
        Result taken = morning.place.run("label", file.toString());

        assertThat(taken.out()).containsPattern("new verdicts +2");
        assertThat(taken.err()).contains("9 Nowhere Rd", "\"whatever\" is no verdict");
        assertThat(property(1)).containsEntry("classification", NO);
        assertThat(property(2)).containsEntry("classification", "unclear");
        morning.place.run("label", address(1), "yes");
        assertThat(morning.place.run("label", file.toString()).out()).containsPattern("new verdicts +0");
        assertThat(property(1)).containsEntry("classification", YES);
    }

    @Test
    void an_address_that_is_not_there_names_those_near_it() {
        Result unknown = morning.place.run("label", "77 Example St, Newton, MA", "yes");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no property here has the address 77 Example St", address(1));
        assertThat(morning.place.run("label", address(1), "perhaps not").err())
                .contains("\"perhaps not\" is no verdict");
    }

    @Test
    void a_changed_listing_keeps_its_verdict_and_the_text_that_was_judged_and_says_so() throws IOException {
        morning.place.run("label", address(1), "yes");
        morning.finds(home(1, 444_000, "teardown, price cut"), home(2, "teardown"));
        assertThat(morning.daily().err()).isEmpty();

        assertThat(property(1)).containsEntry("classification", YES).containsEntry("price", 444_000.0);
        assertThat(property(1).get("judged_facts").toString()).doesNotContain("price cut");
        assertThat(sheet.column("Leads", "Status")).contains("for_sale, changed since your verdict");
        morning.place.run("label", address(2), "no");
        assertThat(morning.place
                        .run("--set", "training.min-examples=2", "prepare")
                        .code())
                .isZero();
        assertThat(Files.readString(morning.place.data().resolve("finetuning_data.jsonl")))
                .doesNotContain("price cut");
    }
}
