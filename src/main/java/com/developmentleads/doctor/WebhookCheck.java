package com.developmentleads.doctor;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Settings;
import com.developmentleads.failure.RequestFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether the webhook can be reached and its certificate is trusted; nothing is posted. */
final class WebhookCheck {

    private static final String WHAT = "webhook";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Settings settings;
    private final Accounts accounts;

    WebhookCheck(Settings settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    /** The path of the address is not shown, since it may be a secret. */
    Check examine() {
        URI address;
        try {
            Optional<URI> webhook = accounts.webhook();
            if (webhook.isEmpty()) {
                return new Check(WHAT, Check.State.OFF, "webhook.url is empty");
            }
            address = webhook.get();
        } catch (ConfigurationException e) {
            return new Check(WHAT, Check.State.MISSING, e.getMessage());
        }
        String shown = address.getScheme() + "://" + address.getRawAuthority();
        try {
            connect(address);
            return new Check(
                    WHAT,
                    Check.State.OK,
                    shown + " answers, nothing was posted; messages are "
                            + (accounts.webhookSecret().isPresent()
                                    ? "signed"
                                    : "not signed, there is no WEBHOOK_SECRET"));
        } catch (IOException e) {
            return new Check(
                    WHAT, Check.State.MISSING, shown + ": " + RequestFailure.describe(e) + " — check webhook.url");
        }
    }

    private void connect(URI address) throws IOException {
        boolean encrypted = address.getScheme().equals("https");
        int port = address.getPort() >= 0 ? address.getPort() : encrypted ? HTTPS : HTTP;
        int timeout = (int) settings.duration("webhook.connect-timeout").toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), timeout);
            if (encrypted) {
                socket.setSoTimeout(timeout);
                handshake(socket, address.getHost(), port);
            }
        }
    }

    private static void handshake(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, host, port, false)) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
            encrypted.startHandshake();
        }
    }
}
