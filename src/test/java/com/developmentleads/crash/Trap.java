package com.developmentleads.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Does something, once, when the n-th request of a kind passes. */
final class Trap {

    /** When, as seen by the stand-in. */
    enum Moment {
        /** The request has left the application and has not arrived. */
        BEFORE,
        /** The stand-in has done its work and its answer has not arrived. */
        AFTER,
        /** As {@code BEFORE}, and the request is handed on once the trap has acted. */
        HELD
    }

    private final Pattern request;
    private final Moment moment;
    private final AtomicInteger left;
    private final Runnable action;
    private final CountDownLatch caught = new CountDownLatch(1);
    private final CountDownLatch sprung = new CountDownLatch(1);

    /**
     * @param request what a line of method, path and query must hold
     * @param nth     1 for the first
     */
    Trap(String request, int nth, Moment moment, Runnable action) {
        this.request = Pattern.compile(request);
        this.left = new AtomicInteger(nth);
        this.moment = moment;
        this.action = action;
    }

    Moment moment() {
        return moment;
    }

    boolean catches(String line) {
        return request.matcher(line).find() && left.decrementAndGet() == 0;
    }

    void spring() {
        caught.countDown();
        action.run();
        sprung.countDown();
    }

    /** Whether its request has passed, or does within that many seconds. */
    boolean caught(int seconds) {
        return await(caught, seconds);
    }

    /** Whether it has acted, or does within that many seconds. */
    boolean sprung(int seconds) {
        return await(sprung, seconds);
    }

    private static boolean await(CountDownLatch latch, int seconds) {
        try {
            return latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
