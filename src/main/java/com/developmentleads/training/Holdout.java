package com.developmentleads.training;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which properties are kept out of training to judge the model by. The hash of its key decides for a property, so that it
 * stays on its side however many others come and go; of few properties with a label, chance alone might hold out none or
 * nearly all, so their number is kept near the share.
 */
final class Holdout {

    /** With so many properties of a label chance keeps their number near the share: 20 % of 1000 is 200, give or take 13. */
    static final int MANY = 1000;

    /** Held out of a label for its recall to be measured at all. */
    private static final int MEASURABLE = 5;

    private Holdout() {}

    /** Whether the hash holds the property out; always the same answer for a property. */
    static boolean holds(long hash, int percent) {
        return place(hash) < percent;
    }

    /**
     * Those held out of the properties of one label: those whose hash says so, and where these are less than two thirds
     * of the share or more than half as many again, those nearest to it until they are not. Bounds as wide as these let
     * few properties change sides: about 12 while 300 properties come one after the other, most of them among the first
     * fifty.
     *
     * @param hashes  of the properties of one label, each once
     * @param percent the share held out
     */
    static Set<Long> of(List<Long> hashes, int percent) {
        List<Long> nearest = hashes.stream()
                .sorted(Comparator.<Long>comparingLong(Holdout::place).thenComparing(Long::compareUnsigned))
                .toList();
        int byHash = (int) hashes.stream().filter(hash -> holds(hash, percent)).count();
        int wanted = (int) Math.round(hashes.size() * percent / 100.0);
        int least = Math.min(wanted, Math.max(MEASURABLE, wanted * 2 / 3));
        int most = wanted + wanted / 2;
        return new HashSet<>(nearest.subList(0, Math.max(least, Math.min(most, byHash))));
    }

    private static long place(long hash) {
        return Long.remainderUnsigned(hash, 100);
    }
}
