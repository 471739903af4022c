package com.developmentleads.management;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secret;
import com.developmentleads.config.Settings;
import com.developmentleads.provider.api.OwnSite;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who may ask the management server. A request of another site's page is refused; on loopback so is one that names this
 * machine by a foreign name; with a user it must carry the password.
 */
public final class ManagementAccess implements Handler<RoutingContext> {

    private final OwnSite site;
    private final boolean loopback;
    private final byte[] authorization;

    private ManagementAccess(OwnSite site, boolean loopback, byte[] authorization) {
        this.site = site;
        this.loopback = loopback;
        this.authorization = authorization;
    }

    /**
     * The access that the settings ask for.
     *
     * @param password what {@code MANAGEMENT_PASSWORD} holds
     * @throws ConfigurationException when the server would be open to other machines without a user and a password
     */
    public static ManagementAccess of(Settings settings, Optional<Secret> password) {
        String host = settings.text("management.host");
        boolean loopback = isLoopback(host);
        Optional<String> user = settings.optional("management.user");
        if (!loopback && user.isEmpty()) {
            throw new ConfigurationException(
                    "management.host is '" + host + "', which other machines reach, and management.user is empty",
                    "set management.user and the environment variable MANAGEMENT_PASSWORD, or leave it at 127.0.0.1");
        }
        if (user.isPresent() && password.isEmpty()) {
            throw new ConfigurationException(
                    "management.user is set and there is no password",
                    "set the environment variable MANAGEMENT_PASSWORD, or empty management.user");
        }
        byte[] expected = user.map(name -> basic(name, password.get())).orElse(null);
        return new ManagementAccess(new OwnSite(settings.integer("management.port")), loopback, expected);
    }

    private static byte[] basic(String user, Secret password) {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return ("Basic " + Base64.getEncoder().encodeToString(pair)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "management.host is '" + host + "', which is no address of this machine", "name one, or 127.0.0.1");
        }
    }

    @Override
    public void handle(RoutingContext request) {
        request.response()
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        // With a password a foreign name helps nobody: a page that another site serves under it has none to send.
        if (loopback && !site.isNamed(request.request())) {
            refuse(request, "This server answers to 127.0.0.1 or localhost and its port alone.");
        } else if (!isOwnPage(request)) {
            refuse(request, "This server takes no requests of other sites' pages.");
        } else if (authorization != null && !isAuthorized(request.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Basic realm=\"Development Leads\", charset=\"UTF-8\"")
                    .end();
        } else {
            request.next();
        }
    }

    private boolean isOwnPage(RoutingContext request) {
        return (loopback ? site.isAsked(request.request()) : OwnSite.isSameOrigin(request.request()))
                || isLinkToReport(request);
    }

    /** A mail that is read in a browser links to the report; the page with the link sees nothing of what it opens. */
    private static boolean isLinkToReport(RoutingContext request) {
        return request.request().method() == HttpMethod.GET
                && request.request().getHeader(HttpHeaders.ORIGIN) == null
                && "navigate".equals(request.request().getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.request().getHeader("Sec-Fetch-Dest"))
                && request.normalizedPath().matches("/|/reports/[^/]*");
    }

    private boolean isAuthorized(String sent) {
        return sent != null && MessageDigest.isEqual(authorization, sent.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(RoutingContext request, String why) {
        request.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(why + "\n");
    }
}
