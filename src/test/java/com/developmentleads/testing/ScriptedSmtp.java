package com.developmentleads.testing;

import com.developmentleads.testing.Certificates.Certificate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on a free loopback port that answers well, except for what a test says. It keeps every line that it is
 * sent and every mail that it takes.
 */
public final class ScriptedSmtp implements AutoCloseable {

    /** In place of a command: the moment of the connection, and the dot that ends a mail. */
    public static final String GREETING = "GREETING";

    public static final String DOT = ".";

    /** In place of an answer: hangs up. At the dot, the mail has been taken. */
    public static final String HANG_UP = "hang up";
    /** In place of an answer: lines that announce another one, one every so often, for ever. */
    public static final String DRIP = "drip";
    /** The same, as fast as they can be sent. */
    public static final String FLOOD = "flood";

    private final ServerSocket socket;
    private final Certificate certificate;
    private final boolean tlsFromTheStart;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<String>> next = new LinkedHashMap<>();
    private final Map<String, String> always = new LinkedHashMap<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private volatile String mechanisms;
    private volatile boolean repeating;

    /** A mail that was accepted, with the addresses that were not refused. */
    public record Mail(List<String> recipients, String text) {

        public String header(String name) {
            return Arrays.stream(text.split("\r\n\r\n", 2)[0]
                            .replaceAll("\r\n[ \t]+", " ")
                            .split("\r\n"))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    private ScriptedSmtp(Certificate certificate, boolean tlsFromTheStart) throws IOException {
        this.certificate = certificate;
        this.tlsFromTheStart = tlsFromTheStart;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    private static ScriptedSmtp make(Certificate certificate, boolean tlsFromTheStart) {
        try {
            return new ScriptedSmtp(certificate, tlsFromTheStart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without encryption. */
    public static ScriptedSmtp plain() {
        return make(null, false);
    }

    public static ScriptedSmtp startTls(Certificate certificate) {
        return make(certificate, false);
    }

    public static ScriptedSmtp tls(Certificate certificate) {
        return make(certificate, true);
    }

    /** Offers a log-in by that mechanism, PLAIN or LOGIN, and takes any. */
    public ScriptedSmtp withLogin(String mechanism) {
        mechanisms = mechanism;
        return this;
    }

    /** Refuses log-ins, or stops refusing them, and repeats what it received, as received and decoded. */
    public void repeating(boolean now) {
        repeating = now;
    }

    /** What clients sent to log in: the wire, where a password belongs. */
    public List<String> logins() {
        return List.copyOf(logins);
    }

    /** Gives these answers to the next commands that begin with {@code command}, one each. */
    public ScriptedSmtp next(String command, String... answers) {
        synchronized (next) {
            next.computeIfAbsent(command.toUpperCase(Locale.ROOT), key -> new ArrayDeque<>())
                    .addAll(List.of(answers));
        }
        return this;
    }

    /** Gives this answer to every command that begins with {@code command}, until {@link #heal()}. */
    public ScriptedSmtp always(String command, String answer) {
        synchronized (next) {
            always.put(command.toUpperCase(Locale.ROOT), answer);
        }
        return this;
    }

    public ScriptedSmtp heal() {
        synchronized (next) {
            next.clear();
            always.clear();
        }
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Commands that came unencrypted. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Commands that came encrypted. */
    public List<String> encrypted() {
        return List.copyOf(encrypted);
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
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

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                daemon(() -> {
                    try (client) {
                        new Session(client).run();
                    } catch (IOException e) {
                        // The other side has gone, or does not trust this one.
                    } finally {
                        open.remove(client);
                    }
                });
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private String scripted(String command) {
        synchronized (next) {
            for (Map.Entry<String, Deque<String>> entry : next.entrySet()) {
                if (command.startsWith(entry.getKey()) && !entry.getValue().isEmpty()) {
                    return entry.getValue().poll();
                }
            }
            return always.entrySet().stream()
                    .filter(entry -> command.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
    }

    private final class Session {

        private final List<String> recipients = new ArrayList<>();
        private Socket client;
        private InputStream in;
        private OutputStream out;

        Session(Socket client) throws IOException {
            use(client);
            if (tlsFromTheStart) {
                encrypt();
            }
        }

        private void use(Socket next) throws IOException {
            client = next;
            in = new BufferedInputStream(client.getInputStream());
            out = client.getOutputStream();
        }

        private void encrypt() throws IOException {
            SSLSocket secure =
                    (SSLSocket) certificate.server().getSocketFactory().createSocket(client, null, true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            use(secure);
        }

        void run() throws IOException {
            if (!answer(GREETING, "220 test")) {
                return;
            }
            for (String line = line(); line != null; line = line()) {
                (client instanceof SSLSocket ? encrypted : lines).add(line);
                if (!answer(line.toUpperCase(Locale.ROOT), usual(line))) {
                    return;
                }
            }
        }

        private String usual(String line) throws IOException {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                return "250-test\r\n"
                        + (certificate != null && !(client instanceof SSLSocket) ? "250-STARTTLS\r\n" : "")
                        + (mechanisms == null ? "" : "250-AUTH " + mechanisms + "\r\n") + "250 8BITMIME";
            }
            if (command.startsWith("STARTTLS")) {
                return "220 go ahead";
            }
            if (command.startsWith("AUTH")) {
                return logIn(line.split(" "));
            }
            return command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 ok";
        }

        private String logIn(String[] words) throws IOException {
            String told = words.length > 2 ? words[2] : "";
            for (String prompt :
                    words[1].equals("LOGIN") ? List.of("VXNlcm5hbWU6", "UGFzc3dvcmQ6") : List.<String>of()) {
                say("334 " + prompt);
                told = line();
            }
            logins.add(told);
            String clear = new String(Base64.getDecoder().decode(told), StandardCharsets.UTF_8).replace('\0', ' ');
            return repeating ? "535 5.7.8 not accepted: " + told + " which is " + clear : "235 welcome";
        }

        private void say(String answer) throws IOException {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Answers a command and does what was said; false when the conversation is over. */
        private boolean answer(String command, String usual) throws IOException {
            String answer = scripted(command);
            if (answer == null) {
                answer = usual;
            }
            if (answer.equals(HANG_UP)) {
                return false;
            }
            if (answer.equals(DRIP) || answer.equals(FLOOD)) {
                return talk(answer.equals(DRIP) ? 50 : 0);
            }
            say(answer);
            if (command.startsWith("MAIL")) {
                recipients.clear();
            } else if (command.startsWith("RCPT") && answer.startsWith("250")) {
                recipients.add(command.replaceAll(".*<(.*)>.*", "$1").toLowerCase(Locale.ROOT));
            } else if (command.equals("DATA") && answer.startsWith("354")) {
                return take();
            } else if (command.equals("STARTTLS") && answer.startsWith("220")) {
                encrypt();
            }
            return !command.equals("QUIT");
        }

        private boolean take() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = line(); line != null; line = line()) {
                if (line.equals(DOT)) {
                    mails.add(new Mail(List.copyOf(recipients), text.toString()));
                    return answer(DOT, "250 taken");
                }
                text.append(line).append("\r\n");
            }
            return false;
        }

        private boolean talk(long pause) throws IOException {
            byte[] line = "250-and there is more\r\n".getBytes(StandardCharsets.ISO_8859_1);
            try {
                while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                    out.write(line);
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    return line.toString().stripTrailing();
                }
                line.append((char) next);
            }
            return null;
        }
    }
}
