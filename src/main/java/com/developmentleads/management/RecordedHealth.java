package com.developmentleads.management;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ProducerTemplate;

/** What the database has recorded for all health checks, read by one look of a monitor and not by each of its checks. */
public final class RecordedHealth implements CamelContextAware {

    private static final long KEPT_NANOS = 200_000_000L;

    private CamelContext context;
    private ProducerTemplate template;
    private Map<Object, Map<?, ?>> checks;
    private long readAt;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    /** The worst that is known of a check: its fault, null when all is well, and since when; null for nothing yet. */
    synchronized Map<?, ?> of(String check) {
        if (checks == null || System.nanoTime() - readAt > KEPT_NANOS) {
            checks = null;
            checks = read();
            readAt = System.nanoTime();
        }
        return checks.get(check);
    }

    private Map<Object, Map<?, ?>> read() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        Map<Object, Map<?, ?>> read = new HashMap<>();
        List<?> rows = template.requestBody("direct:management-health", (Object) null, List.class);
        for (Object row : rows) {
            Map<?, ?> said = (Map<?, ?>) row;
            read.putIfAbsent(said.get("name"), said);
        }
        return read;
    }
}
