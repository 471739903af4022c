package com.developmentleads.evaluate;

import com.developmentleads.pricing.Prices;
import com.developmentleads.training.TrainingEstimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the questions of an evaluation fit what a training may cost. */
public final class EvaluationBudget {

    private final Prices prices;
    private final BigDecimal trainingUsd;
    private final boolean allowsUnknown;

    /**
     * @param trainingUsd   what a training with its evaluation may cost, US dollars
     * @param allowsUnknown whether a model without a price counts as free of charge instead of being asked nothing
     */
    public EvaluationBudget(Prices prices, BigDecimal trainingUsd, boolean allowsUnknown) {
        this.prices = prices;
        this.trainingUsd = trainingUsd;
        this.allowsUnknown = allowsUnknown;
    }

    /**
     * Why that model may not be asked; null when it may.
     *
     * @param left  examples to ask it, each with {@code tokens}
     * @param spent what the training has cost so far, its evaluation included, US dollars; null for nothing
     */
    public String stop(String model, List<Map<String, Object>> left, Number spent) {
        if (left.isEmpty()) {
            return null;
        }
        long tokens = left.stream()
                .mapToLong(example -> ((Number) example.get("tokens")).longValue())
                .sum();
        Optional<BigDecimal> price =
                prices.request(model, tokens, 0, (long) left.size() * TrainingEstimate.ANSWER_TOKENS);
        if (price.isEmpty() && !allowsUnknown) {
            return "what " + model + " costs is not known, which leaves budget.training-usd without effect";
        }
        BigDecimal all =
                price.orElse(BigDecimal.ZERO).add(spent == null ? BigDecimal.ZERO : new BigDecimal(spent.toString()));
        return all.compareTo(trainingUsd) <= 0
                ? null
                : left.size() + " questions to " + model + " would bring this training to about $"
                        + all.setScale(2, RoundingMode.HALF_UP) + ", more than budget.training-usd";
    }

    /**
     * What a training has cost so far, US dollars; what is not known counts as nothing.
     *
     * @param model      the model that it started from
     * @param tokens     trained, or null
     * @param evaluation what asking held-out examples has cost since
     */
    public BigDecimal spent(String model, Number tokens, Number evaluation) {
        return prices.training(model, tokens == null ? 0 : tokens.longValue())
                .orElse(BigDecimal.ZERO)
                .add(new BigDecimal(evaluation.toString()));
    }
}
