package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.listing.address.PropertyKey;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.training.TrainingEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code leads demo}: what the other commands do, one after the other, in the sandbox profile. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the whole loop on this machine with made-up properties and no account.")
final class DemoCommand implements Callable<Integer> {

    private static final String PROFILE = "sandbox";
    /** Columns of the sheet that fit a terminal: date, address, price, lot size, label, confidence. */
    private static final int[] SHOWN = {0, 1, 2, 3, 5, 6};

    @ParentCommand
    private Leads leads;

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "Play N days on which a made-up owner, who wants one property in seven, judges and is learned from.")
    private Integer days;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description =
                    "With --days: train nothing, and show the model the N most similar judged properties instead.")
    private Integer examples;

    private Console console;
    private int step;

    @Override
    public Integer call() throws Exception {
        if (leads.profile() != null && !leads.profile().equals(PROFILE)) {
            throw new ConfigurationException(
                    "the demo runs in the profile " + PROFILE + " alone", "leave --profile out");
        }
        Path folder = leads.data() != null ? leads.data() : Files.createTempDirectory("leads-demo-");
        Settings settings = leads.settings(PROFILE, folder);
        if (!settings.text("provider").equals("embedded")) {
            throw new ConfigurationException("the demo needs no account and uses none", "leave --provider out");
        }
        console = leads.console();
        console.line("Everything here is made up, and everything stays on this machine, in " + settings.data());
        if (days != null) {
            return play(settings);
        }
        if (examples != null) {
            throw new ConfigurationException("--examples is for --days", "try leads demo --days 10 --examples 8");
        }
        LocalDate today = DailyCommand.today(settings);
        try (Session session = open(settings.with("classify.use-tuned-model", "false"))) {
            int learned = learn(session);
            if (learned != ExitCode.DONE) {
                return learned;
            }
            step("leads daily, day 1: search, classify with the generic model, sheet and mail");
            daily(session.runtime(), "1", today);
        }
        try (Session session = open(settings)) {
            step("leads daily, day 2: the same with the tuned model");
            daily(session.runtime(), "2", today.plusDays(1));
            step("What there is now");
            showSheet(session.runtime());
            showMails(session.runtime().settings());
            showScores(session.runtime());
        }
        console.blank();
        console.line("Done. Training file, job id, model id, leads.csv and the sandbox are in " + settings.data());
        console.line("Your own account and data: see \"From the demo to your accounts\" in README.md");
        return ExitCode.DONE;
    }

    private int play(Settings settings) throws IOException, InterruptedException {
        if (days < 1 || days > 60) {
            throw new ConfigurationException("--days is a number from 1 to 60, not " + days, "try --days 10");
        }
        if (examples != null && (examples < 1 || examples > 100)) {
            throw new ConfigurationException(
                    "--examples is a number from 1 to 100, not " + examples, "try --examples 8");
        }
        if (examples == null) {
            console.report(new OwnerPlay(leads, settings, true).play(days));
            console.blank();
            console.line("The same without a training: leads demo --days " + days + " --examples 20");
        } else {
            Settings shown = settings.with("classify.examples", examples.toString())
                    .with("openai.generic-model", "local-similar");
            console.report(new OwnerPlay(leads, shown, false).play(days));
        }
        return ExitCode.DONE;
    }

    private Session open(Settings settings) {
        return Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false);
    }

    private int learn(Session session) throws IOException, InterruptedException {
        LeadsRuntime runtime = session.runtime();
        Settings settings = runtime.settings();
        step("Sample properties, classified by their made-up owner, go into the database");
        runtime.ask("samples-load", null, Map.of());
        console.field("database", settings.file("database"));

        step("leads prepare: the classified properties become a training file");
        PrepareCommand.prepare(runtime, console);

        step("leads train: the file is uploaded, a fine-tuning job is made");
        TrainCommand.train(
                runtime,
                console,
                settings.text("openai.training-model"),
                false,
                TrainingEstimate.of(settings.file("training")));

        step("leads status --watch: the job is asked for until its model answers");
        int watched = StatusCommand.watch(
                runtime,
                console,
                StatusCommand.lastJob(session.records(), settings).orElseThrow());
        if (watched == ExitCode.DONE) {
            step("Three properties that it has not seen, classified by the generic and by the tuned model");
            classify(
                    runtime,
                    settings.text("openai.generic-model"),
                    new LineFile(settings.file("model-id").toString()).read().orElseThrow());
        }
        return watched;
    }

    private void classify(LeadsRuntime runtime, String generic, String tuned) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<?, ?> row : rows(runtime, "samples-new", Map.of())) {
            rows.add(List.of(
                    row.get("address").toString(),
                    row.get("classification").toString(),
                    answer(runtime, row, generic),
                    answer(runtime, row, tuned)));
        }
        console.table(List.of("PROPERTY", "OWNER", "GENERIC MODEL", "TUNED MODEL"), rows);
        console.line("Both models are this machine's own: " + generic + " looks for words, " + tuned
                + " is trained on texts and numbers.");
    }

    private static String answer(LeadsRuntime runtime, Map<?, ?> property, String model) {
        return String.valueOf(runtime.ask("leads-ask", property, Map.of("chatModel", model, "purpose", "demo"))
                .getMessage()
                .getBody(String.class));
    }

    private void daily(LeadsRuntime runtime, String day, LocalDate date) {
        runtime.ask("sandbox-serpapi-day", day, Map.of());
        DailyCommand.run(runtime, console, date, "manual", key(day));
    }

    private static String key(String day) {
        return "demo-" + day;
    }

    private void showSheet(LeadsRuntime runtime) {
        List<?> values =
                runtime.ask("samples-sheet", null, Map.of()).getMessage().getBody(List.class);
        List<List<String>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(shown((List<?>) value));
        }
        console.line("The sheet " + runtime.settings().text("sheets.link"));
        console.table(rows.get(0), rows.subList(1, rows.size()));
    }

    private static List<String> shown(List<?> cells) {
        List<String> row = new ArrayList<>();
        for (int column : SHOWN) {
            row.add(column < cells.size() ? String.valueOf(cells.get(column)) : "");
        }
        return row;
    }

    private void showMails(Settings settings) throws IOException {
        console.blank();
        console.line("The mails, to open in any mail program");
        try (Stream<Path> files =
                Files.list(Path.of(settings.text("sandbox.directory")).resolve("mail"))) {
            files.filter(file -> file.toString().endsWith(".eml")).sorted().forEach(file -> console.line("  " + file));
        }
    }

    /** Both models on the same listings: those that the two searches found, which no training has seen. */
    private void showScores(LeadsRuntime runtime) throws IOException {
        Settings settings = runtime.settings();
        Map<String, String> truths = new HashMap<>();
        for (Map<?, ?> truth : rows(runtime, "samples-truths", Map.of())) {
            truths.put(
                    PropertyKey.of(truth.get("address").toString()),
                    truth.get("classification").toString());
        }
        List<Map<?, ?>> listings = rows(runtime, "samples-listings", Map.of());
        listings.removeIf(listing -> !truths.containsKey(String.valueOf(listing.get("property_key"))));
        String generic = settings.text("openai.generic-model");
        String tuned = new LineFile(settings.file("model-id").toString()).read().orElseThrow();
        console.blank();
        console.line(
                "How many of the " + listings.size() + " made-up listings for sale of both days each model judges as"
                        + " their made-up owner would (both are this machine's own models, and trained on none of them)");
        console.field(right(runtime, listings, truths, generic) + " right", generic + ", before tuning");
        console.field(right(runtime, listings, truths, tuned) + " right", tuned);
    }

    private static int right(LeadsRuntime runtime, List<Map<?, ?>> listings, Map<String, String> truths, String model) {
        int right = 0;
        for (Map<?, ?> listing : listings) {
            if (truths.get(String.valueOf(listing.get("property_key"))).equals(answer(runtime, listing, model))) {
                right++;
            }
        }
        return right;
    }

    private static List<Map<?, ?>> rows(LeadsRuntime runtime, String route, Map<String, Object> variables) {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : runtime.ask(route, null, variables).getMessage().getBody(List.class)) {
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private void step(String text) {
        step++;
        console.blank();
        console.line(step + ". " + text);
    }
}
