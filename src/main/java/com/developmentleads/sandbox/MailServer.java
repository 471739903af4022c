package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail server that keeps every mail as an {@code .eml} file, which mail programs open, and forwards none. It accepts
 * mail with any login and without one.
 */
public final class MailServer {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final GreenMail server;
    private final Path folder;
    private final RequestLog requests;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param host the address to listen on
     * @param port the port, chosen by the caller
     * @param folder where the mails go
     */
    public MailServer(String host, int port, String folder, RequestLog requests) {
        this.server = new GreenMail(new ServerSetup(port, host, ServerSetup.PROTOCOL_SMTP));
        this.server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        this.folder = Path.of(folder);
        this.requests = requests;
    }

    /** Makes the folder and listens. */
    public void start() throws IOException {
        AtomicFiles.createFolder(folder);
        server.start();
        UserManager users = server.getUserManager();
        users.setMessageDeliveryHandler((message, recipient) -> deliver(users, message, recipient));
    }

    /** Stops listening; the files stay. */
    public void stop() {
        server.stop();
    }

    /** The mails in the folder, oldest first. */
    public List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
    }

    /** The server calls this once for each recipient of a mail; the first call keeps it. */
    private GreenMailUser deliver(UserManager users, MovingMessage mail, MailAddress recipient)
            throws MessagingException, UserException {
        if (recipient.equals(mail.getToAddresses().iterator().next())) {
            keep(mail);
        }
        GreenMailUser user = users.getUserByEmail(recipient.getEmail());
        return user != null ? user : users.createUser(recipient.getEmail(), recipient.getEmail(), recipient.getEmail());
    }

    private synchronized void keep(MovingMessage mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        requests.record(
                "smtp",
                "MAIL",
                mail.getToAddresses().stream()
                        .map(MailAddress::getEmail)
                        .sorted()
                        .collect(Collectors.joining(",")),
                "",
                Collections.list(message.getAllHeaders()).stream()
                        .map(Header::getName)
                        .toList());
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            message.writeTo(content);
            String name = String.format(
                    Locale.ROOT,
                    "%s-%04d-%s.eml",
                    STAMP.format(clock.instant()),
                    files().size() + 1,
                    digest(message.getMessageID()));
            AtomicFiles.write(folder.resolve(name), content::writeTo);
        } catch (IOException e) {
            throw new MessagingException("Cannot keep the mail in " + folder, e);
        }
    }

    /** Eight digits for a Message-ID: other mails get others, a repeated one the same. */
    private static String digest(String messageId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(messageId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
