package com.developmentleads.provider.wire;

import java.util.List;
import java.util.function.Function;

/** OpenAI's list document. {@code first_id} and {@code last_id} are null for an empty page. */
public record Page<T>(String object, List<T> data, String firstId, String lastId, boolean hasMore) {

    /** A page of {@code items}; {@code hasMore} says whether others come after them. */
    public static <T> Page<T> of(List<T> items, boolean hasMore, Function<T, String> id) {
        String first = items.isEmpty() ? null : id.apply(items.get(0));
        String last = items.isEmpty() ? null : id.apply(items.get(items.size() - 1));
        return new Page<>("list", items, first, last, hasMore);
    }
}
