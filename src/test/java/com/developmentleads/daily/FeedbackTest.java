package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void every_way_to_judge_ends_in_a_line_of_the_training_file() throws IOException {
        Path csv = morning.place.data().resolve("leads.csv");
        String own = "verdicts.csv";
        Files.writeString(
                morning.place.folder().resolve(own),
                "address,verdict\n\"" + address(3) + "\",yes\n",
                StandardCharsets.UTF_8);
        sheet.write("Leads", sheet.column("Leads", "Address").indexOf(address(1)) + 1, "Verdict", "no");
        Files.write(
                csv,
                Files.readAllLines(csv).stream()
                        .map(line ->
                                line.contains(address(2)) ? line.replaceFirst("newton ma,,,", "newton ma,yes,,") : line)
                        .toList());
        assertThat(feedback().out()).containsPattern("new verdicts +2");
        assertThat(morning.place
                        .run("label", morning.place.folder().resolve(own).toString())
                        .code())
                .isZero();
        assertThat(morning.place.run("label", address(4), "no").code()).isZero();
        assertThat(trained())
                .containsOnly(
                        Map.entry(address(1), NO),
                        Map.entry(address(2), YES),
                        Map.entry(address(3), YES),
                        Map.entry(address(4), NO));

        assertThat(morning.place.run("label", address(1), "yes").code()).isZero();
        feedback();
        assertThat(trained())
                .as("the later word overrules the cell that still says no")
                .containsEntry(address(1), YES)
                .hasSize(4);
        assertThat(morning.rows("select source, verdict from verdicts where property_key = (select property_key from"
                        + " property_scans where address = '" + address(1) + "') order by id"))
                .containsExactly(
                        Map.of("source", "sheet:Leads", "verdict", NO), Map.of("source", "terminal", "verdict", YES));
    }

    /** The labels of the training file by address. */
    private Map<String, String> trained() throws IOException {
        assertThat(morning.place
                        .run("--set", "training.min-examples=2", "prepare")
                        .code())
                .isZero();
        Map<String, String> labels = new HashMap<>();
        for (String line : Files.readAllLines(morning.place.data().resolve("finetuning_data.jsonl"))) {
            JsonNode turns = new ObjectMapper().readTree(line).path("messages");
            Matcher asked = Pattern.compile("Address: (.*)")
                    .matcher(turns.path(1).path("content").asText());
            assertThat(asked.find()).isTrue();
            labels.put(asked.group(1), turns.path(2).path("content").asText());
        }
        return labels;
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
        Result read = feedback();
        assertThat(read.code()).isZero();
        assertThat(read.err()).contains("row 2 of Leads says \"dunno\"", "feedback.words");
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
        assertThat(lines.get(0)).contains("Key,Verdict,Notes,");
        Files.write(
                csv,
                List.of(
                        lines.get(0),
                        lines.get(1).replaceFirst("newton ma,,,", "newton ma,bad,noisy,"),
                        lines.get(2).replaceFirst("newton ma,,,", "newton ma,hmm,,")));
        assertThat(morning.daily().err()).isEmpty();

        assertThat(morning.rows(
                        "select * from property_scans where classification = '" + NO + "' and label_source = 'human'"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("owner_note", "noisy"));
        assertThat(Files.readAllLines(csv)).hasSize(2).anyMatch(line -> line.contains("newton ma,hmm,,"));
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

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The owner deletes a row or leads.csv, and it is written anew without their words",
            then = "what they said of it stays, and a later word of theirs counts")
    @Test
    void a_row_that_is_written_anew_withdraws_nothing() throws IOException {
        sheet.write("Leads", 1, "Verdict", "yes");
        Path csv = morning.place.data().resolve("leads.csv");
        Files.write(
                csv,
                Files.readAllLines(csv).stream()
                        .map(line -> line.contains(address(2))
                                ? line.replaceFirst("newton ma,,,", "newton ma,yes,near a brook,")
                                : line)
                        .toList());
        feedback();
        String judged = sheet.column("Leads", "Address").get(0);
        assertThat(morning.rows("select 1 from property_scans where label_source = 'human'"))
                .hasSizeBetween(1, 2);
        List<Map<String, Object>> before = labels();

        Files.delete(csv);
        sheet.deleteRow("Leads", 1);
        morning.finds(home(1, 444_000, "teardown, price cut"), home(2, 445_000, "teardown, price cut"));
        for (int day = 0; day < 3; day++) {
            assertThat(morning.daily().err()).isEmpty();
        }
        assertThat(sheet.column("Leads", "Address")).contains(judged);
        assertThat(sheet.column("Leads", "Verdict")).isEmpty();
        assertThat(labels()).isEqualTo(before);
        assertThat(property(2)).containsEntry("owner_note", "near a brook");

        int row = sheet.column("Leads", "Address").indexOf(judged) + 1;
        sheet.write("Leads", row, "Verdict", "no");
        feedback();
        assertThat(morning.row("select classification from property_scans where address = '" + judged + "'"))
                .containsEntry("classification", NO);
    }

    private List<Map<String, Object>> labels() {
        return morning.rows(
                "select property_key, classification, label_source from property_scans order by property_key");
    }

    @Test
    void a_tab_that_is_gone_for_a_day_withdraws_nothing() {
        sheet.write("To judge", 1, "Verdict", "yes");
        feedback();
        List<Map<String, Object>> before = labels();
        sheet.deleteTab("To judge");
        assertThat(morning.daily().err()).isEmpty();
        assertThat(morning.daily().err()).isEmpty();
        assertThat(labels()).isEqualTo(before);
    }

    @Test
    void a_verdict_without_a_note_keeps_the_note_that_was_made_elsewhere() {
        morning.place.run("label", address(1), "yes", "--note", "steep");
        int row = sheet.column("Leads", "Address").indexOf(address(1)) + 1;
        sheet.write("Leads", row, "Verdict", "no");
        feedback();
        assertThat(property(1)).containsEntry("classification", NO).containsEntry("owner_note", "steep");
        sheet.write("Leads", row, "Notes", "flat");
        feedback();
        sheet.write("Leads", row, "Notes", "");
        feedback();
        assertThat(property(1)).containsEntry("owner_note", "");
    }

    @FaultCase(
            where = FaultCase.Where.TIME,
            fault = "The clock was years ahead when the owner judged, and is right again",
            then = "the later word counts")
    @Test
    void the_later_word_counts_whatever_the_clock_says() {
        morning.place.run("label", address(1), "no");
        morning.place.execute("update verdicts set at = '2031-01-01T00:00:00Z'");
        assertThat(morning.place.run("label", address(1), "yes").code()).isZero();
        assertThat(property(1)).containsEntry("classification", YES);
    }

    @Test
    void a_table_that_no_run_has_seen_can_be_judged() {
        morning.place.execute(
                "insert into property_scans (address, snippet) values ('77 Elm St, Newton, MA 02458', 'old'),"
                        + " ('somewhere', 'no address'), ('78 Elm St, Newton, MA 02458', 'old')");
        assertThat(morning.place
                        .run("label", "77 Elm St, Newton, MA 02458", "yes")
                        .code())
                .isZero();
        assertThat(morning.row("select * from property_scans where address like '77 Elm%'"))
                .containsEntry("classification", YES)
                .containsEntry("label_source", "human");
        Result nowhere = morning.place.run("label", "79 Elm St, Newton, MA 02458", "yes");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("77 Elm St, Newton, MA 02458");
    }

    @Test
    void judged_alone_in_the_terminal() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("hm\ny\ns\nn\nq\n".getBytes(StandardCharsets.UTF_8)));
            Result asked = morning.place.run("label");
            assertThat(asked.code()).isZero();
            assertThat(asked.out()).contains("1 of 4.", "The model says", "2 verdicts recorded");
        } finally {
            System.setIn(before);
        }
        assertThat(morning.rows("select source, verdict from verdicts order by id"))
                .containsExactly(
                        Map.of("source", "terminal", "verdict", YES), Map.of("source", "terminal", "verdict", NO));
    }

    @Test
    void a_label_that_came_with_the_table_is_the_first_verdict() {
        morning.place.execute("update property_scans set classification = '" + NO
                + "', label_source = 'human', classified_at = '2020-01-01T00:00:00Z' where address = '" + address(1)
                + "'");
        sheet.write("Leads", sheet.column("Leads", "Address").indexOf(address(1)) + 1, "Verdict", "yes");
        feedback();
        assertThat(property(1)).containsEntry("classification", YES);
        sheet.write("Leads", sheet.column("Leads", "Address").indexOf(address(1)) + 1, "Verdict", "");
        feedback();
        assertThat(property(1)).containsEntry("classification", NO).containsEntry("label_source", "human");
        assertThat(morning.rows("select source from verdicts order by id"))
                .extracting(row -> row.get("source"))
                .containsExactly("table", "sheet:Leads", "sheet:Leads");
    }

    @Test
    void the_digest_links_the_row_says_how_to_answer_and_what_changed_since() throws Exception {
        morning.withMail();
        morning.place.run("label", address(1), "yes");
        morning.finds(home(1, 444_000, "teardown, price cut"), home(2, 445_000, "teardown, price cut"));
        morning.daily();
        assertThat(morning.mails())
                .as("that of the morning before was not sent yet")
                .hasSize(2);
        String text = text(morning.mails().get(1));
        int row = sheet.column("Leads", "Address").indexOf(address(2)) + 2;
        assertThat(text)
                .containsPattern("#gid=\\d+&range=A" + row + ":A" + row)
                .contains("What do you say?", "To judge", "Changed since your verdict", address(1) + ", $444,000");
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }
}
