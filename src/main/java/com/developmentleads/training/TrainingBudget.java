package com.developmentleads.training;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.pricing.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a training fits what one may cost. */
public final class TrainingBudget {

    private final Prices prices;
    private final BigDecimal usd;
    private final boolean allowsUnknown;
    private final String epochs;

    /**
     * @param usd           what a training may cost, US dollars
     * @param allowsUnknown whether a model without a price counts as free of charge instead of being trained
     * @param epochs        passes, or {@code auto}
     */
    public TrainingBudget(Prices prices, BigDecimal usd, boolean allowsUnknown, String epochs) {
        this.prices = prices;
        this.usd = usd;
        this.allowsUnknown = allowsUnknown;
        this.epochs = epochs;
    }

    /** Passes that the provider is expected to make. */
    public int epochs(TrainingEstimate estimate) {
        return Epochs.expected(epochs, estimate.examples());
    }

    /** Estimated US dollars; empty when the price of the model is not known. */
    public Optional<BigDecimal> price(String model, TrainingEstimate estimate) {
        return prices.training(model, estimate.tokens() * epochs(estimate));
    }

    /** @throws ConfigurationException when training that model on that file costs more, or nobody knows how much */
    public void requireFile(String model, String trainingFile) throws IOException {
        require(model, TrainingEstimate.of(Path.of(trainingFile)));
    }

    /** As {@link #requireFile}. */
    public void require(String model, TrainingEstimate estimate) {
        Optional<BigDecimal> price = price(model, estimate);
        if (price.isEmpty() && !allowsUnknown) {
            throw new ConfigurationException(
                    "what training " + model + " costs is not known, which leaves budget.training-usd without effect",
                    "set prices." + prices.priceName(model)
                            + ".training, dollars per 1,000,000 tokens, or --set budget.unknown-price=allow");
        }
        if (price.isPresent() && price.get().compareTo(usd) > 0) {
            throw new ConfigurationException(
                    "this training is estimated to cost $" + price.get().setScale(2, RoundingMode.HALF_UP)
                            + ", more than budget.training-usd ($" + usd + ")",
                    "raise the budget with --set budget.training-usd=…, or train on fewer examples");
        }
    }
}
