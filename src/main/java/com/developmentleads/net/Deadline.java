package com.developmentleads.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of a whole exchange with another system. Socket time-outs start again with every byte, so a server
 * that sends one every few seconds would hold a thread for ever; at the deadline the connection is closed, whatever the
 * thread waits for.
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

    /** What to throw instead of {@code failure}, which is only a closed connection when the time was up. */
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
        // An exchange that is over leaves the queue at once, and an idle timer has no thread.
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
