package com.developmentleads.alert;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file of alerts, or of sent mails and messages: one JSON object per line, each once, readable by its owner alone. For operators who
 * watch a file rather than a mailbox, and for the case that mail itself fails or the database is replaced by a copy.
 */
public final class AlertFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEBHOOK = "webhook";

    // Inside a text its quotation marks would be escaped.
    private static final Pattern NUMBER = Pattern.compile("\"number\":([0-9]{1,18})\\}\n");

    private final Path file;

    /** @param file absolute path; the next alert makes a removed file anew */
    public AlertFile(String file) {
        this.file = Path.of(file);
    }

    /**
     * Adds the line of an alert and flushes it to the disk. An unfinished last line, left by a process that died, is
     * cut off; its alert is still to be written.
     *
     * @param alert by column: {@code at}, {@code key}, {@code kind}, {@code what}, {@code what_to_do}
     * @return false when the alert has its line already
     */
    public boolean append(Map<String, Object> alert) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        for (String column : new String[] {"at", "key", "kind", "what", "what_to_do", "day", "leads", "number"}) {
            if (alert.containsKey(column)) {
                line.put(column, alert.get(column));
            }
        }
        String key = marked(alert.get("key"));
        byte[] added = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        // One process at a time; within this one, where a second lock would be refused, one thread.
        synchronized (AlertFile.class) {
            try (FileChannel channel = AtomicFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Released when the channel closes.
                channel.lock();
                return append(channel, key, added);
            }
        }
    }

    /** Whether no whole line has that key; a last line without its end does not count. */
    public boolean lacks(String key) throws IOException {
        if (!Files.exists(file)) {
            return true;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return !text.substring(0, text.lastIndexOf('\n') + 1).contains(marked(key));
    }

    /**
     * Adds the line of a mail that the server has taken.
     *
     * @param number how many were begun until then
     * @param leads  those that a digest tells, with {@code key} and {@code fingerprint}; null in another mail
     */
    public void sent(String key, Number number, List<Map<String, Object>> leads) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>(Map.of("key", key, "kind", "mail", "number", number));
        if (leads != null && !leads.isEmpty()) {
            Map<String, Object> told = new LinkedHashMap<>();
            leads.forEach(lead -> told.put(String.valueOf(lead.get("key")), lead.get("fingerprint")));
            line.put("leads", told);
        }
        append(line);
    }

    /**
     * Adds the line of a message that the webhook has taken.
     *
     * @param day   the date of its run
     * @param leads a JSON object of the keys of its leads, each with the fingerprint of what was told
     */
    public void taken(String key, String day, String leads) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>(Map.of("key", key, "kind", WEBHOOK, "day", day));
        line.put("leads", JSON.readValue(leads, Map.class));
        append(line);
    }

    /**
     * The messages that the webhook has taken, a row each; a line that is no JSON object is none.
     *
     * @return rows with {@code post_key}, {@code day} and {@code leads}, as {@link #taken} has them
     */
    public List<Map<String, Object>> posted() throws IOException {
        List<Map<String, Object>> posted = new ArrayList<>();
        for (Map<?, ?> line : lines()) {
            if (WEBHOOK.equals(line.get("kind")) && line.get("leads") instanceof Map<?, ?> leads) {
                posted.add(Map.of(
                        "post_key",
                        String.valueOf(line.get("key")),
                        "day",
                        String.valueOf(line.get("day")),
                        "leads",
                        JSON.writeValueAsString(leads)));
            }
        }
        return posted;
    }

    /**
     * The leads that its mails told, each as it was told last; a line that is no JSON object tells none.
     *
     * @return rows with {@code property_key} and {@code fingerprint}
     */
    public List<Map<String, Object>> told() throws IOException {
        Map<String, Map<String, Object>> told = new LinkedHashMap<>();
        for (Map<?, ?> line : lines()) {
            if (!WEBHOOK.equals(line.get("kind")) && line.get("leads") instanceof Map<?, ?> leads) {
                leads.forEach((key, fingerprint) -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("property_key", String.valueOf(key));
                    row.put("fingerprint", fingerprint);
                    told.put(String.valueOf(key), row);
                });
            }
        }
        return List.copyOf(told.values());
    }

    /** The lines that are JSON objects. */
    private List<Map<?, ?>> lines() throws IOException {
        // A line that a process left half written may end within a character.
        String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                lines.add(JSON.readValue(line, Map.class));
            } catch (JsonProcessingException e) {
                // The last line of a process that died; what it was about has no line yet.
            }
        }
        return lines;
    }

    /** The greatest number of its mails; 0 without any. */
    public long newest() throws IOException {
        return Files.exists(file)
                ? NUMBER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .max()
                        .orElse(0)
                : 0;
    }

    /** Quotation marks inside a text are escaped, so only the line of this key contains this. */
    private static String marked(Object key) throws IOException {
        return "\"key\":" + JSON.writeValueAsString(key);
    }

    private static boolean append(FileChannel channel, String key, byte[] line) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // Until all of it is read.
        }
        // One character per byte, so that positions in the text are positions in the file.
        String text = new String(content.array(), 0, content.position(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        if (text.substring(0, end).contains(key)) {
            return false;
        }
        channel.truncate(end);
        channel.position(end);
        ByteBuffer added = ByteBuffer.wrap(line);
        while (added.hasRemaining()) {
            channel.write(added);
        }
        channel.force(true);
        return true;
    }
}
