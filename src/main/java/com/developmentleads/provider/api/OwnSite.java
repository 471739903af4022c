package com.developmentleads.provider.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;

/**
 * Tells requests to this machine from those of web pages: a page can reach loopback, also under a host name of its own, and
 * its browser says so in headers that the page cannot set.
 */
public final class OwnSite {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    /** Values of {@code Sec-Fetch-Site} for a request that no other site's page made. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private static final int HTTP_PORT = 80;

    private final int port;

    /** @param port the port the server listens on */
    public OwnSite(int port) {
        this.port = port;
    }

    /** Whether the request names this machine by a name of its own, with the server's port. */
    public boolean isNamed(HttpServerRequest request) {
        return isOwn(request.authority());
    }

    private boolean isOwn(HostAndPort authority) {
        return authority != null
                && LOOPBACK_NAMES.contains(authority.host().toLowerCase(Locale.ROOT))
                && (authority.port() < 0 ? HTTP_PORT : authority.port()) == port;
    }

    /** Whether no page of another site made the request: browsers say which did, and no page can prevent that. */
    public boolean isAsked(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean own = origin == null
                || origin.startsWith("http://")
                        && isOwn(HostAndPort.parseAuthority(origin.substring("http://".length()), -1));
        return own && OWN.containsAll(request.headers().getAll("Sec-Fetch-Site"));
    }

    /** The same for a server that has other names too: a page's own origin is the host that it asks. */
    public static boolean isSameOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean own = origin == null || request.authority() != null && origin.endsWith("://" + request.authority());
        return own && OWN.containsAll(request.headers().getAll("Sec-Fetch-Site"));
    }
}
