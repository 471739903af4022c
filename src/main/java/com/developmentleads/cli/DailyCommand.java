package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.Logging;
import com.developmentleads.search.Towns;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads daily}. */
@Command(
        name = "daily",
        mixinStandardHelpOptions = true,
        description = "Makes one daily run now: search, classify, sheet and mail.")
final class DailyCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Parameters(arity = "0..*", paramLabel = "QUERY", description = "What to search for (default: search.queries).")
    private List<String> queries = new ArrayList<>();

    @Option(names = "--location", paramLabel = "L", description = "Where to search (default: search.location).")
    private String location;

    @Option(names = "--dry-run", description = "Search and classify, and leave no listing, sheet row, CSV or mail.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Settings settings = leads.settings();
        if (location != null) {
            settings = settings.with("search.location", location).with("search.locations", "");
        }
        if (!queries.isEmpty()) {
            settings = settings.with("search.queries", String.join(" | ", queries));
        }
        requireSearchKey(settings, leads.secrets(settings));
        if (dryRun) {
            return dryRun(settings);
        }
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false)) {
            Pause pause = Pause.read(session.runtime());
            if (pause != null) {
                leads.console()
                        .line("The daily runs are paused since " + pause.text() + "; this one, by hand, is made.");
            }
            return run(session.runtime(), leads.console(), today(settings), "manual");
        }
    }

    /** @throws ConfigurationException when there is no key for the search service */
    static void requireSearchKey(Settings settings, Secrets secrets) {
        if (!new Accounts(settings, secrets).canSearch()) {
            throw new ConfigurationException(
                    "the key of the search service is missing",
                    "set the environment variable SERPAPI_KEY (or put it into " + settings.text("secrets.env-file")
                            + "), or look at leads demo, which needs none");
        }
    }

    /** Today's date where the schedule is meant. */
    static LocalDate today(Settings settings) {
        return LocalDate.now(LeadsRuntime.clock(settings).withZone(ZoneId.of(settings.text("schedule.time-zone"))));
    }

    private static int run(LeadsRuntime runtime, Console console, LocalDate date, String kind) {
        return run(runtime, console, date, kind, kind + "-" + UUID.randomUUID());
    }

    /**
     * Makes a run and prints what it found; returns the exit code.
     *
     * @param kind {@code manual}, or {@code dry} for one on a database that is thrown away
     * @param key  names the run: a run of that key that was interrupted is taken up again
     */
    static int run(LeadsRuntime runtime, Console console, LocalDate date, String kind, String key) {
        Settings settings = runtime.settings();
        Map<String, Object> run = Map.of(
                "run_key", key, "run_date", date.toString(), "kind", kind, "location", Towns.configured(settings));
        Map<?, ?> report =
                runtime.ask("leads-run-requested", run, Map.of()).getMessage().getBody(Map.class);
        if (report == null) {
            console.error("another process is making a run on this data folder — wait until it is through");
            return ExitCode.NOTHING_TO_DO;
        }
        new RunReport(report, settings).print(console);
        console.report(report);
        List<?> failures = (List<?>) report.get("failures");
        if (!failures.isEmpty()) {
            return new Failures(console)
                    .reportSteps(failures.stream()
                            .<Map<?, ?>>map(step -> (Map<?, ?>) step)
                            .toList());
        }
        return ((Number) report.get("classified")).intValue() == 0 ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
    }

    /** On a copy of the database that is thrown away; what was spent is recorded in the database itself. */
    private int dryRun(Settings settings) throws IOException {
        Secrets secrets = leads.secrets(settings);
        new Accounts(settings, secrets).providerKey();
        Database database = Leads.database(settings);
        database.requireWritable();
        Logging.start(settings, false);
        DataSource spendSource = database.open();
        Path scratch = Files.createTempDirectory("leads-dry-run-");
        try {
            Path copy = scratch.resolve(database.file().getFileName());
            database.copyTo(copy);
            Settings dry = settings.with("sheets.spreadsheet-id", "")
                    .with("mail.host", "")
                    .with("webhook.url", "")
                    .with("files.leads-folder", scratch.toString());
            DataSource dataSource =
                    new Database(copy, settings.duration("database.busy-timeout"), LeadsRuntime.clock(settings)).open();
            try (LeadsRuntime runtime =
                    LeadsRuntime.start(dry, secrets, dataSource, spendSource, LeadsRuntime.Mode.COMMAND)) {
                leads.console().line("Dry run: nothing but what it costs is recorded.");
                return run(runtime, leads.console(), today(settings), "dry");
            }
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
