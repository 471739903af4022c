package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.Logging;
import com.developmentleads.storage.Database;
import javax.sql.DataSource;

/** What most commands begin with: the settings, the keys, the database and the running routes. */
final class Session implements AutoCloseable {

    private final Settings settings;
    private final LeadsRuntime runtime;

    private Session(Settings settings, LeadsRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /**
     * Opens a session.
     *
     * @param mustExist whether a missing database is an error rather than made
     */
    static Session open(Leads leads, Settings settings, LeadsRuntime.Mode mode, boolean mustExist) {
        Secrets secrets = leads.secrets(settings);
        if (mode != LeadsRuntime.Mode.LOCAL) {
            // Before anything is made on the disk.
            new Accounts(settings, secrets).providerKey();
        }
        Database database = Leads.database(settings);
        if (mustExist) {
            database.requireExisting();
        }
        database.requireWritable();
        Logging.start(settings.data(), mode == LeadsRuntime.Mode.UNATTENDED);
        DataSource source = database.open();
        return new Session(settings, LeadsRuntime.start(settings, secrets, source, mode));
    }

    Settings settings() {
        return settings;
    }

    LeadsRuntime runtime() {
        return runtime;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
