package com.developmentleads.management;

import com.developmentleads.provider.api.OnRouter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The pages of the management server: the newest report at {@code /}, those of single runs below {@code /reports/}, and the
 * console Hawtio at {@code /hawtio/}, which asks Jolokia through the same access as everybody.
 */
public final class ConsolePages extends OnRouter {

    private static final String JOLOKIA = "/observe/jolokia";
    private static final String CONSOLE = "/hawtio";
    private static final String CONSOLE_JOLOKIA = CONSOLE + "/jolokia";
    /** What Hawtio's own server would tell its page: nobody logs in here, no plug-ins, no other processes. */
    private static final Map<String, String> ANSWERS = Map.of(
            "/user", "\"public\"",
            "/auth/config/session-timeout", "{\"timeout\":-1}",
            "/auth/config", "[]",
            "/auth/config/login", "{}",
            "/plugin", "[]",
            "/proxy/enabled", "false",
            "/preset-connections", "[]");

    private static final String REPORT_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*\\.html";
    /** A report has its styles in itself and loads nothing. */
    private static final String REPORT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private final Path console;
    private final Path reports;

    /**
     * @param port    of the management server
     * @param console the folder of Hawtio's files
     * @param reports the folder of reports; {@code index.html} is the newest
     */
    public ConsolePages(int port, String console, String reports) {
        super(port);
        this.console = Path.of(console);
        this.reports = Path.of(reports);
    }

    @Override
    protected void addTo(Router router) {
        router.route(HttpMethod.GET, "/").handler(request -> report(request, "index.html"));
        router.route(HttpMethod.GET, "/reports/:name").handler(request -> report(request, request.pathParam("name")));
        serveConsole(router);
    }

    private void report(RoutingContext request, String name) {
        if (!name.matches(REPORT_NAME) || !Files.isRegularFile(reports.resolve(name))) {
            boolean none = name.equals("index.html");
            request.response()
                    .setStatusCode(404)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(none ? "There is no report yet: the first run writes it. Console: " + CONSOLE + "/\n" : "");
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", REPORT_POLICY)
                .sendFile(reports.resolve(name).toAbsolutePath().toString());
    }

    private void serveConsole(Router router) {
        router.routeWithRegex(HttpMethod.GET, CONSOLE).handler(request -> request.redirect(CONSOLE + "/"));
        ANSWERS.forEach((path, answer) -> router.route(HttpMethod.GET, CONSOLE + path)
                .handler(request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(answer)));
        router.route(CONSOLE_JOLOKIA + "*")
                .handler(request -> request.reroute(
                        request.request().method(),
                        JOLOKIA + request.request().uri().substring(CONSOLE_JOLOKIA.length())));
        router.route(HttpMethod.GET, CONSOLE + "/*")
                .handler(StaticHandler.create(FileSystemAccess.ROOT, console.toString()));
        // The page names its places by addresses of its own.
        router.route(HttpMethod.GET, CONSOLE + "/*")
                .handler(request -> request.response()
                        .sendFile(console.resolve("index.html").toString())
                        .onFailure(missing -> request.fail(404)));
    }
}
