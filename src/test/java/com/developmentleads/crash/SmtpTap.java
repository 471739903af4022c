package com.developmentleads.crash;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between the application and the mail server and hands every line on. A trap sees the commands, and
 * {@code END} for the line that ends a mail; it acts before the command is handed on, or before the server's answer is.
 */
final class SmtpTap implements AutoCloseable {

    private final ServerSocket socket;
    private final int upstream;
    private final AtomicReference<Trap> trap = new AtomicReference<>();

    private SmtpTap(int upstream) throws IOException {
        this.upstream = upstream;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    static SmtpTap before(int upstream) {
        try {
            return new SmtpTap(upstream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    void arm(Trap next) {
        trap.set(next);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "smtp-tap");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> converse(client));
            } catch (IOException e) {
                // The tap was closed.
            }
        }
    }

    /** The protocol takes turns: greeting, then a line (or a whole mail) and its answer. */
    private void converse(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
            InputStream fromClient = new BufferedInputStream(client.getInputStream());
            InputStream fromServer = new BufferedInputStream(server.getInputStream());
            String greeting = answer(fromServer);
            send(client.getOutputStream(), greeting);
            boolean mail = false;
            for (String line = line(fromClient); line != null; line = line(fromClient)) {
                if (mail && !line.equals(".\r\n")) {
                    send(server.getOutputStream(), line);
                    continue;
                }
                String command = mail ? "END" : line.strip().toUpperCase(Locale.ROOT);
                Trap armed = trap.get();
                boolean caught = armed != null && armed.catches(command);
                if (caught && armed.moment() == Trap.Moment.BEFORE) {
                    armed.spring();
                    return;
                }
                send(server.getOutputStream(), line);
                String answer = answer(fromServer);
                if (caught) {
                    armed.spring();
                    return;
                }
                send(client.getOutputStream(), answer);
                mail = command.equals("DATA") && answer.startsWith("354");
            }
        } catch (IOException e) {
            // One side is gone.
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** All lines of an answer; the last has a blank after its code. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (String line = line(in); line != null; line = line(in)) {
            answer.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return answer.toString();
            }
        }
        throw new IOException("the server hung up");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.append((char) next);
            if (next == '\n') {
                return line.toString();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
