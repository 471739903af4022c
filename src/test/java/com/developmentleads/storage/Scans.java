package com.developmentleads.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database as an owner brings it along, made and looked into without the code under test. */
public final class Scans {

    public static final String FILE = "development_leads.db";
    public static final String THREE_COLUMNS =
            "create table property_scans (address text, snippet text, classification text)";
    public static final String FULL = "create table property_scans (id integer primary key, address text, snippet text,"
            + " classification text, price real, lot_size text, year_built integer, label_source text, classified_at text)";

    private Scans() {}

    /** Runs statements on the database in that folder, which is made when it is missing. */
    public static void execute(Path folder, String... statements) {
        try (Connection connection = connect(folder);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts one row into {@code property_scans}, the columns separated by commas. */
    public static void insert(Path folder, String columns, Object... values) {
        insertAll(folder, columns, List.<Object[]>of(values));
    }

    /** Inserts rows in one transaction. */
    public static void insertAll(Path folder, String columns, List<Object[]> rows) {
        String marks = columns.replaceAll("[^,]+", "?");
        try (Connection connection = connect(folder);
                PreparedStatement statement = connection.prepareStatement(
                        "insert into property_scans (" + columns + ") values (" + marks + ")")) {
            connection.setAutoCommit(false);
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table of three columns with that many properties, the labels taking turns. */
    public static void fill(Path folder, int properties) {
        execute(folder, THREE_COLUMNS);
        insertAll(folder, "address,snippet,classification", examples(0, properties));
    }

    /** Rows of address, snippet and label for the properties {@code from}, {@code from + 1} and so on. */
    public static List<Object[]> examples(int from, int count) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            rows.add(new Object[] {
                i + " Elm St, Newton, MA 02458",
                "Made-up house number " + i,
                i % 2 == 0 ? "development_opportunity" : "not_opportunity"
            });
        }
        return rows;
    }

    /** All rows of a query, the values of each joined with {@code |}. */
    public static List<String> query(Path folder, String sql) {
        try (Connection connection = connect(folder);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of the database file. */
    public static byte[] bytes(Path folder) {
        try {
            return Files.readAllBytes(folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Connection connect(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
    }
}
