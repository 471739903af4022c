package com.developmentleads.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final Prices SOME = new Prices(Map.of("prices.a.input", "1", "prices.a.output", "2"));

    @Test
    void a_day_is_over_when_its_budget_is_reached() {
        Budget budget = new Budget(SOME, FIVE, false);
        assertThat(budget.stop("a", 0)).isNull();
        assertThat(budget.stop("a", 4.999)).isNull();
        assertThat(budget.stop("a", 5.0)).isEqualTo("budget.daily-usd is used up");
        assertThat(new Budget(SOME, BigDecimal.ZERO, false).stop("a", 0)).isEqualTo("budget.daily-usd is used up");
    }

    @Test
    void a_model_of_which_one_price_is_missing_stops_unless_that_is_allowed() {
        Prices half = new Prices(Map.of("prices.a.input", "1"));
        assertThat(new Budget(half, FIVE, false).stop("a", 0)).contains("what a costs is not known");
        assertThat(new Budget(half, FIVE, true).stop("a", 0)).isNull();
        assertThat(new Budget(half, FIVE, true).stop("a", 6)).isEqualTo("budget.daily-usd is used up");
    }

    @Test
    void our_own_provider_is_free_whatever_its_models_are_called() {
        Prices own = new Prices(Map.of("prices.a.input", "1", "provider", "embedded"));
        assertThat(own.request("whatever", 1_000_000, 0, 1_000_000)).hasValue(BigDecimal.ZERO);
        assertThat(own.training("a", 1_000_000)).hasValue(BigDecimal.ZERO);
        assertThat(new Budget(own, FIVE, false).stop("whatever", 0)).isNull();
    }
}
