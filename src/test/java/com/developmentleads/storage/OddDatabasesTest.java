package com.developmentleads.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.TestInstallation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that an owner brings, with constraints, types and triggers of their own. */
class OddDatabasesTest {

    private static final String THREE = "create table property_scans (address text, snippet text, classification text";

    @TempDir
    private Path folder;

    private Path file;

    private void make(String sql) {
        file = folder.resolve("data/development_leads.db");
        try {
            Files.createDirectories(file.getParent());
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql.replace("THREE", THREE));
            }
        } catch (IOException | java.sql.SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THREE, beds text, confidence text, price text, square_feet text)",
                "THREE, id text primary key)",
                "THREE, id integer primary key autoincrement)",
                "THREE, owner text not null default 'me')",
                "THREE, words integer generated always as (length(snippet)) virtual)",
                "create table Property_Scans (ADDRESS text, Snippet varchar(4000), CLASSIFICATION text)",
                "THREE, price numeric check (price is null or price > 0), status text collate nocase)",
                "create table property_scans (address text unique, snippet text, classification text)",
                "create table towns (name text primary key);THREE, town text references towns (name))",
                "create table log (what text);THREE);create trigger seen after insert on property_scans"
                        + " begin insert into log values (new.address); end",
                "create table property_scans (address text, snippet text, classification text) strict"
            })
    void isUsedAsItIs(String sql) {
        make(sql);
        new Database(file, Duration.ofSeconds(1)).open();
        assertThat(Scans.query(file.getParent(), "select count(*) from property_scans"))
                .as("the trial leaves nothing")
                .containsExactly("0");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "Another process has the database to itself while the table is tried",
            then = "nothing is tried, and nothing fails: that process is one of ours, or the opening waits for it")
    @Test
    void isNotTriedWhileAnotherProcessHasIt() throws Exception {
        make("THREE)");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            new Database(file, Duration.ofSeconds(1)).tryWrites();
        }
        assertThat(Scans.query(file.getParent(), "select count(*) from property_scans"))
                .containsExactly("0");
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The owner's table refuses, computes or swallows what a run writes",
            then = "it is refused at the start with a line that says what to change, and is as it was")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table property_scans (address text, snippet text, classification text not null)"
                        + "| let the column classification be empty",
                "THREE, owner text not null) | give the column owner a default value",
                "THREE, price real not null) | give the column price a default value",
                "THREE, price text generated always as (snippet) virtual) | rename the column price",
                "THREE, status text check (status in ('new', 'old'))) | drop the check",
                "create table property_scans (address text, snippet text unique, classification text) | two properties may have the same",
                "create table property_scans (address text primary key, snippet text, classification text) without rowid"
                        + "| a table WITHOUT ROWID",
                "create table t (address text, snippet text, classification text);create view property_scans as select * from t"
                        + "| no table but a view",
                "THREE);create trigger quiet before insert on property_scans begin select raise(ignore); end"
                        + "| are not added although nothing refuses it (triggers: quiet)",
                "THREE);create trigger fixed before update on property_scans begin select raise(ignore); end"
                        + "| are not changed although nothing refuses it (triggers: fixed)",
                "THREE);create trigger loud before insert on property_scans begin select raise(abort, 'no more rows'); end"
                        + "| no more rows (triggers: loud)",
                "THREE);create trigger lost after insert on property_scans begin select their_function(new.address); end"
                        + "| no such function: their_function (triggers: lost)",
                "create table property_scans (address text, snippet text, classification text, beds integer) strict"
                        + "| declare the column beds without STRICT",
                "create table towns (name text primary key);THREE, status text references towns (name)) | drop the reference",
                "create virtual table property_scans using fts5(address, snippet, classification) | no table but a virtual"
            })
    void isRefusedBeforeAnythingIsSpent(String sql, String said) throws IOException {
        make(sql);
        byte[] before = Files.readAllBytes(file);
        Database database = new Database(file, Duration.ofSeconds(1));
        assertThatThrownBy(database::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said.strip())
                .message()
                .hasLineCount(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void theCommandsSayItAndAskNobody() {
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            make("THREE, owner text not null)");
            morning.finds(SearchService.home(1, "teardown"));
            Result day = morning.daily();
            assertThat(day.code()).isEqualTo(2);
            assertThat(day.err())
                    .contains("give the column owner a default value")
                    .hasLineCount(1);
            assertThat(morning.search.requests()).isEmpty();
            assertThat(morning.place.run("doctor").out()).contains("give the column owner a default value");
        }
    }

    @Test
    void aTableWithTriggersAndTypesOfItsOwnIsWorkedWithForADay() {
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            make(
                    "create table log (what text);THREE, id text primary key, beds text, confidence text, price text);"
                            + "create trigger seen after insert on property_scans begin insert into log values (new.address); end");
            morning.withMail().finds(SearchService.home(1, "teardown"), SearchService.home(2, "renovated"));
            Result day = morning.daily();
            assertThat(day.code()).as(day.all()).isZero();
            assertThat(morning.mails()).hasSize(1);
            assertThat(morning.value("select count(*) from log"))
                    .as("theirs works, and the trial left no trace")
                    .isEqualTo(2);
        }
    }
}
