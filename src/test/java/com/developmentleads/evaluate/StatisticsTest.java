package com.developmentleads.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.developmentleads.evaluate.Statistics.Forecast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statistics against values that are published or that other programs give. */
class StatisticsTest {

    @Test
    void wilsonAgreesWithNewcombesTable() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        assertInterval(81, 263, 0.2553, 0.3662);
        assertInterval(15, 148, 0.0624, 0.1605);
        assertInterval(0, 20, 0.0000, 0.1611);
        assertInterval(1, 29, 0.0061, 0.1718);
    }

    private static void assertInterval(long right, long all, double low, double high) {
        Statistics.Interval interval = Statistics.wilson(right, all);
        assertThat(interval.share()).isEqualTo((double) right / all);
        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    @Test
    void mcnemarIsTheExactTwoSidedBinomialTest() {
        assertThat(Statistics.mcnemar(0, 0)).isEqualTo(1);
        assertThat(Statistics.mcnemar(4, 4)).isEqualTo(1);
        assertThat(Statistics.mcnemar(0, 5)).isCloseTo(0.0625, within(1e-12));
        assertThat(Statistics.mcnemar(6, 0)).isCloseTo(0.03125, within(1e-12));
        assertThat(Statistics.mcnemar(1, 9)).isCloseTo(0.021484375, within(1e-12));
        // binom.test(5, 20) of R.
        assertThat(Statistics.mcnemar(5, 15)).isCloseTo(0.04138947, within(1e-8));
        assertThat(Statistics.mcnemar(5, 15)).isEqualTo(Statistics.mcnemar(15, 5));
        assertThat(Statistics.mcnemar(40_000, 60_000)).isBetween(0.0, 1e-300);
    }

    @Test
    void calibrationErrorIsTheDistanceOfConfidenceFromTheShareOfRightAnswers() {
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // Nine of ten right at 0.95, five of ten at 0.65.
            forecasts.add(new Forecast(0.95, i > 0));
            forecasts.add(new Forecast(0.65, i % 2 == 0));
        }
        assertThat(Statistics.calibrationError(forecasts)).isCloseTo((0.05 + 0.15) / 2, within(1e-9));
        assertThat(Statistics.calibrationError(List.of(new Forecast(1, true)))).isZero();
        assertThat(Statistics.calibrationError(List.of(new Forecast(1, false)))).isEqualTo(1);
    }

    @Test
    void percentilesAreTheNearestRank() {
        List<Long> sorted = List.of(15L, 20L, 35L, 40L, 50L);
        assertThat(Statistics.percentile(sorted, 5)).isEqualTo(15);
        assertThat(Statistics.percentile(sorted, 30)).isEqualTo(20);
        assertThat(Statistics.percentile(sorted, 50)).isEqualTo(35);
        assertThat(Statistics.percentile(sorted, 100)).isEqualTo(50);
    }
}
