package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.LineFile;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.storage.Records;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code leads status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows a fine-tuning job, and accepts its model once it has succeeded and answers.")
final class StatusCommand implements Callable<Integer> {

    private static final String IDENTIFIER = "[A-Za-z0-9._:-]{1,200}";

    @ParentCommand
    private Leads leads;

    @Parameters(arity = "0..1", paramLabel = "JOB_ID", description = "The job (default: the last one made here).")
    private String jobId;

    @Option(names = "--watch", description = "Ask again until the job has ended.")
    private boolean watch;

    @Option(names = "--list", description = "List all jobs of the account.")
    private boolean list;

    @Override
    public Integer call() throws Exception {
        Settings settings = leads.settings();
        if (jobId != null && !jobId.matches(IDENTIFIER)) {
            throw new ConfigurationException("that is no id of a job", "copy it from leads status --list");
        }
        boolean known = Leads.database(settings).exists();
        if (jobId == null && !list && !known && jobFile(settings).read().isEmpty()) {
            throw noJob();
        }
        boolean asks = list || jobId != null;
        LeadsRuntime.Mode mode = asks ? LeadsRuntime.Mode.COMMAND : LeadsRuntime.Mode.LOCAL;
        try (Session session = Session.records(leads, settings, mode, false)) {
            if (list) {
                return list(session.start(LeadsRuntime.Mode.COMMAND), leads.console());
            }
            Records records = session.records();
            Optional<String> job = jobId != null ? Optional.of(jobId) : lastJob(records, settings);
            History history = History.read(records, settings);
            Look look = Look.read(records, settings, history);
            if (job.isEmpty() && history.isEmpty() && look.isEmpty()) {
                throw noJob();
            }
            Map<String, Object> report = new LinkedHashMap<>(look.report());
            look.print(leads.console());
            int code = ExitCode.DONE;
            if (job.isPresent()) {
                Optional<JobStatus> ended = asks ? Optional.empty() : ended(records, job.get());
                JobStatus snapshot = ended.isPresent() ? ended.get() : ask(session, job.get());
                snapshot.print(leads.console(), settings);
                report.putAll(snapshot.report());
                code = snapshot.exitCode();
                history = ended.isPresent() ? history : History.read(records, settings);
            }
            history.print(leads.console());
            report.putAll(history.report());
            Pause pause = Pause.read(records);
            if (pause != null) {
                leads.console().blank();
                leads.console().line("The daily runs are paused since " + pause.text() + ". Next: leads resume");
            }
            report.putAll(Pause.report(pause));
            records.row("backfill/read.sql", Map.of("fill", Map.of()))
                    .filter(fill -> "open".equals(fill.get("state")))
                    .ifPresent(fill -> {
                        leads.console().blank();
                        leads.console()
                                .line("A back-fill with " + fill.get("model") + " is open, "
                                        + BackfillCommand.progress(fill) + ". Next: leads backfill");
                        report.put("backfill", BackfillCommand.report(fill));
                    });
            leads.console().report(report);
            return code;
        }
    }

    /** How a job that has ended stands, by the records; the provider has nothing new to say of it. */
    private static Optional<JobStatus> ended(Records records, String job) {
        Map<String, ?> variables = Map.of("row", Map.of("job_id", job));
        return records.row("jobs/read.sql", variables)
                .map(row -> new JobStatus(row, null, null, records.rows("jobs/history.sql", variables)))
                .filter(JobStatus::ended)
                .filter(status -> !status.lost());
    }

    private JobStatus ask(Session session, String job) throws InterruptedException {
        LeadsRuntime runtime = session.start(LeadsRuntime.Mode.COMMAND);
        return watch ? await(runtime, leads.console(), job) : ask(runtime, job);
    }

    /** The last job made here: the id in the job-id file, else the newest in the database. */
    static Optional<String> lastJob(Records records, Settings settings) throws IOException {
        LineFile file = jobFile(settings);
        Optional<String> written = file.read();
        if (written.isPresent() && !written.get().matches(IDENTIFIER)) {
            throw new ConfigurationException(file.path() + " holds no id of a job", "remove it, or name a job");
        }
        return written.isPresent()
                ? written
                : records.row("jobs/newest.sql", Map.of())
                        .map(row -> row.get("job_id").toString());
    }

    /** Asks until the job has ended, prints how it stands and returns the exit code. */
    static int watch(LeadsRuntime runtime, Console console, String job) throws InterruptedException {
        return show(runtime, console, await(runtime, console, job));
    }

    /** Asks until the job has ended and, when it succeeded, until its model is named and answers, or takes too long. */
    private static JobStatus await(LeadsRuntime runtime, Console console, String job) throws InterruptedException {
        Settings settings = runtime.settings();
        Duration interval = settings.duration("training.poll-interval");
        Duration patience = settings.duration("training.smoke-timeout");
        Instant started = Instant.now();
        Instant finished = null;
        String shown = "";
        while (true) {
            JobStatus snapshot = ask(runtime, job);
            if (snapshot.ended()) {
                console.progressDone();
                return snapshot;
            }
            if (snapshot.succeeded() && !snapshot.awaitsDeployment()) {
                finished = finished == null ? Instant.now() : finished;
                if (Duration.between(finished, Instant.now()).compareTo(patience) >= 0) {
                    console.progressDone();
                    return snapshot;
                }
            }
            String line = snapshot.progress();
            boolean live = System.console() != null;
            if (live || !line.equals(shown)) {
                console.progress(
                        line + (live ? " (" + Texts.duration(Duration.between(started, Instant.now())) + ")" : ""));
                shown = line;
            }
            Thread.sleep(interval.toMillis());
        }
    }

    /** Prints how a job stands; returns the exit code. */
    static int show(LeadsRuntime runtime, Console console, JobStatus snapshot) {
        snapshot.print(console, runtime.settings());
        console.report(snapshot.report());
        return snapshot.exitCode();
    }

    static JobStatus ask(LeadsRuntime runtime, String job) {
        Exchange exchange = runtime.ask("training-status", new HashMap<>(Map.of("job_id", job)), Map.of());
        Map<?, ?> row = exchange.getVariable("row", Map.class);
        if (row == null) {
            throw new UnknownJobException(job);
        }
        return new JobStatus(
                row,
                exchange.getVariable("job", JsonNode.class),
                exchange.getVariable("events", JsonNode.class),
                exchange.getVariable("history", List.class));
    }

    private static int list(LeadsRuntime runtime, Console console) {
        JsonNode jobs =
                runtime.ask("training-list", null, Map.of()).getMessage().getBody(JsonNode.class);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode job : jobs) {
            rows.add(List.of(
                    job.path("id").asText(),
                    job.path("status").asText(),
                    job.path("model").asText(),
                    JobStatus.iso(job.path("created_at")),
                    job.path("fine_tuned_model").asText("")));
        }
        console.table(List.of("JOB", "STATUS", "TRAINED FROM", "CREATED", "MODEL"), rows);
        console.line(Texts.count(rows.size(), "job", "jobs"));
        console.report(jobs);
        return ExitCode.DONE;
    }

    private static LineFile jobFile(Settings settings) {
        return new LineFile(settings.file("job-id").toString());
    }

    private static ConfigurationException noJob() {
        return new ConfigurationException("no fine-tuning job was made here yet", "run leads train, or name a job");
    }
}
