package com.developmentleads.pricing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Puts a price on the usage that a chat answer reports. */
public final class Spending {

    private final Prices prices;

    private final Clock clock;

    public Spending(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    /**
     * @param model the model that answered
     * @param usage tokens by {@code input}, {@code cached} and {@code output}
     * @param run   the row of the daily run that asked, or null
     * @return the same with {@code model}, {@code usd} (null when the prices of that model are not known),
     *         {@code run_id} and {@code day}, the date whose budget it counts against
     */
    public Map<String, Object> price(String model, Map<String, Object> usage, Map<String, Object> run) {
        Map<String, Object> priced = new HashMap<>(usage);
        priced.put("model", model);
        priced.put("run_id", run == null ? null : run.get("id"));
        priced.put("day", run == null ? LocalDate.now(clock).toString() : run.get("run_date"));
        BigDecimal usd = prices.request(model, tokens(usage, "input"), tokens(usage, "cached"), tokens(usage, "output"))
                .orElse(null);
        priced.put("usd", usd == null ? null : usd.doubleValue());
        return priced;
    }

    /** As {@link #price}, of an answer in a batch, which is cheaper and belongs to no run. */
    public Map<String, Object> priceInBatch(String model, Map<String, Object> usage) {
        Map<String, Object> priced = price(model, usage, null);
        if (priced.get("usd") instanceof Double usd) {
            priced.put("usd", prices.inBatch(BigDecimal.valueOf(usd)).doubleValue());
        }
        return priced;
    }

    private static long tokens(Map<String, Object> usage, String name) {
        return usage.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
