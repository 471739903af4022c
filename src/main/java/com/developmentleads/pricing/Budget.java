package com.developmentleads.pricing;

import java.math.BigDecimal;

/** What a day may cost, and whether a model without a known price may be asked. */
public final class Budget {

    private final Prices prices;
    private final BigDecimal dailyUsd;
    private final boolean allowsUnknown;

    /**
     * @param dailyUsd      US dollars
     * @param allowsUnknown whether a model without a price counts as free of charge; otherwise it is not asked
     */
    public Budget(Prices prices, BigDecimal dailyUsd, boolean allowsUnknown) {
        this.prices = prices;
        this.dailyUsd = dailyUsd;
        this.allowsUnknown = allowsUnknown;
    }

    /**
     * Why that model may not be asked now; null when it may.
     *
     * @param spentUsd what the day has cost so far, US dollars
     */
    public String stop(String model, Number spentUsd) {
        if (!allowsUnknown && !prices.knows(model)) {
            return "what " + model + " costs is not known, which leaves budget.daily-usd without effect";
        }
        return new BigDecimal(spentUsd.toString()).compareTo(dailyUsd) < 0 ? null : "budget.daily-usd is used up";
    }
}
