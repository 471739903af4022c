package com.developmentleads.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One page of a Chromium without a window, steered by its DevTools protocol; its folder is removed by who made it. */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int last;

    /**
     * Opens one address.
     *
     * @param folder what the browser keeps is put there
     */
    public Browser(Path folder, String address) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--remote-debugging-port=0",
                        "--window-size=1500,1000",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String own = listening();
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + URI.create(own).getAuthority() + "/json/new?" + address))
                    .timeout(PATIENCE)
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            JsonNode page = JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(page.path("webSocketDebuggerUrl").asText()), new Listener())
                    .join();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Whether there is one on this machine. */
    public static boolean isHere() {
        return Files.isExecutable(CHROMIUM);
    }

    private String listening() throws IOException {
        BufferedReader output = process.errorReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "browser");
                rest.setDaemon(true);
                rest.start();
                return line.substring("DevTools listening on ".length()).strip();
            }
        }
        throw new IOException(CHROMIUM + " ended with " + process.exitValue());
    }

    /** What a JavaScript expression is on the page, as text; empty for none. */
    public String value(String expression) {
        return ask("Runtime.evaluate", Map.of("expression", "String((" + expression + ") ?? '')"))
                .path("result")
                .path("value")
                .asText();
    }

    /** Clicks the element as soon as there is one. */
    public void click(String expression) {
        await().alias(expression)
                .atMost(PATIENCE)
                .until(() -> !value("(e => e && (e.click(), 'clicked'))(" + expression + ")")
                        .isEmpty());
    }

    /** Waits until the expression is something. */
    public String shown(String expression) {
        return await().alias(expression).atMost(PATIENCE).until(() -> value(expression), text -> !text.isEmpty());
    }

    /** Writes a picture of the page. */
    public void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(ask("Page.captureScreenshot", Map.of())
                                .path("data")
                                .asText()));
    }

    private JsonNode ask(String method, Map<String, String> parameters) {
        ObjectNode command = JSON.createObjectNode().put("id", ++last).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        socket.sendText(command.toString(), true).join();
        try {
            while (true) {
                JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (answer == null) {
                    throw new IllegalStateException("the browser does not answer " + method);
                }
                if (answer.path("id").asInt() == last) {
                    return answer.path("result");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    answers.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
