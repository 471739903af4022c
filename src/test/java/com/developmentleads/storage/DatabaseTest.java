package com.developmentleads.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for a database, what is done to it, and that every other file stays as it was. */
@Tag("slow")
class DatabaseTest {

    @TempDir
    private Path folder;

    private TestInstallation place;
    private Path data;

    @BeforeEach
    void makeFolder() throws IOException {
        place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        data = Files.createDirectory(place.data());
    }

    @Test
    void aTableOfThreeColumnsIsMigratedInPlaceAndLosesNothing() {
        Scans.fill(data, 60);
        Scans.insert(data, "address,snippet,classification", null, "quotes \" ' \n and \uD83D\uDE00", "maybe");
        List<String> before = Scans.query(data, "select rowid, address, snippet, classification from property_scans");
        assertPrepares();
        assertThat(Scans.query(data, "select rowid, address, snippet, classification from property_scans"))
                .isEqualTo(before);
        assertThat(columns())
                .contains("price", "lot_size", "year_built", "label_source", "classified_at", "property_key");
        assertThat(Scans.query(data, "select version from schema_history where success order by installed_rank"))
                .contains("1", "2");
        assertPrepares();
    }

    @Test
    void columnsOfTheOwnersAreKeptAndUsed() {
        Scans.execute(
                data,
                "create table property_scans (notes text, classification text, price text, snippet text,"
                        + " lot_size real, address text unique)",
                "create index my_notes on property_scans (notes)",
                "create table mine (a)",
                "insert into mine values ('kept')");
        Scans.insertAll(data, "address,snippet,classification", Scans.examples(0, 20));
        Scans.execute(data, "update property_scans set notes = 'n' || rowid, price = '$1,000', lot_size = 0.5");
        assertPrepares();
        assertThat(Scans.query(data, "select count(*), count(distinct notes), max(price) from property_scans"))
                .containsExactly("20|20|$1,000");
        assertThat(Scans.query(data, "select * from mine")).containsExactly("kept");
        assertThat(columns()).startsWith("notes", "classification", "price", "snippet", "lot_size", "address");
        assertThat(place.trainingFile()).content().contains("Price: $1,000\\nLot size: 0.5");
    }

    @Test
    void namesOfColumnsMayBeWrittenInCapitals() {
        Scans.execute(
                data, "create table Property_Scans (Address text, SNIPPET text, Classification text, Price real)");
        Scans.insertAll(
                data,
                "address,snippet,classification,price",
                Scans.examples(0, 20).stream()
                        .map(row -> {
                            Object[] longer = Arrays.copyOf(row, 4);
                            longer[3] = 500_000.0;
                            return longer;
                        })
                        .toList());
        assertPrepares();
        assertThat(place.trainingFile()).content().contains("Price: $500,000");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "There is no database", then = "told; none is made")
    @Test
    void thereIsNoDatabase() {
        assertRefused("there is no database " + data.resolve(Scans.FILE));
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void thereIsNoFolder() throws IOException {
        Files.delete(data);
        assertRefused("there is no database");
        assertThat(data).doesNotExist();
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database is another kind of file",
            then = "told; unchanged")
    @Test
    void anotherKindOfFile() throws IOException {
        Files.writeString(data.resolve(Scans.FILE), "address,snippet,classification\n");
        assertRefusedAndUnchanged("is not an SQLite database");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "A folder has the name of the database", then = "told")
    @Test
    void aFolderOfThatName() throws IOException {
        Files.createDirectory(data.resolve(Scans.FILE));
        assertRefused("cannot be used");
    }

    @Test
    void anEmptyFileHasNoProperties() throws IOException {
        Files.createFile(data.resolve(Scans.FILE));
        assertRefusedAndUnchanged("there is no database");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "An empty file that an interrupted start left",
            then = "becomes a database")
    @Test
    void anEmptyFileThatAnInterruptedStartLeftBecomesADatabase() throws IOException, SQLException {
        Files.createFile(data.resolve(Scans.FILE));
        try (Connection connection = database().open().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(columns()).contains("address", "price");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The file is cut after its first bytes",
            then = "told; unchanged")
    @Test
    void theFirstBytesAlone() throws IOException {
        Files.writeString(data.resolve(Scans.FILE), "SQLite format 3\0 and nothing of the kind");
        assertRefusedAndUnchanged("cannot be used");
    }

    @Test
    void thePythonSystemsDatabase() throws IOException {
        Scans.execute(
                data,
                "create table listings (id integer primary key, address text)",
                "create table classifications (id integer primary key, listing_id integer, label text)",
                "create table scan_runs (id integer primary key)",
                "create table price_history (id integer primary key)",
                "insert into listings values (1, '1 Main St')");
        assertRefusedAndUnchanged("Python system", "leads import");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database of another system, which writes",
            then = "told; unchanged")
    @Test
    void thePythonSystemsDatabaseWhileThatSystemWrites() throws IOException, SQLException {
        Scans.execute(
                data,
                "pragma journal_mode = wal",
                "create table listings (id integer primary key)",
                "create table classifications (id integer primary key)");
        try (Connection connection = Scans.connect(data);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into listings values (1)");
            byte[] before = Scans.bytes(data);
            byte[] log = Files.readAllBytes(data.resolve(Scans.FILE + "-wal"));
            assertRefused("Python system");
            assertThat(Scans.bytes(data)).isEqualTo(before);
            assertThat(Files.readAllBytes(data.resolve(Scans.FILE + "-wal"))).isEqualTo(log);
        }
        assertThat(Scans.query(data, "select count(*) from listings")).containsExactly("1");
    }

    @Test
    void aDatabaseOfSomethingElse() throws IOException {
        Scans.execute(data, "create table songs (title text)");
        assertRefusedAndUnchanged("database of something else");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "A needed column is missing", then = "told; unchanged")
    @Test
    void aTableWithoutANeededColumn() throws IOException {
        Scans.execute(data, "create table property_scans (address text, classification text)");
        assertRefusedAndUnchanged("has no column snippet");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "The schema is newer", then = "told; unchanged")
    @Test
    void aNewerSchema() throws IOException, SQLException {
        Scans.fill(data, 60);
        database().open();
        Scans.execute(
                data,
                "insert into schema_history select 1000, '1000', 'from the future', 'SQL', 'V1000__x.sql', 1,"
                        + " 'someone', '2030-01-01 00:00:00.000', 1, 1",
                "pragma wal_checkpoint(truncate)");
        assertRefusedAndUnchanged("newer version of this application (schema 1000)");
    }

    @Test
    void aRecordOfVersionsThatCannotBeRead() throws IOException {
        Scans.fill(data, 60);
        database().open();
        Scans.execute(data, "update schema_history set installed_on = 'yesterday'", "pragma wal_checkpoint(truncate)");
        assertRefusedAndUnchanged("cannot be used");
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "The file may not be written", then = "told; unchanged")
    @Test
    void aFileThatMayNotBeWritten() throws Exception {
        Scans.fill(data, 60);
        byte[] before = Scans.bytes(data);
        try (ReadOnly file = new ReadOnly(data.resolve(Scans.FILE))) {
            assertRefused("is read-only");
        }
        assertThat(Scans.bytes(data)).isEqualTo(before);
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "The folder may not be written", then = "told; unchanged")
    @Test
    void aFolderThatMayNotBeWritten() throws Exception {
        Scans.fill(data, 60);
        byte[] before = Scans.bytes(data);
        try (ReadOnly readOnly = new ReadOnly(data)) {
            assertRefused("the folder " + data + " cannot be written");
        }
        assertThat(Scans.bytes(data)).isEqualTo(before);
        assertThat(names()).containsExactly(Scans.FILE);
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        Files.delete(data);
        Files.writeString(data, "a file where the folder should be");
        assertThatThrownBy(() -> database().open())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be written");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "A page is damaged",
            then = "told; the training file of before stays")
    @Test
    void aDamagedPage() throws IOException {
        Scans.fill(data, 3000);
        assertPrepares();
        List<String> examples = Files.readAllLines(place.trainingFile());
        Scans.execute(data, "pragma wal_checkpoint(truncate)", "pragma journal_mode = delete");
        long size = Files.size(data.resolve(Scans.FILE));
        try (RandomAccessFile file =
                new RandomAccessFile(data.resolve(Scans.FILE).toFile(), "rw")) {
            byte[] noise = new byte[4096 * 4];
            new Random(1).nextBytes(noise);
            file.seek(size / 3 / 4096 * 4096);
            file.write(noise);
        }
        assertRefused("malformed");
        assertThat(place.trainingFile()).hasContent(String.join("\n", examples));
    }

    @FaultCase(where = FaultCase.Where.DATABASE, fault = "Locked for a while by another program", then = "waited for")
    @Test
    void lockedForAWhileByAnotherProgram() throws Exception {
        Scans.fill(data, 60);
        try (Connection connection = Scans.connect(data);
                Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            CompletableFuture<Void> released = CompletableFuture.runAsync(
                    () -> {
                        try {
                            statement.execute("commit");
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
            assertPrepares();
            assertThat(released).isDone();
        }
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "Locked for longer than is waited for",
            then = "told; unchanged")
    @Test
    void lockedForLongerThanIsWaitedFor() throws SQLException {
        Scans.fill(data, 60);
        place.set("database.busy-timeout", "100ms");
        try (Connection connection = Scans.connect(data);
                Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            assertRefused("locked");
        }
        assertThat(columns()).containsExactly("address", "snippet", "classification");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "Another program reads",
            then = "not disturbed, disturbs nothing")
    @Test
    void anotherProgramMayReadMeanwhile() throws SQLException {
        Scans.fill(data, 60);
        database().open();
        try (Connection connection = Scans.connect(data);
                Statement statement = connection.createStatement()) {
            statement.execute("begin");
            statement.executeQuery("select count(*) from property_scans").next();
            assertPrepares();
        }
    }

    @Test
    void whatIsMadeIsItsOwnersAlone() throws IOException, SQLException {
        Path deep = data.resolve("a/b");
        Database database = new Database(deep.resolve(Scans.FILE), Duration.ofSeconds(1));
        try (Connection connection = database.open().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into property_scans (address) values ('1 Main St')");
            try (Stream<Path> files = Files.list(deep)) {
                assertThat(files.toList())
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
        for (Path made : List.of(deep, deep.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "A database that was brought can be read by others",
            then = "its owner alone can read it afterwards; it is used")
    @Test
    void aBroughtDatabaseIsItsOwnersAlone() throws IOException {
        Scans.fill(data, 60);
        Path file = data.resolve(Scans.FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertPrepares();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Database database() {
        return new Database(data.resolve(Scans.FILE), Duration.ofSeconds(1));
    }

    private void assertPrepares() {
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.code()).as(run.all()).isZero();
    }

    /** One line on standard error that says all of this and what to do; exit code 2. */
    private void assertRefused(String... said) {
        TestInstallation.Result run = place.run("prepare");
        assertThat(run.err())
                .contains(said)
                .startsWith("error: ")
                .contains(" — ")
                .hasLineCount(1)
                .doesNotContain("Exception");
        assertThat(run.code()).isEqualTo(2);
    }

    private void assertRefusedAndUnchanged(String... said) throws IOException {
        byte[] before = Scans.bytes(data);
        List<String> names = names();
        assertRefused(said);
        assertThat(Scans.bytes(data)).isEqualTo(before);
        assertThat(names()).isEqualTo(names);
    }

    private List<String> columns() {
        return Scans.query(data, "select name from pragma_table_info('property_scans')");
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(data)) {
            // Whoever looks into a database of the mode "wal" leaves two empty files beside it.
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches(".*-(shm|wal)"))
                    .forEach(names::add);
        }
        names.sort(null);
        return names;
    }
}
