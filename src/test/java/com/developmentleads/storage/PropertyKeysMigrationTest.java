package com.developmentleads.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose keys follow earlier rules is brought to those of this version, and no verdict is lost. */
class PropertyKeysMigrationTest {

    private static final String COLUMNS =
            "address,snippet,classification,label_source,classified_at,property_key,fingerprint,"
                    + "status,price,link,first_seen,last_seen,first_run,last_run";
    private static final String ZILLOW = "https://www.zillow.com/homedetails/x/%s_zpid/";

    @TempDir
    private Path data;

    /** A database as the version before left it: the schema without the migration of keys. */
    @BeforeEach
    void makeOld() {
        open();
        Scans.execute(data, "drop table former_keys");
        forgetMigrations();
        Scans.execute(
                data,
                "insert into runs (id, run_key, run_date, kind, state, location, started_at)"
                        + " values (1, 'a', '2026-11-01', 'manual', 'succeeded', 'x', '2026-11-01T06:00:00Z'),"
                        + " (2, 'b', '2026-11-02', 'manual', 'succeeded', 'x', '2026-11-02T06:00:00Z')");
    }

    /** So that those of the keys and later ones are made again; a column that SQL adds can be added once. */
    private void forgetMigrations() {
        Scans.execute(
                data,
                "drop view told_facts",
                "drop view parcel_facts",
                "alter table parcels drop column land_share",
                "delete from schema_history where cast(version as integer) >= 10");
    }

    private void open() {
        new Database(data.resolve(Scans.FILE), Duration.ofSeconds(5), Clock.systemUTC()).open();
    }

    private void grid(String number, String key, String label, String source, String at, String first, String last) {
        Scans.insert(
                data,
                COLUMNS,
                number + " Main St, Sussex, WI 53089",
                "text of " + key,
                label,
                source,
                at,
                key,
                "f " + key,
                "for_sale",
                null,
                String.format(ZILLOW, "1"),
                first,
                last,
                1,
                2);
    }

    @Test
    void twoSpellingsBecomeOneRowWithTheVerdictOfAPerson() {
        grid(
                "N63 W23005",
                "n63 w23005 main st sussex wi",
                "not_opportunity",
                "human",
                "2026-01-01",
                "2026-11-02",
                "2026-11-02");
        grid(
                "N63W23005",
                "n63w23005 main st sussex wi",
                "development_opportunity",
                "model",
                "2026-11-09",
                "2026-11-01",
                "2026-11-09");
        Scans.execute(
                data,
                "insert into sightings (run_id, query, start, position, property_key)"
                        + " values (1, 'q', 0, 0, 'n63 w23005 main st sussex wi'), (1, 'q', 0, 1, 'n63w23005 main st sussex wi')",
                "insert into answers (run_id, property_key, model, label, at)"
                        + " values (1, 'n63 w23005 main st sussex wi', 'm', 'not_opportunity', 't'),"
                        + " (1, 'n63w23005 main st sussex wi', 'm', 'maybe', 't'),"
                        + " (2, 'n63 w23005 main st sussex wi', 'm', 'not_opportunity', 't')",
                "insert into deliveries values ('sheet', 'n63 w23005 main st sussex wi', 'v1', 't'),"
                        + " ('sheet', 'n63w23005 main st sussex wi', 'v2', 't'), ('mail', '1', 'v', 't')");

        open();

        assertThat(
                        Scans.query(
                                data,
                                "select property_key, classification, label_source, snippet, first_seen, last_seen from property_scans"))
                .containsExactly(
                        "n63w23005 main st sussex wi|not_opportunity|human|text of n63 w23005 main st sussex wi"
                                + "|2026-11-01|2026-11-09");
        assertThat(Scans.query(data, "select distinct property_key from sightings"))
                .containsExactly("n63w23005 main st sussex wi");
        assertThat(Scans.query(data, "select count(*) from sightings")).containsExactly("2");
        assertThat(Scans.query(data, "select run_id, property_key, label from answers order by run_id"))
                .containsExactly(
                        "1|n63w23005 main st sussex wi|not_opportunity",
                        "2|n63w23005 main st sussex wi|not_opportunity");
        assertThat(Scans.query(data, "select kind, ref, version from deliveries order by kind"))
                .containsExactly("mail|1|v", "sheet|n63w23005 main st sussex wi|v1");
        assertThat(Scans.query(data, "select former_key, property_key from former_keys"))
                .containsExactly("n63 w23005 main st sussex wi|n63w23005 main st sussex wi");
    }

    @Test
    void ofTwoVerdictsOfAModelTheNewestStays() {
        grid("N63 W23005", "n63 w23005 main st sussex wi", "maybe", "model", "2026-11-08", "2026-11-01", "2026-11-02");
        grid(
                "N63W23005",
                "n63w23005 main st sussex wi",
                "not_opportunity",
                "model",
                "2026-11-07",
                "2026-11-01",
                "2026-11-09");

        open();

        assertThat(Scans.query(data, "select classification, last_seen from property_scans"))
                .containsExactly("maybe|2026-11-09");
    }

    @Test
    void anOwnersVerdictTakesOverWhatASearchFound() {
        Scans.insert(
                data,
                "address,snippet,classification,property_key",
                "2665 State Highway 59, Douglas, WY",
                "own",
                "not_opportunity",
                "2665 state hwy 59 douglas wy");
        Scans.insert(
                data,
                COLUMNS,
                "2665 Highway 59, Douglas, WY 82633",
                "found",
                null,
                null,
                null,
                "2665 hwy 59 douglas wy",
                "f",
                "for_sale",
                419000,
                String.format(ZILLOW, "2"),
                "2026-11-01",
                "2026-11-02",
                1,
                2);

        open();

        assertThat(
                        Scans.query(
                                data,
                                "select property_key, snippet, classification, fingerprint, status, price, first_seen from property_scans"))
                .containsExactly("2665 hwy 59 douglas wy|own|not_opportunity|f|for_sale|419000.0|2026-11-01");
    }

    @Test
    void landWithHouseNumberZeroGetsTheListingsKey() {
        Scans.insert(
                data,
                COLUMNS,
                "0 McGibbon Rd, Martville, NY 13111",
                "land",
                "maybe",
                "human",
                "2026-11-01",
                "0 mcgibbon rd martville ny",
                "f",
                "for_sale",
                54000,
                String.format(ZILLOW, "3000011"),
                "2026-11-01",
                "2026-11-02",
                1,
                2);

        open();

        assertThat(Scans.query(data, "select property_key, classification from property_scans"))
                .containsExactly("zillow 3000011|maybe");
    }

    @Test
    void rowsOfOneKeyAreTheOwnersAndStay() {
        for (String verdict : List.of("maybe", "not_opportunity")) {
            Scans.insert(
                    data,
                    "address,snippet,classification,property_key",
                    "1 Elm St, Newton, MA",
                    "x",
                    verdict,
                    "1 elm st newton ma");
        }
        Scans.insert(data, "address,snippet,classification", "N63 W23005 Main St, Sussex, WI", "x", "maybe");
        Scans.insert(data, "address,snippet,classification", "N63W23005 Main St, Sussex, WI", "x", "maybe");
        List<String> before = Scans.query(data, "select * from property_scans");

        open();

        assertThat(Scans.query(data, "select * from property_scans")).isEqualTo(before);
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The migration of the keys is made again",
            then = "nothing changes")
    @Test
    void migratingAgainChangesNothing() {
        twoSpellingsBecomeOneRowWithTheVerdictOfAPerson();
        List<String> before = everything();
        forgetMigrations();

        open();

        assertThat(everything()).isEqualTo(before);
    }

    private List<String> everything() {
        return List.of("property_scans", "sightings", "answers", "deliveries", "former_keys").stream()
                .flatMap(table -> Scans.query(data, "select * from " + table).stream())
                .toList();
    }
}
