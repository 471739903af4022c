package com.developmentleads.cli;

import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.doctor.Check;
import com.developmentleads.doctor.Doctor;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code leads doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks database, routes, keys, provider, models and mail; changes nothing.")
final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    private Leads leads;

    @Override
    public Integer call() {
        Settings settings = leads.settings();
        Secrets secrets = leads.secrets(settings);
        List<Check> checks = new Doctor(settings, secrets, () -> models(settings, secrets)).examine();
        Console console = leads.console();
        console.table(
                List.of("", "WHAT", "HOW IT STANDS"),
                checks.stream()
                        .map(check ->
                                List.of(check.state().name().toLowerCase(Locale.ROOT), check.what(), check.finding()))
                        .toList());
        console.report(checks);
        return checks.stream().anyMatch(check -> check.state() == Check.State.MISSING)
                ? ExitCode.CONFIGURATION
                : ExitCode.DONE;
    }

    /**
     * The provider's models, each with the day from which it is retired, or an empty text. Asks through the same route as
     * every command, with a database in memory, so that nothing is written.
     */
    private static Map<String, String> models(Settings settings, Secrets secrets) {
        try (LeadsRuntime runtime =
                LeadsRuntime.start(settings, secrets, Database.inMemory(), LeadsRuntime.Mode.COMMAND)) {
            Map<String, String> days = new LinkedHashMap<>();
            JsonNode answer =
                    runtime.ask("openai-models", "", Map.of()).getMessage().getBody(JsonNode.class);
            answer.path("data")
                    .forEach(model -> days.put(
                            model.path("id").asText(),
                            model.path("shutdown_date").asText("")));
            return days;
        }
    }
}
