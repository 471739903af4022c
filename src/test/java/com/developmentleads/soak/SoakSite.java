package com.developmentleads.soak;

import static org.awaitility.Awaitility.await;

import com.developmentleads.crash.Child;
import com.developmentleads.files.AtomicFiles;
import com.developmentleads.storage.Database;
import com.developmentleads.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data folder, the stand-ins and the provider in one process, the application in another, and its clock in a file.
 */
final class SoakSite implements AutoCloseable {

    static final String SHEET = "deliveries of the sheet";

    private static final String ZONE = "America/New_York";
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final List<String> jvm;
    private final LocalDateTime begin = LocalDateTime.now(ZoneId.of(ZONE));
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Child standIns;
    private int outputs;

    /**
     * @param folder empty; everything goes there
     * @param jvm    options for the JVM of the application
     * @param more   properties of the application
     */
    SoakSite(Path folder, List<String> jvm, Map<String, String> more) {
        this.folder = folder;
        this.jvm = jvm;
        settings.put("sandbox.clock-file", clock().toString());
        settings.put("search.queries", Market.QUERIES);
        // A new date is noticed as soon as the clock shows it.
        settings.put("schedule.retry", "200ms");
        // Far from now, so that only the check for missed dates makes runs, and of one date at each step.
        settings.put("schedule.daily", "0 %d %d * * ?".formatted(begin.getMinute(), (begin.getHour() + 12) % 24));
        settings.put("schedule.time-zone", ZONE);
        settings.putAll(more);
        standIns = start(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"),
                Map.of(
                        "sandbox.corpus",
                        "file:" + corpus(),
                        "sandbox.day",
                        "1",
                        "sandbox.smtp-port",
                        Integer.toString(FreePort.any())),
                "provider");
        Path published = data().resolve("provider/owner.port");
        await().atMost(START).until(() -> Files.exists(published) || !standIns.alive());
        if (!standIns.alive()) {
            throw new IllegalStateException(standIns.output());
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Path corpus() {
        return folder.resolve("corpus");
    }

    private Path clock() {
        return folder.resolve("clock.txt");
    }

    Child standIns() {
        return standIns;
    }

    /** The date that is due when the clock is set to that day. */
    String date(int day) {
        return begin.plusDays(day).minusHours(12).toLocalDate().toString();
    }

    /** Takes the clock of the application to that day, from 0, which is today. */
    void stepTo(int day) {
        try {
            AtomicFiles.writeLine(clock(), day * 24 + "h");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command of the application, such as {@code run}. */
    Child start(String... command) {
        return start(jvm, settings, command);
    }

    private Child start(List<String> options, Map<String, String> properties, String... command) {
        List<String> arguments = new ArrayList<>(List.of("--profile", "sandbox", "--data", data().toString()));
        properties.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        arguments.addAll(List.of(command));
        return Child.start(options, folder.resolve("output-" + ++outputs + ".txt"), arguments);
    }

    // -------------------------------------------------------------------------------------------------- the database

    private Path database() {
        return data().resolve("development_leads.db");
    }

    /** A database with properties that their owner has classified. */
    void makeDatabase(int classified) {
        new Database(database(), Duration.ofSeconds(10)).open();
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into property_scans (address, snippet, classification, label_source) values (?, ?, ?, 'human')")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < classified; i++) {
                boolean lead = i % 2 == 0;
                insert.setString(1, i + " Sample Street, Newton, MA 02459");
                insert.setString(
                        2,
                        lead
                                ? "Number " + i + ": tired ranch on a large lot, sold as is, builders welcome."
                                : "Number " + i + ": renovated and move-in ready, new kitchen, nothing to do.");
                insert.setString(3, lead ? "development_opportunity" : "not_opportunity");
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The rows of a query, each as its values; a connection for each, so that none keeps the application from its
     * files.
     */
    List<List<Object>> rows(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<List<Object>> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getObject(i));
                    }
                    all.add(row);
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
        }
        return connection;
    }

    /** Rows of each table, by its name; what the sheet has, a row a lead for ever, apart from the other deliveries. */
    Map<String, Long> tables() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (List<Object> table :
                rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
                        + " and name <> 'schema_history' order by name")) {
            counts.put(
                    (String) table.get(0),
                    ((Number) rows("select count(*) from " + table.get(0))
                                    .get(0)
                                    .get(0))
                            .longValue());
        }
        long sheet = ((Number) rows("select count(*) from deliveries where kind = 'sheet'")
                        .get(0)
                        .get(0))
                .longValue();
        counts.merge("deliveries", -sheet, Long::sum);
        counts.put(SHEET, sheet);
        return counts;
    }

    // ----------------------------------------------------------------------------------------------------- the files

    long databaseBytes() {
        return size(database());
    }

    /** Bytes that SQLite has written beside the database and not yet into it. */
    long walBytes() {
        return size(data().resolve("development_leads.db-wal"));
    }

    long logBytes() {
        return files(data(), "leads.log").stream().mapToLong(SoakSite::size).sum();
    }

    /**
     * Files in the data folder, without those of the stand-ins and of the provider, and those that come and go with a
     * write.
     */
    int files() {
        return (int) files(data(), "").stream()
                .filter(file -> !file.toString().matches(".*-(wal|shm)"))
                .count();
    }

    /** What the processes keep in the folder for temporary files. */
    int temporaryFiles() {
        try (Stream<Path> all = Files.walk(folder.resolve("temporary"))) {
            return (int) all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String prefix) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Message-IDs of the mails that the stand-in keeps. */
    List<String> mails() {
        return files(data().resolve("sandbox/mail"), "").stream()
                .map(SoakSite::messageId)
                .toList();
    }

    private static String messageId(Path mail) {
        try (Stream<String> lines = Files.lines(mail, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Message-ID:"))
                    .findFirst()
                    .orElse("")
                    .replaceAll("^[^<]*<|>.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of the log above the level INFO. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Path log : files(data(), "leads.log")) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                        .forEach(failures::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return failures;
    }

    @Override
    public void close() {
        standIns.close();
    }
}
