package com.developmentleads.importing;

import com.developmentleads.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The SQLite file of the Python system. It is never written; where it stands in this application's place, it is moved. */
public final class OldDatabase {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    /** The write version in the header: 2 for a write-ahead log (https://www.sqlite.org/fileformat.html, 1.3.3). */
    private static final int WRITE_VERSION_AT = 18;

    /** The write-ahead log, and the journal of a writer that was interrupted: parts of the database. */
    private static final List<String> LOGS = List.of("-wal", "-journal");

    /** All files that belong to it: the index of the log too. */
    private static final List<String> SIDES = List.of("-wal", "-journal", "-shm");

    /** What the statements of {@code routes/sql/import} name; of the other tables nothing is asked. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "listings", List.of("id", "address"),
            "classifications", List.of("listing_id", "run_date", "label", "confidence_score", "model_version"));

    private final Path file;
    private final int busyMillis;

    /** @param busyMillis how long is waited for another process that writes it */
    public OldDatabase(Path file, int busyMillis) {
        this.file = file.toAbsolutePath().normalize();
        this.busyMillis = busyMillis;
    }

    public Path file() {
        return file;
    }

    /** Whether the file has the Python system's tables; false also when there is none, or it is no database. */
    public boolean isOne() {
        try {
            return Files.isRegularFile(file) && hasMagic() && isOne(tables());
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    /**
     * Looks whether all of it can be read.
     *
     * @return the names of its tables
     * @throws ConfigurationException when it cannot, or is another kind of file
     */
    public Set<String> inspect() {
        try {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException(
                        "there is no file " + file, "name the Python system's database: leads import OLD.db");
            }
            if (!hasMagic()) {
                throw new ConfigurationException(
                        file + " is not an SQLite database", "name the Python system's database, or a copy of it");
            }
            Set<String> tables = tables();
            if (!isOne(tables)) {
                throw new ConfigurationException(
                        file + " is no database of the Python system: it has no "
                                + (tables.contains("listings") ? "table classifications" : "table listings"),
                        "name the file that has listings and classifications");
            }
            requireColumns();
            return tables;
        } catch (SQLException | IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The address by which SQLite opens it for reading alone. The log of a writer that is still running, or that was
     * killed, is read too; where there is none, nothing is made beside the file.
     */
    public String uri() {
        boolean logged;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(WRITE_VERSION_AT + 1);
            Path log = side("-wal");
            logged = head.length > WRITE_VERSION_AT && head[WRITE_VERSION_AT] == 2 && !isFilled(log);
        } catch (IOException e) {
            throw unreadable(e);
        }
        return URI.create("file:" + file.toUri().getRawPath()) + (logged ? "?immutable=1" : "?mode=ro");
    }

    /**
     * Moves it, with the files that belong to it, to a name beside that nothing has yet. A process that dies in between
     * has moved the side files alone; the next call moves the rest to the same name.
     *
     * @return the database under its new name
     */
    public OldDatabase keepBeside() {
        int number = 1;
        try {
            while (Files.exists(kept(number)) || hasOtherLog(kept(number))) {
                number++;
            }
            for (String side : SIDES) {
                moveSide(side, Path.of(kept(number) + side));
            }
            Files.move(file, kept(number), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be moved to " + kept(number) + ": " + e.getMessage(),
                    "give yourself write access to the folder, or move it and name it: leads import OLD.db");
        }
        return new OldDatabase(kept(number), busyMillis);
    }

    /** Both have changes beside them, so that those of one would be lost. */
    private boolean hasOtherLog(Path target) throws IOException {
        for (String side : LOGS) {
            if (isFilled(side(side)) && isFilled(Path.of(target + side))) {
                return true;
            }
        }
        return false;
    }

    private void moveSide(String side, Path target) throws IOException {
        if (!Files.exists(side(side))) {
            return;
        }
        if (LOGS.contains(side) && isFilled(target)) {
            // moved there by a process that died; who looked at the database since has left an empty one
            Files.delete(side(side));
        } else {
            Files.move(side(side), target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isFilled(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    /** The one that was kept beside most recently, as {@link #keepBeside()} names it; it need not exist. */
    public OldDatabase lastKept() {
        int number = 1;
        while (Files.exists(kept(number + 1))) {
            number++;
        }
        return new OldDatabase(kept(number), busyMillis);
    }

    private Path kept(int number) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        return file.resolveSibling(
                name.substring(0, dot) + "-python" + (number == 1 ? "" : "-" + number) + name.substring(dot));
    }

    private Path side(String ending) {
        return Path.of(file + ending);
    }

    private boolean hasMagic() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private static boolean isOne(Set<String> tables) {
        return tables.containsAll(NEEDED.keySet()) && !tables.contains("property_scans");
    }

    private Set<String> tables() throws SQLException {
        return read(connection -> names(
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "VIEW"}), "TABLE_NAME"));
    }

    private void requireColumns() throws SQLException {
        for (Map.Entry<String, List<String>> table : NEEDED.entrySet()) {
            Set<String> columns = read(connection ->
                    names(connection.getMetaData().getColumns(null, null, table.getKey(), null), "COLUMN_NAME"));
            for (String name : table.getValue()) {
                if (!columns.contains(name)) {
                    throw new ConfigurationException(
                            "the table " + table.getKey() + " of " + file + " has no column " + name,
                            "name the database as the Python system wrote it");
                }
            }
        }
        String fault = read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("pragma quick_check(1)")) {
                return rows.getString(1);
            }
        });
        if (!fault.equals("ok")) {
            throw new SQLException(fault);
        }
    }

    /** Something that is read through a connection. */
    @FunctionalInterface
    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private <T> T read(Look<T> look) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(busyMillis);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + uri());
        try (Connection connection = source.getConnection()) {
            return look.at(connection);
        }
    }

    private static Set<String> names(ResultSet rows, String column) throws SQLException {
        try (rows) {
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(column).toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }

    private ConfigurationException unreadable(Exception cause) {
        String reason = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return new ConfigurationException(
                "the old database " + file + " cannot be read: " + reason,
                "end the program that holds it, or copy it, with the files -wal or -journal beside it, into a folder of"
                        + " yours and name the copy");
    }
}
