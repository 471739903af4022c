package com.developmentleads.provider.chat;

import com.developmentleads.provider.learner.Example;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A model's answer to a request, token by token.
 *
 * @param pieces       the text of each token that is sent; a character whose bytes are spread over several tokens comes
 *                     with the last of them
 * @param logprobs     OpenAI's {@code logprobs.content}, one entry for each piece; empty when not asked for
 * @param reasons      the words and numbers that weighed most for the answer; empty when not asked for
 * @param finishReason {@code stop}, or {@code length} when the request's bound cut the answer
 */
public record ChatAnswer(
        List<String> pieces,
        List<Map<String, Object>> logprobs,
        List<String> reasons,
        String finishReason,
        int promptTokens) {

    /** What OpenAI counts for a message besides its text, and for the answer's opening. */
    private static final int TOKENS_PER_MESSAGE = 3;
    /** Short words and bare numbers weigh something too, but are no reason that a person can use. */
    private static final Pattern SAYS_NOTHING = Pattern.compile("[A-Za-z]{1,3}|[0-9.,]+");

    /** Asks the request's model. */
    public static ChatAnswer of(ChatRequest request, ModelCatalog catalog, Tokens tokens) {
        Distribution distribution = catalog.ask(
                request.model(),
                request.prompt(),
                request.examples(),
                request.form().allowed());
        List<AnswerForm.Candidate> candidates = request.form().candidates(distribution);
        int best = 0;
        for (int i = 1; i < candidates.size(); i++) {
            if (preference(distribution, candidates.get(i)) > preference(distribution, candidates.get(best))) {
                best = i;
            }
        }
        AnswerForm.Candidate given = candidates.get(best);
        List<String> reasons = request.explain() || request.form().isReasoned()
                ? new ArrayList<>(catalog.reasons(
                        request.model(), request.prompt(), request.examples(), distribution, given.place()))
                : new ArrayList<>();
        reasons.removeIf(reason -> SAYS_NOTHING.matcher(reason).matches());
        String text = request.form().write(given, distribution, reasons);
        List<byte[]> all = tokens.split(text);
        List<byte[]> sent = all.subList(0, Math.min(all.size(), request.maxTokens()));
        List<Map<String, Object>> logprobs = List.of();
        if (request.logprobs()) {
            List<List<byte[]>> answers = candidates.stream()
                    .map(c -> c == given ? all : tokens.split(c.content()))
                    .toList();
            double[] probabilities = candidates.stream()
                    .mapToDouble(AnswerForm.Candidate::probability)
                    .toArray();
            logprobs = new TokenProbabilities(answers, probabilities)
                    .describe(best, request.topLogprobs())
                    .subList(0, sent.size());
        }
        String finishReason = sent.size() < all.size() ? "length" : "stop";
        return new ChatAnswer(decode(sent), logprobs, reasons, finishReason, promptTokens(request, tokens));
    }

    private static double preference(Distribution distribution, AnswerForm.Candidate candidate) {
        return Math.log(candidate.probability()) + distribution.lean()[candidate.place()];
    }

    private static int promptTokens(ChatRequest request, Tokens tokens) {
        int count = TOKENS_PER_MESSAGE;
        for (String turn : List.of(request.prompt().system(), request.prompt().user())) {
            count += turn.isEmpty() ? 0 : TOKENS_PER_MESSAGE + 1 + tokens.count(turn);
        }
        for (Example example : request.examples()) {
            count += 2 * (TOKENS_PER_MESSAGE + 1)
                    + tokens.count(example.prompt().user())
                    + tokens.count(example.answer());
        }
        return count;
    }

    private static List<String> decode(List<byte[]> tokens) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        List<String> pieces = new ArrayList<>();
        ByteBuffer pending = ByteBuffer.allocate(0);
        for (byte[] token : tokens) {
            ByteBuffer bytes = ByteBuffer.allocate(pending.remaining() + token.length)
                    .put(pending)
                    .put(token)
                    .flip();
            CharBuffer chars = CharBuffer.allocate(bytes.remaining());
            decoder.decode(bytes, chars, false);
            pieces.add(chars.flip().toString());
            pending = bytes;
        }
        return pieces;
    }

    /** The whole text. */
    public String content() {
        return String.join("", pieces);
    }

    /** OpenAI's {@code usage} for a number of choices. */
    public Map<String, Object> usage(int choices) {
        int completion = pieces.size() * choices;
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", promptTokens);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", promptTokens + completion);
        return usage;
    }
}
