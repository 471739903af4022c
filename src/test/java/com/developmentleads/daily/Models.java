package com.developmentleads.daily;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.ApiRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The chat of an OpenAI-compatible API that calls a property with the word "teardown" an opportunity. */
public final class Models implements AutoCloseable {

    public static final String GENERIC = "gpt-6-luna";
    public static final String TUNED = "ft:gpt-4.1-mini-2025-04-14:acme:dev-leads-classifier:abc123";
    public static final String YES = "development_opportunity";
    public static final String NO = "not_opportunity";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Loopback server = new Loopback(this::answer);
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private volatile Function<ApiRequest, Answer> always;
    private volatile Function<String, String> taste = text -> text.contains("teardown") ? YES : NO;
    private volatile Duration delay = Duration.ZERO;
    private volatile double[] logprobs = {};

    public Models() {
        known.add(GENERIC);
        known.add(TUNED);
    }

    /** What the model says about the text of a question. */
    public Models saying(Function<String, String> answer) {
        taste = answer;
        return this;
    }

    public Models taking(Duration time) {
        delay = time;
        return this;
    }

    /** Natural logarithms of the tokens' probabilities, which go with each answer. */
    Models withLogprobs(double... values) {
        logprobs = values;
        return this;
    }

    Models knowing(String model) {
        known.add(model);
        return this;
    }

    Models retire(String model) {
        known.remove(model);
        return this;
    }

    /** Gives these answers to the next questions, one each. */
    public Models next(Answer... answers) {
        synchronized (next) {
            next.addAll(Arrays.asList(answers));
        }
        return this;
    }

    /** Gives this answer whenever it is not null. */
    public Models always(Function<ApiRequest, Answer> answer) {
        always = answer;
        return this;
    }

    public static Answer refusal(int status, String code, String message) {
        ObjectNode document = JSON.createObjectNode();
        document.putObject("error")
                .put("message", message)
                .put("type", code)
                .putNull("param")
                .put("code", code);
        return Answer.json(status, document.toString());
    }

    public String baseUrl() {
        return server.url() + "/v1";
    }

    /** The questions, without those about a model itself. */
    public List<ApiRequest> requests() {
        return server.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    /** The list of models. */
    Models listing(String... models) {
        ObjectNode list = JSON.createObjectNode();
        for (String model : models) {
            list.withArray("data").addObject().put("id", model);
        }
        documents.put("/v1/models", list.toString());
        return this;
    }

    /** What is said of a model itself, as JSON. */
    public Models describing(String model, String document) {
        documents.put(model, document);
        return this;
    }

    public int mostInWork() {
        return server.mostInWork();
    }

    /** The text of the user's first turn. */
    static String question(ApiRequest request) {
        for (JsonNode message : request.json().path("messages")) {
            if (message.path("role").asText().equals("user")) {
                return message.path("content").asText();
            }
        }
        throw new AssertionError("no question in " + request.text());
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(ApiRequest request) throws InterruptedException {
        if (request.method().equals("GET")) {
            String document = documents.get(request.path().replaceFirst("^/v1/models/", ""));
            return document == null ? refusal(404, "model_not_found", "No such model") : Answer.json(200, document);
        }
        Thread.sleep(delay.toMillis());
        synchronized (next) {
            if (!next.isEmpty()) {
                return next.poll();
            }
        }
        Answer other = always == null ? null : always.apply(request);
        return other != null ? other : chat(request.json().path("model").asText(), taste.apply(question(request)));
    }

    private Answer chat(String model, String text) {
        if (!known.contains(model)) {
            return refusal(
                    404,
                    "model_not_found",
                    "The model `" + model + "` does not exist or you do not have access to it.");
        }
        return Answer.json(200, said(model, text));
    }

    /** The whole answer that says {@code text}; null is no text at all. */
    public String said(String model, String text) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("model", model);
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        if (logprobs.length > 0) {
            var tokens = choice.putObject("logprobs").putArray("content");
            for (double value : logprobs) {
                tokens.addObject().put("token", "x").put("logprob", value);
            }
        }
        answer.putObject("usage")
                .put("prompt_tokens", 1000)
                .put("completion_tokens", 5)
                .put("total_tokens", 1005)
                .putObject("prompt_tokens_details")
                .put("cached_tokens", 200);
        return answer.toString();
    }
}
