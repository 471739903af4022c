package com.developmentleads.sandbox;

import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.QuietMain;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The stand-ins as the application starts them, on free ports, with clients of Camel's own components beside them. */
public final class Sandbox implements AutoCloseable {

    public static final String SPREADSHEET = "sandbox-spreadsheet";
    static final String AUDIENCE = "https://oauth2.googleapis.com/token";
    static final String KEY = "sandbox-serpapi-key";

    private final Main main = new QuietMain();
    private final String baseUrl;
    private final int smtpPort;
    private final ProducerTemplate client;

    private Sandbox(Path folder, Map<String, String> settings) throws Exception {
        int port = FreePort.any();
        smtpPort = FreePort.any();
        baseUrl = "http://127.0.0.1:" + port;
        // Only what is configured here counts, not the application.properties of the project.
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure()
                .withRoutesIncludePattern("classpath:routes/sandbox/*.camel.yaml,classpath:sandbox/clients.camel.yaml");
        set("camel.main.autoConfigurationLogSummary", "false");
        set("camel.main.shutdownTimeout", "5");
        set("camel.server.enabled", "true");
        set("camel.server.host", "127.0.0.1");
        set("camel.server.port", String.valueOf(port));
        set("camel.server.fileUploadEnabled", "true");
        set("camel.server.fileUploadDirectory", folder.resolve("incoming").toString());
        set("camel.component.google-sheets.client-factory", "#bean:sheetsClients");
        set("camel.component.google-sheets.service-account-key", "file:" + folder.resolve("service-account.json"));
        set("camel.component.google-sheets.scopes", "{{sheets.scope}}");
        set("sheets.scope", "https://www.googleapis.com/auth/spreadsheets");
        set("camel.component.google-sheets.application-name", "development-leads");
        set("sandbox.host", "127.0.0.1");
        set("sandbox.port", String.valueOf(port));
        set("sandbox.base-url", baseUrl);
        set("sandbox.smtp-port", String.valueOf(smtpPort));
        set("sandbox.directory", folder.toString());
        set("sandbox.day", "1");
        set("sandbox.time-zone", "America/New_York");
        set("sandbox.corpus", "classpath:data/samples/sandbox");
        set("sandbox.serpapi-key", KEY);
        set("sandbox.token-audience", AUDIENCE);
        set("sandbox.spreadsheet-id", SPREADSHEET);
        set("sandbox.request-log", "");
        settings.forEach(this::set);
        main.start();
        client = main.getCamelContext().createProducerTemplate();
    }

    public static Sandbox start(Path folder) throws Exception {
        return new Sandbox(folder, Map.of());
    }

    public static Sandbox start(Path folder, Map<String, String> settings) throws Exception {
        return new Sandbox(folder, settings);
    }

    private void set(String name, String value) {
        main.addOverrideProperty(name, value);
    }

    public String baseUrl() {
        return baseUrl;
    }

    int smtpPort() {
        return smtpPort;
    }

    ProducerTemplate client() {
        return client;
    }

    <T> T bean(String name, Class<T> type) {
        return main.lookup(name, type);
    }

    public RequestLog requests() {
        return bean("sandboxRequests", RequestLog.class);
    }

    @Override
    public void close() {
        main.stop();
    }
}
