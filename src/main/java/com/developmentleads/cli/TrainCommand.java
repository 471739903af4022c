package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.pricing.Prices;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.training.TrainingBudget;
import com.developmentleads.training.TrainingEstimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Uploads the training file and creates the fine-tuning job.")
final class TrainCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The model to train (default: openai.training-model).")
    private String model;

    @Option(names = "--again", description = "Make a new job even if this file and model have one.")
    private boolean again;

    @Override
    public Integer call() throws Exception {
        Settings settings = leads.settings();
        String chosen = model == null ? settings.text("openai.training-model") : model;
        if (!chosen.matches("[\\x21-\\x7e]{1,200}")) {
            throw new ConfigurationException("that is no name of a model", "give one without blanks");
        }
        TrainingEstimate estimate = TrainingEstimate.of(settings.file("training"));
        budget(settings).require(chosen, estimate);
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false)) {
            return train(session.runtime(), leads.console(), chosen, again, estimate);
        }
    }

    /** Trains and prints the job; returns the exit code. */
    static int train(LeadsRuntime runtime, Console console, String model, boolean again, TrainingEstimate estimate) {
        Settings settings = runtime.settings();
        Exchange exchange = runtime.ask(
                "training-submit",
                null,
                Map.of("model", model, "suffix", settings.text("openai.suffix"), "again", again ? 1 : 0));
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        if (row == null) {
            console.error("another process is making a job on this data folder — wait until it is through");
            return ExitCode.NOTHING_TO_DO;
        }
        boolean existing = exchange.getVariable("row", Map.class).get("job_id") != null;
        Map<?, ?> dataset = exchange.getVariable("dataset", Map.class);
        if (existing) {
            console.error(
                    "this training file and model already have the job " + row.get("job_id") + " (" + row.get("state")
                            + ") — look at it with leads status, or force a new one with leads train --again");
        } else {
            print(runtime, console, row, dataset, estimate);
        }
        console.report(report(row, dataset, existing));
        return existing ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
    }

    private static void print(
            LeadsRuntime runtime, Console console, Map<?, ?> row, Map<?, ?> dataset, TrainingEstimate estimate) {
        Settings settings = runtime.settings();
        String model = row.get("model").toString();
        console.field(
                "training file",
                dataset.get("training_file") + " ("
                        + Texts.kilobytes(((Number) dataset.get("training_bytes")).longValue()) + ")");
        console.field("file id", row.get("training_file_id"));
        if (row.get("validation_file_id") != null) {
            console.field("held-out file id", row.get("validation_file_id"));
        }
        console.field("job id", row.get("job_id"));
        console.field("model", model);
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("model", model);
        Look.notice(settings, base).ifPresent(notice -> console.field("retirement", notice));
        console.field("status", row.get("state"));
        console.field("created at", row.get("created_at"));
        Prices prices = new Prices(settings.all());
        console.field(
                "estimated price",
                Texts.dollars(budget(settings).price(model, estimate), prices.priceName(model)) + " for "
                        + Texts.count(estimate.tokens()) + " tokens, about "
                        + Texts.count(budget(settings).epochs(estimate), "pass", "passes"));
        String tuned = "ft:" + model + ":";
        console.field(
                "estimated usage",
                Texts.dollars(
                                prices.request(
                                        tuned,
                                        estimate.tokensPerQuestion() * 1000L,
                                        0,
                                        1000L * TrainingEstimate.ANSWER_TOKENS),
                                prices.priceName(tuned))
                        + " for 1,000 classifications");
        console.blank();
        console.line("Next: leads status --watch");
    }

    private static Map<String, Object> report(Map<?, ?> row, Map<?, ?> dataset, boolean existing) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("existing", existing);
        for (String column : new String[] {
            "job_id",
            "state",
            "model",
            "suffix",
            "training_file_id",
            "validation_file_id",
            "training_sha256",
            "created_at"
        }) {
            report.put(column, row.get(column));
        }
        report.put("training_file", dataset.get("training_file"));
        return report;
    }

    private static TrainingBudget budget(Settings settings) {
        return new TrainingBudget(
                new Prices(settings.all()),
                settings.money("budget.training-usd"),
                settings.text("budget.unknown-price").equals("allow"),
                settings.text("training.epochs"));
    }
}
