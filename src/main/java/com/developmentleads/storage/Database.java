package com.developmentleads.storage;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.files.FullDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file that holds the properties and the state of all work: told apart from other files, brought to the
 * schema of {@code routes/sql/schema}, and opened for the routes.
 */
public final class Database {

    /** First bytes of every SQLite 3 file (https://www.sqlite.org/fileformat.html, section 1.3). */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Where the migration library keeps which versions were applied. */
    private static final String HISTORY = "schema_history";

    private final Path file;
    private final Duration busyTimeout;
    private final Clock clock;

    /** As {@link #Database(Path, Duration, Clock)}, by the system's clock. */
    public Database(Path file, Duration busyTimeout) {
        this(file, busyTimeout, Clock.systemUTC());
    }

    /**
     * @param file        the database; it need not exist
     * @param busyTimeout how long a statement waits for another process that writes
     * @param clock       what statements take the time from
     */
    public Database(Path file, Duration busyTimeout, Clock clock) {
        this.file = file;
        this.busyTimeout = busyTimeout;
        this.clock = clock;
    }

    /**
     * Copies the database, as it stands, into {@code target}, which must not exist.
     *
     * @throws ConfigurationException when it cannot be read or the copy not be written
     */
    public void copyTo(Path target) {
        try (Connection connection = source().getConnection()) {
            ((SQLiteConnection) connection).getDatabase().backup("main", target.toString(), (left, all) -> {});
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** An empty database that is nowhere on the disk. */
    public static DataSource inMemory() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");
        return source;
    }

    public Path file() {
        return file;
    }

    /** False also for an empty file: SQLite makes one first, and a start that was interrupted leaves it. */
    public boolean exists() {
        try {
            return Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > 0);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** @throws ConfigurationException when there is no such file */
    public void requireExisting() {
        if (!exists()) {
            throw new ConfigurationException(
                    "there is no database " + file,
                    "put your database there, name its folder with --data, or try leads demo");
        }
    }

    /**
     * Opens the database, making it when it is missing, and brings it to the current schema.
     *
     * @throws ConfigurationException when the file is not a database, is of another system's kind or of a newer
     *                                version, or cannot be written; it is unchanged then
     */
    public DataSource open() {
        requireWritable();
        boolean isNew = !exists();
        boolean current = false;
        if (isNew) {
            create();
        } else {
            current = inspect();
            restrict();
            tryWrites();
        }
        LeadsDataSource source = source();
        if (!current) {
            migrate(source, isNew);
        }
        source.require(new OpenedFile(file));
        return source;
    }

    /**
     * Looks at the file without changing it; true when its schema is the current one.
     *
     * @throws ConfigurationException as {@link #open()}, except that nothing is said of write access
     */
    public boolean inspect() {
        requireMagic();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) busyTimeout.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            requireKind(
                    names(
                            connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "VIEW"}),
                            "TABLE_NAME"),
                    names(connection.getMetaData().getColumns(null, null, "property_scans", null), "COLUMN_NAME"));
        } catch (SQLException e) {
            throw unusable(e);
        }
        return isCurrent(source);
    }

    /**
     * Tries on the owner's table what a run writes, and leaves it as it is.
     *
     * @throws ConfigurationException when the table has constraints or triggers of its own that refuse it
     */
    public void tryWrites() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new LeadsDataSource(config, clock);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            new TrialWrite(file).check(connection);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private LeadsDataSource source() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) busyTimeout.toMillis());
        config.enforceForeignKeys(true);
        // A deferred transaction that reads first fails at once when another process writes in between.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // Else the driver asks for the last row's number after each statement, and nobody wants it.
        config.setGetGeneratedKeys(false);
        LeadsDataSource source = new LeadsDataSource(config, clock);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** @throws ConfigurationException when a process has the database open */
    void requireUnused() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            // Leaving the write-ahead log takes that nobody else is there; the next start goes back to it.
            statement.execute("pragma journal_mode = delete");
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the database " + file + " is in use: " + e.getMessage(), "stop leads run, then try again");
        }
    }

    /**
     * For a data folder in which there was a database.
     *
     * @param others files that only work with a database leaves
     * @throws ConfigurationException when one of them is there and the database is not
     */
    public void requireNotVanished(List<Path> others) {
        List<Path> left = others.stream().filter(Files::exists).toList();
        if (!exists() && !left.isEmpty()) {
            throw new ConfigurationException(
                    "the database " + file + " is gone, though " + left.get(0).getFileName() + " is there",
                    "put it back, from a copy if need be, or begin with an empty one: --new");
        }
    }

    /** @throws ConfigurationException when the file or its folder cannot be written; a missing folder is made */
    public void requireWritable() {
        Path folder = file.toAbsolutePath().getParent();
        try {
            AtomicFiles.createFolder(folder);
            // Tells a folder on a read-only file system too, where the permissions alone look fine.
            Files.delete(AtomicFiles.createTemporary(file));
            AtomicFiles.removeLeftovers(folder);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder " + folder + " cannot be written",
                    "give yourself write access to it, or name another with --data");
        }
        if (exists() && !Files.isWritable(file)) {
            throw new ConfigurationException(
                    "the database " + file + " is read-only",
                    "give yourself write access to it, or copy it into a folder of your own");
        }
    }

    private void create() {
        try {
            // Made here, so that its owner alone can read it; SQLite gives its side files the same permissions.
            AtomicFiles.createNew(file);
        } catch (FileAlreadyExistsException e) {
            // Made by another process just now, or by a start that was interrupted: not to be replaced, the other has
            // it open.
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A database that its owner brought has the permissions of where it came from; SQLite gives its side files these. */
    private void restrict() {
        try {
            AtomicFiles.restrict(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the database " + file + " may be read by others, and its permissions cannot be changed",
                    "run as its owner, or copy it into a folder of your own");
        }
    }

    private void requireMagic() {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(MAGIC.length);
        } catch (IOException e) {
            throw unusable(e);
        }
        if (!Arrays.equals(head, MAGIC)) {
            throw new ConfigurationException(
                    file + " is not an SQLite database", "put your database there, or name its folder with --data");
        }
    }

    private void requireKind(Set<String> tables, Set<String> columns) {
        if (tables.contains("property_scans")) {
            for (String column : Set.of("address", "snippet", "classification")) {
                if (!columns.contains(column)) {
                    throw new ConfigurationException(
                            "the table property_scans of " + file + " has no column " + column,
                            "it needs at least address, snippet and classification");
                }
            }
        } else if (tables.contains("listings") && tables.contains("classifications")) {
            throw new ConfigurationException(
                    file + " is a database of the Python system (listings, classifications); it was left unchanged",
                    "bring it over with leads import, which keeps it under another name, or name another folder with --data");
        } else if (!tables.isEmpty() && !tables.contains(HISTORY)) {
            throw new ConfigurationException(
                    file + " is a database of something else: it has no table property_scans",
                    "name another folder with --data");
        }
    }

    /** Whether there is nothing to migrate, nor to complain of: each migration was made as it is. */
    private boolean isCurrent(DataSource source) {
        MigrationInfo[] migrations;
        try {
            migrations = flyway(source).load().info().all();
        } catch (FlywayException e) {
            throw unusable(e);
        }
        for (MigrationInfo migration : migrations) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw new ConfigurationException(
                        file + " was made by a newer version of this application (schema " + migration.getVersion()
                                + ")",
                        "update the application, or name another folder with --data");
            }
        }
        return Stream.of(migrations)
                .allMatch(migration -> migration.getState() == MigrationState.BASELINE
                        || migration.getState() == MigrationState.SUCCESS
                                && migration.isChecksumMatching()
                                && migration.isDescriptionMatching()
                                && migration.isTypeMatching());
    }

    private void migrate(DataSource source, boolean isNew) {
        try {
            // What is new takes all versions in one transaction: one wait for the disk in place of one a version.
            flyway(source).group(isNew).load().migrate();
        } catch (FlywayException e) {
            throw unusable(e);
        }
    }

    private static FluentConfiguration flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .table(HISTORY)
                .locations("classpath:routes/sql/schema")
                .javaMigrations(
                        new V2__property_scans_columns(),
                        new V12__property_scans_columns(),
                        new V45__property_scans_columns(),
                        new V58__parcels_columns())
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    private ConfigurationException unusable(Exception cause) {
        if (FullDisk.caused(cause)) {
            return new ConfigurationException("the disk of " + file + " is full", FullDisk.ADVICE);
        }
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new ConfigurationException(
                "the database " + file + " cannot be used: " + reason,
                "restore it from a copy, free it from the program that holds it, or name another folder with --data");
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
}
