package com.developmentleads.cli;

import com.developmentleads.classify.BackfillBudget;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.pricing.Prices;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code leads backfill}. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Classifies history again with another model, priced before it starts; goes on where it ended.")
final class BackfillCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Option(names = "--model", paramLabel = "M", description = "The model to ask (default: the one in use).")
    private String model;

    @Option(
            names = "--since",
            paramLabel = "D",
            description = "Ask about what was seen on that day or later alone, such as 2026-06-01.")
    private LocalDate since;

    @Option(
            names = "--judged",
            description = "Ask also about what you have judged; your verdicts stay, the answers are kept beside them.")
    private boolean judged;

    @Option(names = "--yes", description = "Begin at the price that is told, without a question.")
    private boolean yes;

    @Option(
            names = "--watch",
            description = "Wait for the batches (classify.mode=batch) until all are answered; that may take a day.")
    private boolean watch;

    @Option(names = "--drop", description = "End the open back-fill and cancel its batches; its answers so far stay.")
    private boolean drop;

    @Override
    public Integer call() throws Exception {
        Settings settings = leads.settings();
        if (model != null && !ShownModel.of(model).model().matches("[\\x21-\\x7e]{1,200}")) {
            throw new ConfigurationException("that is no name of a model", "copy one from leads models");
        }
        try (Session session = Session.open(leads, settings, LeadsRuntime.Mode.COMMAND, true)) {
            if (drop) {
                return drop(session.runtime());
            }
            Map<String, Object> fill = priced(session.runtime(), settings);
            return fill == null ? ExitCode.NOTHING_TO_DO : make(session.runtime(), fill);
        }
    }

    private int drop(LeadsRuntime runtime) {
        Map<?, ?> fill =
                runtime.ask("backfill-drop", null, Map.of()).getMessage().getBody(Map.class);
        if (fill == null || !"open".equals(fill.get("state"))) {
            console().error("there is no open back-fill, or another process is at it — nothing was dropped");
            return ExitCode.NOTHING_TO_DO;
        }
        console().field("dropped", fill.get("model") + ", " + progress(fill));
        console().report(report(fill));
        return ExitCode.DONE;
    }

    /** The back-fill to make, or null when there is none or it is not wanted, which is printed. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> priced(LeadsRuntime runtime, Settings settings) throws IOException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("model", model == null ? inUse(settings) : model);
        variables.put("since", since == null ? "" : since.toString());
        variables.put("judged", judged ? 1 : 0);
        Exchange exchange = runtime.ask("backfill-price", null, variables);
        Map<String, Object> estimate = exchange.getMessage().getBody(Map.class);
        Map<String, Object> fill = exchange.getVariable("fill", Map.class);
        if (estimate == null) {
            console().error("another process is at a back-fill on this data folder — wait until it is through");
            return null;
        }
        boolean open = "open".equals(fill.get("state"));
        if (open) {
            requireSame(fill);
        } else if (number(fill, "properties") == 0) {
            console()
                    .error("there is nothing to classify again"
                            + (number(fill, "left_alone") > 0 ? ", you have judged all of it" : "")
                            + " — a daily run brings properties, --judged asks also about those with a verdict");
            return null;
        }
        print(fill, estimate, settings);
        new BackfillBudget(
                        new Prices(settings.all()),
                        settings.money("budget.backfill-usd"),
                        settings.text("budget.unknown-price").equals("allow"),
                        settings.text("classify.mode").equals("batch"))
                .require(fill.get("model").toString(), (BigDecimal) estimate.get("usd"), (Number) fill.get("usd"));
        return open || agreed() ? fill : null;
    }

    private void requireSame(Map<String, Object> fill) {
        boolean other = model != null && !model.equals(fill.get("model"))
                || since != null && !since.toString().equals(fill.get("since"))
                || judged && number(fill, "judged") == 0;
        if (other || number(fill, "here") == 0) {
            throw new ConfigurationException(
                    "a back-fill with " + fill.get("model")
                            + (number(fill, "here") == 0 ? " at another provider" : "") + " is open, "
                            + Texts.count(number(fill, "answered")) + " of "
                            + Texts.count(number(fill, "properties")) + " are answered",
                    "go on with it by leads backfill alone, with its provider, or end it with leads backfill --drop");
        }
    }

    private boolean agreed() {
        if (yes) {
            return true;
        }
        if (System.console() == null) {
            throw new ConfigurationException("a back-fill is begun only when its price is agreed to", "add --yes");
        }
        String answer = System.console().readLine("Begin? [y/N] ");
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    private void print(Map<String, Object> fill, Map<String, Object> estimate, Settings settings) {
        String name = fill.get("model").toString();
        long left = number(fill, "left_alone");
        console()
                .field(
                        "back-fill",
                        Texts.count(number(fill, "properties"), "property", "properties")
                                + (fill.get("since") == null ? "" : " seen since " + fill.get("since"))
                                + (left == 0 ? "" : "; " + Texts.count(left) + " that you judged are left out"));
        console().field("model", name);
        if (number(fill, "due") < number(fill, "properties")) {
            console().field("goes on", progress(fill));
        }
        if (number(fill, "due") == 0) {
            return;
        }
        console()
                .field(
                        "estimated price",
                        Texts.dollars(
                                        Optional.ofNullable((BigDecimal) estimate.get("usd")),
                                        new Prices(settings.all()).priceName(name))
                                + " for about " + Texts.count(((Number) estimate.get("tokens")).longValue()) + " tokens"
                                + (settings.text("classify.mode").equals("batch") ? ", in batches" : ""));
    }

    private int make(LeadsRuntime runtime, Map<String, Object> fill) throws InterruptedException {
        Map<?, ?> made = ask(runtime, fill);
        while (watch && (made == null || "open".equals(made.get("state")))) {
            // No row while leads run looks at the same batches.
            console().progress(made == null ? "another process is at it" : progress(made));
            Thread.sleep(runtime.settings().duration("training.poll-interval").toMillis());
            made = ask(runtime, fill);
        }
        console().progressDone();
        if (made == null) {
            console().error("another process is at a back-fill on this data folder — wait until it is through");
            return ExitCode.NOTHING_TO_DO;
        }
        console().field("status", made.get("state") + ", " + progress(made));
        console()
                .field(
                        "changed",
                        Texts.count(number(made, "changed")) + " labels; "
                                + Texts.count(number(made, "leads"), "lead", "leads") + " among the answers");
        console().field("spent", Texts.dollars(new BigDecimal(made.get("usd").toString())));
        if (number(made, "failed") > 0) {
            console()
                    .warn(Texts.count(number(made, "failed"), "property", "properties") + " got no answer, the first: "
                            + made.get("error"));
        }
        if (number(made, "asked") > 0) {
            console().blank();
            console().line("Next: leads backfill --watch, within a day; leads run fetches the answers too");
        }
        console().report(report(made));
        return ExitCode.DONE;
    }

    private static Map<?, ?> ask(LeadsRuntime runtime, Map<String, Object> fill) {
        return runtime.ask("backfill", null, Map.of("fill", fill)).getMessage().getBody(Map.class);
    }

    /** How far a row of read.sql is, in words. */
    static String progress(Map<?, ?> fill) {
        long asked = number(fill, "asked");
        long failed = number(fill, "failed");
        return Texts.count(number(fill, "answered")) + " of " + Texts.count(number(fill, "properties")) + " answered"
                + (asked == 0 ? "" : ", " + Texts.count(asked) + " in batches")
                + (failed == 0 ? "" : ", " + Texts.count(failed) + " failed");
    }

    /** The same for scripts. */
    static Map<String, Object> report(Map<?, ?> fill) {
        Map<String, Object> report = new LinkedHashMap<>();
        for (String column : new String[] {
            "model",
            "since",
            "state",
            "properties",
            "answered",
            "asked",
            "due",
            "failed",
            "error",
            "changed",
            "leads",
            "usd"
        }) {
            report.put(column, fill.get(column));
        }
        return report;
    }

    private static String inUse(Settings settings) throws IOException {
        Optional<String> tuned = settings.text("classify.use-tuned-model").equals("true")
                ? new LineFile(settings.file("model-id").toString()).read()
                : Optional.empty();
        return tuned.orElseGet(() -> ShownModel.generic(settings).name());
    }

    private Console console() {
        return leads.console();
    }

    private static long number(Map<?, ?> row, String column) {
        return row.get(column) instanceof Number number ? number.longValue() : 0;
    }
}
