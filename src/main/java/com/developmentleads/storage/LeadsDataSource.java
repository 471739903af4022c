package com.developmentleads.storage;

import com.developmentleads.listing.ListingKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * Connections whose SQL knows {@code property_key(address, link)}, see {@link ListingKey}, and {@code leads_now()}, the time of
 * the application's clock as {@code YYYY-MM-DDTHH:MM:SS.SSSZ}, which SQLite's own date functions read.
 */
final class LeadsDataSource extends SQLiteDataSource {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final transient Clock clock;
    private transient OpenedFile opened;

    LeadsDataSource(SQLiteConfig config, Clock clock) {
        super(config);
        this.clock = clock;
    }

    /** From now on that file alone is opened. */
    void require(OpenedFile file) {
        opened = file;
    }

    /** @throws com.developmentleads.config.ConfigurationException when the file is no more the one that was opened */
    @Override
    public SQLiteConnection getConnection(String username, String password) throws SQLException {
        if (opened != null) {
            opened.require();
        }
        SQLiteConnection connection = super.getConnection(username, password);
        try {
            addFunctions(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void addFunctions(Connection connection) throws SQLException {
        Function.create(
                connection,
                "property_key",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        result(ListingKey.of(value_text(0), value_text(1)));
                    }
                },
                2,
                Function.FLAG_DETERMINISTIC);
        Function.create(
                connection,
                "leads_now",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        result(TIME.format(clock.instant()));
                    }
                },
                0,
                0);
    }
}
