package com.developmentleads.mail;

import com.developmentleads.config.Settings;
import jakarta.mail.Session;
import java.util.Properties;

/** How the mail server is reached, from the properties {@code mail.*}. */
public final class MailTransport {

    private MailTransport() {}

    /** The Camel component: {@code smtps} when the connection is encrypted from the start, else {@code smtp}. */
    public static String scheme(Settings settings) {
        return settings.text("mail.security").equals("tls") ? "smtps" : "smtp";
    }

    /**
     * A session of Jakarta Mail: its time-outs and its deadline, whether encryption is required, and whether to log in.
     * It does not hold the log-in, because it would try a refused one again at once.
     */
    public static Session session(Settings settings) {
        String prefix = "mail." + scheme(settings) + ".";
        String millis = Long.toString(settings.duration("mail.timeout").toMillis());
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", millis);
        properties.put(prefix + "timeout", millis);
        properties.put(prefix + "writetimeout", millis);
        // For encryption from the start the property has another name; Jakarta Mail then encrypts the socket it gets.
        properties.put(
                prefix + (scheme(settings).equals("smtps") ? "ssl.socketFactory" : "socketFactory"),
                new BoundedSockets(settings.duration("mail.deadline")));
        // Else a connection that fails would be tried again without the deadline.
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(
                prefix + "auth",
                Boolean.toString(settings.optional("mail.username").isPresent()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = settings.text("mail.security").equals("starttls");
        properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.put(prefix + "starttls.required", Boolean.toString(startTls));
        return Session.getInstance(properties);
    }
}
