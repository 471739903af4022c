package com.developmentleads.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * One connection to the application's database with another one beside it, which statements name {@code old} and can
 * only read. All that is done through it is one transaction: a process that dies in between has changed nothing.
 */
public final class ImportConnection implements AutoCloseable {

    private final Connection connection;
    private final SingleConnectionDataSource source;

    /**
     * @param database the open database of the application
     * @param old      the address of the other, {@code file:…?mode=ro}
     */
    public ImportConnection(DataSource database, String old) throws SQLException {
        connection = database.getConnection();
        try (PreparedStatement attach = connection.prepareStatement("attach database ? as old")) {
            attach.setString(1, old);
            attach.execute();
            // Others write while the old rows are read, which takes longest: the lock is taken at the first change.
            ((SQLiteConnection) connection)
                    .getConnectionConfig()
                    .setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        source = new SingleConnectionDataSource(connection, true);
    }

    /** Always the same connection, which the users do not close. */
    public DataSource source() {
        return source;
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /** Takes back what is not committed. */
    @Override
    public void close() {
        source.destroy();
    }
}
