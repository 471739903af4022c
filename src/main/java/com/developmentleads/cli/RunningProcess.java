package com.developmentleads.cli;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.files.ProcessLock;
import com.developmentleads.storage.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of {@code leads run} on a data folder: there is one at a time. The lock says whether it is alive, and the
 * operating system frees it when the process ends, however that comes; the row says which process it is.
 */
final class RunningProcess {

    private static final Logger LOG = LoggerFactory.getLogger(RunningProcess.class);
    private static final long LOOK_MILLIS = 500;

    private final Path file;
    private final ProcessLock lock;
    private final Records records;
    private List<String> stopped = List.of();

    RunningProcess(Settings settings, Records records) {
        this.file = settings.file("process-lock");
        this.lock = new ProcessLock(file.toString());
        this.records = records;
    }

    /**
     * Makes this process the one.
     *
     * @param waits whether another one is waited for
     * @throws ConfigurationException naming the other one, unless it is waited for
     */
    void take(boolean waits, Console console) throws IOException, InterruptedException {
        boolean told = false;
        // A look at the lock, as the status takes it, holds it for a moment.
        for (int tries = 1; !lock.tryAcquire(); tries++) {
            if (!waits && tries > 1) {
                throw new ConfigurationException(
                        "leads run works on this data folder already" + other(),
                        "end that process, name another folder with --data, or take over when it ends with --standby");
            }
            if (waits && !told) {
                console.line("Standing by: leads run works on this data folder already" + other());
                told = true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        records.change(
                "processes/insert.sql",
                Map.of("row", Map.of("pid", ProcessHandle.current().pid())));
    }

    private String other() {
        Map<String, Object> row = last();
        return row == null || row.get("ended_at") != null
                ? ", and begins just now"
                : ": process " + row.get("pid") + ", since " + row.get("started_at");
    }

    /** Records which routes somebody stopped, when that has changed. */
    void record(List<String> routes) {
        if (!routes.equals(stopped)) {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("stopped", routes.isEmpty() ? null : String.join(", ", routes));
            if (tries("processes/record-stopped.sql", Map.of("row", variables))) {
                stopped = routes;
            }
        }
    }

    /** Records a clean end. The lock goes with the process. */
    void end() {
        tries("processes/end.sql", Map.of());
    }

    /** A database that is busy or gone stops no process; who needs it says so. */
    private boolean tries(String statement, Map<String, ?> variables) {
        try {
            records.change(statement, variables);
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("run", e);
            return false;
        }
    }

    /** How it stands, for the status: state is running, ended or died; null when none ever ran. */
    Map<String, Object> report() throws IOException {
        Map<String, Object> row = last();
        if (row == null) {
            return null;
        }
        Map<String, Object> report = new LinkedHashMap<>(row);
        report.put("state", row.get("ended_at") != null ? "ended" : isHeld() ? "running" : "died");
        return report;
    }

    private boolean isHeld() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        boolean free = lock.tryAcquire();
        if (free) {
            lock.release();
        }
        return !free;
    }

    private Map<String, Object> last() {
        return records.row("processes/last.sql", Map.of()).orElse(null);
    }

    /** A report in one line. */
    static String text(Map<?, ?> report) {
        if (report == null) {
            return "leads run has never run on this folder";
        }
        String which = "process " + report.get("pid");
        return switch (Objects.toString(report.get("state"))) {
            case "running" -> "alive since " + report.get("started_at") + ", " + which + ", on " + report.get("folder");
            case "ended" -> "ended " + report.get("ended_at") + ", " + which + " on " + report.get("folder");
            default ->
                "died: " + which + ", started " + report.get("started_at")
                        + ", is gone without an end. Next: leads run";
        };
    }
}
