package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The changes of {@code docs/change-a-route.md} do what the page says, each written from its own blocks: {@link
 * WorkedChange} says how to add one.
 */
@Tag("slow")
class ChangeARouteTest {

    @TempDir
    private Path folder;

    @Test
    void anotherSearchSource() throws IOException {
        try (WorkedChange change = new WorkedChange(folder, "Another search source");
                Loopback broker = new Loopback(request -> Loopback.Answer.json(200, """
                        {"homes": [
                          {"street": "12 Example St", "town": "Newton, MA 02458", "url": "https://broker.example.com/12",
                           "asking": 750000, "text": "A teardown on a large lot"},
                          {"street": "14 Example St", "town": "Newton, MA 02458", "url": "https://broker.example.com/14",
                           "asking": 990000, "text": "Renovated"}]}
                        """))) {
            change.day.place.unset("search.queries").set("my.broker.url", broker.url() + "/homes");
            Result daily = change.day.daily();
            assertThat(daily.all()).contains("2; 2 new");
            assertThat(daily.code()).isZero();
            assertThat(change.day.search.requests()).isEmpty();
            assertThat(broker.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/homes");
                assertThat(request.query()).isEqualTo("town=Newton%2C%20MA");
                assertThat(request.headers()).doesNotContainKey("camelsqlquery");
            });
            assertThat(
                            change.day.rows(
                                    "select address, price from property_scans where classification = 'development_opportunity'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.toString()).contains("12 Example St", "750000"));
        }
    }

    @Test
    void anotherSink() throws IOException {
        try (WorkedChange change = new WorkedChange(folder, "Another sink")) {
            change.day.finds(home(1, "teardown"), home(2, "teardown, large lot"), home(3, "renovated"));
            assertThat(change.day.daily().code()).isZero();
            Path file = change.day.place.data().resolve("leads.jsonl");
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(2);
            for (String line : lines) {
                JsonNode lead = new ObjectMapper().readTree(line);
                assertThat(lead.path("address").asText()).contains("Example St");
                assertThat(lead.path("price").asInt()).isGreaterThan(700_000);
                assertThat(lead.path("key").asText()).isNotEmpty();
            }
            change.day.finds(home(1, "teardown"), home(4, "teardown"));
            assertThat(change.day.daily().code()).isZero();
            assertThat(Files.readAllLines(file)).hasSize(3);
        }
    }

    @Test
    void anotherStatesLayerOfParcels() throws IOException {
        try (WorkedChange change = new WorkedChange(folder, "Another state's layer of parcels");
                Loopback layer = new Loopback(request -> Loopback.Answer.json(200, """
                        {"features": [{"attributes": {"SITE_ADDRESS": "12 OAK STREET", "TOWN_NAME": "HARTFORD",
                          "PARCEL_NO": "77-1", "GROSS_ACRES": 0.5, "ACTUAL_YR": 1931, "APPR_LAND": 300000,
                          "APPR_TOTAL": 400000, "ZONE_CODE": "R-10", "SALE_DAY": "19870430"}}]}
                        """))) {
            change.day.set("parcels.layer-url", layer.url() + "/0");
            change.day.finds(new SearchService.Result(
                    "12 Oak St, Hartford, CT 06103 | Zillow",
                    "https://www.zillow.com/homedetails/12-Oak-St-Hartford-CT-06103/12_zpid/",
                    "For sale: $700000, 3 beds, 1 bath house, teardown"));
            Result daily = change.day.daily();
            assertThat(daily.code()).as(daily.all()).isZero();
            assertThat(layer.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.text())
                            .contains("TOWN_NAME", "HARTFORD", "HEATED_SQFT")
                            .doesNotContain("SITE_ADDR%2C", "OWNER"));
            assertThat(change.day.rows("select * from parcels"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("lot_sqft", 21_780.0)
                            .containsEntry("year_built", 1931)
                            .containsEntry("zoning", "R-10"));
            assertThat(change.day.models.requests().get(0).text()).contains("Year built: 1931", "Zoning: R-10");
        }
    }

    @Test
    void anotherPromptWithAnotherLabelSet() throws IOException {
        try (WorkedChange change = new WorkedChange(folder, "Another prompt with another label set")) {
            change.day.models.saying(text -> text.contains("teardown") ? "tear_down" : "keep");
            change.day.finds(home(1, "teardown"), home(2, "renovated"));
            Result daily = change.day.daily();
            assertThat(daily.all()).contains("1 tear down");
            assertThat(daily.code()).isZero();
            assertThat(change.day.models.requests().get(0).text()).contains("tear_down, add_on or keep");
            assertThat(change.day.place.run("routes", "check").err()).isEmpty();
        }
    }
}
