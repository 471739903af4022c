package com.developmentleads.classify;

import java.util.List;

/** What became of the listings that were classified at the same time. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * @param failures one text a listing: why it was not classified, or nothing
     * @throws IncompleteException when there is any failure, with the first
     */
    public static void requireAll(List<String> failures) {
        List<String> real =
                failures.stream().filter(failure -> !failure.isEmpty()).toList();
        if (!real.isEmpty()) {
            throw new IncompleteException(
                    real.size() + " of " + failures.size() + " listings wait for the next run, " + real.get(0));
        }
    }
}
