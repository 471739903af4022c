package com.developmentleads.openai;

import com.developmentleads.failure.RequestFailure;
import com.developmentleads.prompt.ShownModel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options that go with each chat request: the generic model may need others than a tuned one, and alone is asked for a
 * score and a reason. One instance a process, which remembers the models that take no schema.
 */
public final class ChatOptions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "response_format";
    private static final String MOST_TOKENS = "max_completion_tokens";

    private final String genericModel;
    private final String genericOptions;
    private final String tunedOptions;
    private final int maxTokens;
    private final ObjectNode form;
    private final int reasonedMaxTokens;
    private final Set<String> withoutForm = ConcurrentHashMap.newKeySet();

    /**
     * @param genericModel      name of the generic model; every other is taken for a tuned one
     * @param genericOptions    a JSON object
     * @param tunedOptions      a JSON object
     * @param maxTokens         longest answer of one word
     * @param labels            the answers that count, where the generic model gives reasons; none: it answers one word
     * @param reasonedMaxTokens longest answer with a reason
     */
    public ChatOptions(
            String genericModel,
            String genericOptions,
            String tunedOptions,
            int maxTokens,
            List<String> labels,
            int reasonedMaxTokens) {
        this.genericModel = genericModel;
        this.genericOptions = genericOptions;
        this.tunedOptions = tunedOptions;
        this.maxTokens = maxTokens;
        this.form = labels.isEmpty() ? null : form(labels);
        this.reasonedMaxTokens = reasonedMaxTokens;
    }

    private static ObjectNode form(List<String> labels) {
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("routes/prompts/reasoned.json")) {
            ObjectNode form = (ObjectNode) JSON.readTree(in);
            ArrayNode answers = ((ObjectNode) form.at("/json_schema/schema/properties/label")).putArray("enum");
            labels.forEach(answers::add);
            return form;
        } catch (IOException e) {
            throw new UncheckedIOException("routes/prompts/reasoned.json cannot be read", e);
        }
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
        request.put(MOST_TOKENS, maxTokens);
        request.setAll((ObjectNode) JSON.readTree(model.equals(genericModel) ? genericOptions : tunedOptions));
        if (form != null && model.equals(genericModel) && !withoutForm.contains(model) && !request.has(FORM)) {
            request.put(MOST_TOKENS, reasonedMaxTokens).set(FORM, form);
        }
        return request.toString();
    }

    /** Whether a request for a reason was refused as malformed, which other words may mend. */
    public boolean refusesForm(String request, Throwable thrown) throws JsonProcessingException {
        return form != null
                && RequestFailure.find(thrown)
                        .filter(failure -> failure.status() == 400 || failure.status() == 422)
                        .isPresent()
                && form.equals(JSON.readTree(request).path(FORM));
    }

    /** The same request for one word. */
    public String withoutForm(String request) throws JsonProcessingException {
        ObjectNode plain = (ObjectNode) JSON.readTree(request);
        plain.put(MOST_TOKENS, maxTokens).remove(FORM);
        return plain.toString();
    }

    /**
     * Asks that model for one word from now on, since it took that and not the schema.
     *
     * @return whether that was not known yet
     */
    public boolean remember(String name) {
        return withoutForm.add(ShownModel.of(name).model());
    }
}
