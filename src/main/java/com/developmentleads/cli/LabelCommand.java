package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.publish.LeadsCsv;
import com.developmentleads.publish.VerdictWords;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.camel.component.sql.SqlConstants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads label}. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description =
                "Records your verdict on a property or on those of a CSV file; alone, it asks about the undecided ones.")
final class LabelCommand implements Callable<Integer> {

    private static final String TERMINAL = "terminal";

    @ParentCommand
    private Leads leads;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ADDRESS|FILE.csv",
            description = "A property, or a file with the columns Address and Verdict.")
    private String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERDICT", description = "yes, no or unclear.")
    private String verdict;

    @Option(names = "--note", paramLabel = "TEXT", description = "What you want to remember; it is sent to nobody.")
    private String note;

    private LeadsRuntime runtime;
    private VerdictWords words;

    @Override
    public Integer call() throws IOException {
        Settings settings = leads.settings();
        words = new VerdictWords(
                settings.text("feedback.words.yes"),
                settings.text("feedback.words.no"),
                settings.text("feedback.words.unclear"),
                settings.text("feedback.labels"));
        boolean isFile = what != null && verdict == null;
        if (isFile && !Files.isRegularFile(Path.of(what))) {
            throw new ConfigurationException(
                    "there is no file " + what,
                    "to judge one property: leads label \"" + what + "\" yes, no or unclear");
        }
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.LOCAL, true)) {
            runtime = session.runtime();
            return what == null ? askAll() : isFile ? labelFile(Path.of(what)) : labelOne();
        }
    }

    private int labelOne() {
        String label = words.label(verdict)
                .orElseThrow(() -> new ConfigurationException(
                        "\"" + verdict + "\" is no verdict",
                        "say yes, no or unclear, or add the word to feedback.words.*"));
        Map<?, ?> property = find(what);
        record(property, TERMINAL, label, verdict, note);
        leads.console().field("property", property.get("address"));
        leads.console().field("your verdict", label + (note == null ? "" : ", " + note));
        leads.console().field("the model said", Objects.requireNonNullElse(property.get("model_label"), "nothing yet"));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("property_key", property.get("property_key"));
        report.put("address", property.get("address"));
        report.put("verdict", label);
        report.put("model_label", property.get("model_label"));
        leads.console().report(report);
        return ExitCode.DONE;
    }

    private Map<?, ?> find(String address) {
        List<?> found = rows("feedback-find", Map.of("key", PropertyKey.of(address), "address", address.strip()));
        if (found.size() == 1) {
            return (Map<?, ?>) found.get(0);
        }
        if (found.size() > 1) {
            throw new ConfigurationException(
                    "there are " + found.size() + " properties at " + address + ": " + addresses(found),
                    "give the address as it stands there");
        }
        String street = address.strip()
                .replaceAll("^\\d\\S*\\s+", "")
                .replaceAll("[,#].*", "")
                .strip();
        List<?> near = street.isEmpty() ? List.of() : rows("feedback-near", Map.of("words", street));
        throw new ConfigurationException(
                "no property here has the address " + address,
                near.isEmpty() ? "copy it from the sheet or leads.csv" : "near it there are " + addresses(near));
    }

    private static String addresses(List<?> rows) {
        return rows.stream()
                .limit(4)
                .map(row -> String.valueOf(((Map<?, ?>) row).get("address")))
                .collect(Collectors.joining("; "));
    }

    private int labelFile(Path file) throws IOException {
        List<Map<String, Object>> said = LeadsCsv.read(file, "Address");
        if (said.isEmpty()) {
            throw new ConfigurationException(
                    file + " has no rows with the columns Address and Verdict",
                    "name the columns so in its first line; Notes may be a third one");
        }
        int recorded = 0;
        List<String> left = new ArrayList<>();
        String source = "file:" + file.getFileName();
        Map<Object, List<?>> before = saidBefore(source);
        for (Map<String, Object> row : said) {
            String word = (String) row.get("verdict");
            if (word.isEmpty()) {
                continue;
            }
            String where = "row " + row.get("row") + ", " + row.get("key") + ": ";
            if (words.label(word).isEmpty()) {
                left.add(where + "\"" + word + "\" is no verdict");
                continue;
            }
            try {
                Map<?, ?> property = find((String) row.get("key"));
                String remark = (String) row.get("note");
                if (!List.of(word, remark).equals(before.get(property.get("property_key")))) {
                    record(property, source, words.label(word).get(), word, remark.isEmpty() ? null : remark);
                    recorded++;
                }
            } catch (ConfigurationException e) {
                left.add(where + e.getMessage());
            }
        }
        leads.console().field("new verdicts", recorded);
        left.forEach(leads.console()::warn);
        leads.console().report(Map.of("recorded", recorded, "left", left));
        return recorded == 0 && left.isEmpty()
                ? ExitCode.NOTHING_TO_DO
                : left.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /**
     * What the file said last: reading it twice is no second verdict, and does not overrule what was said after the first
     * time. Verdict and note by property key.
     */
    private Map<Object, List<?>> saidBefore(String source) {
        Map<Object, List<?>> before = new HashMap<>();
        for (Object row : runtime.ask("feedback-cells", null, Map.of("source", source))
                .getMessage()
                .getBody(List.class)) {
            Map<?, ?> cell = (Map<?, ?>) row;
            before.put(cell.get("property_key"), List.of(cell.get("verdict"), cell.get("note")));
        }
        return before;
    }

    private int askAll() throws IOException {
        List<?> open = rows("feedback-undecided", Map.of());
        if (open.isEmpty()) {
            leads.console().line("You have judged every property.");
            return ExitCode.NOTHING_TO_DO;
        }
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int recorded = 0;
        for (int i = 0; i < open.size(); i++) {
            Map<?, ?> property = (Map<?, ?>) open.get(i);
            show(property, i + 1, open.size());
            String answer = answer(answers);
            if (answer == null || answer.equals("q")) {
                break;
            }
            if (!answer.equals("s")) {
                record(
                        property,
                        TERMINAL,
                        words.label(answer.equals("u") ? "unclear" : answer).orElseThrow(),
                        answer,
                        null);
                recorded++;
            }
        }
        leads.console().blank();
        leads.console()
                .line(Texts.count(recorded, "verdict", "verdicts") + " recorded. Next: leads prepare, leads train");
        leads.console().report(Map.of("recorded", recorded));
        return ExitCode.DONE;
    }

    private void show(Map<?, ?> property, int number, int all) {
        Console console = leads.console();
        console.blank();
        console.line(number + " of " + all + ". " + property.get("address"));
        String facts = List.of("price", "lot_size", "year_built").stream()
                .filter(column -> property.get(column) != null)
                .map(column -> column.replace('_', ' ') + " " + property.get(column))
                .collect(Collectors.joining(", "));
        if (!facts.isEmpty()) {
            console.line("   " + facts);
        }
        for (String column : List.of("snippet", "link")) {
            if (property.get(column) != null) {
                console.line("   " + property.get(column));
            }
        }
        if (property.get("model_label") != null) {
            Object confidence = property.get("confidence");
            console.line("   The model says " + property.get("model_label")
                    + (confidence instanceof Number sure
                            ? ", " + Math.round(sure.doubleValue() * 100) + " % sure"
                            : ""));
        }
    }

    /** y, n, u, s or q; null at the end of the input. */
    private String answer(BufferedReader answers) throws IOException {
        while (true) {
            leads.console().line("   yes, no, unclear, skip, quit? (y/n/u/s/q)");
            String line = answers.readLine();
            if (line == null) {
                return null;
            }
            String answer = line.strip().toLowerCase(java.util.Locale.ROOT);
            if (!answer.isEmpty() && "ynusq".indexOf(answer.charAt(0)) >= 0) {
                return answer.substring(0, 1);
            }
        }
    }

    private void record(Map<?, ?> property, String source, String label, String said, String remark) {
        Map<String, Object> row = new HashMap<>();
        row.put("property_key", property.get("property_key"));
        row.put("source", source);
        row.put("verdict", label);
        row.put("said", said);
        row.put("note", remark);
        Object recorded =
                runtime.ask("feedback-record", row, Map.of()).getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT);
        if (!Integer.valueOf(1).equals(recorded)) {
            throw new ConfigurationException(
                    "the verdict on " + property.get("address")
                            + " was not recorded, since its address names no one property",
                    "complete the address in property_scans: number, street and town");
        }
    }

    private List<?> rows(String route, Map<String, Object> values) {
        return runtime.ask(route, values, Map.of()).getMessage().getBody(List.class);
    }
}
