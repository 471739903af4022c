package com.developmentleads.classify;

import java.util.List;

/** What became of the listings that were classified at the same time. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * @param troubles one text a listing: why it was not classified, or nothing
     * @throws IncompleteException when there is any trouble, with the first
     */
    public static void requireAll(List<String> troubles) {
        List<String> real =
                troubles.stream().filter(trouble -> !trouble.isEmpty()).toList();
        if (!real.isEmpty()) {
            throw new IncompleteException(
                    real.size() + " of " + troubles.size() + " listings wait for the next run, " + real.get(0));
        }
    }
}
