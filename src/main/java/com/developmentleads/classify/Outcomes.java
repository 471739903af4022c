package com.developmentleads.classify;

import java.util.List;

/** What became of the listings that were classified at the same time. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * @param outcomes one a listing: as a text why it was not classified, anything else when it was or need not be
     * @throws IncompleteException when there is any failure, with the first
     */
    public static void requireAll(List<Object> outcomes) {
        List<Object> failures =
                outcomes.stream().filter(String.class::isInstance).toList();
        if (!failures.isEmpty()) {
            throw new IncompleteException(
                    failures.size() + " of " + outcomes.size() + " listings wait for the next run, " + failures.get(0));
        }
    }
}
