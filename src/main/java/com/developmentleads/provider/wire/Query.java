package com.developmentleads.provider.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query of a list request: {@code after}, {@code limit}, {@code order} and filters. It is read from the raw query
 * string, because Camel mixes query parameters with the request's headers.
 */
public final class Query {

    private static final String METADATA = "metadata[";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param raw the query string as it was sent, or null */
    public Query(String raw) {
        if (raw == null) {
            return;
        }
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The pairs given as {@code metadata[key]=value}. */
    public Map<String, String> metadata() {
        Map<String, String> pairs = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(METADATA) && name.endsWith("]")) {
                pairs.put(name.substring(METADATA.length(), name.length() - 1), value);
            }
        });
        return pairs;
    }

    /**
     * One page of a list: at most {@code limit} items that come after the item whose id was given.
     *
     * @throws ApiException 400 for a limit out of range, an unknown order, or an id that is not in the list
     */
    public <T> Page<T> page(List<T> newestFirst, Function<T, String> id, int defaultLimit, int maxLimit) {
        List<T> items = new ArrayList<>(newestFirst);
        String order = value("order").orElse("desc");
        if (order.equals("asc")) {
            Collections.reverse(items);
        } else if (!order.equals("desc")) {
            throw ApiException.invalid("order", "'order' must be 'asc' or 'desc'.");
        }
        int limit = limit(defaultLimit, maxLimit);
        String after = values.get("after");
        int from = after == null ? 0 : items.stream().map(id).toList().indexOf(after) + 1;
        if (after != null && from == 0) {
            throw ApiException.invalid(
                    "after", String.format(Locale.ROOT, "'after' names no item of this list: '%s'.", after));
        }
        int to = Math.min(items.size(), from + limit);
        return Page.of(List.copyOf(items.subList(from, to)), to < items.size(), id);
    }

    private int limit(int defaultLimit, int maxLimit) {
        String text = value("limit").orElse(String.valueOf(defaultLimit));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= maxLimit) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one refusal below.
        }
        throw ApiException.invalid(
                "limit", String.format(Locale.ROOT, "'limit' must be an integer between 1 and %d.", maxLimit));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(null, "The query string is not properly percent-encoded.");
        }
    }
}
