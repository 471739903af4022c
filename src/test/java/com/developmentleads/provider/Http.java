package com.developmentleads.provider;

import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain HTTP against a provider: for what an SDK would not send. */
public final class Http {

    private static final int SOCKET_TIMEOUT_MILLIS = 20_000;
    private static final String BOUNDARY = "----provider-test";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String key;

    public Http(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** An answer: its status and its body, which is JSON or empty. */
    public record Answer(int status, String body) {

        public JsonNode json() throws IOException {
            return Wire.parse(body);
        }
    }

    public Answer get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET().build());
    }

    public Answer post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer delete(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
    }

    /** Uploads a file to train on. */
    public Answer upload(Path file) throws Exception {
        return upload(file, "fine-tune");
    }

    public Answer upload(Path file, String purpose) throws Exception {
        String form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose
                + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.getFileName()
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + Files.readString(file) + "\r\n--" + BOUNDARY
                + "--\r\n";
        return send(HttpRequest.newBuilder(uri("/files"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/v1" + path);
    }

    private Answer send(HttpRequest request) throws Exception {
        HttpRequest authorized = HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Authorization", "Bearer " + key)
                .build();
        HttpResponse<String> response = client.send(authorized, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Sends a head with a declared length and a body that may be of another, and reads what comes back. */
    public Answer raw(String path, String contentType, long declaredLength, byte[] body) throws IOException {
        String head = head("POST", path) + "Content-Type: " + contentType + "\r\nContent-Length: " + declaredLength
                + "\r\nConnection: close\r\n\r\n";
        return raw(head, body);
    }

    /** The first lines of a request that has the key. */
    public String head(String method, String path) {
        return method + " /v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + key
                + "\r\n";
    }

    /** Sends bytes as they are. */
    public Answer raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // A server that refuses early closes while the rest is sent; its answer is what counts.
            }
            String text = new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
            if (!text.startsWith("HTTP/1.")) {
                throw new IOException("No answer, but: " + text);
            }
            int blank = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(blank + 4));
        }
    }

    private static byte[] readAll(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            in.transferTo(out);
        } catch (IOException e) {
            // A reset after the answer; what was read before it is the answer.
        }
        return out.toByteArray();
    }
}
