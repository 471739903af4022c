package com.developmentleads.search;

import com.developmentleads.config.ConfigurationException;
import java.util.Arrays;
import java.util.List;

/** The searches of a run. */
public final class Queries {

    private Queries() {}

    /**
     * A run that asked nothing has found nothing out, and is no success.
     *
     * @param answers how many answers the run has
     * @throws ConfigurationException when there are none
     */
    public static void requireAnswers(int answers) {
        if (answers == 0) {
            throw new ConfigurationException(
                    "no search was made, since there is no query or the routes asked none",
                    "set search.queries, and look what ./leads routes check says");
        }
    }

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
