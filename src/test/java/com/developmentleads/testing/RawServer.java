package com.developmentleads.testing;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * A server on a free loopback port that does with each connection what a test says, byte by byte, and counts the
 * connections and the bytes; of a TLS connection, the encrypted ones.
 */
public final class RawServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final boolean tls;

    /** What happens on a connection, in a thread of its own; its end closes the connection. */
    public interface Script {
        void serve(RawServer server, InputStream in, OutputStream out) throws IOException;
    }

    private RawServer(SSLContext context, Script script) throws IOException {
        this.script = script;
        this.tls = context != null;
        socket = tls
                ? context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())
                : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public static RawServer start(Script script) {
        return start(null, script);
    }

    /** @param context with the certificate to show; null for a server without TLS */
    public static RawServer start(SSLContext context, Script script) {
        try {
            return new RawServer(context, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads each HTTP request of a connection to its end and answers it by that script. */
    public static Script http(Script answer) {
        return (server, in, out) -> {
            while (server.readRequest(in)) {
                answer.serve(server, in, out);
                out.flush();
            }
        };
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + port();
    }

    public int connections() {
        return connections.get();
    }

    /** HTTP requests that arrived whole. */
    public int requests() {
        return requests.get();
    }

    /** Bytes that arrived. */
    public long received() {
        return received.get();
    }

    /** Bytes that were handed to the system to be sent. */
    public long sent() {
        return sent.get();
    }

    /** Sends the text again and again, its bytes one by one with a pause after each, until the other side has gone. */
    public void drip(OutputStream out, String text, Duration pause) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; !over(pause); i = (i + 1) % bytes.length) {
            out.write(bytes[i]);
            out.flush();
        }
    }

    /** Waits; says whether the test is over. */
    public boolean over(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean readRequest(InputStream in) throws IOException {
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
                in.skipNBytes(
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()));
            }
        }
        requests.incrementAndGet();
        return true;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(new Counted(client.getInputStream()));
                OutputStream out = new Counting(client.getOutputStream())) {
            script.serve(this, in, out);
            out.flush();
        } catch (IOException e) {
            // The other side has gone, or does not trust this one.
        } finally {
            open.remove(client);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            received.addAndGet(Math.max(0, count));
            return count;
        }
    }

    private final class Counting extends FilterOutputStream {

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            sent.incrementAndGet();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sent.addAndGet(length);
        }
    }
}
