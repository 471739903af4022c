package com.developmentleads.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.cli.CommandRunner;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder in which the real commands run against a stand-in, each in this JVM as it would run in one of its own: with
 * the application's own properties and routes, a database in a file, and a file of keys.
 */
public final class TestInstallation {

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** What a command printed and its exit code. */
    public record Result(int code, String out, String err) {

        public String all() {
            return out + err;
        }
    }

    /** @param baseUrl where the provider answers, with its version path */
    public TestInstallation(Path folder, String baseUrl) {
        this.folder = folder;
        set("openai.base-url", baseUrl);
        set("secrets.env-file", keyFile().toString());
        // Seconds for an operator, milliseconds here; tests of delays set their own.
        set("openai.retry-delay", "1ms");
        set("openai.retry-delay-max", "20ms");
        set("openai.retries", "2");
        set("training.poll-interval", "100ms");
        // Tests make runs of fixed dates; tests of retention set their own.
        set("history.searches", "0d").set("history.keep", "0d");
        // Tests of examples set their own; elsewhere the generic model is what its name says.
        set("classify.examples", "0");
        // Tests of retirement set their own; the real day would come for all others.
        set("models.gpt-4.1-mini-2025-04-14.shutdown-date", "");
        write(keyFile(), "OPENAI_API_KEY=" + ScriptedApi.KEY + "\n");
        ownerOnly(keyFile());
    }

    public TestInstallation set(String property, String value) {
        settings.put(property, value);
        return this;
    }

    public TestInstallation unset(String property) {
        settings.remove(property);
        return this;
    }

    public Path folder() {
        return folder;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path keyFile() {
        return folder.resolve("keys.env");
    }

    public Path log() {
        return folder.resolve("leads.log");
    }

    public Path trainingFile() {
        return data().resolve("finetuning_data.jsonl");
    }

    public Path validationFile() {
        return data().resolve("finetuning_validation.jsonl");
    }

    public Optional<String> jobId() {
        return content("finetuning_job_id.txt");
    }

    public Optional<String> modelId() {
        return content("finetuned_model_id.txt");
    }

    private Optional<String> content(String name) {
        Path file = data().resolve(name);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Writes a training file of that many examples; another {@code kind} is another file. */
    public TestInstallation withTrainingFile(int examples, String kind) {
        write(trainingFile(), examples(examples, kind));
        return this;
    }

    public TestInstallation withTrainingFile() {
        return withTrainingFile(12, "Ranch");
    }

    public TestInstallation withValidationFile(int examples) {
        write(validationFile(), examples(examples, "Cape"));
        return this;
    }

    private static String examples(int count, String kind) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"messages\":[{\"role\":\"system\",\"content\":\"You are an expert.\"},")
                    .append("{\"role\":\"user\",\"content\":\"Address: ")
                    .append(i)
                    .append(" Example Street\\nDetails: ")
                    .append(kind)
                    .append(i % 2 == 0 ? ", sold as is, builders welcome" : ", renovated, move in")
                    .append("\"},{\"role\":\"assistant\",\"content\":\"")
                    .append(i % 2 == 0 ? "development_opportunity" : "not_opportunity")
                    .append("\"}]}\n");
        }
        return lines.toString();
    }

    /** Runs a command line, such as {@code train --again}, with this folder and these settings before it. */
    public Result run(String... command) {
        List<String> arguments = new ArrayList<>(options());
        arguments.addAll(List.of(command));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        logHere();
        try {
            int code = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
            return new Result(code, out.toString(), err.toString());
        } finally {
            stopLogging();
        }
    }

    /** The options that say where and with whom to work, as they stand before a command. */
    public List<String> options() {
        List<String> options = new ArrayList<>(List.of("--data", data().toString()));
        settings.forEach((name, value) -> options.addAll(List.of("--set", name + "=" + value)));
        return options;
    }

    /** The routes without a command, as {@code leads run} has them when the mode is {@code UNATTENDED}. */
    public LeadsRuntime start(LeadsRuntime.Mode mode) {
        Settings loaded = Settings.load(null, data(), settings);
        logHere();
        com.developmentleads.runtime.Logging.start(loaded, false);
        return LeadsRuntime.start(
                loaded,
                new Secrets(Map.of(), keyFile()),
                new Database(
                                loaded.file("database"),
                                loaded.duration("database.busy-timeout"),
                                LeadsRuntime.clock(loaded))
                        .open(),
                mode);
    }

    /** A process keeps its first log file; here each folder has its own. */
    private void logHere() {
        if (Files.notExists(log())) {
            // A command that has nothing to warn of writes none.
            write(log(), "");
        }
        System.setProperty("leads.log.file", log().toString());
        System.setProperty("leads.log.console", "OFF");
    }

    /** To be called after the routes that {@link #start} started are closed. */
    public static void stopLogging() {
        boolean started = false;
        for (String name : List.of("file", "console", "level", "libraries", "format", "started", "retries")) {
            started |= System.clearProperty("leads.log." + name) != null;
        }
        if (started) {
            org.apache.logging.log4j.core.config.Configurator.reconfigure();
        }
    }

    /** Rows of the database, by column. */
    public List<Map<String, Object>> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of {@code training_jobs}, oldest first. */
    public List<Map<String, Object>> jobs() {
        return rows("select * from training_jobs order by id");
    }

    /** That there is one job at the provider, and that database and job-id file name it. */
    public void requireOneJob(ScriptedApi api) {
        String job = api.onlyJob();
        assertThat(jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("job_id", job));
        assertThat(jobId()).contains(job + "\n");
    }

    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Keeps all other writers away until it is closed. */
    public Connection lock() throws SQLException {
        Connection connection = DriverManager.getConnection(database());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute("begin immediate");
        }
        return connection;
    }

    private String database() {
        return "jdbc:sqlite:" + data().resolve("development_leads.db");
    }

    /** All files below the folder, but for the file of keys. */
    public List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(keyFile()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ownerOnly(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
