package com.developmentleads.failure;

import java.util.Locale;

/**
 * What went wrong with a search. The service answers 429 both for too many searches an hour, which passes, and for no
 * searches left, which does not (https://serpapi.com/api-status-and-error-codes); its words tell them apart.
 */
public final class SearchFailure {

    private SearchFailure() {}

    /** Whether the same search may succeed in a moment. */
    public static boolean mayBeRepeated(Throwable thrown) {
        if (find(thrown, SearchFailedException.class)) {
            return true;
        }
        return RequestFailure.find(thrown)
                .map(error -> error.mayBeRepeated() && !outOfSearches(error))
                .orElse(false);
    }

    /** Whether the service turned the search down for good: the key, the account, or no searches left. */
    public static boolean refused(Throwable thrown) {
        return RequestFailure.find(thrown)
                .map(error -> error.isPermanent() || outOfSearches(error))
                .orElse(false);
    }

    private static boolean outOfSearches(RequestFailure error) {
        return error.status() == 429 && error.message().toLowerCase(Locale.ROOT).contains("run out of searches");
    }

    private static boolean find(Throwable thrown, Class<?> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
