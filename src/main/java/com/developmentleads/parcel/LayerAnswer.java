package com.developmentleads.parcel;

import com.developmentleads.listing.text.PlainText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An answer of a layer as a document. */
final class LayerAnswer {

    private static final int LONGEST_MESSAGE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LayerAnswer() {}

    /** @throws LayerException when it is no JSON, or an error, which comes with status 200 */
    static JsonNode read(String text) {
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new LayerException("the parcel layer answered with something else than JSON");
        }
        if (answer.has("error")) {
            JsonNode error = answer.path("error");
            throw new LayerException(
                    "the parcel layer answered with error " + error.path("code").asInt() + ": "
                            + PlainText.of(
                                    error.path("message").asText("") + " "
                                            + error.path("details").path(0).asText(""),
                                    LONGEST_MESSAGE));
        }
        return answer;
    }
}
