package com.developmentleads.mail;

import com.developmentleads.config.Settings;
import java.util.Properties;

/** How the mail server is reached, from the properties {@code mail.*}. */
public final class MailTransport {

    private MailTransport() {
    }

    /** The Camel component: {@code smtps} when the connection is encrypted from the start, else {@code smtp}. */
    public static String scheme(Settings settings) {
        return settings.text("mail.security").equals("tls") ? "smtps" : "smtp";
    }

    /** Properties of Jakarta Mail: time-outs, whether encryption is required, and whether to log in. */
    public static Properties properties(Settings settings) {
        String prefix = "mail." + scheme(settings) + ".";
        String millis = Long.toString(settings.duration("mail.timeout").toMillis());
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", millis);
        properties.put(prefix + "timeout", millis);
        properties.put(prefix + "writetimeout", millis);
        properties.put(prefix + "auth", Boolean.toString(settings.optional("mail.username").isPresent()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = settings.text("mail.security").equals("starttls");
        properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.put(prefix + "starttls.required", Boolean.toString(startTls));
        return properties;
    }
}
