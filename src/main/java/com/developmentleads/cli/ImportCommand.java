package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.importing.OldDatabase;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.runtime.Logging;
import com.developmentleads.storage.Database;
import com.developmentleads.storage.ImportConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Takes over properties, labels and prices of the Python system's database; may be repeated.")
final class ImportCommand implements Callable<Integer> {

    private static final String GOOD = "development_opportunity";
    /** Fewer properties of a label than that teach a model little. */
    private static final long FEW = 10;

    /** What {@code --potential} says that the old system's label of that name stands for. */
    private enum Potential {
        YES(GOOD),
        NO("not_opportunity"),
        UNCLEAR("unclear");

        private final String label;

        Potential(String label) {
            this.label = label;
        }
    }

    @ParentCommand
    private Leads leads;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "The old database (default: the one in this application's place), and exports with the texts:"
                    + " .json, .jsonl, .csv.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--potential",
            paramLabel = "yes|no|unclear",
            description = "What the label 'potential' stands for (default: unclear).")
    private Potential potential = Potential.UNCLEAR;

    @Option(names = "--as-mine", description = "The labels are your own verdicts, not those of the old system's model.")
    private boolean mine;

    @Override
    public Integer call() throws SQLException {
        Settings settings = leads.settings();
        List<Path> exports = files.stream().filter(ImportCommand::isExport).toList();
        for (Path export : exports) {
            if (!Files.isReadable(export)) {
                throw new ConfigurationException(
                        "there is no export " + export.toAbsolutePath(), "name a file that can be read");
            }
        }
        Database database = Leads.database(settings);
        database.requireWritable();
        OldDatabase found = find(settings);
        Set<String> tables = found.inspect();
        boolean inPlace =
                found.file().equals(settings.file("database").toAbsolutePath().normalize());
        OldDatabase old = inPlace ? found.keepBeside() : found;
        Logging.start(settings, false);
        Map<String, Object> report;
        try (ImportConnection connection = new ImportConnection(database.open(), old.uri())) {
            try (LeadsRuntime runtime = LeadsRuntime.start(
                    settings, leads.secrets(settings), connection.source(), LeadsRuntime.Mode.LOCAL)) {
                report = report(
                        runtime.ask(
                                "leads-import",
                                exports.stream()
                                        .map(export -> export.toAbsolutePath().toString())
                                        .toList(),
                                Map.of("tables", List.copyOf(tables), "potential", potential.label, "mine", mine)),
                        old,
                        inPlace);
            }
            connection.commit();
        }
        print(report);
        if (Enrichment.isOn(settings)) {
            // Only now: whoever waits for the layer keeps the database from others no longer.
            try (Session session = Session.open(leads, settings, Enrichment.mode(leads, settings), true)) {
                Enrichment.before(session, leads.console());
            }
        }
        printNext(report);
        leads.console().report(report);
        return ExitCode.DONE;
    }

    private OldDatabase find(Settings settings) {
        int busyMillis = (int) settings.duration("database.busy-timeout").toMillis();
        List<Path> databases = files.stream().filter(file -> !isExport(file)).toList();
        if (databases.size() > 1) {
            throw new ConfigurationException(
                    "two databases were named, " + databases.get(0) + " and " + databases.get(1),
                    "import them one after the other; exports end in .json, .jsonl or .csv");
        }
        if (!databases.isEmpty()) {
            return new OldDatabase(databases.get(0), busyMillis);
        }
        OldDatabase inPlace = new OldDatabase(settings.file("database"), busyMillis);
        OldDatabase kept = inPlace.lastKept();
        if (inPlace.isOne() || Files.exists(inPlace.file()) && !Files.exists(kept.file())) {
            return inPlace;
        }
        if (!Files.exists(kept.file())) {
            throw new ConfigurationException(
                    "there is no database of the Python system at " + inPlace.file(), "name it: leads import OLD.db");
        }
        return kept;
    }

    private static boolean isExport(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(json|jsonl|csv)");
    }

    private static Map<String, Object> report(Exchange exchange, OldDatabase old, boolean moved) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("database", old.file().toString());
        report.put("moved", moved);
        report.put("rows", exchange.getVariable("outcome"));
        report.put("properties_added", exchange.getVariable("header:added.CamelSqlUpdateCount"));
        report.put("properties_known", exchange.getVariable("header:known.CamelSqlUpdateCount"));
        report.put("labels", exchange.getVariable("labels"));
        return report;
    }

    private void print(Map<String, Object> report) {
        Console console = leads.console();
        console.field(
                "old database",
                report.get("database") + (report.get("moved").equals(true) ? " (kept under this name)" : ""));
        String shown = "";
        for (Map<?, ?> row : rows(report, "rows")) {
            String source = row.get("source").toString();
            Object examples = row.get("examples");
            console.field(
                    source.equals(shown) ? "" : source,
                    Texts.count(number(row, "rows")) + " " + row.get("outcome")
                            + (examples == null ? "" : ", such as " + examples));
            shown = source;
        }
        console.field(
                "properties",
                Texts.count(((Number) report.get("properties_added")).longValue()) + " new, "
                        + Texts.count(((Number) report.get("properties_known")).longValue()) + " known before");
        for (Map<?, ?> row : rows(report, "labels")) {
            console.field(
                    "labels, " + row.get("whose"),
                    Texts.count(number(row, "properties")) + " " + row.get("label") + ", "
                            + Texts.count(number(row, "with_text")) + " of them with a text to train on");
        }
    }

    private void printNext(Map<String, Object> report) {
        Console console = leads.console();
        long undecided = 0;
        long good = 0;
        for (Map<?, ?> row : rows(report, "labels")) {
            undecided += row.get("label").equals("unclear") ? number(row, "properties") : 0;
            good += row.get("label").equals(GOOD) ? number(row, "with_text") : 0;
        }
        console.blank();
        if (good < FEW) {
            console.line(Texts.count(good) + " " + GOOD + " with a text " + (good == 1 ? "is" : "are")
                    + " not enough: a model learns from about " + FEW + " of each kind and more.");
        }
        if (undecided > 0) {
            console.line("Next: leads label, which asks you about the "
                    + Texts.count(undecided, "undecided property", "undecided properties") + "; then leads prepare");
        } else {
            console.line("Next: leads label, or leads prepare");
        }
    }

    private static List<Map<?, ?>> rows(Map<String, Object> report, String name) {
        List<Map<?, ?>> rows = new ArrayList<>();
        ((List<?>) report.get(name)).forEach(row -> rows.add((Map<?, ?>) row));
        return rows;
    }

    private static long number(Map<?, ?> row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
