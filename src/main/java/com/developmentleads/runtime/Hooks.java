package com.developmentleads.runtime;

import com.developmentleads.failure.RequestFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;

/**
 * The routes that an engineer may add beside those of the application, {@code direct:custom-lead} and
 * {@code direct:custom-run}. Each call is an exchange of its own, so that nothing that such a route sets, throws or
 * waits for reaches the run.
 */
public final class Hooks {

    private static final String PREFIX = "direct://";

    private final long timeout;
    private final Path home;
    private ProducerTemplate template;

    /**
     * @param timeout how long a call may take, in milliseconds
     * @param home    the project's folder, below which files are named
     */
    public Hooks(long timeout, String home) {
        this.timeout = timeout;
        this.home = Path.of(home);
    }

    /** Whether there is one of the two now. */
    public boolean any(CamelContext context) {
        return route(context, "custom-lead").isPresent()
                || route(context, "custom-run").isPresent();
    }

    /**
     * Calls the route that the body names as {@code hook}, with a copy of the body.
     *
     * @return {@code done}; {@code none} when there is no such route; {@code failed: FILE: reason} or
     *     {@code late: FILE: reason}, after which the call may still be at work
     */
    public String call(Map<String, Object> body, CamelContext context) throws InterruptedException {
        String name = String.valueOf(body.get("hook"));
        Optional<Route> route = route(context, name);
        if (route.isEmpty()) {
            return "none";
        }
        String file = file(route.get());
        try {
            Exchange answer = template(context)
                    .asyncSend("direct:" + name, request -> {
                        request.setPattern(ExchangePattern.InOut);
                        request.getMessage().setBody(new LinkedHashMap<>(body));
                    })
                    .get(timeout, TimeUnit.MILLISECONDS);
            return answer.getException() == null
                    ? "done"
                    : "failed: " + file + ": " + RequestFailure.describe(answer.getException());
        } catch (TimeoutException e) {
            return "late: " + file + ": direct:" + name + " took longer than " + timeout + " ms";
        } catch (ExecutionException e) {
            return "failed: " + file + ": " + RequestFailure.describe(e.getCause());
        }
    }

    /** One for all calls, since each has threads of its own until the application ends. */
    private synchronized ProducerTemplate template(CamelContext context) {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    private static Optional<Route> route(CamelContext context, String name) {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().equals(PREFIX + name))
                .findFirst();
    }

    private String file(Route route) {
        if (route.getSourceResource() == null) {
            return route.getRouteId();
        }
        Path file = Path.of(route.getSourceResource().getLocation().replaceFirst("^file:", ""));
        return file.startsWith(home) ? home.relativize(file).toString().replace('\\', '/') : file.toString();
    }
}
