package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches the provider: whoever has its key and is no web page. */
@Tag("slow")
class ProviderAccessTest {

    private static final String FORM = "--XX\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{\"a\":1}\r\n--XX--\r\n";

    @TempDir
    private static Path folder;

    private static ProviderServer server;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        server = ProviderServer.start(folder);
        http = server.http();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void nothingWasKept() throws Exception {
        assertThat(http.get("/files").json().get("data")).isEmpty();
        try (Stream<Path> incoming = Files.list(folder.resolve("incoming"))) {
            assertThat(incoming).isEmpty();
        }
    }

    /** A request by its method, path and headers. */
    private static Http.Answer send(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return http.raw(head + "Connection: close\r\n\r\n", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String host() {
        return "127.0.0.1:" + server.port();
    }

    private static String bearer() throws IOException {
        return "Bearer " + server.key();
    }

    private static void refused(Http.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").asText()).isNotBlank();
        assertThat(answer.json().at("/error").has("param")).isTrue();
    }

    /** Method and path of every route that this server answers through. */
    private static List<String[]> served() {
        List<String[]> served = new ArrayList<>();
        for (Route route : server.main().getCamelContext().getRoutes()) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint endpoint) {
                String path = endpoint.getPath().replaceAll("\\{[^}]*}", "x");
                served.add(new String[] {endpoint.getHttpMethodRestrict(), path});
            }
        }
        return served;
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault =
                    "Any route of the embedded provider is asked without the key, with another, by a web page or by a name"
                            + " of another server",
            then = "401 or 403 in OpenAI's form, before the request is read")
    @Test
    void everyRouteIsGuarded() throws Exception {
        List<String[]> served = served();
        assertThat(served).hasSizeGreaterThanOrEqualTo(14);
        assertThat(served).allMatch(route -> route[1].startsWith("/v1/"));
        for (String[] route : served) {
            String method = route[0];
            String path = route[1];
            String type = path.equals("/v1/files") ? "multipart/form-data; boundary=XX" : "application/json";
            Map<String, String> plain = Map.of("Host", host(), "Content-Type", type);
            refused(send(method, path, plain, ""), 401, "invalid_api_key");
            for (String key : List.of("Bearer another", "Bearer ", "Bearer", server.key(), "Basic " + server.key())) {
                refused(send(method, path, with(plain, "Authorization", key), ""), 401, "invalid_api_key");
            }
            Map<String, String> keyed = with(plain, "Authorization", bearer());
            refused(send(method, path, with(keyed, "Origin", "https://evil.example"), ""), 403, "foreign_origin");
            refused(send(method, path, with(keyed, "Sec-Fetch-Site", "cross-site"), ""), 403, "foreign_origin");
            refused(send(method, path, with(keyed, "Host", "127.0.0.1:1"), ""), 403, "unknown_host");
            assertThat(send(method, path, keyed, "").status())
                    .as(method + " " + path)
                    .isNotIn(401, 403);
        }
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A page of another site posts a file as a form, which browsers send without asking first",
            then = "403, nothing is kept, whether or not the page has the key")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost",
                "Origin: http://127.0.0.1:1",
                "Origin: https://127.0.0.1:%d",
                "Origin: http://127.0.0.1.evil.example:%d",
                "Origin: http://evil@127.0.0.1:%d",
                "Origin: file://",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: something-new"
            })
    void aFormOfAnotherSite(String header) throws Exception {
        String[] parts = header.formatted(server.port()).split(": ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host());
        headers.put("Content-Type", "multipart/form-data; boundary=XX");
        headers.put(parts[0], parts[1]);
        refused(send("POST", "/v1/files", headers, FORM), 403, "foreign_origin");
        headers.put("Authorization", bearer());
        refused(send("POST", "/v1/files", headers, FORM), 403, "foreign_origin");
    }

    @Test
    void aPreflightIsRefused() throws Exception {
        for (String origin : List.of("https://evil.example", "http://localhost:5173")) {
            Map<String, String> preflight =
                    Map.of("Host", host(), "Origin", origin, "Access-Control-Request-Method", "POST");
            refused(send("OPTIONS", "/v1/files", preflight, ""), 403, "foreign_origin");
            refused(send("OPTIONS", "/anything", preflight, ""), 403, "foreign_origin");
        }
        Map<String, String> plain = Map.of("Host", host(), "Authorization", bearer());
        refused(send("OPTIONS", "/v1/files", plain, ""), 405, "method_not_supported");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A name of another server is made to lead to this one (DNS rebinding), or a port of another",
            then = "403, with the key as well")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example:%d",
                "127.0.0.1",
                "localhost",
                "localhost:1",
                "127.0.0.1.evil.example:%d",
                "0.0.0.0:%d",
                "2130706433:%d",
                ""
            })
    void anotherHost(String name) throws Exception {
        String host = name.formatted(server.port());
        refused(send("GET", "/v1/models", Map.of("Host", host, "Authorization", bearer()), ""), 403, "unknown_host");
    }

    @Test
    void itsOwnNamesAndPagesOfItsOwn() throws Exception {
        for (String name : List.of("127.0.0.1", "localhost", "LocalHost", "[::1]")) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Host", name + ":" + server.port());
            headers.put("Authorization", bearer());
            assertThat(send("GET", "/v1/models", headers, "").status()).as(name).isEqualTo(200);
            headers.put("Origin", "http://" + name + ":" + server.port());
            headers.put("Sec-Fetch-Site", "same-origin");
            assertThat(send("GET", "/v1/models", headers, "").status()).as(name).isEqualTo(200);
        }
    }
}
