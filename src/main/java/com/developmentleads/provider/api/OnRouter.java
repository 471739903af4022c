package com.developmentleads.provider.api;

import io.vertx.ext.web.Router;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** A bean that adds to an HTTP server of Camel's, once, when the routes are there and before the first takes a request. */
public abstract class OnRouter implements CamelContextAware, StartupListener {

    private final int port;
    private CamelContext camelContext;

    /** @param port the port that the server listens on */
    protected OnRouter(int port) {
        this.port = port;
    }

    /** Adds to the server's router. */
    protected abstract void addTo(Router router);

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        try {
            context.addStartupListener(this);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stand before the routes", e);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Camel calls this again for each route added later, and 4.17 makes the beans of a YAML file twice and keeps
        // the second.
        if (!alreadyStarted && context.getRegistry().findSingleByType(getClass()) == this) {
            addTo(VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port)));
        }
    }
}
