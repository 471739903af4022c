package com.developmentleads.daily;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.daily.SearchService.Result;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Scans;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The assessor's records of the listings: what is asked for, which record is whose, and what a failing layer does. */
@Tag("slow")
@LeadsTest
class EnrichTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> records = new ArrayList<>();
    private volatile Loopback.Script script = request -> Answer.json(200, answer(false));
    private final Loopback layer = new Loopback(request -> script.answer(request));
    private DailyRunFixture morning;

    @BeforeEach
    void open() {
        morning.set("parcels.layer-url", layer.url() + "/arcgis/0")
                .set("parcels.requests-per-second", "500")
                .set("parcels.response-timeout", "500ms");
    }

    @AfterEach
    void close() {
        layer.close();
    }

    private static Result listing(String address) {
        String slug = address.replaceAll("[^A-Za-z0-9]+", "-");
        return new Result(
                address + " | Zillow",
                "https://www.zillow.com/homedetails/" + slug + "/" + Math.abs(address.hashCode()) + "_zpid/",
                "For sale: $700000, 3 beds, 1 bath house, teardown");
    }

    private ObjectNode record(String address, String town) {
        ObjectNode record = JSON.createObjectNode()
                .put("SITE_ADDR", address)
                .put("CITY", town)
                .put("LOC_ID", "F_" + records.size())
                .put("LOT_SIZE", 0.25)
                .put("YEAR_BUILT", 1948)
                .put("RES_AREA", 1200)
                .put("LAND_VAL", 600_000)
                .put("TOTAL_VAL", 750_000)
                .put("ZONING", "SR2")
                .put("LS_DATE", "19870430");
        records.add(record);
        return record;
    }

    private String answer(boolean more) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode features = answer.putArray("features");
        records.forEach(record -> features.addObject().set("attributes", record));
        return (more ? answer.put("exceededTransferLimit", true) : answer).toString();
    }

    private static Map<String, String> form(ApiRequest request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private Path zoning() {
        return morning.place.data().resolve("zoning.csv");
    }

    private Map<String, Object> parcel(String like) {
        return morning.row("select parcels.* from parcels join property_scans using (property_key) where address like '"
                + like + "%'");
    }

    @Test
    void forty_listings_take_two_requests_and_none_the_next_day() throws IOException {
        morning.finds(IntStream.rangeClosed(1, 40)
                .mapToObj(number -> listing(number + " Example St, Newton, MA 02458"))
                .toArray(Result[]::new));
        IntStream.rangeClosed(1, 39).forEach(number -> record(number + " EXAMPLE ST", "NEWTON"));
        // 39.46 %: rounded to a tenth first, it would be 40.
        records.get(7).put("LAND_VAL", 394_600).put("TOTAL_VAL", 1_000_000);
        TestInstallation.write(zoning(), """
                Town;District;Minimum lot;Maximum ratio
                newton;sr-2;6,800;.33
                """);
        try (LeadsRuntime runtime = morning.start()) {
            Map<?, ?> report = DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(report.toString()).contains("lot 1.6 × the minimum of SR2, 2,400 sqft of floor unused");
            assertThat(layer.requests()).hasSize(2);
            Map<String, String> form = form(layer.requests().get(0));
            assertThat(form.get("outFields")).contains("SITE_ADDR", "LAND_VAL").doesNotContain("OWN", "*");
            assertThat(form).containsEntry("returnGeometry", "false").containsEntry("f", "json");
            assertThat(morning.rows("select 1 from parcels where state = 'found'"))
                    .hasSize(39);
            assertThat(parcel("40 Example").get("why")).isEqualTo("no record with this number, street and town");
            assertThat(morning.rows("select * from parcel_facts where property_key like '7 example%'"))
                    .singleElement()
                    .satisfies(facts -> assertThat(facts)
                            .containsEntry("lot_sqft", 10_890.0)
                            .containsEntry("land_share", 0.8)
                            .containsEntry("floor_area_ratio", 0.11)
                            .containsEntry("price_per_lot_sqft", 64.28));

            String leads = Files.readString(morning.place.data().resolve("leads.csv"));
            assertThat(leads)
                    .contains("land 80 % of value, floor area 0.11 of lot, lot 1.6 × the minimum of SR2, 2,400 sqft")
                    .contains("land 39 % of value")
                    .doesNotContain("land 40 %");
            assertThat(Files.readString(morning.place.data().resolve("reports/index.html")))
                    .contains("lot 1.6 × the minimum of SR2", "land 39 % of value")
                    .doesNotContain("land 40 %");

            TestInstallation.write(zoning(), "town,district,minimum_lot\nNewton,SR2,6800\nNewton,SR3,a lot\n");
            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
        }
        assertThat(Files.readString(morning.place.log()))
                .contains("zoning.csv, line 3: minimum_lot is no number above 0, such as 10000: a lot");
        assertThat(morning.rows("select 1 from zoning")).isEmpty();
        assertThat(Files.readString(morning.place.data().resolve("leads.csv")))
                .contains("floor area 0.11 of lot, zoning SR2");
        assertThat(layer.requests()).hasSize(2);
        assertThat(morning.value(
                        "select group_concat(step) from (select step from run_steps where run_id = 1 order by id)"))
                .isEqualTo("feedback,search,enrich,classify,publish");
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "Parcels with ranges, units, villages, doubles, nulls, zeros, other towns, other units of the lot",
            then = "each listing gets the record that is certainly its own, or none and why")
    @Test
    void each_listing_gets_its_own_record_or_none() {
        morning.finds(
                listing("12 Oak Ave, West Newton, MA 02465"),
                listing("20 Elm St, Newton Centre, MA 02459"),
                listing("30 Pine Rd #2, Newton, MA 02459"),
                listing("40 Ash St, Newton, MA 02459"),
                listing("50 Main St, Waltham, MA 02451"),
                listing("60 O'Neil; St, Newton, MA 02459"),
                listing("70 Bay St, Newton, MA 02459"),
                listing("80 Bay St, Hartford, CT 06103"));
        record("12 OAK AVENUE", "NEWTON").put("LOT_SIZE", 9000).put("LOT_UNITS", "S");
        record("20-22 ELM ST", "NEWTON").put("LOT_UNITS", "X");
        record("30 PINE RD", "NEWTON").put("YEAR_BUILT", 0).put("ZONING", " ").putNull("LAND_VAL");
        record("40 ASH ST", "NEWTON");
        record("40 ASH STREET", "NEWTON");
        record("50 MAIN ST", "NEWTON");
        record("70 BAY ST", "NEWTON").put("LOC_ID", "same");
        record("70 BAY ST", "NEWTON").put("LOC_ID", "same").put("YEAR_BUILT", 1990);
        assertThat(morning.daily().code()).isZero();

        assertThat(parcel("12 Oak")).containsEntry("lot_sqft", 9000.0).containsEntry("last_sold", "1987-04-30");
        assertThat(parcel("20 Elm")).containsEntry("state", "found").containsEntry("lot_sqft", null);
        assertThat(parcel("30 Pine"))
                .containsEntry("building", 1)
                .containsEntry("year_built", null)
                .containsEntry("land_value", null)
                .containsEntry("zoning", null);
        assertThat(parcel("40 Ash")).containsEntry("why", "2 records with this number, street and town");
        assertThat(parcel("50 Main")).containsEntry("state", "none");
        assertThat(parcel("70 Bay"))
                .containsEntry("building", 1)
                .containsEntry("year_built", null)
                .containsEntry("lot_sqft", 10_890.0);
        assertThat(morning.rows("select 1 from parcels where property_key like '%hartford%'"))
                .isEmpty();
        String where = form(layer.requests().get(0)).get("where");
        assertThat(where).contains("CITY = 'WALTHAM'", "LIKE '12 %OAK%'").doesNotContain("O'NEIL", ";");
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault = "The parcel layer fails: error with status 200, HTML, 500, silence, no records",
            then =
                    "the run succeeds without records, one request a run is made, one alert comes after three days, the next asks again")
    @Test
    void a_failing_layer_fails_no_run() {
        morning.finds(listing("12 Oak Ave, Newton, MA 02465"));
        record("12 OAK AVE", "NEWTON");
        List<Loopback.Script> failures = Arrays.asList(
                request -> Answer.json(
                        200, "{\"error\":{\"code\":400,\"message\":\"Invalid field: LAND_VAL\",\"details\":[]}}"),
                request -> Answer.html(200),
                request -> Answer.json(500, "{}"),
                request -> null,
                request -> {
                    Thread.sleep(900);
                    return null;
                },
                request -> Answer.json(200, "[1]"));
        try (LeadsRuntime runtime = morning.start()) {
            for (int day = 0; day < failures.size(); day++) {
                script = failures.get(day);
                Map<?, ?> report = DailyRunFixture.run(runtime, "day-" + day, MONDAY.plusDays(day));
                assertThat(report.get("state")).as("%s", report).isEqualTo("succeeded");
                assertThat(morning.rows("select 1 from parcels")).isEmpty();
                assertThat(morning.rows("select what from alerts where kind = 'parcels'"))
                        .hasSize(day < 2 ? 0 : 1);
            }
            assertThat(morning.rows("select error from parcel_requests where error is not null"))
                    .hasSize(failures.size())
                    .first()
                    .hasToString("{error=the parcel layer answered with error 400: Invalid field: LAND_VAL}");
            script = request -> Answer.json(200, answer(false));
            DailyRunFixture.run(runtime, "well", MONDAY.plusDays(9));
        }
        assertThat(parcel("12 Oak")).containsEntry("year_built", 1948);
        assertThat(morning.models.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault = "The parcel layer has more records than it gives in one answer",
            then = "fewer addresses are asked for at a time until it gives all; none is lost")
    @Test
    void an_answer_that_is_cut_off_is_asked_for_in_halves() {
        morning.finds(
                listing("1 Oak Ave, Newton, MA 02465"),
                listing("2 Oak Ave, Newton, MA 02465"),
                listing("3 Oak Ave, Newton, MA 02465"));
        for (int number = 1; number <= 3; number++) {
            record(number + " OAK AVE", "NEWTON");
        }
        script = request -> Answer.json(200, answer(form(request).get("where").contains(") OR (CITY")));
        assertThat(morning.daily().code()).isZero();
        assertThat(layer.requests()).hasSize(5);
        assertThat(morning.rows("select 1 from parcels where state = 'found'")).hasSize(3);
        assertThat(layer.requests())
                .allSatisfy(request -> assertThat(form(request))
                        .as("one page")
                        .containsEntry("resultRecordCount", "1000")
                        .doesNotContainKey("resultOffset"));
        assertThat(morning.place.data().resolve("leads.geojson")).doesNotExist();
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault = "It has more records of one address than it gives; a point is on no map, a lead's text is hostile",
            then = "no record, and why, for the short time; the map has the other leads, as text")
    @Test
    void leads_with_a_point_are_in_a_file_for_maps() throws IOException {
        morning.set("parcels.point", "centroid")
                .set("parcels.batch", "1")
                .finds(
                        new Result(
                                "12 Oak Ave, Newton, MA 02465 | Zillow",
                                "https://www.zillow.com/homedetails/12-Oak/12_zpid/?a=\"}]<b>",
                                "For sale: $700000, \"}], <script>teardown"),
                        listing("20 Elm St, Newton, MA 02459"),
                        listing("30 Pine Rd, Newton, MA 02459"));
        record("12 OAK AVE", "NEWTON");
        record("20 ELM ST", "NEWTON").put("ZONING", "\"}]\u0001");
        record("30 PINE RD", "NEWTON");
        script = request -> {
            String where = form(request).get("where");
            JsonNode answer = JSON.readTree(answer(where.contains("PINE")));
            double x = where.contains("ELM") ? -7_912_345.6 : -71.2001;
            answer.path("features")
                    .forEach(feature -> ((ObjectNode) feature)
                            .putObject("centroid")
                            .put("x", x)
                            .put("y", 42.3));
            return Answer.json(200, answer.toString());
        };
        assertThat(morning.daily().code()).isZero();
        assertThat(form(layer.requests().get(0)))
                .containsEntry("returnCentroid", "true")
                .containsEntry("outSR", "4326")
                .containsEntry("returnGeometry", "false");
        assertThat(parcel("30 Pine")).containsEntry("state", "none").containsEntry("why", "too many records");
        assertThat(morning.value(
                        "select julianday(until) - julianday(asked_at) < 31 from parcels where state = 'none'"))
                .isEqualTo(1);
        assertThat(parcel("20 Elm")).containsEntry("state", "found").containsEntry("lon", null);
        JsonNode map =
                JSON.readTree(morning.place.data().resolve("leads.geojson").toFile());
        assertThat(map.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(map.path("features")).singleElement().satisfies(feature -> {
            assertThat(feature.at("/geometry/coordinates").toString()).isEqualTo("[-71.2001,42.3]");
            assertThat(feature.at("/properties/address").asText()).startsWith("12 Oak Ave");
            assertThat(feature.at("/properties/price").asInt()).isEqualTo(700_000);
            assertThat(feature.at("/properties/facts").asText()).contains("land 80 % of value");
            assertThat(feature.at("/properties/link").asText())
                    .startsWith("https://www.zillow.com/homedetails/12-Oak/");
        });
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "A run stops in the middle of storing records",
            then = "what was stored is not asked for again, the rest is, and nothing is there twice")
    @Test
    void a_run_that_stops_between_records_goes_on_from_there() {
        morning.set("parcels.batch", "2")
                .finds(IntStream.rangeClosed(1, 4)
                        .mapToObj(number -> listing(number + " Oak Ave, Newton, MA 02465"))
                        .toArray(Result[]::new));
        IntStream.rangeClosed(1, 4).forEach(number -> record(number + " OAK AVE", "NEWTON"));
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("create trigger stop before insert on parcels"
                    + " when (select count(*) from parcels) = 3 begin select raise(abort, 'stopped'); end");
            assertThat(DailyRunFixture.run(runtime, "monday", MONDAY).get("state"))
                    .as("a fault of this machine is told")
                    .isEqualTo("partial");
            assertThat(morning.rows("select 1 from parcels")).hasSize(3);
            morning.place.execute("drop trigger stop");
            assertThat(DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1))
                            .get("state"))
                    .isEqualTo("succeeded");
        }
        assertThat(morning.rows("select 1 from parcels where state = 'found'")).hasSize(4);
        assertThat(layer.requests()).hasSize(3);
        assertThat(form(layer.requests().get(2)).get("where")).doesNotContain(") OR (CITY");
        assertThat(morning.models.requests()).hasSize(4);
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault = "The parcel layer fails while leads enrich asks for what the owner brought",
            then = "what came is kept, the next asks for the rest, and leads prepare goes on without records")
    @Test
    void what_the_owner_brought_is_enriched_too() throws IOException {
        morning.set("parcels.batch", "2").set("parcels.per-run", "4");
        Files.createDirectories(morning.place.data());
        Scans.execute(morning.place.data(), Scans.THREE_COLUMNS);
        for (int number = 1; number <= 12; number++) {
            Scans.insert(
                    morning.place.data(),
                    "address,snippet,classification",
                    number + (number == 12 ? " Oak Ave, Hartford, CT 06103" : " Oak Ave, Newton, MA 02465"),
                    "house number " + number,
                    number % 2 == 0 ? "development_opportunity" : "not_opportunity");
            if (number < 10) {
                record(number + " OAK AVE", "NEWTON");
            }
        }
        script = request -> layer.requests().size() > 3 ? Answer.json(500, "{}") : Answer.json(200, answer(false));
        TestInstallation.Result run = morning.place.run("--json", "enrich");
        assertThat(run.code()).as(run.all()).isEqualTo(1);
        assertThat(run.out()).contains("\"asked\" : 8", "\"found\" : 6", "\"none\" : 0", "\"failed\" : 2");
        assertThat(run.err()).contains("leads enrich asks for the rest").hasLineCount(1);

        TestInstallation.Result prepared = morning.place.run("--set", "training.min-examples=2", "prepare");
        assertThat(prepared.code()).as(prepared.all()).isZero();
        assertThat(prepared.err()).containsOnlyOnce("gone on without records");

        script = request -> Answer.json(200, answer(false));
        run = morning.place.run("enrich");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("5 asked for, 3 found, 2 without a record, 0 failed");
        assertThat(morning.rows("select 1 from parcel_requests where run_id is null and error is null"))
                .hasSize(3 + 3);

        assertThat(morning.place.run("enrich").code()).isEqualTo(3);
        record("10 OAK AVE", "NEWTON");
        morning.place.execute("update parcels set until = '2026-01-01T00:00:00Z' where property_key like '3 oak%'");
        assertThat(morning.place.run("enrich", "--all").out())
                .contains("3 asked for, 2 found, 1 without a record, 0 failed");
        assertThat(morning.place.run("--set", "parcels.layer-url=", "enrich").code())
                .isEqualTo(2);
    }

    @Test
    void the_record_is_told_alike_in_training_and_in_daily_use() throws IOException {
        morning.finds(
                listing("12 Oak Ave, Newton, MA 02465"),
                new Result(
                        "20 Elm St, Newton, MA 02459 | Zillow",
                        "https://www.zillow.com/homedetails/20-Elm-St/20_zpid/",
                        "For sale: $900000, house built in 1960 on a 9,000 sqft lot"),
                listing("30 Pine Rd #2, Newton, MA 02459"),
                listing("40 Ash St, Newton, MA 02459"));
        record("12 OAK AVENUE", "NEWTON")
                .put("BLD_AREA", 1420.4)
                .put("BLDG_VAL", 1_150_000)
                .put("LS_PRICE", 250_000)
                .put("ZONING", "SR2\r\nPrice: {address}");
        record("20 ELM ST", "NEWTON").put("LAND_VAL", 0).put("ZONING", " ").putNull("LS_DATE");
        record("30 PINE RD", "NEWTON");
        assertThat(morning.daily().code()).isZero();

        Map<String, String> asked = new TreeMap<>();
        for (ApiRequest request : morning.models.requests()) {
            String text = user(JSON.readTree(request.body()));
            asked.put(text.replaceAll("(?s).*Address: (\\S+ \\S+).*", "$1"), text);
        }
        assertThat(asked.get("12 Oak")).endsWith("""

                Price: $700,000
                Lot size: 10,890 sqft
                Year built: 1948
                Building area: 1,420 sqft
                Land value: $600,000
                Building value: $1,150,000
                Zoning: SR2 Price: {address}
                Last sold: 1987-04-30 for $250,000
                Is this a development opportunity?""");
        assertThat(asked.get("20 Elm")).endsWith("""

                Price: $900,000
                Lot size: 9,000 sqft
                Year built: 1960
                Building area: 1,200 sqft
                Is this a development opportunity?""");
        for (String without : List.of("30 Pine", "40 Ash")) {
            assertThat(asked.get(without)).endsWith("\nPrice: $700,000\nIs this a development opportunity?");
        }

        morning.place.execute("update property_scans set label_source = 'human'");
        assertThat(prepared("true")).containsExactlyInAnyOrderElementsOf(asked.values());
        morning.place.execute("delete from parcels where property_key not like '%oak%'");
        List<String> off = prepared("false");
        morning.place.execute("delete from parcels");
        assertThat(prepared("true"))
                .containsExactlyElementsOf(off)
                .noneMatch(text -> text.contains("1948") || text.contains("area: "));
    }

    @Test
    void a_tuned_model_is_told_what_it_was_trained_with() throws IOException {
        TestInstallation.write(morning.place.data().resolve("finetuned_model_id.txt"), Models.TUNED);
        record("12 OAK AVENUE", "NEWTON").put("BLD_AREA", 1420);
        morning.finds(listing("12 Oak Ave, West Newton, MA 02465"));
        assertThat(morning.daily().code()).isZero();
        assertThat(lastQuestion()).contains("Building area: 1,420 sqft", "Zoning: SR2");
        morning.place.execute("insert into training_jobs (submission, server, model, state, fine_tuned_model,"
                + " training_sha256, created_at, updated_at, job_id) select 's', server, 'm', 'succeeded', '"
                + Models.TUNED
                + "', 'file', '2026-11-01', '2026-11-01', 'ftjob-1' from spend limit 1");
        for (String fields : List.of("address,price,record_zoning", "address,price")) {
            morning.place.execute("insert or replace into prompt_fields values ('file', '" + fields + "')");
            morning.place.execute("update property_scans set classified_fingerprint = null");
            // The property says the contrary, and does not count for a model whose fields are known.
            boolean zoning = fields.contains("zoning");
            assertThat(morning.place
                            .run("--set", "prompt.facts=" + !zoning, "daily")
                            .code())
                    .isZero();
            assertThat(lastQuestion().contains("Zoning: SR2")).isEqualTo(zoning);
            assertThat(lastQuestion()).doesNotContain("Building area");
        }
    }

    private String lastQuestion() throws IOException {
        List<ApiRequest> asked = morning.models.requests();
        return user(JSON.readTree(asked.get(asked.size() - 1).body()));
    }

    private List<String> prepared(String facts) throws IOException {
        assertThat(morning.place
                        .run(
                                "--set",
                                "training.min-examples=2",
                                "--set",
                                "parcels.layer-url=",
                                "--set",
                                "prompt.facts=" + facts,
                                "prepare")
                        .code())
                .isZero();
        List<String> turns = new ArrayList<>();
        for (String line : Files.readAllLines(morning.place.data().resolve("finetuning_data.jsonl"))) {
            turns.add(user(JSON.readTree(line)));
        }
        return turns;
    }

    private static String user(JsonNode question) {
        return question.path("messages").path(1).path("content").asText();
    }
}
