package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are broken, enormous or malicious are refused with 4xx in OpenAI's shape, and the server goes on. */
@Tag("security")
class ProviderHostileTest {

    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data; boundary=XX";
    private static final String PURPOSE =
            "--XX\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n";
    private static final String FILE = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n{\"a\":1}\r\n";
    private static final int MAX_FILES = 5;

    @TempDir
    private static Path folder;

    private static ProviderServer server;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        server = ProviderServer.start(folder, Map.of("provider.embedded.max-files", String.valueOf(MAX_FILES)));
        http = server.http();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void serverIsAlive() throws Exception {
        assertThat(http.get("/models").status()).isEqualTo(200);
    }

    private static void refused(Http.Answer answer, int status, String words) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(answer.body()).contains("\"error\"", "\"message\"", "\"type\"", "\"param\"", "\"code\"");
    }

    private static Http.Answer sent(String path, String type, byte[] body) throws Exception {
        return http.raw(path, type, body.length, body);
    }

    private static Http.Answer form(String form) throws Exception {
        return sent("/files", FORM, form.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void truncatedMultipart() throws Exception {
        refused(form(PURPOSE + FILE.formatted("a.jsonl").stripTrailing()), 400, "ends before its closing boundary");
        refused(form(PURPOSE), 400, "\"param\":\"file\"");
        refused(sent("/files", "multipart/form-data", PURPOSE.getBytes(StandardCharsets.UTF_8)), 400, "'file'");
    }

    @Test
    void uploadWhoseClientGoesAway() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write((http.head("POST", "/files") + "Content-Type: " + FORM + "\r\nContent-Length: 100000\r\n\r\n"
                                    + PURPOSE + FILE.formatted("a"))
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Stream<Path> incoming = Files.list(folder.resolve("incoming"))) {
                return incoming.findAny().isEmpty();
            }
        });
    }

    @Test
    void twoGigabytesDeclared() throws Exception {
        long length = 2L << 30;
        refused(http.raw("/files", FORM, length, PURPOSE.getBytes(StandardCharsets.UTF_8)), 413, "request_too_large");
        refused(http.raw("/chat/completions", JSON, length, new byte[] {'{'}), 413, "request_too_large");
        refused(http.raw("/fine_tuning/jobs", JSON, length, new byte[] {'{'}), 413, "request_too_large");
    }

    @Test
    void bodyLargerThanItsBoundWithoutDeclaredLength() throws Exception {
        byte[] chunk = new byte[1 << 20];
        String head = http.head("POST", "/chat/completions") + "Content-Type: " + JSON
                + "\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n";
        byte[] body = new byte[2 * chunk.length];
        refused(http.raw(head, body), 413, "request_too_large");
    }

    @Test
    void deepJson() throws Exception {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        refused(http.post("/chat/completions", deep), 400, "depth");
        refused(http.post("/fine_tuning/jobs", deep), 400, "depth");
    }

    @Test
    void wrongCharset() throws Exception {
        refused(
                sent("/chat/completions", JSON, "{\"model\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)),
                400,
                "UTF-8");
        refused(sent("/chat/completions", JSON, "{\"model\":\"x\"}".getBytes(StandardCharsets.UTF_16)), 400, "UTF-8");
    }

    @Test
    void noJsonObject() throws Exception {
        refused(sent("/chat/completions", JSON, new byte[0]), 400, "empty");
        refused(http.post("/chat/completions", "[1]"), 400, "must be a JSON object");
        refused(http.post("/chat/completions", "{\"model\":"), 400, "could not parse");
        refused(http.post("/chat/completions", "{\"model\":\"a\",\"model\":\"b\"}"), 400, "Duplicate");
        refused(http.post("/chat/completions", "{} {}"), 400, "parse");
    }

    @Test
    void wrongTypesNameTheField() throws Exception {
        String rest = ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        Map<String, String> params = Map.of(
                "{\"model\":5" + rest,
                "model",
                "{\"model\":\"local-keywords\",\"stream\":\"yes\"" + rest,
                "stream",
                "{\"model\":\"local-keywords\",\"n\":1.5" + rest,
                "n",
                "{\"model\":\"local-keywords\",\"top_logprobs\":3" + rest,
                "top_logprobs",
                "{\"model\":\"local-keywords\",\"max_completion_tokens\":0" + rest,
                "max_completion_tokens",
                "{\"model\":\"local-keywords\",\"response_format\":{\"type\":\"xml\"}" + rest,
                "response_format.type",
                "{\"model\":\"local-keywords\"}",
                "messages",
                "{\"model\":\"local-keywords\",\"messages\":[{\"role\":\"judge\",\"content\":\"x\"}]}",
                "messages[0].role",
                "{\"model\":\"local-keywords\",\"messages\":[{\"role\":\"user\",\"content\":7}]}",
                "messages[0].content");
        for (Map.Entry<String, String> each : params.entrySet()) {
            refused(http.post("/chat/completions", each.getKey()), 400, "\"param\":\"" + each.getValue() + "\"");
        }
        refused(
                http.post("/fine_tuning/jobs", "{\"model\":\"local-linear\",\"training_file\":[]}"),
                400,
                "\"param\":\"training_file\"");
        refused(
                http.post("/fine_tuning/jobs", "{\"model\":\"local-linear\",\"training_file\":\"../x\"}"),
                400,
                "does not exist");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        Http.Answer answer = http.post(
                "/chat/completions",
                "{\"model\":\"local-keywords\",\"reasoning_effort\":"
                        + "\"none\",\"brand_new\":{\"x\":1},\"messages\":[{\"role\":\"user\",\"content\":\"a teardown\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/choices/0/message/content").asText()).isEqualTo("development_opportunity");
    }

    @Test
    void tenThousandParts() throws Exception {
        StringBuilder files = new StringBuilder();
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            files.append(FILE.formatted("f" + i));
            fields.append(PURPOSE);
        }
        refused(form(files + "--XX--\r\n"), 400, "malformed");
        refused(form(fields + "--XX--\r\n"), 400, "malformed");
        refused(form(PURPOSE + FILE.formatted("a") + FILE.formatted("b") + "--XX--\r\n"), 400, "Exactly one");
    }

    @Test
    void moreFilesThanAreKept() throws Exception {
        String upload = PURPOSE + FILE.formatted("../../escape.jsonl") + "--XX--\r\n";
        for (int i = 0; i < MAX_FILES; i++) {
            Http.Answer kept = form(upload);
            assertThat(kept.status()).isEqualTo(200);
            assertThat(kept.body()).contains("\"filename\":\"escape.jsonl\"");
        }
        for (int i = 0; i < 20; i++) {
            refused(form(upload), 429, "file_limit_reached");
        }
        for (var file : http.get("/files").json().get("data")) {
            assertThat(http.delete("/files/" + file.get("id").asText()).status())
                    .isEqualTo(200);
        }
        assertThat(folder.resolve("../escape.jsonl")).doesNotExist();
    }

    @Test
    void idsAreNoPaths() throws Exception {
        for (String id : new String[] {"..%2F..%2Fowner.lock", "%00", "file-*", ".."}) {
            assertThat(http.get("/files/" + id + "/content").status()).as(id).isEqualTo(404);
            assertThat(http.get("/fine_tuning/jobs/" + id).status()).as(id).isEqualTo(404);
        }
    }

    @Test
    void wrongPlacesMethodsTypesAndHosts() throws Exception {
        refused(http.get("/nothing/here"), 404, "unknown_url");
        refused(http.delete("/files"), 405, "method_not_supported");
        refused(sent("/files", JSON, "{}".getBytes(StandardCharsets.UTF_8)), 415, "multipart/form-data");
        refused(sent("/chat/completions", "text/plain", "{}".getBytes(StandardCharsets.UTF_8)), 415, JSON);
        refused(
                http.raw("GET /v1/models HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n", new byte[0]),
                403,
                "unknown_host");
        refused(http.get("/files?limit=0"), 400, "\"param\":\"limit\"");
        refused(http.get("/files?after=none"), 400, "\"param\":\"after\"");
        refused(http.get("/fine_tuning/jobs?limit=ten"), 400, "\"param\":\"limit\"");
    }
}
