package com.developmentleads.management;

import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check by what the database has recorded; the route {@code management-health} reads it. Nothing is asked of others. */
public final class RecordedCheck extends AbstractHealthCheck {

    private static final String GROUP = "leads";

    private volatile ProducerTemplate template;

    /** @param name the check in {@code routes/sql/management/health.sql} */
    public RecordedCheck(String name) {
        super(GROUP, name);
    }

    /** A restart of this process repairs none of what these tell. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (template == null) {
            template = getCamelContext().createProducerTemplate();
        }
        try {
            Map<?, ?> said = template.requestBody("direct:management-health", getId(), Map.class);
            Object fault = said == null ? null : said.get("fault");
            builder.state(fault == null ? State.UP : State.DOWN);
            if (fault != null) {
                builder.message(fault.toString());
            }
            if (said != null && said.get("since") != null) {
                builder.detail("since", said.get("since"));
            }
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            builder.down().message("the database cannot be read: " + cause.getMessage());
        }
    }
}
