package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Database;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code leads}: the options that all commands share. */
@Command(
        name = "leads",
        description = "Learns what you call a development opportunity and finds new ones every morning.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also when a job is still on its way",
            "1:failed: a failed or cancelled job, too few examples, no answer",
            "2:wrong usage or configuration, a missing key, a database of the wrong kind",
            "3:nothing to do",
            "4:the provider refused: key, permission, retired model, quota"
        })
public final class Leads implements Runnable {

    /** The commands by name, in the order in which the help lists them. */
    private static final List<Map.Entry<String, Supplier<Object>>> COMMANDS = List.of(
            Map.entry("demo", DemoCommand::new),
            Map.entry("import", ImportCommand::new),
            Map.entry("feedback", FeedbackCommand::new),
            Map.entry("label", LabelCommand::new),
            Map.entry("enrich", EnrichCommand::new),
            Map.entry("prepare", PrepareCommand::new),
            Map.entry("train", TrainCommand::new),
            Map.entry("status", StatusCommand::new),
            Map.entry("evaluate", EvaluateCommand::new),
            Map.entry("models", ModelsCommand::new),
            Map.entry("backfill", BackfillCommand::new),
            Map.entry("daily", DailyCommand::new),
            Map.entry("report", ReportCommand::new),
            Map.entry("run", RunCommand::new),
            Map.entry("pause", PauseCommand::new),
            Map.entry("resume", ResumeCommand::new),
            Map.entry("backup", BackupCommand::new),
            Map.entry("restore", RestoreCommand::new),
            Map.entry("provider", ProviderCommand::new),
            Map.entry("doctor", DoctorCommand::new),
            Map.entry("routes", RoutesCommand::new));

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Use application-NAME.properties over application.properties.")
    private String profile;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Who trains and answers: openai, azure, nebius, embedded, or a file of your own in providers.")
    private String provider;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: data in the project's folder).")
    private Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a property; wins over every file. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--new", description = "Begin with an empty database where the data folder has lost its own.")
    private boolean beginsAnew;

    @Option(names = "--quiet", description = "Print errors alone.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    /**
     * This command line, which knows the commands that are named in it, or all when none is. To read the annotations of all takes
     * a tenth of a second.
     */
    CommandLine commandLine(String... args) {
        Set<String> named = Set.copyOf(Arrays.asList(args));
        CommandLine line = new CommandLine(this);
        boolean any = COMMANDS.stream().anyMatch(command -> named.contains(command.getKey()));
        COMMANDS.stream()
                .filter(command -> !any || named.contains(command.getKey()))
                .forEach(command ->
                        line.addSubcommand(command.getKey(), command.getValue().get()));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? — try leads demo, or leads --help");
    }

    Console console() {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), quiet, json);
    }

    /** Prints nothing but errors. */
    Console silent() {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true, false);
    }

    /** The data folder as given on the command line, or null. */
    Path data() {
        return data;
    }

    /** @throws ConfigurationException naming every wrong property */
    Settings settings() {
        return settings(profile, data);
    }

    /** As {@link #settings()}, with a profile that the command line does not name, and another data folder. */
    Settings settings(String withProfile, Path withData) {
        Map<String, String> overrides = new TreeMap<>(set);
        if (provider != null) {
            overrides.put("provider", provider);
        }
        if (beginsAnew) {
            overrides.put("database.new", "true");
        }
        return Settings.load(withProfile, withData, overrides);
    }

    /** The profile as given on the command line, or null. */
    String profile() {
        return profile;
    }

    Secrets secrets(Settings settings) {
        Secrets secrets = new Secrets(System.getenv(), settings.home().resolve(settings.text("secrets.env-file")));
        secrets.warning().ifPresent(console()::warn);
        return secrets;
    }

    static Database database(Settings settings) {
        return new Database(
                settings.file("database"), settings.duration("database.busy-timeout"), LeadsRuntime.clock(settings));
    }
}
