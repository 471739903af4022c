package com.developmentleads.management;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.Loopback;
import com.developmentleads.daily.SearchService;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.Browser;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's tools get from {@code management.port} of the running routes, and what they do not. */
@Timeout(90)
@Tag("security")
@LeadsTest
class ManagementTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.any();
    private DailyRunFixture morning;

    @TempDir
    private Path browsed;

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode jolokia(String body) throws Exception {
        return new ObjectMapper()
                .readTree(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/jolokia/"))
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .body());
    }

    private static String check(JsonNode health, String name) {
        for (JsonNode check : health.path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return (check.path("status").asText() + " "
                                + check.path("message").asText())
                        .strip();
            }
        }
        return "missing";
    }

    @Test
    void health_figures_and_jmx_of_a_running_process() throws Exception {
        morning.withMail()
                .finds(home(1, "teardown"), home(2, "renovated"))
                .set("management.port", Integer.toString(port))
                .set("schedule.daily", "")
                .set("openai.retries", "0")
                .set("training.poll-interval", "1h");
        try (LeadsRuntime running = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            // The look for missed dates at the start has the lock for a moment.
            await().atMost(Duration.ofSeconds(15)).until(() -> DailyRunFixture.run(running, "monday", MONDAY) != null);

            JsonNode health = new ObjectMapper().readTree(get("/observe/health").body());
            assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("UP");
            for (String name : List.of("database", "search", "provider", "mail", "daily-run", "model", "routes")) {
                assertThat(check(health, name)).as(name).isEqualTo("UP");
            }
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);

            String figures = get("/observe/metrics").body();
            assertThat(figures)
                    .contains(
                            "leads_runs_total{state=\"succeeded\"} 1.0",
                            "leads_properties_found_total 2.0",
                            "leads_found_total 1.0",
                            "leads_requests_total{system=\"provider\"} 2.0",
                            "leads_requests_total{system=\"search\"} 1.0",
                            "leads_tokens_total{direction=\"input\"} 2000.0",
                            "leads_spend_usd_total ",
                            "leads_budget_daily_usd 5.0",
                            "leads_last_run_step_duration_seconds{step=\"search\"} ",
                            "# TYPE leads_spend_usd_total counter")
                    .containsPattern("leads_last_success_timestamp_seconds 1\\.\\d+E9")
                    .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"leads-run\"[^}]*} 1\\.0")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("Example St", ScriptedApi.KEY, SearchService.KEY);

            JsonNode read =
                    jolokia("{\"type\":\"read\",\"mbean\":\"org.apache.camel:context=development-leads,type=routes,"
                            + "name=\\\"leads-run\\\"\",\"attribute\":[\"State\",\"ExchangesTotal\",\"Description\"]}");
            assertThat(read.path("value").path("State").asText())
                    .as(read.toString())
                    .isEqualTo("Started");
            assertThat(read.path("value").path("ExchangesTotal").asInt()).isEqualTo(1);
            String context = "org.apache.camel:context=development-leads,type=context,name=\\\"development-leads\\\"";
            JsonNode diagram = jolokia("{\"type\":\"exec\",\"mbean\":\"" + context
                    + "\",\"operation\":\"dumpRoutesAsXml()\",\"arguments\":[]}");
            assertThat(diagram.path("value").asText()).as(diagram.toString()).contains("leads-run");
            for (String refused : List.of(
                    "{\"type\":\"exec\",\"mbean\":\"" + context + "\",\"operation\":\"stop()\",\"arguments\":[]}",
                    "{\"type\":\"exec\",\"mbean\":\"" + context
                            + "\",\"operation\":\"sendStringBody(java.lang.String,java.lang.String)\","
                            + "\"arguments\":[\"direct:leads-run\",\"x\"]}",
                    "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=development-leads,type=routes,"
                            + "name=\\\"leads-run\\\"\",\"operation\":\"stop()\",\"arguments\":[]}",
                    "{\"type\":\"write\",\"mbean\":\"" + context + "\",\"attribute\":\"Tracing\",\"value\":true}",
                    "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\","
                            + "\"operation\":\"vmSystemProperties()\",\"arguments\":[]}",
                    "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}")) {
                assertThat(jolokia(refused).path("status").asInt()).as(refused).isEqualTo(403);
            }
            assertThat(running.context().getStatus().isStarted()).isTrue();

            for (String path : List.of("/observe/health", "/observe/metrics", "/observe/jolokia/version", "/")) {
                assertThat(get(path, "Origin", "http://evil.example").statusCode())
                        .as(path)
                        .isEqualTo(403);
                assertThat(get(path, "Sec-Fetch-Site", "cross-site").statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(get("/observe/jolokia/version", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                            .statusCode())
                    .isEqualTo(403);

            assertThat(get("/").body()).contains("<h1>Development leads in ", "All runs");
            assertThat(get("/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(get("/reports/index.html").statusCode()).isEqualTo(200);
            assertThat(get("/reports/..%2fleads.csv").statusCode()).isEqualTo(404);
            assertThat(get("/hawtio/").body()).contains("<title>", "static/js/main");
            assertThat(get("/hawtio/camel/routes").body()).contains("static/js/main");
            assertThat(get("/hawtio/user").body()).isEqualTo("\"public\"");
            assertThat(get("/hawtio/jolokia/version").body()).contains("\"agent\"");
            assertThat(get("/hawtio/", "Sec-Fetch-Site", "cross-site").statusCode())
                    .isEqualTo(403);

            // What the console asks for first, and asks for again: with a bean a step it was three times as long.
            assertThat(get("/hawtio/jolokia/list").body()).hasSizeBetween(1_000_000, 6_000_000);
            drawsTheRoutes();

            running.context().getRouteController().stopRoute("training-watch");
            morning.models.always(request -> Loopback.Answer.json(503, "{}"));
            morning.finds(home(3, "teardown"));
            DailyRunFixture.run(running, "tuesday", MONDAY.plusDays(1));
            HttpResponse<String> ready = get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            JsonNode down = new ObjectMapper().readTree(ready.body());
            assertThat(check(down, "provider")).startsWith("DOWN classify failed: ");
            assertThat(check(down, "routes")).isEqualTo("DOWN not running: training-watch");
            assertThat(check(down, "search")).isEqualTo("UP");
        } finally {
            TestInstallation.stopLogging();
        }
    }

    private void drawsTheRoutes() throws Exception {
        if (!Browser.isHere()) {
            System.err.println("NOT CHECKED: there is no Chromium, and nobody looked at the console's diagram");
            return;
        }
        String group =
                "org.apache.camel-folder-CamelContexts-folder-development-leads-folder-routes-folder-leads-folder";
        try (Browser browser = new Browser(browsed, "http://127.0.0.1:" + port + "/hawtio/camel")) {
            String named =
                    "[...document.querySelectorAll('.pf-v5-c-tree-view__node-text')].find(e => e.textContent == ";
            browser.click("document.getElementById('" + group + "')?.querySelector('.pf-v5-c-tree-view__node-text')");
            browser.shown("document.querySelector('.pf-m-current')");
            browser.click("document.getElementById('" + group + "')?.querySelector('.pf-v5-c-tree-view__node-toggle')");
            browser.click(named + "'leads-run')");
            browser.click("[...document.querySelectorAll('a')].find(a => a.textContent == 'Route Diagram')");
            browser.shown("document.querySelector('.react-flow__node')?.textContent");
            assertThat(browser.value("[...document.querySelectorAll('.react-flow__node')].map(n => n.textContent)"))
                    .contains("From direct:leads", "To sql:classpath:", "To direct:leads-d");
            browser.picture(Path.of("target/console/route-diagram.png"));
        }
    }

    @Test
    void it_runs_beside_the_embedded_provider() throws Exception {
        morning.place.unset("openai.base-url");
        morning.set("provider", "embedded")
                .set("management.port", Integer.toString(port))
                .set("management.console", "/nowhere")
                .set("schedule.daily", "");
        try (LeadsRuntime running = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            assertThat(running.servesProvider()).isTrue();
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(healthCheckOfTheContainer()).isZero();
            assertThat(get("/hawtio/").statusCode()).as("no pages there").isEqualTo(404);
            assertThat(get("/v1/models").statusCode()).isEqualTo(404);
        } finally {
            TestInstallation.stopLogging();
        }
    }

    /** The exit code of the command that the file for containers names. */
    private int healthCheckOfTheContainer() throws Exception {
        String file = Files.readString(Path.of("deploy/Containerfile")).replace("\\\n", "");
        Matcher check = Pattern.compile("HEALTHCHECK .* CMD (\\[.*])").matcher(file);
        assertThat(check.find()).isTrue();
        String command = check.group(1).replace("8080", Integer.toString(port));
        return new ProcessBuilder(List.of(new ObjectMapper().readValue(command, String[].class)))
                .start()
                .waitFor();
    }

    @Test
    void with_a_user_it_takes_the_password_alone_and_without_one_no_other_address() throws Exception {
        morning.set("management.port", Integer.toString(port))
                .set("management.host", "0.0.0.0")
                .set("schedule.daily", "");
        assertThatThrownBy(() -> morning.place.start(LeadsRuntime.Mode.UNATTENDED))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("management.user is empty")
                .hasMessageContaining("MANAGEMENT_PASSWORD");
        morning.set("management.user", "ops");
        assertThatThrownBy(() -> morning.place.start(LeadsRuntime.Mode.UNATTENDED))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no password");
        morning.set("management.host", "127.0.0.1");
        TestInstallation.write(
                morning.place.keyFile(),
                "OPENAI_API_KEY=" + ScriptedApi.KEY + "\nMANAGEMENT_PASSWORD=correct horse battery\n");
        try (ServerSocket taken = new ServerSocket(port)) {
            assertThatThrownBy(() -> morning.place.start(LeadsRuntime.Mode.UNATTENDED))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("management.port " + port)
                    .hasMessageContaining("cannot be used");
        }
        try (LeadsRuntime running = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            assertThat(get("/observe/health/live").statusCode()).isEqualTo(401);
            assertThat(get("/observe/health/live", "Authorization", basic("ops:wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get("/observe/health/live", "Authorization", basic("ops:correct horse battery"))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            TestInstallation.stopLogging();
        }
    }

    private static String basic(String pair) throws IOException {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
