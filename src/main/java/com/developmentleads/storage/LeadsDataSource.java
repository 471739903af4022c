package com.developmentleads.storage;

import com.developmentleads.listing.address.PropertyKey;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Connections whose SQL knows {@code property_key(address)}, see {@link PropertyKey}. */
final class LeadsDataSource extends SQLiteDataSource {

    LeadsDataSource(SQLiteConfig config) {
        super(config);
    }

    @Override
    public SQLiteConnection getConnection(String username, String password) throws SQLException {
        SQLiteConnection connection = super.getConnection(username, password);
        try {
            addFunctions(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void addFunctions(Connection connection) throws SQLException {
        Function.create(
                connection,
                "property_key",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        result(PropertyKey.of(value_text(0)));
                    }
                },
                1,
                Function.FLAG_DETERMINISTIC);
    }
}
