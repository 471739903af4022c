package com.developmentleads.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Looks all the time at the files that others read: each is absent or whole. */
final class FileWatch implements AutoCloseable {

    private static final long PAUSE_NANOS = 10_000_000;
    private static final int CSV_COLUMNS = 19;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final AtomicLong looks = new AtomicLong();
    private final List<String> torn = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "file-watch");
    private volatile boolean stopped;

    FileWatch(Path data) {
        this.data = data;
        thread.setDaemon(true);
        thread.start();
    }

    /** What was seen that was neither absent nor whole. */
    List<String> torn() {
        return torn;
    }

    long looks() {
        return looks.get();
    }

    private void watch() {
        while (!stopped) {
            look();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Looks once at all of them. */
    void look() {
        check("finetuning_data.jsonl", FileWatch::isJsonLines);
        check("finetuning_validation.jsonl", FileWatch::isJsonLines);
        check("finetuning_job_id.txt", content -> content.matches("ftjob-[!-~]+\n"));
        check("finetuned_model_id.txt", content -> content.matches("ft:[!-~]+\n"));
        check("leads.csv", FileWatch::isCsv);
        looks.incrementAndGet();
    }

    private interface Check {
        boolean isWhole(String content) throws IOException;
    }

    private void check(String name, Check check) {
        try {
            String content = new String(Files.readAllBytes(data.resolve(name)), StandardCharsets.UTF_8);
            if (!check.isWhole(content)) {
                torn.add(name + " holds " + content.length() + " characters, no whole file");
            }
        } catch (NoSuchFileException e) {
            // Absent.
        } catch (IOException e) {
            torn.add(name + ": " + e);
        }
    }

    private static boolean isJsonLines(String content) throws IOException {
        if (!content.endsWith("}\n")) {
            return false;
        }
        for (String line : content.split("\n")) {
            JsonNode example = JSON.readTree(line);
            if (example.path("messages").size() != 3) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCsv(String content) throws IOException {
        if (!content.endsWith("\r\n")) {
            return false;
        }
        for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(content))) {
            if (row.size() != CSV_COLUMNS) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
