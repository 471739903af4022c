package com.developmentleads.management;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector learns the routes and the requests of a run, and nothing that was asked or read. */
@Timeout(60)
@LeadsTest
class TracesTest {

    private DailyRunFixture morning;

    @Test
    void routesAndRequestsAreToldWithoutTexts() throws Exception {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", request -> {
            synchronized (taken) {
                request.getRequestBody().transferTo(taken);
            }
            request.sendResponseHeaders(200, -1);
            request.close();
        });
        collector.start();
        try {
            morning.finds(home(1, "Colonial, needs work"))
                    .set(
                            "traces.endpoint",
                            "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
            assertThat(morning.daily().code()).isZero();
        } finally {
            collector.stop(0);
        }
        String told = taken.toString(StandardCharsets.ISO_8859_1);
        assertThat(told)
                .contains("direct:serpapi", "direct:leads-run", "GET 127.0.0.1", "POST 127.0.0.1", "leads-run-step");
        assertThat(told)
                .doesNotContain(
                        "api_key",
                        SearchService.KEY,
                        ScriptedApi.KEY,
                        "Colonial",
                        "Newton",
                        "Example",
                        "Bearer",
                        "http://");
    }
}
