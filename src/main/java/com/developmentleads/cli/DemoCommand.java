package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.training.TrainingEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads demo}: what the other commands do, one after the other, in the sandbox profile. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Runs the whole loop on this machine with made-up properties and no account.")
final class DemoCommand implements Callable<Integer> {

    private static final String PROFILE = "sandbox";

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() throws Exception {
        if (leads.profile() != null && !leads.profile().equals(PROFILE)) {
            throw new ConfigurationException("the demo runs in the profile " + PROFILE + " alone", "leave --profile out");
        }
        Path folder = leads.data() != null ? leads.data() : Files.createTempDirectory("leads-demo-");
        Settings settings = leads.settings(PROFILE, folder);
        if (!settings.text("provider").equals("embedded")) {
            throw new ConfigurationException("the demo needs no account and uses none", "leave --provider out");
        }
        Console console = leads.console();
        console.line("Everything here is made up, and everything stays on this machine, in " + settings.data());
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false)) {
            return run(session.runtime(), console);
        }
    }

    private int run(LeadsRuntime runtime, Console console) throws IOException, InterruptedException {
        Settings settings = runtime.settings();
        step(console, 1, "Sample properties, classified by their made-up owner, go into the database");
        runtime.ask("samples-load", null, Map.of());
        console.field("database", settings.file("database"));

        step(console, 2, "leads prepare: the classified properties become a training file");
        PrepareCommand.prepare(runtime, console);

        step(console, 3, "leads train: the file is uploaded, a fine-tuning job is made");
        TrainCommand.train(runtime, console, settings.text("openai.training-model"), false,
                TrainingEstimate.of(settings.file("training")));

        step(console, 4, "leads status --watch: the job is asked for until its model answers");
        int watched = StatusCommand.watch(runtime, console, StatusCommand.lastJob(runtime));
        if (watched != ExitCode.DONE) {
            return watched;
        }

        String tuned = new LineFile(settings.file("model-id").toString()).read().orElseThrow();
        step(console, 5, "Three properties that it has not seen, classified by the generic and by the tuned model");
        classify(runtime, console, settings.text("openai.generic-model"), tuned);

        console.blank();
        console.line("Done. Training file, job id and model id are in " + settings.data());
        console.line("Your own account and data: see \"From the demo to your accounts\" in README.md");
        return ExitCode.DONE;
    }

    private static void classify(LeadsRuntime runtime, Console console, String generic, String tuned) {
        List<List<String>> rows = new ArrayList<>();
        List<?> properties = runtime.ask("samples-new", null, Map.of()).getMessage().getBody(List.class);
        for (Object property : properties) {
            Map<?, ?> row = (Map<?, ?>) property;
            rows.add(List.of(row.get("address").toString(), row.get("classification").toString(),
                    answer(runtime, row, generic), answer(runtime, row, tuned)));
        }
        console.table(List.of("PROPERTY", "OWNER", "GENERIC MODEL", "TUNED MODEL"), rows);
        console.line("Both models are this machine's own: " + generic + " looks for words, " + tuned
                + " is a linear classifier of texts.");
    }

    private static String answer(LeadsRuntime runtime, Map<?, ?> property, String model) {
        return String.valueOf(runtime.ask("leads-classify-one", property,
                Map.of("chatModel", model, "purpose", "demo")).getMessage().getBody(String.class));
    }

    private static void step(Console console, int number, String text) {
        console.blank();
        console.line(number + ". " + text);
    }
}
