package com.developmentleads.management;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** One row that the route {@code status-beans} reads, at most once a second: a console asks for each attribute by itself. */
final class Reading {

    private static final long KEPT_NANOS = 1_000_000_000L;

    private final ProducerTemplate template;
    private final String name;
    private Map<?, ?> row;
    private long readAt;

    Reading(CamelContext context, String name) {
        this.template = context.createProducerTemplate();
        this.name = name;
    }

    String text(String column) {
        Object value = row().get(column);
        return value == null ? null : value.toString();
    }

    long count(String column) {
        return row().get(column) instanceof Number number ? number.longValue() : 0;
    }

    /** Null when it is not known. */
    Double amount(String column) {
        return row().get(column) instanceof Number number ? number.doubleValue() : null;
    }

    private synchronized Map<?, ?> row() {
        if (row == null || System.nanoTime() - readAt > KEPT_NANOS) {
            row = template.requestBody("direct:status-beans", name, Map.class);
            readAt = System.nanoTime();
        }
        return row;
    }
}
