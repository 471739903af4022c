package com.developmentleads.search;

import java.util.Arrays;
import java.util.List;

/** The searches of a run. */
public final class Queries {

    private Queries() {}

    /**
     * The queries, in order.
     *
     * @param queries separated by {@code |}; blank ones do not count
     */
    public static List<String> of(String queries) {
        return Arrays.stream(queries.split("\\|"))
                .map(String::strip)
                .filter(query -> !query.isEmpty())
                .toList();
    }
}
