package com.developmentleads.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that asks for a log-in; one that refuses repeats what it was told, as it was told and in clear. */
final class Postbox implements AutoCloseable {

    private final ServerSocket socket;
    private final String mechanisms;
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    /** @param mechanisms of the log-in, such as {@code PLAIN} */
    Postbox(String mechanisms) {
        this.mechanisms = mechanisms;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void refusing(boolean now) {
        refusing = now;
    }

    /** What clients said to log in: the wire, where a password belongs. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    /** The mails as they came, headers and body. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "postbox");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> converse(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void converse(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 postbox ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split(" ")[0].toUpperCase(java.util.Locale.ROOT);
                switch (command) {
                    case "EHLO" -> say(out, "250-postbox\r\n250-AUTH " + mechanisms + "\r\n250 8BITMIME");
                    case "AUTH" -> login(line, in, out);
                    case "DATA" -> {
                        say(out, "354 go on");
                        mails.add(mail(in));
                        say(out, "250 kept");
                    }
                    case "QUIT" -> say(out, "221 bye");
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private void login(String line, BufferedReader in, OutputStream out) throws IOException {
        String[] words = line.split(" ");
        String told = words.length > 2 ? words[2] : "";
        if (words[1].equals("LOGIN")) {
            say(out, "334 VXNlcm5hbWU6");
            in.readLine();
            say(out, "334 UGFzc3dvcmQ6");
            told = in.readLine();
        } else if (told.isEmpty()) {
            say(out, "334 ");
            told = in.readLine();
        }
        logins.add(told);
        String clear = new String(Base64.getDecoder().decode(told), StandardCharsets.UTF_8).replace('\0', ' ');
        say(out, refusing ? "535 5.7.8 not accepted: " + told + " which is " + clear : "235 welcome");
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        return mail.toString();
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
