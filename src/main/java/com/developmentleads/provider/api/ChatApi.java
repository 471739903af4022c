package com.developmentleads.provider.api;

import com.developmentleads.provider.chat.ChatAnswer;
import com.developmentleads.provider.chat.ChatRequest;
import com.developmentleads.provider.chat.ModelCatalog;
import com.developmentleads.provider.chat.Tokens;
import com.developmentleads.provider.store.Ids;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OpenAI's {@code /v1/chat/completions}: reads the request, asks the model, writes the answer in either form. */
public final class ChatApi {

    private static final int MAX_METADATA = 512;

    private final ModelCatalog catalog;
    private final Tokens tokens;
    private final Clock clock = Clock.systemUTC();
    private final ObjectMapper mapper = Wire.mapper();

    public ChatApi(ModelCatalog catalog, Tokens tokens) {
        this.catalog = catalog;
        this.tokens = tokens;
    }

    /** Reads and checks a request's body. */
    public ChatRequest parse(byte[] body) {
        return ChatRequest.parse(body);
    }

    /**
     * The answer as one {@code chat.completion} document. When the request's {@code metadata} has {@code "explain":
     * "true"}, the answer's names the words and numbers that weighed most, at most five, separated by semicolons.
     */
    public Map<String, Object> complete(ChatRequest request) {
        ChatAnswer answer = ChatAnswer.of(request, catalog, tokens);
        List<Map<String, Object>> choices = new ArrayList<>();
        for (int index = 0; index < request.choices(); index++) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", "assistant");
            message.put("content", answer.content());
            message.put("refusal", null);
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("index", index);
            choice.put("message", message);
            choice.put("logprobs", request.logprobs() ? logprobs(answer.logprobs()) : null);
            choice.put("finish_reason", answer.finishReason());
            choices.add(choice);
        }
        Map<String, Object> document = envelope("chat.completion", request);
        document.put("choices", choices);
        document.put("usage", answer.usage(request.choices()));
        if (request.explain()) {
            document.put("metadata", Map.of("explain", "true", "reasons", reasons(answer)));
        }
        return document;
    }

    /**
     * The answer as server-sent events: one {@code chat.completion.chunk} for the role, one for each token, one for the
     * end, one for the usage when it was asked for, then {@code [DONE]}.
     */
    public String stream(ChatRequest request) {
        ChatAnswer answer = ChatAnswer.of(request, catalog, tokens);
        Map<String, Object> envelope = envelope("chat.completion.chunk", request);
        StringBuilder events = new StringBuilder();
        for (int index = 0; index < request.choices(); index++) {
            Map<String, Object> opening = new LinkedHashMap<>();
            opening.put("role", "assistant");
            opening.put("content", "");
            opening.put("refusal", null);
            append(events, envelope, request, choice(index, opening, null, null), null);
            List<String> pieces = answer.pieces();
            for (int i = 0; i < pieces.size(); i++) {
                Map<String, Object> logprobs =
                        request.logprobs() ? logprobs(answer.logprobs().subList(i, i + 1)) : null;
                append(
                        events,
                        envelope,
                        request,
                        choice(index, Map.of("content", pieces.get(i)), logprobs, null),
                        null);
            }
            append(events, envelope, request, choice(index, Map.of(), null, answer.finishReason()), null);
        }
        if (request.streamUsage()) {
            append(events, envelope, request, null, answer.usage(request.choices()));
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    /** One value, since {@code metadata} has no lists, no longer than its values may be. */
    private static String reasons(ChatAnswer answer) {
        String joined = String.join("; ", answer.reasons());
        return joined.length() <= MAX_METADATA ? joined : joined.substring(0, MAX_METADATA);
    }

    private Map<String, Object> envelope(String object, ChatRequest request) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", Ids.next("chatcmpl-"));
        document.put("object", object);
        document.put("created", clock.instant().getEpochSecond());
        document.put("model", request.model());
        document.put(
                "system_fingerprint",
                "fp_" + Integer.toHexString(request.model().hashCode()));
        return document;
    }

    private static Map<String, Object> logprobs(List<Map<String, Object>> content) {
        Map<String, Object> logprobs = new LinkedHashMap<>();
        logprobs.put("content", content);
        logprobs.put("refusal", null);
        return logprobs;
    }

    private static Map<String, Object> choice(
            int index, Map<String, Object> delta, Map<String, Object> logprobs, String finishReason) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", index);
        choice.put("delta", delta);
        choice.put("logprobs", logprobs);
        choice.put("finish_reason", finishReason);
        return choice;
    }

    private void append(
            StringBuilder events,
            Map<String, Object> envelope,
            ChatRequest request,
            Map<String, Object> choice,
            Map<String, Object> usage) {
        Map<String, Object> chunk = new LinkedHashMap<>(envelope);
        chunk.put("choices", choice == null ? List.of() : List.of(choice));
        if (usage != null) {
            chunk.put("usage", usage);
        }
        try {
            events.append("data: ").append(mapper.writeValueAsString(chunk)).append("\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A chunk could not be written", e);
        }
    }
}
