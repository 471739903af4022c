package com.developmentleads.management;

import com.developmentleads.config.ConfigurationException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;

/** Makes Camel's management server with our access before its first path, so that no request goes past it. */
public final class ManagementServer extends DefaultMainHttpServerFactory {

    private final ManagementAccess access;

    public ManagementServer(ManagementAccess access) {
        this.access = access;
    }

    /** @throws ConfigurationException when the port cannot be used: the server itself would start without one */
    @Override
    public Service newHttpManagementServer(
            CamelContext context, HttpManagementServerConfigurationProperties configuration) {
        try (ServerSocket probe =
                new ServerSocket(configuration.getPort(), 1, InetAddress.getByName(configuration.getHost()))) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "management.port " + configuration.getPort() + " at " + configuration.getHost()
                            + " cannot be used: " + e.getMessage(),
                    "free it or set another");
        }
        ManagementHttpServer server = (ManagementHttpServer) super.newHttpManagementServer(context, configuration);
        VertxPlatformHttpServerConfiguration http = server.getConfiguration();
        AuthenticationConfigEntry first = new Entry(access);
        first.setPath("/*");
        AuthenticationConfig authentication = new AuthenticationConfig();
        authentication.getEntries().add(first);
        authentication.setEnabled(true);
        http.setAuthenticationConfig(authentication);
        return server;
    }

    /** Ours decides by the request alone, and asks no store of users. */
    private static final class Entry extends AuthenticationConfigEntry {

        private final Handler<RoutingContext> handler;

        Entry(Handler<RoutingContext> handler) {
            this.handler = handler;
        }

        @Override
        public Handler<RoutingContext> createAuthenticationHandler(Vertx vertx) {
            return handler;
        }
    }
}
