package com.developmentleads.management;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check by what the database has recorded; the route {@code management-health} reads it. Nothing is asked of others. */
public final class RecordedCheck extends AbstractHealthCheck {

    private static final String GROUP = "leads";

    private final RecordedHealth recorded;

    /**
     * One of them.
     *
     * @param name     the check in {@code routes/sql/management/health.sql}
     * @param recorded what the database says of all
     */
    public RecordedCheck(String name, RecordedHealth recorded) {
        super(GROUP, name);
        this.recorded = recorded;
    }

    /** A restart of this process repairs none of what these tell. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            Map<?, ?> said = recorded.of(getId());
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
