package com.developmentleads.publish;

import com.developmentleads.failure.RequestFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages to the webhook: which leads stand in one, its key, and what a failure says of its fate. */
public final class WebhookPosts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_BYTES = 16;
    private static final int UNAVAILABLE = 503;

    private final int batch;

    /** @param batch most leads of a message */
    public WebhookPosts(int batch) {
        this.batch = batch;
    }

    /**
     * Messages of some leads. The key of one follows from its day and its leads, so that the same message has the same key
     * also when a database that was put back from a copy makes it anew.
     *
     * @param report the document of {@code routes/sql/runs/report.sql}
     * @param rows   the leads to tell, JSON in the column {@code lead}
     * @return for each message {@code key}, {@code id}, which is the same, {@code leads}, and what the templates take beside
     *         them; {@code told} has the property keys with their fingerprints as JSON
     */
    public List<Map<String, Object>> messages(String report, List<Map<String, Object>> rows)
            throws JsonProcessingException {
        Map<?, ?> run = JSON.readValue(report, Map.class);
        List<Map<String, Object>> messages = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batch) {
            List<Map<?, ?>> leads = new ArrayList<>();
            Map<String, Object> told = new TreeMap<>();
            for (Map<String, Object> row : rows.subList(from, Math.min(rows.size(), from + batch))) {
                Map<?, ?> lead = JSON.readValue(String.valueOf(row.get("lead")), Map.class);
                leads.add(lead);
                told.put(String.valueOf(lead.get("key")), lead.get("fingerprint"));
            }
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("told", JSON.writeValueAsString(told));
            message.put("id", key(run.get("date") + " " + message.get("told")));
            message.put("date", run.get("date"));
            message.put("run", run.get("run_key"));
            message.put("location", run.get("location"));
            message.put("map_link", run.get("map_link"));
            message.put("leads", leads);
            messages.add(message);
        }
        return messages;
    }

    /**
     * What is recorded of a message that failed.
     *
     * @return {@code error}, one line, and {@code state}: {@code due} when it was certainly not taken, {@code sending} when
     *         that is not known
     */
    public Map<String, Object> failure(Throwable thrown) {
        boolean notTaken = RequestFailure.find(thrown)
                .map(failure -> failure.status() == UNAVAILABLE || !RequestFailure.outcomeUnknown(thrown))
                .orElse(false);
        return Map.of("state", notTaken ? "due" : "sending", "error", RequestFailure.describe(thrown));
    }

    private static String key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "leads-" + HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
