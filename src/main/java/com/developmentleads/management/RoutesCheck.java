package com.developmentleads.management;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether every route that starts by itself is running: one that somebody stopped does nothing, and tells nobody. */
public final class RoutesCheck extends AbstractHealthCheck {

    public RoutesCheck() {
        super("leads", "routes");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> stopped = stopped(getCamelContext());
        builder.state(stopped.isEmpty() ? State.UP : State.DOWN);
        if (!stopped.isEmpty()) {
            builder.message("not running: " + String.join(", ", stopped));
        }
    }

    /** The routes that start by themselves and are not running, by name. */
    public static List<String> stopped(CamelContext context) {
        return context.getRoutes().stream()
                .filter(Route::isAutoStartup)
                .map(Route::getId)
                .filter(id -> context.getRouteController().getRouteStatus(id) != ServiceStatus.Started)
                .sorted()
                .toList();
    }
}
