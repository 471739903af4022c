package com.developmentleads.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows read by another thread are the same rows in the same order, and its failures are not lost. */
class ReadAheadTest {

    /** A source that says whether it was closed, and by which thread it was used. */
    private static final class Source implements Iterator<Map<String, Object>>, Closeable {

        private final Iterator<Map<String, Object>> rows;
        private final int failAt;
        private int read;
        private volatile boolean closed;
        private volatile Thread user;

        Source(int rows, int failAt, String text) {
            this.rows = IntStream.range(0, rows)
                    .mapToObj(i -> Map.<String, Object>of("id", i, "text", text))
                    .iterator();
            this.failAt = failAt;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Map<String, Object> next() {
            user = Thread.currentThread();
            if (read++ == failAt) {
                throw new IllegalStateException("the disk is gone");
            }
            return rows.next();
        }

        @Override
        public void close() {
            closed = Thread.currentThread() == user || user == null;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 501, 1000, 12_345})
    void allRowsInTheirOrder(int count) throws IOException {
        Source source = new Source(count, -1, "x");
        List<Object> ids = new ArrayList<>();
        try (var rows = ReadAhead.of(source)) {
            while (rows.hasNext()) {
                ids.add(rows.next().get("id"));
            }
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(ids).isEqualTo(IntStream.range(0, count).boxed().toList());
        assertThat(source.closed).as("closed by the thread that read").isTrue();
    }

    @Test
    void rowsThatAreLargeAreHeldInSmallBatches() throws IOException {
        Source source = new Source(100, -1, "x".repeat(1_000_000));
        try (var rows = ReadAhead.of(source)) {
            rows.next();
            assertThat(source.read).isLessThan(4);
        }
    }

    @Test
    void aFailureArrivesWhereTheRowsAreUsed() throws IOException {
        Source source = new Source(2000, 700, "x");
        try (var rows = ReadAhead.of(source)) {
            assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the disk is gone");
        }
        assertThat(source.closed).isTrue();
    }

    @Test
    void closingEarlyClosesTheSource() throws IOException {
        Source source = new Source(100_000, -1, "x");
        try (var rows = ReadAhead.of(source)) {
            rows.next();
        }
        assertThat(source.closed).isTrue();
        assertThat(source.read).isLessThan(2000);
    }
}
