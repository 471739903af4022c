package com.developmentleads.mail;

import com.developmentleads.config.Secret;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;

/** Name and password for the mail server, kept out of the endpoint's URI. */
public final class MailLogin extends MailAuthenticator {

    private final String username;
    private final Secret password;

    /**
     * @param username null when the server asks for no log-in
     * @param password null likewise
     */
    public MailLogin(String username, Secret password) {
        this.username = username;
        this.password = password;
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(username, password == null ? null : password.reveal());
    }
}
