package com.developmentleads.provider.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the probabilities of whole answers say about their tokens. With answers a of probability P(a), the probability
 * of token t after the tokens s is the sum of P over the answers that begin with s·t divided by the sum over those that
 * begin with s; the end of the text counts as a token, which is not shown. So the probabilities of an answer's tokens
 * multiply to its own, and the alternatives of the first token that differs are the alternatives of the answer.
 */
final class TokenProbabilities {

    /** The natural logarithm that stands for "practically impossible", since JSON has no minus infinity. */
    private static final double LEAST = -9999.0;

    private final List<List<byte[]>> answers;
    private final double[] probabilities;

    /** @param answers the tokens of each answer, at the index of its probability */
    TokenProbabilities(List<List<byte[]>> answers, double[] probabilities) {
        this.answers = answers;
        this.probabilities = probabilities;
    }

    /**
     * One entry of OpenAI's {@code logprobs.content} for each token of an answer.
     *
     * @param alternatives how many {@code top_logprobs} to give at most
     */
    List<Map<String, Object>> describe(int answer, int alternatives) {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<byte[]> tokens = answers.get(answer);
        boolean[] alike = new boolean[answers.size()];
        Arrays.fill(alike, true);
        for (int at = 0; at < tokens.size(); at++) {
            Map<String, Double> next = nextTokens(alike, at);
            double total =
                    next.values().stream().mapToDouble(Double::doubleValue).sum();
            String token = key(tokens.get(at));
            Map<String, Object> entry = entry(token, next.get(token), total);
            List<Map<String, Object>> top = next.entrySet().stream()
                    .filter(other -> !other.getKey().isEmpty())
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(alternatives)
                    .map(other -> entry(other.getKey(), other.getValue(), total))
                    .toList();
            entry.put("top_logprobs", top);
            entries.add(entry);
            for (int i = 0; i < alike.length; i++) {
                alike[i] = alike[i]
                        && at < answers.get(i).size()
                        && key(answers.get(i).get(at)).equals(token);
            }
        }
        return entries;
    }

    /** The tokens that may come at a place, as Latin-1 strings of their bytes; the empty one is the end of the text. */
    private Map<String, Double> nextTokens(boolean[] alike, int at) {
        Map<String, Double> next = new LinkedHashMap<>();
        for (int i = 0; i < alike.length; i++) {
            if (alike[i]) {
                String token = at < answers.get(i).size() ? key(answers.get(i).get(at)) : "";
                next.merge(token, probabilities[i], Double::sum);
            }
        }
        return next;
    }

    private static String key(byte[] token) {
        return new String(token, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, Object> entry(String key, double probability, double total) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        double logprob = probability > 0 ? Math.max(LEAST, Math.log(probability / total)) : LEAST;
        List<Integer> unsigned = new ArrayList<>();
        for (byte b : bytes) {
            unsigned.add(b & 0xff);
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("token", new String(bytes, StandardCharsets.UTF_8));
        entry.put("logprob", Math.min(0.0, logprob));
        entry.put("bytes", unsigned);
        return entry;
    }
}
