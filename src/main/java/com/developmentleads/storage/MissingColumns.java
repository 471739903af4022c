package com.developmentleads.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Gives {@code property_scans}, {@code answers} and {@code parcels} the columns that they lack, from {@code routes/sql/listings/columns.sql}: a
 * table that an owner brings along may have just three, and a later version of this application adds some. SQLite cannot add
 * a column only if it is not there, so the choice is made here.
 */
class MissingColumns extends BaseJavaMigration {

    private static final String COLUMNS = "routes/sql/listings/columns.sql";
    private static final Pattern ADD_COLUMN = Pattern.compile("\\w+ table (\\w+) add column (\\w+) \\w+");

    @Override
    public void migrate(Context context) throws SQLException {
        add(context.getConnection());
    }

    /** Adds what the table lacks, within the connection's transaction. */
    static void add(Connection connection) throws SQLException {
        Set<String> present = new HashSet<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, null, null)) {
            while (columns.next()) {
                String table = columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                present.add(table);
                present.add(table + "." + columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String line : statements()) {
                Matcher matcher = ADD_COLUMN.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalStateException(COLUMNS + " has a line that adds no column: " + line);
                }
                if (present.contains(matcher.group(1))
                        && !present.contains(matcher.group(1) + "." + matcher.group(2))) {
                    statement.execute(line);
                }
            }
        }
    }

    private static List<String> statements() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(COLUMNS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.strip().replaceFirst(";$", ""))
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(COLUMNS + " cannot be read", e);
        }
    }
}
