package com.developmentleads.classify;

import com.developmentleads.listing.text.PlainText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/**
 * What a model answered, which is untrusted text: one word, or the JSON that {@code routes/prompts/reasoned.json} asks for.
 * Of JSON that breaks off, what is whole counts; JSON that names two labels, or goes on after its end, is no answer.
 */
public final class ReasonedAnswer {

    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_JSON = 10_000;
    private static final double MOST = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private String label;
    private double score = Double.NaN;
    private String reason = "";

    private ReasonedAnswer() {}

    /**
     * Reads an answer.
     *
     * @param content     its text
     * @param probability of that text, as the provider tells it, 0 to 1; may be empty
     * @param explained   what the provider says beside the answer, as the embedded one does; may be empty
     * @return {@code text}: the label of JSON, any other text unchanged; {@code confidence}: 0 to 1, of JSON its score by a
     *         hundred, or empty; {@code reason}: one line of at most 200 characters, or empty
     */
    public static Map<String, Object> read(String content, String probability, String explained) {
        String text = content == null ? "" : content;
        ReasonedAnswer answer = new ReasonedAnswer();
        String json = text.strip();
        if (json.startsWith("```")) {
            json = json.replaceFirst("^```[a-z]*\\s*", "").replaceFirst("\\s*```$", "");
        }
        boolean reasoned = json.startsWith("{") && json.length() <= LONGEST_JSON && answer.parse(json);
        Object confidence = !reasoned ? probability : Double.isNaN(answer.score) ? "" : answer.score / MOST;
        return Map.of(
                "text",
                reasoned ? answer.label : text,
                "confidence",
                confidence == null ? "" : confidence,
                "reason",
                answer.reason.isEmpty() ? PlainText.of(explained, LONGEST_REASON) : answer.reason);
    }

    /** Whether {@code json} names one label. */
    private boolean parse(String json) {
        int labels = 0;
        boolean ended = false;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("label")) {
                    labels++;
                    label = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                } else if (name.equals("score") && value.isNumeric()) {
                    double number = parser.getDoubleValue();
                    score = number >= 0 && number <= MOST ? number : Double.NaN;
                } else if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
                    reason = PlainText.of(parser.getText(), LONGEST_REASON);
                } else {
                    parser.skipChildren();
                }
            }
            ended = true;
            if (parser.nextToken() != null) {
                label = null;
            }
        } catch (IOException e) {
            // The rest is missing or no JSON; of what came before, whole values count.
            label = ended ? null : label;
        }
        if (labels != 1 || label == null) {
            reason = "";
            return false;
        }
        return true;
    }
}
