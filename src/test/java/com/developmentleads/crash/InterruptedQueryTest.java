package com.developmentleads.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was requested with its own searches goes on with these, whatever the configured ones are. */
@Tag("crash")
class InterruptedQueryTest {

    private static final String FIRST = "site:redfin.com \"sold as-is\" Newton";
    private static final String SECOND = "site:zillow.com \"sold as-is\" Newton";

    @TempDir
    private Path folder;

    private CrashSite site;

    @BeforeEach
    void start() {
        site = new CrashSite(folder);
        site.makeDatabase();
        new MadeUpDay(1).show(site.corpus());
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void aRunGoesOnWithTheSearchesThatItBeganWith() {
        // One at a time, so that the first is answered and stored when the second is made.
        Child killed = site.begin(List.of("search.concurrency=1"), "daily", FIRST, SECOND);
        Trap trap = new Trap("GET .*/search.json", 2, Trap.Moment.BEFORE, killed::kill);
        site.http().arm(trap);
        assertThat(trap.sprung(120)).as("the second search is made").isTrue();

        Child next = site.begin("daily");
        assertThat(next.exit()).as(next.output()).isZero();

        assertThat(site.rows("select state from runs")).hasSize(1);
        assertThat(site.rows("select distinct query from searches order by query"))
                .extracting(row -> row.get("query"))
                .containsExactly(FIRST, SECOND);
        assertThat(site.searches())
                .as("what arrived, the phrases in quotes")
                .allMatch(query -> query.contains("%22sold%20as-is%22"))
                .hasSize(2);
    }
}
