package com.developmentleads.openai;

import com.developmentleads.prompt.ShownModel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The options that go with each chat request: the generic model may need others than a tuned one. */
public final class ChatOptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String genericModel;
    private final String genericOptions;
    private final String tunedOptions;
    private final int maxTokens;

    /**
     * @param genericModel   name of the generic model; every other is taken for a tuned one
     * @param genericOptions a JSON object
     * @param tunedOptions   a JSON object
     * @param maxTokens      longest answer
     */
    public ChatOptions(String genericModel, String genericOptions, String tunedOptions, int maxTokens) {
        this.genericModel = genericModel;
        this.genericOptions = genericOptions;
        this.tunedOptions = tunedOptions;
        this.maxTokens = maxTokens;
    }

    /**
     * The body of a request of {@code POST /chat/completions}, JSON.
     *
     * @param name     of the model, as {@link ShownModel} has it
     * @param messages each with {@code role} and {@code content}
     */
    public String request(String name, List<Map<String, String>> messages) throws JsonProcessingException {
        String model = ShownModel.of(name).model();
        ObjectNode request = JSON.createObjectNode().put("model", model);
        request.set("messages", JSON.valueToTree(messages));
        request.put("max_completion_tokens", maxTokens);
        request.setAll((ObjectNode) JSON.readTree(model.equals(genericModel) ? genericOptions : tunedOptions));
        return request.toString();
    }
}
