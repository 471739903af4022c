package com.developmentleads.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The end of the time that an exchange with another system has in all. The time-outs of sockets begin anew with every
 * byte, so that a server which sends one every few seconds would hold a thread for ever; at this moment the connection
 * is closed, whatever the thread waits for.
 */
public final class Deadline implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration within;
    private final Future<?> end;
    private volatile boolean passed;

    private Deadline(Duration within, Runnable abort) {
        this.within = within;
        end = TIMER.schedule(
                () -> {
                    passed = true;
                    abort.run();
                },
                within.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Begins.
     *
     * @param abort closes the connection; runs in another thread, once, and must not wait
     */
    public static Deadline start(Duration within, Runnable abort) {
        return new Deadline(within, abort);
    }

    public boolean passed() {
        return passed;
    }

    /** What to throw instead of {@code failure}, which is but a closed connection when the time was up. */
    public <T extends Exception> T explain(T failure) throws DeadlineException {
        if (passed) {
            throw new DeadlineException(within, failure);
        }
        return failure;
    }

    /** The exchange is over. */
    @Override
    public void close() {
        end.cancel(false);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // What is over is forgotten at once, and without work there is no thread.
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
