package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.Logging;
import com.developmentleads.storage.Database;
import com.developmentleads.storage.Records;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What most commands begin with: the settings, the keys, the database and the running routes. */
final class Session implements AutoCloseable {

    private final Settings settings;
    private final Secrets secrets;
    private final DataSource source;
    private LeadsRuntime runtime;

    private Session(Settings settings, Secrets secrets, DataSource source) {
        this.settings = settings;
        this.secrets = secrets;
        this.source = source;
    }

    /**
     * Opens a session.
     *
     * @param mustExist whether a missing database is an error rather than made
     */
    static Session open(Leads leads, Settings settings, LeadsRuntime.Mode mode, boolean mustExist) {
        Session session = records(leads, settings, mode, mustExist);
        session.start(mode);
        return session;
    }

    /**
     * As {@link #open}, without the routes, which take most of the time of a start: the records can be read, and {@link #start}
     * called when more is needed.
     */
    static Session records(Leads leads, Settings settings, LeadsRuntime.Mode mode, boolean mustExist) {
        Secrets secrets = leads.secrets(settings);
        if (mode != LeadsRuntime.Mode.LOCAL) {
            // Before anything is made on the disk.
            new Accounts(settings, secrets).providerKey();
        }
        Database database = Leads.database(settings);
        if (mustExist) {
            database.requireExisting();
        }
        if (!settings.text("database.new").equals("true")) {
            database.requireNotVanished(List.of(settings.file("leads"), settings.file("alerts")));
        }
        database.requireWritable();
        Logging.start(settings, mode == LeadsRuntime.Mode.UNATTENDED);
        return new Session(settings, secrets, database.open());
    }

    /** Starts the routes, unless they are. */
    LeadsRuntime start(LeadsRuntime.Mode mode) {
        if (runtime == null) {
            runtime = LeadsRuntime.start(settings, secrets, source, mode);
        }
        return runtime;
    }

    /** What is recorded in the database. */
    Records records() {
        return new Records(source, settings, new Accounts(settings, secrets).server());
    }

    Settings settings() {
        return settings;
    }

    /** The running routes; null unless started. */
    LeadsRuntime runtime() {
        return runtime;
    }

    /** @throws com.developmentleads.config.ConfigurationException when the database is no more the file that was opened */
    void requireDatabase() throws SQLException {
        source.getConnection().close();
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.close();
        }
    }
}
