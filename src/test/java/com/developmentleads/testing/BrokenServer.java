package com.developmentleads.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request on a loopback port with the same bytes, valid HTTP or not, and hangs up. */
public final class BrokenServer implements AutoCloseable {

    private final ServerSocket socket;
    private final byte[] answer;
    private final AtomicInteger requests = new AtomicInteger();
    private final Thread thread = new Thread(this::serve, "broken-server");

    private BrokenServer(byte[] answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        thread.start();
    }

    public static BrokenServer answering(String bytes) {
        try {
            return new BrokenServer(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    public int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        thread.join(5_000);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(5_000);
                if (readRequest(new BufferedInputStream(client.getInputStream()))) {
                    requests.incrementAndGet();
                    client.getOutputStream().write(answer);
                    client.getOutputStream().flush();
                    client.shutdownOutput();
                    // Unread bytes would turn the end of the answer into a reset.
                    client.getInputStream().readAllBytes();
                }
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        for (String line : head.toString().split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                in.readNBytes(
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()));
            }
        }
        return true;
    }
}
