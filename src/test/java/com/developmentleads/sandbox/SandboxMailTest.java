package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in of the mail server, reached by camel-mail. */
class SandboxMailTest {

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_mail_to_two_is_kept_once_as_a_file_that_mail_programs_open() throws Exception {
        send(Map.of(
                "Message-ID",
                "<day-1@leads.example>",
                "Subject",
                "3 leads in Newton \u2013 \u00e4h",
                "From",
                "Bot <bot@example.com>",
                "To",
                "a@example.com,b@example.com"));

        Path mail = onlyMail();
        assertThat(mail.getFileName().toString()).matches("\\d{4}-\\d{2}-\\d{2}T\\d{6}Z-0001-[0-9a-f]{8}\\.eml");
        MimeMessage message = read(mail);
        assertThat(message.getSubject()).isEqualTo("3 leads in Newton \u2013 \u00e4h");
        assertThat(message.getMessageID()).isEqualTo("<day-1@leads.example>");
        assertThat(message.getContent().toString().strip()).isEqualTo("<p>17 Tumbledown Rd</p>");

        assertThat(sandbox.requests().entries("smtp")).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo("a@example.com,b@example.com");
            assertThat(entry.headers()).contains("message-id", "subject").doesNotContain("authorization");
        });
    }

    @Test
    void a_repeated_mail_is_seen_by_its_name() throws Exception {
        Map<String, Object> headers = Map.of(
                "Message-ID",
                "<again@leads.example>",
                "Subject",
                "x",
                "From",
                "bot@example.com",
                "To",
                "a@example.com");
        send(headers);
        send(headers);
        List<String> ends = mails().stream()
                .map(file -> file.getFileName().toString().substring(19))
                .toList();
        assertThat(ends).hasSize(2);
        assertThat(ends.get(0)).startsWith("0001-").isEqualTo(ends.get(1).replace("0002-", "0001-"));
    }

    @Test
    void a_login_is_accepted_and_not_needed() throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(sandbox.smtpPort()));
        properties.put("mail.smtp.auth", "true");
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom("bot@example.com");
        message.setRecipients(MimeMessage.RecipientType.TO, "a@example.com");
        message.setSubject("with a login");
        message.setText("hello");
        Transport.send(message, "someone", "any password");
        assertThat(read(onlyMail()).getSubject()).isEqualTo("with a login");
    }

    private void send(Map<String, Object> headers) {
        sandbox.client().sendBodyAndHeaders("direct:client-mail", "<p>17 Tumbledown Rd</p>", new HashMap<>(headers));
    }

    private Path onlyMail() throws Exception {
        assertThat(mails()).hasSize(1);
        return mails().get(0);
    }

    private List<Path> mails() throws Exception {
        return sandbox.bean("sandboxMailServer", MailServer.class).files();
    }

    private static MimeMessage read(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), in);
        }
    }
}
