package com.developmentleads.pricing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Puts a price on the usage that a chat answer reports. */
public final class Spending {

    private final Prices prices;

    public Spending(Prices prices) {
        this.prices = prices;
    }

    /**
     * @param model the model that answered
     * @param usage tokens by {@code input}, {@code cached} and {@code output}
     * @return the same with {@code usd}, null when the prices of that model are not known
     */
    public Map<String, Object> price(String model, Map<String, Object> usage) {
        Map<String, Object> priced = new HashMap<>(usage);
        BigDecimal usd = prices.request(model, tokens(usage, "input"), tokens(usage, "cached"), tokens(usage, "output"))
                .orElse(null);
        priced.put("usd", usd == null ? null : usd.doubleValue());
        return priced;
    }

    private static long tokens(Map<String, Object> usage, String name) {
        return usage.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
