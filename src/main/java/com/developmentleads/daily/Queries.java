package com.developmentleads.daily;

import java.util.Arrays;
import java.util.List;

/** The searches of a run. */
public final class Queries {

    private final List<String> queries;

    /** @param queries separated by {@code |}; blank ones do not count */
    public Queries(String queries) {
        this.queries = Arrays.stream(queries.split("\\|")).map(String::strip).filter(q -> !q.isEmpty()).toList();
    }

    /** Each in turn. */
    public List<String> all() {
        return queries;
    }
}
