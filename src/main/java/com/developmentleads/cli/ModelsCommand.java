package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.prompt.ShownModel;
import com.developmentleads.runtime.LeadsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        customSynopsis = "leads models [use ID | rollback | generic] [--why TEXT]",
        description = "Lists the tuned models, or changes which one classifies from the next run on.")
final class ModelsCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Parameters(
            arity = "0..2",
            paramLabel = "CHANGE",
            description = "use ID: that model; rollback: the one before the last change; generic: none that is tuned.")
    private List<String> change = new ArrayList<>();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the record.")
    private String why = "by hand";

    @Override
    public Integer call() throws IOException {
        String action = change.isEmpty() ? "" : change.get(change.size() - 1);
        boolean use = change.size() == 2 && change.get(0).equals("use");
        if (!use
                && !(change.isEmpty()
                        || change.size() == 1 && List.of("rollback", "generic").contains(action))) {
            throw new ConfigurationException(
                    "leads models " + String.join(" ", change) + " is no command",
                    "say leads models, leads models use ID, leads models rollback or leads models generic");
        }
        Settings settings = leads.settings();
        try (Session session = Session.records(leads, settings, LeadsRuntime.Mode.LOCAL, true)) {
            TunedModels models = TunedModels.read(session.records(), settings);
            if (change.isEmpty()) {
                models.print(leads.console());
                leads.console().report(models.report());
                return models.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
            }
            return change(session.start(LeadsRuntime.Mode.LOCAL), models, action);
        }
    }

    private int change(LeadsRuntime runtime, TunedModels models, String action) {
        String to = switch (action) {
            case "generic" -> null;
            case "rollback" -> models.previous();
            default -> models.require(action);
        };
        Console console = leads.console();
        if (Objects.equals(to, models.current())) {
            console.error(name(runtime, to) + " classifies already — look at leads models");
            return ExitCode.NOTHING_TO_DO;
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("toModel", to == null ? "" : to);
        variables.put("who", System.getProperty("user.name", "unknown"));
        variables.put("why", why);
        Exchange exchange = runtime.ask("models-use", null, variables);
        console.field("until now", name(runtime, exchange.getVariable("fromModel", String.class)));
        console.field("from now on", name(runtime, to));
        console.blank();
        console.line("The next run classifies with it. Back: leads models rollback");
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("from", models.current());
        report.put("to", to);
        report.put("why", why);
        console.report(report);
        return ExitCode.DONE;
    }

    private static String name(LeadsRuntime runtime, String model) {
        return model == null ? ShownModel.generic(runtime.settings()).name() + " (generic)" : model;
    }
}
