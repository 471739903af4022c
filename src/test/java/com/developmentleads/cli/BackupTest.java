package com.developmentleads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Database;
import com.developmentleads.testing.TestInstallation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder is saved while it is written to, and put back whole, or not at all. */
class BackupTest {

    @TempDir
    private Path folder;

    private String errors;

    private int leads(Path data, String... arguments) {
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 2];
        all[0] = "--data";
        all[1] = data.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        int code = CommandRunner.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), all);
        errors = err.toString();
        return code;
    }

    @Test
    void what_was_saved_while_it_was_used_comes_back() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path target = folder.resolve("other");
        String zip = folder.resolve("backup.zip").toString();
        DataSource source = new Database(data.resolve("development_leads.db"), Duration.ofSeconds(5)).open();
        TestInstallation.write(data.resolve("leads.csv"), "Address\n");
        TestInstallation.write(data.resolve("run.lock"), "");
        try (Connection used = source.getConnection();
                Statement statement = used.createStatement()) {
            statement.execute("insert into property_scans (address, classification) values ('1 Example St', 'x')");
            assertThat(leads(data, "backup", zip)).as(errors).isZero();
            statement.execute("insert into property_scans (address, classification) values ('2 Example St', 'x')");
            assertThat(leads(data, "backup", zip)).isEqualTo(2);
            assertThat(leads(data, "restore", zip)).isEqualTo(2);
            assertThat(errors).contains("there is a database in");
            assertThat(leads(data, "restore", "--force", zip)).isEqualTo(2);
            assertThat(errors).contains("in use");
        }
        assertThat(leads(target, "restore", zip)).as(errors).isZero();
        assertThat(rows(target)).isEqualTo(1);
        assertThat(target.resolve("leads.csv")).hasContent("Address");
        assertThat(target.resolve("run.lock")).doesNotExist();

        assertThat(leads(data, "restore", "--force", zip)).as(errors).isZero();
        assertThat(rows(data)).isEqualTo(1);
        assertThat(data).isDirectoryContaining("glob:**/before-restore-*");
        assertThat(data).isDirectoryNotContaining("glob:**/.restore-*");

        byte[] bytes = Files.readAllBytes(Path.of(zip));
        bytes[bytes.length / 3] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.zip"), bytes);
        assertThat(leads(folder.resolve("third"), "restore", damaged.toString()))
                .isEqualTo(2);
        assertThat(errors).contains("is no whole backup");
        assertThat(folder.resolve("third")).isEmptyDirectory();
    }

    private static int rows(Path data) throws Exception {
        try (Connection connection = new Database(data.resolve("development_leads.db"), Duration.ofSeconds(5))
                        .open()
                        .getConnection();
                ResultSet count = connection.createStatement().executeQuery("select count(*) from property_scans")) {
            return count.getInt(1);
        }
    }
}
