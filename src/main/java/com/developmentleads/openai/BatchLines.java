package com.developmentleads.openai;

import com.developmentleads.failure.RequestFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of the Batch API: questions as they are sent, and answers, which are untrusted. */
public final class BatchLines {

    private static final Logger LOG = LoggerFactory.getLogger("com.developmentleads.failure");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CUSTOM_ID = Pattern.compile("leads-([0-9]{1,18})");
    private static final Pattern SCHEMA_REFUSED = Pattern.compile("HTTP 4(00|22)\\b.*", Pattern.DOTALL);
    /** Characters; no answer that is asked for comes near. */
    private static final int LONGEST_LINE = 1_000_000;

    private final ChatOptions options;

    /** @param options what goes with each question */
    public BatchLines(ChatOptions options) {
        this.options = options;
    }

    /**
     * A question as a line.
     *
     * @param asked    {@code question}, its number; {@code error}, why the provider refused it before, or null: a schema is left
     *                 out then
     * @param model    as {@link com.developmentleads.prompt.ShownModel} names it
     * @param messages each with {@code role} and {@code content}
     */
    public String write(Map<String, Object> asked, String model, List<Map<String, String>> messages)
            throws JsonProcessingException {
        String request = options.request(model, messages);
        if (SCHEMA_REFUSED.matcher(String.valueOf(asked.get("error"))).matches()) {
            request = options.withoutForm(request);
        }
        ObjectNode line = JSON.createObjectNode()
                .put("custom_id", "leads-" + asked.get("question"))
                .put("method", "POST")
                .put("url", "/v1/chat/completions");
        line.set("body", JSON.readTree(request));
        return line.toString();
    }

    /**
     * The answers in a file of a batch. A line that is no answer to one of the questions, or the second to it, is left out, and
     * how many such lines there are is logged.
     *
     * @param questions each with {@code id}, the number of a question of the batch
     * @return {@code question}, the number; {@code document}, the answer, or {@code error}, one line that says why there is none
     */
    public List<Map<String, Object>> read(String text, List<Map<String, Object>> questions) {
        Set<Long> open = new HashSet<>();
        questions.forEach(question -> open.add(((Number) question.get("id")).longValue()));
        List<Map<String, Object>> answers = new ArrayList<>();
        int strays = 0;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            Optional<Map<String, Object>> answer =
                    end - from > LONGEST_LINE ? Optional.empty() : read(text.substring(from, end), open);
            answer.ifPresent(answers::add);
            if (answer.isEmpty() && end > from) {
                strays++;
            }
            from = end + 1;
        }
        if (strays > 0) {
            LOG.warn("{} lines of a batch answer no question of it, or are too long, and were left out", strays);
        }
        return answers;
    }

    private static Optional<Map<String, Object>> read(String text, Set<Long> open) {
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        Matcher id =
                CUSTOM_ID.matcher(line == null ? "" : line.path("custom_id").asText());
        if (!id.matches() || !open.remove(Long.valueOf(id.group(1)))) {
            return Optional.empty();
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("question", Long.valueOf(id.group(1)));
        JsonNode response = line.path("response");
        boolean good = response.path("status_code").asInt() / 100 == 2;
        answer.put("document", good && response.path("body").isObject() ? response.get("body") : null);
        answer.put("error", answer.get("document") == null ? error(line) : null);
        return Optional.of(answer);
    }

    private static String error(JsonNode line) {
        int status = line.path("response").path("status_code").asInt();
        for (JsonNode error : List.of(line.path("response").path("body").path("error"), line.path("error"))) {
            if (error.path("message").isTextual()) {
                return RequestFailure.words(status, error.path("message").asText());
            }
        }
        return RequestFailure.words(status, "no reason given");
    }
}
