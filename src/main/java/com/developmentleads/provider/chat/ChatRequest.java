package com.developmentleads.provider.chat;

import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Prompt;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * OpenAI's request for a chat completion, as far as it matters to a classifier. The fields that steer a language
 * model's sampling ({@code temperature}, {@code top_p}, {@code seed}, penalties) are checked for their type and have no
 * effect: the answer is always the most probable one. Unknown fields are ignored.
 *
 * @param prompt      the turns without the examples among them
 * @param examples    a user's turn and the assistant's after it, when that is one of the answers that are allowed or offered
 * @param maxTokens   after how many tokens the answer is cut, or {@code Integer.MAX_VALUE}
 * @param topLogprobs how many alternatives to show for each token
 * @param explain     whether to tell what weighed most; the field {@code explain} of {@code metadata}
 * @param form        how the answer is written
 */
public record ChatRequest(
        String model,
        Prompt prompt,
        List<Example> examples,
        boolean stream,
        boolean streamUsage,
        int choices,
        int maxTokens,
        boolean logprobs,
        int topLogprobs,
        boolean explain,
        AnswerForm form) {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_CHOICES = 8;
    private static final int MAX_TOP_LOGPROBS = 20;

    /**
     * Reads a request.
     *
     * @throws ApiException 400 naming the field that is missing, of the wrong type or out of range
     */
    public static ChatRequest parse(byte[] body) {
        Fields request = new Fields(Wire.parseObject(body));
        String model = request.requiredString("model");
        AnswerForm form = AnswerForm.of(request);
        List<Example> examples = new ArrayList<>();
        Prompt prompt = prompt(request, form.allowed(), examples);
        checkIgnored(request);
        boolean logprobs = request.bool("logprobs").orElse(false);
        Optional<Long> topLogprobs = request.integer("top_logprobs", 0, MAX_TOP_LOGPROBS);
        if (topLogprobs.isPresent() && !logprobs) {
            throw ApiException.invalid("top_logprobs", "'top_logprobs' is allowed only when 'logprobs' is true.");
        }
        long maxTokens = request.integer("max_completion_tokens", 1, Integer.MAX_VALUE)
                .or(() -> request.integer("max_tokens", 1, Integer.MAX_VALUE))
                .orElse((long) Integer.MAX_VALUE);
        boolean streamUsage = request.object("stream_options")
                .flatMap(options -> options.bool("include_usage"))
                .orElse(false);
        return new ChatRequest(
                model,
                prompt,
                List.copyOf(examples),
                request.bool("stream").orElse(false),
                streamUsage,
                request.integer("n", 1, MAX_CHOICES).orElse(1L).intValue(),
                (int) maxTokens,
                logprobs,
                topLogprobs.orElse(0L).intValue(),
                "true".equals(request.metadata("metadata").get("explain")),
                form);
    }

    private static void checkIgnored(Fields request) {
        request.number("temperature", 0, 2);
        request.number("top_p", 0, 1);
        request.number("presence_penalty", -2, 2);
        request.number("frequency_penalty", -2, 2);
        request.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        request.string("user");
        request.bool("store");
    }

    /** Reads the turns; those of examples go there. */
    private static Prompt prompt(Fields request, List<String> allowed, List<Example> examples) {
        JsonNode messages = request.array("messages")
                .orElseThrow(() -> ApiException.invalid(
                        "messages", "missing_required_parameter", "Missing required parameter: 'messages'."));
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw ApiException.invalid(
                    "messages",
                    String.format(Locale.ROOT, "'messages' must have between 1 and %d elements.", MAX_MESSAGES));
        }
        StringJoiner system = new StringJoiner("\n");
        List<String> user = new ArrayList<>();
        boolean userBefore = false;
        for (int i = 0; i < messages.size(); i++) {
            Fields message = request.element("messages", i);
            String role = message.requiredString("role");
            if (!ROLES.contains(role)) {
                throw ApiException.invalid(
                        message.name("role"),
                        "invalid_value",
                        String.format(
                                Locale.ROOT,
                                "Invalid value for '%s': expected one of %s.",
                                message.name("role"),
                                ROLES.stream().sorted().toList()));
            }
            switch (role) {
                case "system", "developer" -> system.add(content(message));
                case "user" -> user.add(content(message));
                case "assistant" -> {
                    String answer = message.string("content").orElse("").strip();
                    List<String> answers = allowed.isEmpty() ? Keywords.offered(system.toString()) : allowed;
                    if (userBefore && answers.contains(answer)) {
                        examples.add(new Example(new Prompt(system.toString(), user.remove(user.size() - 1)), answer));
                    }
                }
                default -> {
                    // Results of tools say nothing about the case to decide, and nor does an answer that is none.
                }
            }
            userBefore = role.equals("user");
        }
        return new Prompt(system.toString(), String.join("\n", user));
    }

    private static String content(Fields message) {
        JsonNode content = message.node("content");
        if (content == null) {
            throw ApiException.invalid(
                    message.name("content"),
                    "missing_required_parameter",
                    String.format(Locale.ROOT, "Missing required parameter: '%s'.", message.name("content")));
        }
        if (content.isTextual()) {
            return content.textValue().strip();
        }
        if (!content.isArray()) {
            throw message.wrongType("content", "a string or an array of parts");
        }
        StringJoiner text = new StringJoiner("\n");
        for (int i = 0; i < content.size(); i++) {
            Fields part = message.element("content", i);
            String type = part.requiredString("type");
            if (!type.equals("text")) {
                throw ApiException.invalid(
                        part.name("type"),
                        "invalid_value",
                        String.format(Locale.ROOT, "This model reads text only, not '%s'.", type));
            }
            text.add(part.string("text").orElse("").strip());
        }
        return text.toString();
    }
}
