package com.developmentleads.training;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rows of a query, fetched by a thread of its own while those before them are worked on: on a machine with two cores
 * a large table takes the longer of the two times, not their sum. Holds at most two batches of rows, and a row that is
 * large by itself ends its batch.
 */
final class ReadAhead implements Iterator<Map<String, Object>>, Closeable {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARS = 1_000_000;

    private final Iterator<Map<String, Object>> source;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "read-ahead");
        thread.setDaemon(true);
        return thread;
    });
    private Future<List<Map<String, Object>>> next;
    private Iterator<Map<String, Object>> batch = List.<Map<String, Object>>of().iterator();

    /** @param source the rows; used by one other thread from now on, and closed here when it can be closed */
    ReadAhead(Iterator<Map<String, Object>> source) {
        this.source = source;
        this.next = reader.submit(this::read);
    }

    @Override
    public boolean hasNext() {
        if (!batch.hasNext() && next != null) {
            List<Map<String, Object>> rows = await(next);
            next = rows.isEmpty() ? null : reader.submit(this::read);
            batch = rows.iterator();
        }
        return batch.hasNext();
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return batch.next();
    }

    /** Waits for the batch that is being read, and closes the source. */
    @Override
    public void close() throws IOException {
        if (source instanceof Closeable closeable) {
            // By the thread that reads, after its last batch: the driver's objects are used by one thread at a time.
            Future<?> closed = reader.submit(() -> {
                closeable.close();
                return null;
            });
            reader.shutdown();
            await(closed);
        } else {
            reader.shutdown();
        }
    }

    private List<Map<String, Object>> read() {
        List<Map<String, Object>> rows = new ArrayList<>(MOST_ROWS);
        long chars = 0;
        while (rows.size() < MOST_ROWS && chars < MOST_CHARS && source.hasNext()) {
            Map<String, Object> row = source.next();
            for (Object value : row.values()) {
                chars += value instanceof String text ? text.length() : 0;
            }
            rows.add(row);
        }
        return rows;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("rows could not be read", e.getCause());
        }
    }
}
