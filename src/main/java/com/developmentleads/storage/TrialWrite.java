package com.developmentleads.storage;

import com.developmentleads.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Tries on a table that an owner brought what each run does with it, in a transaction that is rolled back: two made-up
 * properties are found, found again and classified. So a constraint, a trigger or a type of the table's own is told before
 * anything is spent, and not each morning after the searches.
 */
final class TrialWrite {

    private static final String FOLDER = "routes/sql/";
    private static final Pattern PARAMETER = Pattern.compile(":#(?:\\$\\{variable\\.)?([\\w\\[\\]]+)\\}?");
    private static final Pattern COLUMN = Pattern.compile("property_scans\\.(\\w+)");
    private static final Pattern GENERATED = Pattern.compile("generated column \"?(\\w+)");

    private static final String PLAIN = "rename it, and copy its rows into a plain table property_scans";
    private static final String TRIGGER = "drop the trigger, or let it allow what a run writes";
    /** The primary code of an extended one. */
    private static final int PRIMARY = 0xff;

    private final Path file;

    /** @param file named in what is told */
    TrialWrite(Path file) {
        this.file = file;
    }

    /**
     * Tries, within a transaction that ends when the connection is closed, and takes everything back with it.
     *
     * @throws ConfigurationException when the table does not take what a run writes: what it refuses, and what to change
     * @throws SQLException           when the database cannot be written at all now
     */
    void check(Connection connection) throws SQLException {
        try {
            if (!isTable(connection)) {
                return;
            }
            connection.setAutoCommit(false);
            MissingColumns.add(connection);
            for (int i = 1; i <= 2; i++) {
                find(connection, i);
            }
        } catch (SQLiteException e) {
            switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & PRIMARY)) {
                case SQLITE_CONSTRAINT, SQLITE_ERROR, SQLITE_MISMATCH -> throw refusal(connection, e);
                case SQLITE_BUSY, SQLITE_LOCKED -> {
                    // Another process of ours writes, or repairs what a killed one left, and so has tried.
                }
                default -> throw e;
            }
        }
    }

    /** False when there is none yet. */
    private boolean isTable(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "trial/table.sql", Map.of());
                ResultSet table = statement.executeQuery()) {
            if (!table.next()) {
                return false;
            }
            if (!table.getString(1).equals("table") || table.getInt(2) == 1) {
                throw new ConfigurationException(
                        "property_scans of " + file + " is "
                                + (table.getInt(2) == 1
                                        ? "a table WITHOUT ROWID"
                                        : "no table but a " + table.getString(1)),
                        PLAIN);
            }
            return true;
        }
    }

    /** @param number of the property; an odd one has all facts, an even one the fewest with which one is found */
    private void find(Connection connection, int number) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        values.put("key", "trial of development leads " + number);
        values.put("address", number + " Trial Street, Nowhere");
        values.put("snippet", "A made-up home");
        if (number % 2 == 1) {
            values.put("price", 1_000_000.5);
            values.put("lot_size", "0.5 acres");
            values.put("year_built", 1950);
            values.put("beds", 3.5);
            values.put("baths", 1.5);
            values.put("square_feet", 1500);
        }
        values.put("status", "for_sale");
        values.put("source", "Trial");
        values.put("link", "example.com/trial");
        values.put("fingerprint", "trial");
        values.put("run[run_date]", "2000-01-01");
        values.put("run[id]", -number);
        run(connection, "listings/insert.sql", values);
        require(connection, values, "added");
        values.put("fingerprint", "trial again");
        values.put("run[id]", -number - 2);
        run(connection, "listings/update.sql", values);
        run(connection, "trial/classify.sql", values);
        require(connection, values, "changed");
    }

    private void require(Connection connection, Map<String, Object> values, String what) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "trial/find.sql", values);
                ResultSet found = statement.executeQuery()) {
            if (!found.next() || !found.getBoolean(what)) {
                throw new ConfigurationException(
                        "rows of property_scans of " + file + " are not " + what + " although nothing refuses it"
                                + triggers(connection),
                        "drop what keeps them as they are");
            }
        }
    }

    private static void run(Connection connection, String name, Map<String, Object> values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, name, values)) {
            statement.executeUpdate();
        }
    }

    /** A statement of the routes, with these values for its parameters. */
    private static PreparedStatement prepare(Connection connection, String name, Map<String, Object> values)
            throws SQLException {
        List<String> names = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(read(name));
        String sql = parameter.replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < names.size(); i++) {
            statement.setObject(i + 1, values.get(names.get(i)));
        }
        return statement;
    }

    private static String read(String name) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(FOLDER + name + " cannot be read", e);
        }
    }

    private ConfigurationException refusal(Connection connection, SQLiteException e) throws SQLException {
        // The driver puts SQLite's own words into brackets behind a description of the code.
        String reason = String.valueOf(e.getMessage()).replaceFirst("(?s)^\\[\\w+\\][^(]*\\((.*)\\)$", "$1");
        String triggers = triggers(connection);
        return new ConfigurationException(
                "property_scans of " + file + " does not take what a search finds: " + reason + triggers,
                advice(e.getResultCode(), reason, !triggers.isEmpty()));
    }

    private static String advice(SQLiteErrorCode code, String reason, boolean hasTriggers) {
        Matcher named = COLUMN.matcher(reason);
        String column = named.find() ? "the column " + named.group(1) : "the column";
        Matcher generated = GENERATED.matcher(reason);
        if (generated.find()) {
            return "rename the column " + generated.group(1) + ": one of that name is written here";
        }
        return switch (code) {
            case SQLITE_CONSTRAINT_NOTNULL ->
                column.endsWith(" classification")
                        ? "let the column classification be empty: a property has no label until it is classified"
                        : "give " + column + " a default value, or let it be empty";
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY ->
                "drop the rule that " + column + " is unique: two properties may have the same";
            case SQLITE_CONSTRAINT_CHECK -> "drop the check, or let it allow what a run writes";
            case SQLITE_CONSTRAINT_FOREIGNKEY -> "drop the reference to the other table, or let it be empty";
            case SQLITE_CONSTRAINT_TRIGGER -> TRIGGER;
            case SQLITE_CONSTRAINT_DATATYPE ->
                "declare " + column + " without STRICT, or with a type that takes the value";
            default -> hasTriggers ? TRIGGER : PLAIN;
        };
    }

    /** The triggers of the table, for the sentence; they are its owner's, since the application has none on it. */
    private static String triggers(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "trial/triggers.sql", Map.of());
                ResultSet rows = statement.executeQuery()) {
            String names = rows.next() ? rows.getString(1) : null;
            return names == null ? "" : " (triggers: " + names + ")";
        }
    }
}
