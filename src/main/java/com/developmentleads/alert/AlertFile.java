package com.developmentleads.alert;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of alerts: a JSON object a line, each alert once, readable by its owner alone. It is there for whoever watches
 * a file rather than a mailbox, and for when mail is what failed.
 */
public final class AlertFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** @param file absolute path; whoever removes the file gets a new one with the next alert */
    public AlertFile(String file) {
        this.file = Path.of(file);
    }

    /**
     * Adds the line of an alert and sees to it that it is on the disk. Half a line that a process left when it died is cut
     * off; its alert is still to be filed.
     *
     * @param alert by column: {@code at}, {@code key}, {@code kind}, {@code what}, {@code what_to_do}
     * @return false when the alert has its line already
     */
    public boolean append(Map<String, Object> alert) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        for (String column : new String[] {"at", "key", "kind", "what", "what_to_do"}) {
            line.put(column, alert.get(column));
        }
        // A quotation mark inside of a text is escaped, so that this is found in the line of the alert alone.
        String key = "\"key\":" + JSON.writeValueAsString(alert.get("key"));
        byte[] added = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        // One process at a time; and in this one, where a second lock is refused, one thread.
        synchronized (AlertFile.class) {
            try (FileChannel channel = AtomicFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Freed with the channel.
                channel.lock();
                return append(channel, key, added);
            }
        }
    }

    private static boolean append(FileChannel channel, String key, byte[] line) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // Until all of it is read.
        }
        // One character a byte, so that a place in the text is a place in the file.
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
