package com.developmentleads.pricing;

import com.developmentleads.prompt.ShownModel;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What models cost, in US dollars, from the properties {@code prices.<model>.{input,cached,output,training}} (dollars
 * per 1,000,000 tokens). A tuned model {@code ft:BASE:…} is looked up as {@code ft-BASE}; so is one whose name matches
 * {@code openai.tuned-names}, with {@code openai.training-model} as its base.
 */
public final class Prices {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final Map<String, String> settings;
    private final boolean free;
    private final Pattern tunedNames;

    /**
     * @param settings properties by name: the prices, and whether the provider is this application's own, which is free
     */
    public Prices(Map<String, String> settings) {
        this.settings = settings;
        this.free = "embedded".equals(settings.get("provider"))
                && Objects.equals(settings.get("openai.base-url"), settings.get("provider.embedded.base-url"));
        this.tunedNames = Pattern.compile(settings.getOrDefault("openai.tuned-names", ""));
    }

    /** Whether the price of a request to that model is known. */
    public boolean knows(String model) {
        return request(model, 0, 0, 0).isPresent();
    }

    /** Dollars for training {@code model} on that many tokens, passes included; empty when its price is not known. */
    public Optional<BigDecimal> training(String model, long tokens) {
        return price(model, "training").map(price -> cost(price, tokens));
    }

    /**
     * Dollars for one request; empty when the model's prices are not known.
     *
     * @param input  tokens of the request, those read from the provider's cache included
     * @param cached tokens read from the provider's cache
     * @param output tokens of the answer
     */
    public Optional<BigDecimal> request(String model, long input, long cached, long output) {
        Optional<BigDecimal> in = price(model, "input");
        Optional<BigDecimal> out = price(model, "output");
        if (in.isEmpty() || out.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal fromCache = price(model, "cached").orElse(in.get());
        return Optional.of(
                cost(in.get(), input - cached).add(cost(fromCache, cached)).add(cost(out.get(), output)));
    }

    /** What a question in a batch costs that costs so much when it is asked at once, both US dollars. */
    public BigDecimal inBatch(BigDecimal usd) {
        return usd.multiply(new BigDecimal(settings.getOrDefault("classify.batch-price", "1")));
    }

    /** The name under which the prices of that model are looked up. */
    public String priceName(String name) {
        String model = ShownModel.of(name).model();
        String[] parts = model.split(":");
        if (parts.length > 1 && parts[0].equals("ft")) {
            return "ft-" + parts[1];
        }
        return tunedNames.matcher(model).matches() ? "ft-" + settings.get("openai.training-model") : model;
    }

    private Optional<BigDecimal> price(String model, String kind) {
        return free
                ? Optional.of(BigDecimal.ZERO)
                : Optional.ofNullable(settings.get("prices." + priceName(model) + "." + kind))
                        .map(BigDecimal::new);
    }

    private static BigDecimal cost(BigDecimal perMillion, long tokens) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).divide(MILLION);
    }
}
