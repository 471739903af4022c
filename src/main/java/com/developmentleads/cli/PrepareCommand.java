package com.developmentleads.cli;

import com.developmentleads.config.Settings;
import com.developmentleads.pricing.Prices;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.training.Epochs;
import com.developmentleads.training.PrepareReport;
import com.developmentleads.training.SkipReason;
import com.developmentleads.training.TokenCounter;
import com.developmentleads.training.UnusableExamplesException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads prepare}. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = "Writes the training file from the classified properties in the database.")
final class PrepareCommand implements Callable<Integer> {

    /** Fewer examples of a label are warned of: with less, one or two texts decide what it is. */
    private static final long FEW = 10;
    /** As many others to one of a label are warned of. */
    private static final long UNEVEN = 4;

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        TokenCounter.warmUp();
        Settings settings = leads.settings();
        try (Session session = Session.open(leads, settings, Enrichment.mode(leads, settings), true)) {
            Enrichment.before(session, leads.console());
            prepare(session.runtime(), leads.console());
        }
        return ExitCode.DONE;
    }

    /** Prepares and prints what was found and written. */
    static PrepareReport prepare(LeadsRuntime runtime, Console console) {
        try {
            PrepareReport report =
                    runtime.ask("training-prepare", null, Map.of()).getMessage().getBody(PrepareReport.class);
            print(report, runtime.settings(), console);
            console.report(report);
            return report;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnusableExamplesException unusable) {
                    printFound(unusable.report(), console);
                }
            }
            throw e;
        }
    }

    private static void printFound(PrepareReport report, Console console) {
        console.field("found", Texts.count(report.found(), "row in property_scans", "rows in property_scans"));
        report.leftOut()
                .forEach((reason, rows) -> console.field(
                        reason == firstReason(report) ? "left out" : "", Texts.count(rows) + " " + reason.words()));
        report.contradictions().forEach(text -> console.field("", "  " + text));
    }

    private static SkipReason firstReason(PrepareReport report) {
        return report.leftOut().keySet().iterator().next();
    }

    private static void print(PrepareReport report, Settings settings, Console console) {
        printFound(report, console);
        String split = report.heldOut() == 0
                ? "all for training"
                : Texts.count(report.training()) + " for training + " + Texts.count(report.heldOut()) + " held out";
        console.field("saved", Texts.count(report.saved(), "example", "examples") + " = " + split);
        report.perLabel()
                .forEach((label, rows) -> console.field("", Texts.count(rows) + " " + label + heldOut(report, label)));
        if (report.copies() > 0) {
            console.field(
                    "repeated",
                    Texts.count(report.copies(), "line", "lines") + " of the rarer label, for training alone"
                            + " (training.balance)");
        }
        console.field("training file", report.trainingFile() + " (" + Texts.kilobytes(report.trainingBytes()) + ")");
        if (report.validationFile() != null) {
            console.field("held-out file", report.validationFile());
        }
        String model = settings.text("openai.training-model");
        int epochs = Epochs.expected(settings.text("training.epochs"), report.training());
        console.field(
                "tokens",
                (report.tokensEstimated() ? "about " : "") + Texts.count(report.tokens()) + ", about "
                        + Texts.count(epochs, "pass", "passes"));
        Prices prices = new Prices(settings.all());
        console.field(
                "estimated price",
                Texts.dollars(prices.training(model, report.tokens() * epochs), prices.priceName(model)) + " for "
                        + model);
        if (report.saved() < settings.integer("training.holdout-from")) {
            console.warn("only " + report.saved() + " examples, none held out — a model gets better with "
                    + settings.text("training.holdout-from") + " and more");
        }
        warnOfModelLabels(report, settings, console);
        warnOfImbalance(report, settings, console);
        console.blank();
        console.line("Next: leads train");
    }

    private static String heldOut(PrepareReport report, String label) {
        return report.heldOut() == 0
                ? ""
                : ", " + Texts.count(report.heldOutPerLabel().getOrDefault(label, 0L)) + " of them held out";
    }

    private static void warnOfModelLabels(PrepareReport report, Settings settings, Console console) {
        if (report.modelLabels() > 0) {
            console.warn(Texts.count(report.modelLabels()) + " of " + Texts.count(report.saved(), "label", "labels")
                    + " are another model's, so this teaches that model's opinion and not yours — judge with leads label; "
                    + (settings.text("training.max-model-label-share").equals("auto")
                            ? "from " + settings.text("training.min-examples")
                                    + " verdicts of yours on, those alone count"
                            : "training.max-model-label-share says how many of them count"));
        }
    }

    private static void warnOfImbalance(PrepareReport report, Settings settings, Console console) {
        if (report.perLabel().size() < 2) {
            return;
        }
        Map.Entry<String, Long> rarest = report.perLabel().entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow();
        long others = report.saved() - rarest.getValue();
        if (rarest.getValue() >= FEW && others < UNEVEN * rarest.getValue()) {
            return;
        }
        boolean embedded = settings.text("provider").equals("embedded");
        String also = embedded || settings.text("training.balance").equals("oversample")
                ? ""
                : ", or repeat them with training.balance=oversample";
        console.warn("only " + Texts.count(rarest.getValue()) + " of "
                + Texts.count(report.saved(), "example", "examples")
                + (rarest.getValue() == 1 ? " is " : " are ") + rarest.getKey()
                + ", 1 to " + Texts.count(Math.round((double) others / rarest.getValue()))
                + ": a model may say the other to everything — find and judge more of them (leads label)" + also);
    }
}
