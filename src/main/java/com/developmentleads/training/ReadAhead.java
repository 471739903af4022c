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
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Rows of a query, or what is made of them, got ready by a thread of its own while those before them are worked on: on a
 * machine with several cores a large table takes the longest of the times, not their sum. Holds at most two batches, and
 * a row that is large by itself ends its batch. One may be the source of another.
 */
final class ReadAhead<S, T> implements Iterator<T>, Closeable {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARS = 1_000_000;

    private final Iterator<S> source;
    private final Function<S, T> work;
    private final ToLongFunction<T> size;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "read-ahead");
        thread.setDaemon(true);
        return thread;
    });
    private Future<List<T>> next;
    private Iterator<T> batch = List.<T>of().iterator();

    /**
     * @param source used by one other thread from now on, and closed here when it can be closed
     * @param work   what that thread makes of each row
     * @param size   how many characters that holds
     */
    ReadAhead(Iterator<S> source, Function<S, T> work, ToLongFunction<T> size) {
        this.source = source;
        this.work = work;
        this.size = size;
        this.next = reader.submit(this::read);
    }

    /** Rows as they are. */
    static ReadAhead<Map<String, Object>, Map<String, Object>> of(Iterator<Map<String, Object>> rows) {
        return new ReadAhead<>(rows, row -> row, ReadAhead::chars);
    }

    private static long chars(Map<String, Object> row) {
        long chars = 0;
        for (Object value : row.values()) {
            chars += value instanceof String text ? text.length() : 0;
        }
        return chars;
    }

    @Override
    public boolean hasNext() {
        if (!batch.hasNext() && next != null) {
            List<T> rows = await(next);
            next = rows.isEmpty() ? null : reader.submit(this::read);
            batch = rows.iterator();
        }
        return batch.hasNext();
    }

    @Override
    public T next() {
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

    private List<T> read() {
        List<T> ready = new ArrayList<>(MOST_ROWS);
        long chars = 0;
        while (ready.size() < MOST_ROWS && chars < MOST_CHARS && source.hasNext()) {
            T made = work.apply(source.next());
            chars += size.applyAsLong(made);
            ready.add(made);
        }
        return ready;
    }

    private static <R> R await(Future<R> future) {
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
