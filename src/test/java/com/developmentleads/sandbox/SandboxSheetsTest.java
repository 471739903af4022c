package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.AppendDimensionRequest;
import com.google.api.services.sheets.v4.model.BatchGetValuesResponse;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetResponse;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesResponse;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.UpdateValuesResponse;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in of Google Sheets, asked by camel-google-sheets itself. */
@Tag("slow")
class SandboxSheetsTest {

    private static final String SHEET = "/sheets/v4/spreadsheets/" + Sandbox.SPREADSHEET;
    private static final String GRANT =
            "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_new_spreadsheet_has_one_empty_tab_and_gets_another() {
        Spreadsheet spreadsheet = call("client-describe", null, Map.of(), Spreadsheet.class);
        assertThat(spreadsheet.getSheets())
                .extracting(sheet -> sheet.getProperties().getTitle())
                .containsExactly("Sheet1");

        BatchUpdateSpreadsheetResponse added =
                call("client-change", addTab("Leads"), Map.of(), BatchUpdateSpreadsheetResponse.class);
        assertThat(added.getReplies().get(0).getAddSheet().getProperties().getTitle())
                .isEqualTo("Leads");
        assertThat(call("client-describe", null, Map.of(), Spreadsheet.class).getSheets())
                .extracting(sheet -> sheet.getProperties().getTitle())
                .containsExactly("Sheet1", "Leads");

        HttpResponseException again = refusal("client-change", addTab("Leads"), Map.of());
        assertThat(again.getStatusCode()).isEqualTo(400);
        assertThat(again.getContent()).contains("A sheet with the name \\\"Leads\\\" already exists");
    }

    @Test
    void rows_are_stored_as_they_are_within_the_grid_which_grows_when_asked() {
        addLeads();
        assertThat(get("Leads!A1:P").getValues()).isNull();
        update("Leads!A1:E3", row("Date", "Address"), row("2026-11-22", "=1+1"), row("'007", 949000, true, "", "x"));
        // The Google client compresses what it sends.
        assertThat(sandbox.requests().entries("sheets"))
                .filteredOn(entry -> entry.method().equals("PUT"))
                .allSatisfy(entry -> assertThat(entry.headers()).contains("content-encoding"));
        assertThat(get("Leads!A1:P").getValues())
                .containsExactly(
                        row("Date", "Address"), row("2026-11-22", "=1+1"), row("'007", "949000", "TRUE", "", "x"));

        assertThat(get("'Leads'").getRange()).isEqualTo("Leads!A1:Z1000");
        assertThat(refusal("client-update", values(row("x")), Map.of("range", "Leads!AA1001"))
                        .getStatusCode())
                .isEqualTo(400);
        call("client-change", grow("ROWS", 1), Map.of(), BatchUpdateSpreadsheetResponse.class);
        call("client-change", grow("COLUMNS", 2), Map.of(), BatchUpdateSpreadsheetResponse.class);
        update("Leads!AA1001", row("x"));
        assertThat(get("'Leads'").getRange()).isEqualTo("Leads!A1:AB1001");
        assertThat(refusal("client-change", grow("DEPTH", 1), Map.of()).getStatusCode())
                .isEqualTo(400);
    }

    @Test
    void updated_cells_change_and_a_null_leaves_its_cell() {
        addLeads();
        update("Leads!A1:C2", row("Date", "Address", "Verdict"), row("2026-11-22", "17 Tumbledown Rd", "yes!"));

        UpdateValuesResponse updated = update("Leads!A2:C2", row("2026-11-23", "", null));
        assertThat(updated.getUpdatedCells()).isEqualTo(2);
        assertThat(get("Leads!A2:C2").getValues()).containsExactly(row("2026-11-23", "", "yes!"));

        BatchUpdateValuesRequest several = new BatchUpdateValuesRequest()
                .setValueInputOption("RAW")
                .setData(List.of(
                        new ValueRange().setRange("Leads!B2").setValues(List.of(row("17 Tumbledown Road"))),
                        new ValueRange().setRange("Leads!A5:B5").setValues(List.of(row("later", 1.5)))));
        BatchUpdateValuesResponse batch =
                call("client-batch-update", several, Map.of(), BatchUpdateValuesResponse.class);
        assertThat(batch.getTotalUpdatedCells()).isEqualTo(3);
        assertThat(batch.getTotalUpdatedRows()).isEqualTo(2);

        BatchGetValuesResponse ranges = call(
                "client-batch-get",
                null,
                Map.of("ranges", List.of("Leads!B2", "Leads!A5:B5")),
                BatchGetValuesResponse.class);
        assertThat(ranges.getValueRanges())
                .extracting(ValueRange::getValues)
                .containsExactly(List.of(row("17 Tumbledown Road")), List.of(row("later", "1.5")));
    }

    @Test
    void a_batch_with_one_bad_part_changes_nothing() {
        addLeads();
        BatchUpdateValuesRequest several = new BatchUpdateValuesRequest()
                .setValueInputOption("RAW")
                .setData(List.of(
                        new ValueRange().setRange("Leads!A1").setValues(List.of(row("kept?"))),
                        new ValueRange().setRange("Nowhere!A1").setValues(List.of(row("no")))));
        assertThat(refusal("client-batch-update", several, Map.of()).getStatusCode())
                .isEqualTo(400);
        assertThat(get("Leads!A1:B2").getValues()).isNull();
    }

    @Test
    void a_wrong_spreadsheet_tab_range_or_value_is_refused_as_google_does() {
        HttpResponseException missing = refusal("client-describe", null, Map.of("spreadsheetId", "another"));
        assertThat(missing.getStatusCode()).isEqualTo(404);
        assertThat(missing.getContent()).contains("\"code\":404", "Requested entity was not found.", "NOT_FOUND");

        HttpResponseException noTab = refusal("client-get", null, Map.of("range", "Leads!A1"));
        assertThat(noTab.getStatusCode()).isEqualTo(400);
        assertThat(noTab.getContent()).contains("Unable to parse range: Leads!A1", "INVALID_ARGUMENT");

        addLeads();
        assertThat(refusal("client-get", null, Map.of("range", "Leads!A1001")).getContent())
                .contains("exceeds grid limits. Max rows: 1000, max columns: 26");
        assertThat(refusal("client-update", values(row(1, 2, 3)), Map.of("range", "Leads!A1:B1"))
                        .getContent())
                .contains("tried writing to column [C]");
        assertThat(refusal("client-update", values(row("x".repeat(50_001))), Map.of("range", "Leads!A1"))
                        .getContent())
                .contains("maximum of 50000 characters");
    }

    @Test
    void only_a_token_of_this_sandbox_opens_the_sheets() throws Exception {
        HttpResponse<String> none = send(SHEET, null, null);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).contains("UNAUTHENTICATED");
        assertThat(send(SHEET, "Bearer sandbox.guess", null).statusCode()).isEqualTo(401);
        assertThat(send(SHEET, token(Grants.signed(folder, Map.of())), null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void only_a_good_grant_gets_a_token(@TempDir Path other) throws Exception {
        assertThat(send("/oauth/token", null, "grant_type=password").body()).contains("unsupported_grant_type");
        assertThat(refusedGrant("")).contains("invalid_request");
        assertThat(refusedGrant("e30.e30.AAAA")).contains("invalid_grant");
        assertThat(refusedGrant(Grants.signed(folder, Map.of("aud", "https://example.com"))))
                .contains("audience");
        assertThat(refusedGrant(Grants.signed(folder, Map.of("exp", 1)))).contains("reasonable timeframe");
        assertThat(refusedGrant(Grants.signed(folder, Map.of("iss", "someone@example.com"))))
                .contains("Signature");
        assertThat(refusedGrant(Grants.signed(folder, Map.of("scope", "email"))))
                .contains("invalid_scope");

        new ServiceAccount(other.resolve("service-account.json").toString(), "", "", "").start();
        assertThat(refusedGrant(Grants.signed(other, Map.of()))).contains("Invalid JWT Signature.");
    }

    @Test
    void rows_outlive_the_process_and_a_persons_edits_count() throws Exception {
        addLeads();
        update("Leads!A1:C2", row("Date", "Verdict"), row("2026-11-22", ""));
        Path file = folder.resolve("sheets.json");
        String written = Files.readString(file);
        assertThat(written.lines().map(String::strip)).contains("[\"Date\",\"Verdict\"],");

        Files.writeString(file, written.replace("[\"2026-11-22\",\"\"]", "[\"2026-11-22\",\"good one\"]"));
        assertThat(get("Leads!B2").getValues()).containsExactly(row("good one"));

        Files.writeString(file, written.replace("[\"Date\"", "[Date\""));
        HttpResponseException broken = refusal("client-get", null, Map.of("range", "Leads!B2"));
        assertThat(broken.getStatusCode()).isEqualTo(500);
        assertThat(broken.getContent()).contains("cannot read sheets.json", "in line ");
        Files.writeString(file, written.replace("[\"2026-11-22\",\"\"]", "[\"2026-11-22\",\"good one\"]"));

        sandbox.close();
        sandbox = Sandbox.start(folder);
        assertThat(get("Leads!A1:B").getValues())
                .containsExactly(row("Date", "Verdict"), row("2026-11-22", "good one"));
    }

    @Test
    void what_the_sandbox_does_not_know_is_refused_by_name() throws Exception {
        String token = token(Grants.signed(folder, Map.of()));
        assertThat(send(SHEET + "/values/Sheet1!A1:clear", token, "{}").statusCode())
                .isEqualTo(404);
        assertThat(send(SHEET + "/values/Sheet1!A1:append", token, "{}").statusCode())
                .isEqualTo(404);
        assertThat(send(SHEET + "/values:batchUpdate", token, "{}").body())
                .contains("'valueInputOption' is required but not specified");
        assertThat(send(SHEET + "/values:batchUpdate", token, "{\"valueInputOption\":\"USER_ENTERED\"}")
                        .body())
                .contains("RAW values alone");
        assertThat(send(SHEET + "/values:batchUpdate", token, "{nonsense").body())
                .contains("Invalid JSON payload received.");
        assertThat(send(SHEET + ":batchUpdate", token, "{\"requests\":[{\"sortRange\":{}}]}")
                        .body())
                .contains("addSheet, appendDimension and setDataValidation alone");
    }

    @Test
    void no_header_but_its_own_reaches_the_sheets() {
        Map<String, Object> headers = new HashMap<>(Map.of("range", "Sheet1!A1"));
        headers.put("X-Inbound-Secret", "s");
        call("client-get", null, headers, ValueRange.class);
        assertThat(sandbox.requests().entries("sheets")).singleElement().satisfies(entry -> {
            assertThat(entry.path()).endsWith("/values/Sheet1!A1");
            assertThat(entry.headers()).contains("authorization").doesNotContain("x-inbound-secret", "api_key");
        });
        assertThat(sandbox.requests().entries("oauth"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.method()).isEqualTo("POST"));
    }

    private String refusedGrant(String assertion) throws Exception {
        HttpResponse<String> answer = send("/oauth/token", null, GRANT + "&assertion=" + assertion);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }

    private String token(String assertion) throws Exception {
        HttpResponse<String> answer = send("/oauth/token", null, GRANT + "&assertion=" + assertion);
        return "Bearer "
                + new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }

    private HttpResponse<String> send(String path, String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (body != null) {
            request.header(
                    "Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
            request.POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void addLeads() {
        call("client-change", addTab("Leads"), Map.of(), BatchUpdateSpreadsheetResponse.class);
    }

    private ValueRange get(String range) {
        return call("client-get", null, Map.of("range", range), ValueRange.class);
    }

    @SafeVarargs
    private UpdateValuesResponse update(String range, List<Object>... rows) {
        return call("client-update", values(rows), Map.of("range", range), UpdateValuesResponse.class);
    }

    private HttpResponseException refusal(String route, Object body, Map<String, Object> parameters) {
        Throwable error = catchThrowable(() -> call(route, body, parameters, Object.class));
        return ObjectHelper.getException(HttpResponseException.class, error);
    }

    private <T> T call(String route, Object body, Map<String, Object> parameters, Class<T> type) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelGoogleSheets.spreadsheetId", Sandbox.SPREADSHEET);
        parameters.forEach(
                (name, value) -> headers.put(name.startsWith("X-") ? name : "CamelGoogleSheets." + name, value));
        return sandbox.client().requestBodyAndHeaders("direct:" + route, body, headers, type);
    }

    private BatchUpdateSpreadsheetRequest grow(String dimension, int length) {
        int leads = call("client-describe", null, Map.of(), Spreadsheet.class)
                .getSheets()
                .get(1)
                .getProperties()
                .getSheetId();
        return new BatchUpdateSpreadsheetRequest()
                .setRequests(List.of(new Request()
                        .setAppendDimension(new AppendDimensionRequest()
                                .setSheetId(leads)
                                .setDimension(dimension)
                                .setLength(length))));
    }

    private static BatchUpdateSpreadsheetRequest addTab(String title) {
        return new BatchUpdateSpreadsheetRequest()
                .setRequests(List.of(new Request()
                        .setAddSheet(new AddSheetRequest().setProperties(new SheetProperties().setTitle(title)))));
    }

    @SafeVarargs
    private static ValueRange values(List<Object>... rows) {
        return new ValueRange().setValues(Arrays.asList(rows));
    }

    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }
}
