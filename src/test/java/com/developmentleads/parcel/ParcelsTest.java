package com.developmentleads.parcel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.listing.address.House;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer of another state is one file; what an address says cannot end the text of a clause. */
class ParcelsTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Parcels parcels = new Parcels("example", 20, 180 * DAY, 30 * DAY, 400, Clock.systemUTC());

    @Test
    void anotherStatesLayerIsAFile() {
        List<Map<String, Object>> rows = List.of(
                Map.of("property_key", "a", "address", "12 Oak St, Hartford, CT 06103"),
                Map.of("property_key", "b", "address", "12 Oak St, Newton, MA 02459"));
        List<List<Map<String, Object>>> requests = parcels.requests(rows);
        assertThat(requests).containsExactly(List.of(rows.get(0)));
        assertThat(URLDecoder.decode(parcels.form(requests.get(0)), StandardCharsets.UTF_8))
                .contains("TOWN_NAME = 'HARTFORD'", "SITEADDR LIKE '12 %OAK%'", "YRBLT")
                .doesNotContain("OWN,", "OWNER");
        assertThat(parcels.match(
                        parcels.answer("{\"features\":[{\"attributes\":{\"SITEADDR\":\"12 OAK STREET\","
                                + "\"TOWN_NAME\":\"Hartford\",\"LOT_ACRES\":0.5,\"YRBLT\":\"1931\","
                                + "\"SALEDATE\":1556582400000}}]}"),
                        requests.get(0)))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "found")
                        .containsEntry("lot_sqft", 21_780.0)
                        .containsEntry("year_built", 1931.0)
                        .containsEntry("last_sold", "2019-04-30"));
    }

    @Test
    void aClauseIsEscaped() {
        House house = House.of("12 Oak St, Hartford, CT").orElseThrow();
        House hostile = new House("1", "O'X%_", "T' OR 1=1; --{number}", "", false, house.address());
        assertThat(new Mapping("example").where(hostile))
                .contains("TOWN_NAME = 'T'' OR 1=1; --{number}' AND", "LIKE '1 %O''X%'");
    }

    @Test
    void aMappingThatIsNotThereIsTold() {
        assertThatThrownBy(() -> new Mapping("nowhere"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("routes/parcels/nowhere.properties");
    }

    @Test
    void aHouseIsFoundInEachSpelling() {
        assertThat(House.of("12-14 W. Oak Street #3, West Newton, MA 02465").orElseThrow())
                .satisfies(house -> {
                    assertThat(house.number()).isEqualTo("12");
                    assertThat(house.street()).isEqualTo("OAK");
                    assertThat(house.town()).isEqualTo("NEWTON");
                    assertThat(house.hasUnit()).isTrue();
                    assertThat(house.isSame(House.of("14 W OAK ST, NEWTON, MA").orElseThrow()))
                            .isTrue();
                    assertThat(house.isSame(House.of("14 W OAK ST, WALTHAM, MA").orElseThrow()))
                            .isFalse();
                    assertThat(house.isSame(House.of("14 W OAK RD, NEWTON, MA").orElseThrow()))
                            .isFalse();
                });
        assertThat(House.of("Oak St, Newton, MA")).isEmpty();
        assertThat(House.of("12 Oak St")).isEmpty();
    }

    @Test
    void a_wrong_table_of_districts_is_named_by_its_line(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("zoning.csv");
        assertThat(new ZoningTable(file.toString()).districts()).isEmpty();
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("city,district\n", "line 1: its header is not town,district,");
        faults.put("town,district,town\nNewton,SR1,x\n", "line 1: its header is not");
        faults.put("town,district\nNewton,SR1\n\nNewton,\n", "line 4: it names no district");
        faults.put("town,district\nNewton,SR 1\nNEWTON,sr-1\n", "line 3: the district is there twice");
        faults.put("town,district\nNewton,SR1,10000\n", "line 2: it has 3 cells, its header has 2");
        faults.put("town,district,minimum_lot\nNewton,SR1,-5\n", "line 2: minimum_lot is no number above 0");
        faults.put(
                "town,district,maximum_ratio\nNewton,SR1,33 %\n",
                "line 2: maximum_ratio is no ratio, such as 0.33: 33 %");
        faults.put("town,district\nNewton,\"SR1\n", "line 2: its quotation marks are no pairs");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            Files.writeString(file, fault.getKey());
            assertThatThrownBy(() -> new ZoningTable(file.toString()).districts())
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(fault.getValue())
                    .message()
                    .hasLineCount(1);
            assertThat(new ZoningTable(file.toString()).read()).isEqualTo("[]");
        }
        assertThat(new ZoningTable("data/samples/zoning.csv").districts())
                .hasSize(7)
                .contains(Map.of(
                        "town",
                        "NEEDHAM",
                        "district",
                        "SR2",
                        "minimum_lot",
                        20_000.0,
                        "frontage",
                        110.0,
                        "maximum_ratio",
                        0.3,
                        "note",
                        "made up"));
    }
}
