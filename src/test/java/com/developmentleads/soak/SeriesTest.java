package com.developmentleads.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is called growing, and what is not. */
class SeriesTest {

    private static final int RUNS = 1000;
    private static final int EVERY = 10;

    private static Series of(double tolerance, double least, IntToDoubleFunction value) {
        Series series = new Series("heap", tolerance, least);
        for (int run = EVERY; run <= RUNS; run += EVERY) {
            series.add(run, value.applyAsDouble(run));
        }
        return series;
    }

    @Test
    void tenKilobytesARunAreFoundInNoise() {
        Random random = new Random(1);
        Series leak = of(0.05, 1.5, run -> 54 + run * 0.01 + random.nextGaussian());
        assertThat(leak.grows()).isTrue();
        assertThat(leak.slopePerThousand()).isCloseTo(10, within(3.0));
        assertThat(leak.line()).contains("GROWING");
        assertThat(of(0.05, 1.5, run -> 54 + random.nextGaussian()).grows()).isFalse();
    }

    @Test
    void aRowARunIsFound() {
        assertThat(of(0.03, 10, run -> run).grows()).isTrue();
        assertThat(of(0.03, 10, run -> 5000 + run).grows()).isTrue();
        assertThat(of(0.03, 10, run -> Math.min(run, 400)).grows()).isFalse();
    }

    @Test
    void whatRisesOnlyAtTheBeginningOrFallsIsLevel() {
        assertThat(of(0, 3, run -> Math.min(run, RUNS / 2)).grows()).isFalse();
        assertThat(of(0, 3, run -> RUNS - run).grows()).isFalse();
        assertThat(of(0, 3, run -> 65 + run % 3).grows()).isFalse();
    }

    @Test
    void aThreadEveryHundredRunsIsFound() {
        assertThat(of(0, 3, run -> 65 + run / 100).grows()).isTrue();
    }

    @Test
    void whatGrowsOnPurposeIsShownAndNotJudged() {
        Series log = Series.shown("log");
        for (int run = 1; run <= RUNS; run++) {
            log.add(run, run);
        }
        assertThat(log.grows()).isFalse();
        assertThat(log.slopePerThousand()).isCloseTo(RUNS, within(0.001));
        assertThat(log.line()).contains("not judged");
    }
}
