package com.developmentleads.check;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The statements of {@code routes/sql}, prepared against an empty database of the current schema, which is gone then. */
final class Statements implements AutoCloseable {

    private static final String SCHEMA = "routes/sql/schema/";
    /** Applied by the migrations, a line at a time. */
    private static final String COLUMNS = "routes/sql/listings/columns.sql";

    private static final Pattern MIGRATION = Pattern.compile("V\\d+__\\w+\\.sql");
    /** As camel-sql reads them. */
    private static final Pattern PARAMETER = Pattern.compile(":[?#](in:)?(\\w+|\\$\\{[^}]+})");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern NEAR = Pattern.compile("near \"(.+?)\": syntax error");
    private static final Pattern NAME = Pattern.compile("no such \\w+: (?:\\w+\\.)?(\\w+)|no column named (\\w+)");

    private final ProjectFiles files;
    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();
    private Connection connection;

    Statements(ProjectFiles files) {
        this.files = files;
        try {
            folder = Files.createTempDirectory("leads-check");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements that the database refuses; when a migration is refused, that alone. */
    List<Finding> refused() {
        try {
            connection = new Database(folder.resolve("check.db"), Duration.ofSeconds(5))
                    .open()
                    .getConnection();
        } catch (ConfigurationException | SQLException e) {
            Matcher migration = MIGRATION.matcher(String.valueOf(e.getMessage()));
            String file = migration.find() ? SCHEMA + migration.group() : SCHEMA;
            return List.of(new Finding(
                    file, 0, "the schema cannot be made: " + cause(e.getMessage()), "correct the migration"));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("attach database ':memory:' as old");
            Map<String, String> texts = files.ending(".sql");
            // Temporary tables come first: others use them.
            for (Map.Entry<String, String> text : texts.entrySet()) {
                if (isTable(text.getValue())) {
                    prepare(text.getKey(), text.getValue(), true);
                }
            }
            texts.forEach((name, text) -> {
                if (!name.startsWith(SCHEMA) && !name.equals(COLUMNS) && !isTable(text)) {
                    prepare(name, text, false);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return findings;
    }

    private static String cause(String message) {
        return Texts.first(message)
                .replaceFirst("^the database \\S+ cannot be used: ", "")
                .replaceFirst(" — .*", "");
    }

    private static boolean isTable(String text) {
        return sql(text).strip().toLowerCase(Locale.ROOT).startsWith("create temp ");
    }

    /** As the database gets it; comments become blank lines. */
    private static String sql(String text) {
        return PARAMETER.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("?");
    }

    private void prepare(String name, String text, boolean run) {
        String sql = sql(text);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (run) {
                statement.execute();
            }
        } catch (SQLException e) {
            // The tables of another system, which leads import finds in its database.
            if (!e.getMessage().contains("no such table: old.")) {
                findings.add(new Finding(
                        name,
                        line(sql, e.getMessage()),
                        "the database refuses it: " + plain(e),
                        "correct the statement"));
            }
        }
    }

    private static String plain(SQLException e) {
        return Texts.first(e.getMessage()).replaceFirst("^\\[\\w+] [^(]*\\((.*)\\)$", "$1");
    }

    private int line(String sql, String message) {
        Matcher near = NEAR.matcher(message);
        if (near.find()) {
            // All that ends before the mistake is unfinished, and not wrong.
            for (int at = sql.indexOf(near.group(1)); at >= 0; at = sql.indexOf(near.group(1), at + 1)) {
                try (PreparedStatement part = connection.prepareStatement(
                        sql.substring(0, at + near.group(1).length()))) {
                    // This part is a statement.
                } catch (SQLException e) {
                    if (e.getMessage().contains(near.group())) {
                        return ProjectFiles.line(sql, at);
                    }
                }
            }
            return 0;
        }
        Matcher name = NAME.matcher(message);
        if (name.find()) {
            String word = name.group(1) == null ? name.group(2) : name.group(1);
            Matcher place = Pattern.compile("(?i)\\b" + word + "\\b").matcher(sql);
            return place.find() ? ProjectFiles.line(sql, place.start()) : 0;
        }
        return 0;
    }

    /** The columns that a query returns; none when it is refused or there is none of that name. */
    Set<String> columns(String name) {
        Set<String> columns = new LinkedHashSet<>();
        if (connection == null) {
            return columns;
        }
        try (PreparedStatement query = connection.prepareStatement(sql(files.text(name)))) {
            ResultSetMetaData data = query.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnName(i));
            }
        } catch (SQLException e) {
            // Reported already.
        }
        return columns;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the check's database " + folder + " cannot be removed", e);
        }
    }
}
