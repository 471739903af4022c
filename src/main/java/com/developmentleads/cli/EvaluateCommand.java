package com.developmentleads.cli;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Asks models the held-out examples and shows how well they do, beside one answer for all.")
final class EvaluateCommand implements Callable<Integer> {

    private static final int FEWEST_FOLDS = 2;
    private static final int MOST_FOLDS = 20;
    /** Stands for the learner of the embedded provider, which has no model of its own before it is trained. */
    private static final String LEARNER = "";
    /** The same, trained and asked without what the assessor's record tells; no model has a blank in its name. */
    private static final String LEARNER_WITHOUT_FACTS = " without facts";

    @ParentCommand
    private Leads leads;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description =
                    "The models (default: the one in use, the generic one, and that with the examples that it is shown).")
    private List<String> models = new ArrayList<>();

    @Option(names = "--again", description = "Ask again what was answered before, and pay again.")
    private boolean again;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Train K models without a part of the examples each, and ask them about that part: for data of which"
                            + " too little can be held out. The embedded provider alone.")
    private int folds;

    @Override
    public Integer call() throws Exception {
        Settings settings = leads.settings();
        requireFolds(settings);
        for (String model : models) {
            if (!ShownModel.isName(model)) {
                throw new ConfigurationException("that is no name of a model", "copy one from leads models");
            }
        }
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, false)) {
            Map<String, Object> document = new LinkedHashMap<>();
            int code = evaluate(session.runtime(), leads.console(), chosen(settings), folds, again, document);
            if (!document.isEmpty()) {
                leads.console().report(document);
            }
            return code;
        }
    }

    private void requireFolds(Settings settings) {
        if (folds == 0) {
            return;
        }
        if (folds < FEWEST_FOLDS || folds > MOST_FOLDS) {
            throw new ConfigurationException(
                    "--folds is " + folds, "take " + FEWEST_FOLDS + " to " + MOST_FOLDS + "; 5 is usual");
        }
        if (!new Accounts(settings, leads.secrets(settings)).usesEmbedded()) {
            throw new ConfigurationException(
                    "--folds trains " + folds + " models, which is free at the embedded provider alone",
                    "leave it out, or add --provider embedded");
        }
    }

    private Set<String> chosen(Settings settings) throws IOException {
        Set<String> chosen = new LinkedHashSet<>();
        if (folds > 0) {
            chosen.add(LEARNER);
            if (settings.text("evaluate.without-facts").equals("true")) {
                chosen.add(LEARNER_WITHOUT_FACTS);
            }
        }
        chosen.addAll(models);
        if (folds > 0 && models.isEmpty()) {
            chosen.add(settings.text("openai.generic-model"));
        }
        if (chosen.isEmpty()) {
            String generic = settings.text("openai.generic-model");
            new LineFile(settings.file("model-id").toString()).read().ifPresent(chosen::add);
            chosen.add(generic);
            chosen.add(ShownModel.generic(settings).name());
        }
        return chosen;
    }

    /** Evaluates, prints and fills the document for scripts; returns the exit code. */
    static int evaluate(
            LeadsRuntime runtime,
            Console console,
            Set<String> models,
            int folds,
            boolean again,
            Map<String, Object> document) {
        EvaluationReport report = new EvaluationReport();
        String first = models.iterator().next();
        double spent = 0;
        Object note = null;
        for (String model : models) {
            Exchange exchange = runtime.ask(
                    "training-evaluate-requested",
                    null,
                    new HashMap<>(Map.of(
                            "chatModel",
                            model,
                            "first",
                            first,
                            "folds",
                            folds,
                            "spent",
                            spent,
                            "again",
                            again ? 1 : 0,
                            "facts",
                            !model.equals(LEARNER_WITHOUT_FACTS))));
            Map<?, ?> heldOut = exchange.getVariable("heldOut", Map.class);
            if (heldOut == null) {
                console.error("another process is evaluating on this data folder — wait until it is through");
                return ExitCode.NOTHING_TO_DO;
            }
            if (((List<?>) heldOut.get("examples")).isEmpty()) {
                console.error("nothing is held out, so that no model can be measured — prepare with at least "
                        + runtime.settings().text("training.holdout-from")
                        + " examples (training.holdout-from)");
                return ExitCode.NOTHING_TO_DO;
            }
            String stop = exchange.getVariable("stop", String.class);
            if (stop != null) {
                throw new ConfigurationException(
                        stop, "raise it with --set budget.training-usd=…, or set prices." + model + ".*");
            }
            Map<String, Object> figures = exchange.getVariable("measure", Map.class);
            if (figures == null) {
                continue;
            }
            report.add(figures);
            String few = exchange.getVariable("few", String.class);
            if (few != null) {
                console.warn(model + ": " + few);
            }
            spent += figures.get("usd") instanceof Number usd ? usd.doubleValue() : 0;
            note = figures.get("note");
            document.put("dataset_sha256", heldOut.get("sha256"));
            if (report.count() == 1) {
                first = exchange.getVariable("chatModel", String.class);
            } else {
                report.compare(
                        first,
                        exchange.getVariable("chatModel", String.class),
                        exchange.getVariable("pairs", Map.class));
            }
        }
        console.field(
                folds > 0 ? "examples, by " + folds + " folds" : "held out",
                Texts.count(examples(report), "example", "examples"));
        console.blank();
        report.print(console);
        if (note != null) {
            console.warn(note.toString());
        }
        document.put("note", note);
        document.putAll(report.report());
        return ExitCode.DONE;
    }

    private static long examples(EvaluationReport report) {
        Map<?, ?> model = (Map<?, ?>) ((List<?>) report.report().get("models")).get(0);
        return ((Number) model.get("examples")).longValue();
    }
}
