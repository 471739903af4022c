package com.developmentleads.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Scans;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leads import} of a made-up database of the Python system that has the faults of the real ones. */
@Tag("slow")
class ImportTest {

    private static final List<String> TABLES =
            List.of("property_scans", "label_history", "property_history", "verdicts");

    @TempDir
    private Path folder;

    private TestInstallation place;
    private Path data;
    private Path old;

    @BeforeEach
    void makeFolder() throws IOException {
        place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        data = Files.createDirectory(place.data());
        old = folder.resolve("old.db");
    }

    @Test
    void everyRowIsCountedByWhatBecameOfIt() throws IOException {
        new OldSystem(old).withFaults();
        JsonObject report = report(
                "--json",
                "import",
                old.toString(),
                OldSystem.exportWithFaults(folder.resolve("export.json")).toString());
        Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
        report.get("rows")
                .getAsJsonArray()
                .forEach(row -> rows.computeIfAbsent(
                                row.getAsJsonObject().get("source").getAsString(), source -> new LinkedHashMap<>())
                        .put(
                                row.getAsJsonObject().get("outcome").getAsString(),
                                row.getAsJsonObject().get("rows").getAsInt()));
        assertThat(rows.get("listings"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "taken", 3,
                        "another spelling of a property, merged with it", 2,
                        "page of several homes", 2,
                        "no address of one property", 1));
        assertThat(rows.get("prices of listings"))
                .containsExactly(Map.entry("monthly rent, or no price (import.least-price)", 3));
        assertThat(rows.get("exports")).containsExactly(Map.entry("taken", 6));
        assertThat(rows.get("texts of exports"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "taken", 2,
                        "text that describes another property", 2,
                        "page of several homes", 1,
                        "no text", 1));
        assertThat(rows.get("classifications"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "taken", 3,
                        "older label of its property, kept in label_history", 2,
                        "its listing is missing", 1,
                        "its listing is no property", 1,
                        "no label that is known", 1));
        assertThat(rows.get("price_history"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "taken", 2,
                        "another price of the same day", 1,
                        "its listing is missing", 1,
                        "its listing is no property", 1,
                        "monthly rent, or no price (import.least-price)", 1,
                        "no date", 1));
        assertThat(rows.get("scan_runs").values()).containsExactly(1);
        assertThat(report.get("properties_added").getAsInt()).isEqualTo(3);
        assertThat(report.get("properties_known").getAsInt()).isZero();
    }

    @Test
    void spellingsAreOnePropertyRentsAreNoPricesAndTheNewestLabelWins() throws IOException {
        new OldSystem(old).withFaults();
        importOld(OldSystem.exportWithFaults(folder.resolve("export.json")).toString());
        List<Map<String, Object>> rows = place.rows("select * from property_scans order by property_key");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .containsEntry("address", "12 Oak St, Newton, MA 02459")
                .containsEntry("price", 1_250_000.0)
                .containsEntry("lot_size", "21,000 sqft")
                .containsEntry("status", "for_sale")
                .containsEntry("source", "zillow")
                .containsEntry("first_seen", "2025-04-01")
                .containsEntry("last_seen", "2025-06-01")
                .containsEntry("snippet", "Teardown on 21,000 sq ft lot.")
                .containsEntry("classification", "development_opportunity")
                .containsEntry("model_label", "development_opportunity")
                .containsEntry("label_source", "model")
                .containsEntry("label_origin", "import")
                .containsEntry("classified_at", "2025-06-01T09:00:00Z")
                .containsEntry("model", "gpt-4")
                .containsEntry("fingerprint", null);
        assertThat(rows.get(1))
                .containsEntry("property_key", "7 elm rd newton ma")
                .containsEntry("price", null)
                .containsEntry("status", "for_rent")
                .containsEntry("classification", "unclear");
        assertThat(rows.get(2))
                .containsEntry("price", 899_000.0)
                .containsEntry("snippet", null)
                .containsEntry("link", null)
                .containsEntry("status", "sold")
                .containsEntry("classification", "not_opportunity");
        assertThat(Scans.query(
                        data, "select day, price from property_history where property_key like '12 oak%' order by 1"))
                .containsExactly("2025-05-01|1290000.0", "2025-06-01|1250000.0");
        assertThat(Scans.query(
                        data,
                        "select at, label from label_history where property_key like '12 oak%' order by at, label"))
                .containsExactly(
                        "|development",
                        "2025-05-01T09:00:00Z|no",
                        "2025-05-01T10:00:00Z|potential",
                        "2025-06-01T09:00:00Z|development");
    }

    @Test
    void twiceIsOnceAndTheOldFileIsAsItWas() throws IOException {
        new OldSystem(old).withFaults();
        byte[] before = Files.readAllBytes(old);
        String export =
                OldSystem.exportWithFaults(folder.resolve("export.json")).toString();
        importOld(export);
        List<List<String>> once = dump();
        TestInstallation.Result again = importOld(export);
        assertThat(again.out()).contains("0 new, 3 known before");
        assertThat(dump()).isEqualTo(once);
        assertThat(run("import", "--as-mine", old.toString(), export).code()).isZero();
        List<List<String>> mine = dump();
        assertThat(mine).isNotEqualTo(once);
        assertThat(run("import", "--as-mine", old.toString(), export).code()).isZero();
        assertThat(dump()).isEqualTo(mine);
        assertThat(Files.readAllBytes(old)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("old.db-wal", "old.db-shm");
        }
    }

    @Test
    void aVerdictOfTheOwnerAndAnAnswerOfOurModelStay() throws IOException {
        new OldSystem(old).withFaults();
        Scans.execute(data, Scans.FULL);
        Scans.insert(data, "address,snippet,classification", "12 Oak St, Newton, MA", "my text", "not_opportunity");
        Scans.insert(
                data,
                "address,classification,label_source",
                "9 Pine Avenue, Waltham, MA",
                "development_opportunity",
                "model");
        importOld();
        assertThat(
                        Scans.query(
                                data,
                                "select classification, label_source, label_origin, snippet from property_scans order by rowid limit 2"))
                .containsExactly("not_opportunity|null|null|my text", "development_opportunity|model|null|null");
        assertThat(Scans.query(data, "select count(*) from property_scans")).containsExactly("3");
        assertThat(run("import", "--as-mine", old.toString()).code()).isZero();
        assertThat(Scans.query(data, "select classification from property_scans where address like '12 Oak%'"))
                .as("what the owner had said is the later verdict")
                .containsExactly("not_opportunity");
        assertThat(Scans.query(
                        data, "select source, verdict from verdicts where property_key like '12 oak%' order by 1"))
                .containsExactly("import|development_opportunity", "table|not_opportunity");
        assertThat(Scans.query(
                        data, "select classification, label_source from property_scans where address like '9 Pine%'"))
                .containsExactly("not_opportunity|human");
    }

    @Test
    void whatPotentialMeansCanBeSaid() {
        new OldSystem(old).withFaults();
        importOld();
        assertThat(run("import", "--potential", "yes", old.toString()).code()).isZero();
        assertThat(Scans.query(data, "select classification from property_scans where address like '7 Elm%'"))
                .containsExactly("development_opportunity");
        assertThat(run("import", "--potential", "sometimes", old.toString()).code())
                .isEqualTo(2);
    }

    @Test
    void labelsOfTheOldModelAreTrainedOnWithAWarningUntilThereAreVerdicts() throws IOException {
        new OldSystem(old).withProperties(40, 5);
        place.set("parcels.layer-url", "http://127.0.0.1:9/layer");
        TestInstallation.Result run = run(
                "import",
                old.toString(),
                OldSystem.export(folder.resolve("export.csv"), 30).toString());
        assertThat(run.out())
                .containsPattern("labels, old model +5 development_opportunity, 5 of them with a text to train on\n")
                .containsPattern("labels, old model +35 not_opportunity, 25 of them with a text to train on\n")
                .contains("5 development_opportunity with a text are not enough");
        assertThat(run.err())
                .as("a layer of parcels that cannot be reached fails no import")
                .contains("gone on without records")
                .hasLineCount(1);
        place.unset("parcels.layer-url");
        TestInstallation.Result prepared = run("prepare");
        assertThat(prepared.code()).as(prepared.all()).isZero();
        assertThat(prepared.err())
                .contains("30 of 30 labels are another model's, so this teaches that model's opinion")
                .contains("only 5 of 30 examples are development_opportunity, 1 to 5");
        assertThat(lines()).hasSize(30);

        // each verdict is traced to its line
        Scans.execute(
                data,
                "update property_scans set classification = iif(rowid % 2, 'development_opportunity', 'not_opportunity'),"
                        + " label_source = 'human', label_origin = null where property_key in (select property_key"
                        + " from property_scans where snippet is not null order by rowid limit 10)");
        assertThat(run("prepare").code()).isZero();
        assertThat(lines()).hasSize(10);
        for (String row :
                Scans.query(data, "select address, classification from property_scans where label_source = 'human'")) {
            String[] parts = row.split("\\|");
            assertThat(lines())
                    .filteredOn(line -> line.contains("Address: " + parts[0]))
                    .singleElement()
                    .asString()
                    .endsWith("\"content\":\"" + parts[1] + "\"}]}");
        }
    }

    @Test
    void aJudgedListingIsTrainedOnAsItWasWhenItWasJudged() throws IOException {
        Scans.fill(data, 12);
        assertThat(run("prepare").code()).isZero();
        Scans.execute(
                data,
                "update property_scans set snippet = 'as it is now', price = 2, judged_facts ="
                        + " '{\"snippet\":\"as it was judged\",\"price\":750000,\"lot_size\":null,\"year_built\":1950}'"
                        + " where rowid = 1");
        assertThat(run("prepare").code()).isZero();
        assertThat(lines())
                .filteredOn(line -> line.contains("as it was judged"))
                .singleElement()
                .asString()
                .contains("Price: $750,000", "Year built: 1950");
        assertThat(lines()).noneMatch(line -> line.contains("as it is now"));
    }

    @Test
    void inThisApplicationsPlaceItIsKeptUnderAnotherName() throws IOException {
        old = data.resolve(Scans.FILE);
        new OldSystem(old).withFaults();
        byte[] before = Files.readAllBytes(old);
        for (List<String> command : List.of(
                List.of("prepare"), List.of("status"), List.of("daily", "--dry-run"), List.of("import", "--help"))) {
            place.set("serpapi.base-url", "http://127.0.0.1:9");
            TestInstallation.Result refused = run(command.toArray(String[]::new));
            if (!command.contains("--help") && !refused.err().contains("key of the search service")) {
                assertThat(refused.code()).as(command.toString()).isEqualTo(2);
                assertThat(refused.err()).contains("leads import").hasLineCount(1);
            }
        }
        assertThat(Files.readAllBytes(old)).isEqualTo(before);
        TestInstallation.Result run = run("import");
        assertThat(run.code()).as(run.all()).isZero();
        Path kept = data.resolve("development_leads-python.db");
        assertThat(run.out()).contains(kept + " (kept under this name)");
        assertThat(Files.readAllBytes(kept)).isEqualTo(before);
        List<List<String>> once = dump();
        assertThat(run("import").code()).isZero();
        assertThat(dump()).isEqualTo(once);

        // an earlier one is not overwritten
        Files.delete(old);
        Files.deleteIfExists(Path.of(old + "-wal"));
        Files.deleteIfExists(Path.of(old + "-shm"));
        new OldSystem(old).withProperties(2, 1);
        assertThat(run("import").out()).contains("development_leads-python-2.db");
        assertThat(Files.readAllBytes(kept)).isEqualTo(before);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "Killed while the old database is moved aside",
            then = "the next import finishes")
    @Test
    void killedBetweenTheMovesOfTheOldDatabase() throws Exception {
        old = data.resolve(Scans.FILE);
        Path copy = Files.createDirectory(folder.resolve("copy"));
        OldSystem system = new OldSystem(old).withProperties(3, 1);
        system.execute("pragma journal_mode = wal");
        try (Connection connection = system.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into listings (address, last_updated) values ('8 Late St, Newton, MA', '2025-06-02')");
            for (String side : List.of("", "-wal")) {
                Files.copy(Path.of(old + side), copy.resolve(Scans.FILE + side));
            }
        }
        for (String side : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(old + side));
        }
        // as the kill left it: the log has moved, the database not yet
        Files.move(copy.resolve(Scans.FILE), old);
        Files.move(copy.resolve(Scans.FILE + "-wal"), data.resolve("development_leads-python.db-wal"));
        assertThat(run("prepare").code()).isEqualTo(2);
        TestInstallation.Result run = run("import");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("4 new, 0 known before");
        assertThat(Scans.query(data, "select count(*) from property_scans where address like '8 Late%'"))
                .containsExactly("1");
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "Killed after the old database was moved, before anything was imported",
            then = "the next import finishes")
    @Test
    void killedAfterTheMove() {
        new OldSystem(data.resolve("development_leads-python.db")).withFaults();
        assertThat(run("import").out()).contains("3 new, 0 known before");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The old database has a log that is not in the file yet",
            then = "read too; unchanged")
    @Test
    void aLogBesideTheOldFileIsReadToo() throws Exception {
        OldSystem system = new OldSystem(old);
        system.execute("pragma journal_mode = wal");
        try (Connection connection = system.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into listings (address, last_updated) values ('8 Late St, Newton, MA', '2025-06-02')");
            byte[] before = Files.readAllBytes(old);
            byte[] log = Files.readAllBytes(Path.of(old + "-wal"));
            assertThat(importOld().out()).contains("1 new, 0 known before");
            assertThat(Files.readAllBytes(old)).isEqualTo(before);
            assertThat(Files.readAllBytes(Path.of(old + "-wal"))).isEqualTo(log);
        }
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The old database is locked",
            then = "told; nothing is imported")
    @Test
    void lockedForLongerThanIsWaitedFor() throws SQLException {
        OldSystem system = new OldSystem(old).withFaults();
        place.set("database.busy-timeout", "100ms");
        try (Connection connection = system.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            assertRefused("locked", old.toString());
        }
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "The old file is no database", then = "told")
    @Test
    void notADatabase() throws IOException {
        Files.writeString(old, "address,label\n");
        assertRefused("is not an SQLite database", old.toString());
        assertRefused("there is no file", folder.resolve("none.db").toString());
        Scans.fill(data, 3);
        assertRefused("table listings", data.resolve(Scans.FILE).toString());
        assertRefused("no database of the Python system");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "The old database lacks a table or a column", then = "told")
    @Test
    void aMissingTableOrColumn() {
        OldSystem system = new OldSystem(old).withFaults();
        system.execute("drop table price_history", "drop table scan_runs");
        assertThat(importOld().code()).isZero();
        system.execute("alter table classifications drop column label");
        assertRefused("classifications of " + old + " has no column label", old.toString());
        system.execute("drop table classifications");
        assertRefused("it has no table classifications", old.toString());
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The old database is damaged",
            then = "told; nothing is imported")
    @Test
    void aDamagedPage() throws IOException {
        new OldSystem(old).withProperties(3000, 10);
        byte[] bytes = Files.readAllBytes(old);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8192, (byte) 0x5a);
        Files.write(old, bytes);
        assertRefused("cannot be read", old.toString());
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "An export is corrupt",
            then = "told with its line; nothing is imported")
    @Test
    void aCorruptExport() throws IOException {
        new OldSystem(old).withFaults();
        Path export = folder.resolve("export.json");
        Files.writeString(export, "[{\"address\": \"12 Oak St, Newton, MA\",\n \"snippet\": \"cut o");
        assertRefused("the export " + export + " cannot be read: line 2", old.toString(), export.toString());
        Files.writeString(export, "{\"listings\": []}");
        assertRefused("no listing with an address", old.toString(), export.toString());
        Files.write(export, new byte[] {'[', (byte) 0xff, (byte) 0xfe, ']'});
        assertRefused("no text in UTF-8", old.toString(), export.toString());
        Files.writeString(export, "");
        assertRefused("no listing with an address", old.toString(), export.toString());
        assertRefused(
                "there is no export", old.toString(), folder.resolve("none.csv").toString());
        assertThat(Scans.query(data, "select count(*) from property_scans")).containsExactly("0");
    }

    private void assertRefused(String message, String... files) {
        List<String> command = new ArrayList<>(List.of("import"));
        command.addAll(List.of(files));
        TestInstallation.Result run = run(command.toArray(String[]::new));
        assertThat(run.err())
                .startsWith("error: ")
                .contains(message)
                .contains(" — ")
                .hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    private TestInstallation.Result importOld(String... exports) {
        List<String> command = new ArrayList<>(List.of("import", old.toString()));
        command.addAll(List.of(exports));
        TestInstallation.Result run = run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        return run;
    }

    private JsonObject report(String... command) {
        TestInstallation.Result run = run(command);
        assertThat(run.code()).as(run.all()).isZero();
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    private TestInstallation.Result run(String... command) {
        return place.run(command);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(place.trainingFile());
    }

    private List<List<String>> dump() {
        return TABLES.stream()
                .map(table -> Scans.query(data, "select rowid, * from " + table + " order by rowid"))
                .toList();
    }
}
