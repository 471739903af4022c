package com.developmentleads.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A made-up database as the Python system wrote it, with the faults that the real ones have, and an export beside it. */
final class OldSystem {

    private static final String[] TABLES = {
        "create table listings (id integer primary key autoincrement, address text unique, lot_size text,"
                + " square_feet text, bedrooms text, bathrooms text, year_built text, last_price real, listing_url text,"
                + " first_seen timestamp, last_updated timestamp, status text)",
        "create table scan_runs (id integer primary key, run_date timestamp, location text)",
        "create table classifications (id integer primary key autoincrement, listing_id integer, run_id text,"
                + " run_date timestamp, label text, confidence_score real, model_version text)",
        "create table price_history (id integer primary key autoincrement, listing_id integer, price real,"
                + " recorded_at timestamp)"
    };

    private final Path file;

    OldSystem(Path file) {
        this.file = file;
        execute(TABLES);
    }

    /** The faults that were found in real databases, each once or twice. */
    OldSystem withFaults() {
        listing("12 Oak St, Newton, MA 02459", 1_250_000, zillow("12-Oak-St-Newton-MA-02459"), "2025-06-01", "active");
        listing("12 Oak Street, Newton, Massachusetts", 1_290_000, null, "2025-05-05", null);
        listing("12 OAK ST., Newton MA", null, null, "2025-05-06", "");
        listing("25 Homes For Sale in Newton, MA", 583, "https://www.zillow.com/newton-ma/", "2025-06-01", null);
        listing("Newton, MA Real Estate & Homes for Sale", 1, "https://www.redfin.com/city/1/MA/Newton", null, null);
        listing("7 Elm Rd, Newton, MA", 3200, null, "2025-06-01", null);
        listing("9 Pine Ave, Waltham, MA 02451", 899_000, null, "2025-06-01", "sold");
        listing("0.25 acres", null, null, null, null);
        said(1, "2025-05-01 09:00:00", "no");
        said(1, "2025-06-01 09:00:00", "development");
        said(2, "2025-05-01T10:00:00.123456", "potential");
        said(4, "2025-05-01", "development");
        said(6, "2025-05-02", "potential");
        said(7, "2025-05-01", "maybe");
        said(7, "2025-05-02", "No");
        said(99, "2025-05-02", "no");
        price(1, 1_300_000, "2025-05-01 09:00:00");
        price(2, 1_290_000, "2025-05-01 10:00:00");
        price(1, 1_250_000, "2025-06-01");
        price(4, 583, "2025-05-01");
        price(6, 3200, "2025-05-01");
        price(7, 899_000, null);
        price(99, 500_000, "2025-05-01");
        execute("insert into scan_runs values (1, '2025-05-01', 'Newton, MA')");
        return this;
    }

    /** That many properties for sale, which the model said no to; the first {@code good} ones yes. */
    OldSystem withProperties(int count, int good) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement listing = connection.prepareStatement(
                            "insert into listings (id, address, last_price, last_updated) values (?, ?, ?, '2025-06-01')");
                    PreparedStatement said = connection.prepareStatement(
                            "insert into classifications (listing_id, run_date, label, confidence_score, model_version)"
                                    + " values (?, '2025-06-01', ?, 0.9, 'gpt-4')")) {
                for (int i = 1; i <= count; i++) {
                    listing.setInt(1, i);
                    listing.setString(2, address(i));
                    listing.setInt(3, 500_000 + i);
                    listing.executeUpdate();
                    said.setInt(1, i);
                    said.setString(2, i <= good ? "development" : "no");
                    said.executeUpdate();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    static String address(int i) {
        return i + " Birch St, Newton, MA 02459";
    }

    /** Texts of the first {@code count} of {@link #withProperties}. */
    static Path export(Path file, int count) throws IOException {
        StringBuilder lines = new StringBuilder("title,link,snippet,address,price,label\n");
        for (int i = 1; i <= count; i++) {
            lines.append("\"%1$s | Zillow\",,\"Made-up text %2$d\",\"%1$s\",,\n".formatted(address(i), i));
        }
        return Files.writeString(file, lines);
    }

    /** Texts of {@link #withFaults}, as Python writes them, NaN included. */
    static Path exportWithFaults(Path file) throws IOException {
        return Files.writeString(file, """
                {"exported": "2025-06-01", "listings": [
                {"title": "12 Oak St, Newton, MA 02459 | Zillow", "address": "12 Oak St, Newton, MA 02459",
                 "link": "https://www.zillow.com/homedetails/12-Oak-St-Newton-MA-02459/1_zpid/", "price": "$1,250,000",
                 "snippet": "Teardown on 21,000 sq ft lot.", "label": "development", "confidence": 0.9, "explanation": "lot"},
                {"title": "7 Elm Rd, Newton, MA", "address": "7 Elm Rd, Newton, MA", "link": null, "price": NaN,
                 "snippet": "For rent: $3,200/mo near the T.", "label": "potential", "confidence": NaN},
                {"title": "44 Maple St, Waltham, MA 02451 - Redfin", "address": "9 Pine Ave, Waltham, MA", "price": "$1",
                 "link": "https://www.redfin.com/MA/Waltham/44-Maple-St-02451/home/5", "snippet": "Renovated condo.",
                 "label": "no", "confidence": 0.7},
                {"title": "9 Pine Ave", "address": "9 Pine Ave, Waltham, MA 02451", "link": "",
                 "snippet": "46 Maple St is a renovated condo in Waltham.", "label": "no"},
                {"title": "30 Homes For Sale in Waltham", "address": "9 Pine Ave, Waltham, MA", "price": null,
                 "link": "https://www.zillow.com/waltham-ma/", "snippet": "See 30 homes.", "label": "no"},
                {"title": "9 Pine Ave", "address": "9 Pine Ave, Waltham, MA 02451", "snippet": " "}
                ]}
                """);
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static String zillow(String name) {
        return "https://www.zillow.com/homedetails/" + name + "/1_zpid/";
    }

    private void listing(String address, Integer price, String link, String updated, String status) {
        insert(
                "insert into listings (address, lot_size, last_price, listing_url, first_seen, last_updated, status)"
                        + " values (?, '', ?, ?, '2025-04-01 08:00:00', ?, ?)",
                address,
                price,
                link,
                updated,
                status);
    }

    void said(int listing, String at, String label) {
        insert(
                "insert into classifications (listing_id, run_id, run_date, label, confidence_score, model_version)"
                        + " values (?, 'r', ?, ?, 0.9, 'gpt-4')",
                listing,
                at,
                label);
    }

    private void price(int listing, int price, String at) {
        insert("insert into price_history (listing_id, price, recorded_at) values (?, ?, ?)", listing, price, at);
    }

    private void insert(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
