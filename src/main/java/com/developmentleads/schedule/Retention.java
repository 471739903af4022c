package com.developmentleads.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/** The first dates whose records of the daily runs are kept, by the application's clock. */
public final class Retention {

    private final Duration searches;
    private final Duration history;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param searchesMillis how long the raw answers of the search service are kept, milliseconds; 0: as long as their
     *                       run
     * @param historyMillis  how long all other records that expire are kept, milliseconds; 0: for ever
     * @param zone           the zone whose dates name the runs
     */
    public Retention(long searchesMillis, long historyMillis, String zone, Clock clock) {
        this.searches = Duration.ofMillis(searchesMillis);
        this.history = Duration.ofMillis(historyMillis);
        this.zone = ZoneId.of(zone);
        this.clock = clock;
    }

    /** The first date whose raw answers are kept, as ISO 8601; empty, which is before every date, when all are. */
    public String searchesSince() {
        return since(searches);
    }

    /** The first date whose runs are kept, as ISO 8601; empty, which is before every date, when all are. */
    public String historySince() {
        return since(history);
    }

    private String since(Duration kept) {
        return kept.isZero()
                ? ""
                : LocalDate.ofInstant(clock.instant().minus(kept), zone).toString();
    }
}
