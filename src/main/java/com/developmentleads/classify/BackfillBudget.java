package com.developmentleads.classify;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.pricing.Prices;
import com.developmentleads.training.TokenCounter;
import com.developmentleads.training.TrainingEstimate;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a back-fill costs, and whether it may. */
public final class BackfillBudget {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Prices prices;
    private final BigDecimal usd;
    private final boolean allowsUnknown;
    private final boolean batch;
    private final TokenCounter counter = new TokenCounter();

    /**
     * @param usd           what a back-fill may cost, US dollars
     * @param allowsUnknown whether a model without a price counts as free of charge instead of being asked nothing
     * @param batch         whether questions go out in batches, at their price
     */
    public BackfillBudget(Prices prices, BigDecimal usd, boolean allowsUnknown, boolean batch) {
        this.prices = prices;
        this.usd = usd;
        this.allowsUnknown = allowsUnknown;
        this.batch = batch;
    }

    /**
     * Estimates what the open questions cost.
     *
     * @param fill   {@code model} and {@code due}, the number of questions
     * @param sample some of them as lines of a batch
     * @return {@code tokens} of the questions and {@code usd}, null when the price is not known
     */
    public Map<String, Object> estimate(Map<String, Object> fill, List<String> sample) throws JsonProcessingException {
        long asked = 0;
        long answered = 0;
        for (String line : sample) {
            JsonNode document = JSON.readTree(line).path("body");
            int tokens = 0;
            for (JsonNode message : document.path("messages")) {
                tokens += counter.message(
                        message.path("role").asText(), message.path("content").asText());
            }
            asked += counter.example(tokens);
            // An answer with a reason may be as long as it may.
            answered += document.has("response_format")
                    ? document.path("max_completion_tokens").asLong(TrainingEstimate.ANSWER_TOKENS)
                    : TrainingEstimate.ANSWER_TOKENS;
        }
        long due = ((Number) fill.get("due")).longValue();
        double each = sample.isEmpty() ? 0 : (double) due / sample.size();
        long tokens = Math.round(asked * each);
        Map<String, Object> estimate = new HashMap<>();
        estimate.put("tokens", tokens);
        estimate.put(
                "usd",
                prices.request(String.valueOf(fill.get("model")), tokens, 0, Math.round(answered * each))
                        .map(price -> batch ? prices.inBatch(price) : price)
                        .orElse(null));
        return estimate;
    }

    /** @throws ConfigurationException when asking that model costs more than is left, or nobody knows how much */
    public void require(String model, BigDecimal estimate, Number spent) {
        if (estimate == null && !allowsUnknown) {
            throw new ConfigurationException(
                    "what " + model + " costs is not known, which leaves budget.backfill-usd without effect",
                    "set prices." + prices.priceName(model)
                            + ".input and .output, dollars per 1,000,000 tokens, or --set budget.unknown-price=allow");
        }
        BigDecimal all = Optional.ofNullable(estimate).orElse(BigDecimal.ZERO).add(new BigDecimal(spent.toString()));
        if (all.compareTo(usd) > 0) {
            throw new ConfigurationException(
                    "this back-fill is estimated to cost $" + all.setScale(2, RoundingMode.HALF_UP)
                            + ", more than budget.backfill-usd ($" + usd + ")",
                    "raise the budget with --set budget.backfill-usd=…, or ask about less with --since");
        }
    }

    /**
     * @param spent what the back-fill has cost so far, US dollars
     * @throws ConfigurationException when that is what it may cost
     */
    public void requireLeft(String model, Number spent) {
        require(model, prices.knows(model) ? BigDecimal.ZERO : null, 0);
        BigDecimal cost = new BigDecimal(spent.toString());
        if (cost.compareTo(usd) > 0) {
            throw new ConfigurationException(
                    "this back-fill has cost $" + cost.setScale(2, RoundingMode.HALF_UP)
                            + ", more than budget.backfill-usd ($" + usd + "), and asks no more",
                    "raise the budget with --set budget.backfill-usd=…, and leads backfill goes on");
        }
    }
}
