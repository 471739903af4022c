package com.developmentleads.sandbox;

import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.QuietMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The stand-ins as the application starts them, on free ports, with clients of Camel's own components beside them. */
public final class Sandbox implements AutoCloseable {

    public static final String SPREADSHEET = "sandbox-spreadsheet";
    static final String AUDIENCE = "https://oauth2.googleapis.com/token";
    static final String KEY = "sandbox-serpapi-key";

    private static Sandbox shared;

    private final Main main = new QuietMain();
    private final Path folder;
    private final String baseUrl;
    private final int smtpPort;
    private final ProducerTemplate client;
    private Instant used = Instant.EPOCH;

    private Sandbox(Path folder, Map<String, String> settings) throws Exception {
        this.folder = folder;
        int port = FreePort.any();
        smtpPort = FreePort.any();
        baseUrl = "http://127.0.0.1:" + port;
        // Only what is configured here counts, not the application.properties of the project.
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure()
                .withRoutesIncludePattern("classpath:routes/sandbox/*.camel.yaml,classpath:sandbox/clients.camel.yaml");
        set("camel.main.autoConfigurationLogSummary", "false");
        // The shared one lives as long as the process, whose beans other tests list.
        set("camel.main.jmxEnabled", "false");
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

    /** The one of this process, for tests that need no folder of their own: an empty sheet, and nothing asked yet. */
    public static synchronized Sandbox shared() {
        try {
            if (shared == null) {
                shared = start(Files.createTempDirectory("leads-sandbox"));
                Files.copy(shared.sheetFile(), shared.emptySheetFile());
                Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
            }
            Files.copy(shared.emptySheetFile(), shared.sheetFile(), StandardCopyOption.REPLACE_EXISTING);
            shared.used = Instant.now();
            return shared;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void remove() {
        close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void set(String name, String value) {
        main.addOverrideProperty(name, value);
    }

    public String baseUrl() {
        return baseUrl;
    }

    /** The spreadsheets, as a person would edit them. */
    public Path sheetFile() {
        return folder.resolve("sheets.json");
    }

    private Path emptySheetFile() {
        return folder.resolve("sheets-empty.json");
    }

    /** Of the account that may write them. */
    public Path keyFile() {
        return folder.resolve("service-account.json");
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

    /** What came since the start, or since a test took the shared one. */
    public Requests requests() {
        return new Requests(bean("sandboxRequests", RequestLog.class), used);
    }

    /** The requests since then. */
    public record Requests(RequestLog log, Instant since) {

        public List<RequestLog.Entry> entries() {
            return log.entries().stream()
                    .filter(entry -> !entry.at().isBefore(since))
                    .toList();
        }

        public List<RequestLog.Entry> entries(String system) {
            return entries().stream()
                    .filter(entry -> entry.system().equals(system))
                    .toList();
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
