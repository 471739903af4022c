package com.developmentleads.crash;

import static org.awaitility.Awaitility.await;

import com.developmentleads.storage.Database;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data folder, the stand-ins and the provider in a process that is never killed, and the two taps between them and
 * the application.
 */
final class CrashSite implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(2);

    private static final String ZONE = "America/New_York";

    private final Path folder;
    private final LocalDateTime begin = LocalDateTime.now(ZoneId.of(ZONE));
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Child standIns;
    private final HttpTap http;
    private final SmtpTap smtp;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final long startMillis;
    private int outputs;

    /** @param folder for everything; empty */
    CrashSite(Path folder) {
        this.folder = folder;
        standIns = Child.start(
                output(),
                List.of(
                        "--profile",
                        "sandbox",
                        "--data",
                        data().toString(),
                        "--set",
                        "sandbox.corpus=file:" + corpus(),
                        "--set",
                        "sandbox.day=1",
                        "--set",
                        "sandbox.request-log={{sandbox.directory}}/requests.jsonl",
                        "--set",
                        "sandbox.smtp-port=" + FreePort.any(),
                        "provider"));
        Path published = data().resolve("provider/owner.port");
        try {
            await().atMost(START).until(() -> Files.exists(published) || !standIns.alive());
            startMillis = standIns.age();
            if (!standIns.alive()) {
                throw new IllegalStateException(standIns.output());
            }
            port = Integer.parseInt(read(published).split(" ")[0]);
            http = HttpTap.before(port);
            smtp = SmtpTap.before(
                    Integer.parseInt(read(data().resolve("sandbox/smtp.port")).strip()));
        } catch (RuntimeException e) {
            standIns.close();
            throw e;
        }
        String tap = "http://127.0.0.1:" + http.port();
        set("openai.base-url", tap + "/v1");
        // Behind the tap the provider counts as a foreign one, whose key an operator gives.
        TestInstallation.write(folder.resolve("keys.env"), "LEADS_PROVIDER_KEY=" + key() + "\n");
        set("secrets.env-file", folder.resolve("keys.env").toString());
        set("serpapi.base-url", tap + "/serpapi");
        set("parcels.layer-url", tap + "/parcels/0");
        // About a third of the records with a request, for the same reason as below.
        set("parcels.batch", "5");
        set("sheets.root-url", tap + "/sheets/");
        set("webhook.url", tap + "/webhook");
        set("mail.host", "127.0.0.1");
        set("mail.port", Integer.toString(smtp.port()));
        set("search.queries", MadeUpDay.QUERIES);
        set("training.poll-interval", "500ms");
        // Far from now, so that only the check for missed dates makes runs, and of one date at each start.
        set("schedule.daily", "0 %d %d * * ?".formatted(begin.getMinute(), (begin.getHour() + 12) % 24));
        set("schedule.time-zone", ZONE);
        // About a third of the questions at a time, so that a kill leaves some answered and some not.
        set("classify.concurrency", "4");
    }

    /** The date that is due when the clock is {@link #ahead} by that many days. */
    String date(int day) {
        return begin.plusDays(day).minusHours(12).toLocalDate().toString();
    }

    /** The setting that puts the clock ahead. */
    List<String> ahead(int day) {
        return List.of("sandbox.clock-offset=" + day * 24 + "h");
    }

    CrashSite set(String property, String value) {
        settings.put(property, value);
        return this;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path file(String name) {
        return data().resolve(name);
    }

    Path corpus() {
        return folder.resolve("corpus");
    }

    private String key() {
        return read(data().resolve("provider/key")).strip();
    }

    HttpTap http() {
        return http;
    }

    SmtpTap smtp() {
        return smtp;
    }

    /** How long the stand-ins took to start; a command takes about as long. */
    long startMillis() {
        return startMillis;
    }

    private synchronized Path output() {
        return folder.resolve("output-" + ++outputs + ".txt");
    }

    // ------------------------------------------------------------------------------------- the application under test

    /** Starts a command, such as {@code train}, with {@code --set} options after it where they are given as such. */
    Child begin(List<String> more, String... command) {
        List<String> arguments = new ArrayList<>(List.of("--profile", "sandbox", "--data", data().toString()));
        settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        more.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of(command));
        return Child.start(output(), arguments);
    }

    Child begin(String... command) {
        return begin(List.of(), command);
    }

    // --------------------------------------------------------------------------------------------- what the owner has

    /** An empty database with the schema of the application. */
    void makeDatabase() {
        new Database(database(), Duration.ofSeconds(10)).open();
    }

    Path database() {
        return file("development_leads.db");
    }

    /** Adds properties that nobody has classified, one for each number. */
    void unclassified(int from, int to) {
        try (Connection connection = connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into property_scans (address, snippet) values (?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = from; i < to; i++) {
                insert.setString(1, i + " Archive Road, Newton, MA 02459");
                insert.setString(2, i % 2 == 0 ? "a teardown, sold as is" : "renovated, move in");
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds properties that their owner has classified, one for each number. */
    void classify(int from, int to) {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into property_scans (address, snippet, price, classification, label_source) values (?, ?, ?, ?, 'human')")) {
            connection.setAutoCommit(false);
            for (int i = from; i < to; i++) {
                boolean lead = i % 2 == 0;
                insert.setString(1, i + " Sample Street, Newton, MA 02459");
                insert.setString(
                        2,
                        lead
                                ? "Number " + i + ": tired ranch on a large lot, sold as is, builders welcome."
                                : "Number " + i + ": renovated and move-in ready, new kitchen, nothing to do.");
                insert.setInt(3, 500_000 + i * 1000);
                insert.setString(4, lead ? "development_opportunity" : "not_opportunity");
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // -------------------------------------------------------------------------------------------------- what is there

    /** Rows of the database, by column; none while there is no such database or table. */
    List<Map<String, Object>> rows(String sql, Object... values) {
        if (!Files.exists(database())) {
            return List.of();
        }
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<Map<String, Object>> all = new ArrayList<>();
                while (rows.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
                    }
                    all.add(row);
                }
                return all;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
        }
        return connection;
    }

    /** All jobs that the provider has, newest first. */
    List<JsonNode> jobs() {
        return list("/v1/fine_tuning/jobs");
    }

    /** All batches that the provider has, newest first. */
    List<JsonNode> batches() {
        return list("/v1/batches");
    }

    /** All files that were uploaded for training. */
    List<JsonNode> uploads() {
        return list("/v1/files").stream()
                .filter(file -> file.path("purpose").asText().equals("fine-tune"))
                .toList();
    }

    private List<JsonNode> list(String path) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = get(path + "?limit=100" + after);
            page.path("data").forEach(all::add);
            if (!page.path("has_more").asBoolean()) {
                return all;
            }
            after = "&after=" + all.get(all.size() - 1).path("id").asText();
        }
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + key())
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " is answered with " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The rows of the tab of leads without its header; none while there is no such tab. */
    List<List<String>> sheet() {
        List<List<String>> rows = new ArrayList<>();
        try {
            for (JsonNode spreadsheet :
                    JSON.readTree(file("sandbox/sheets.json").toFile()).path("spreadsheets")) {
                for (JsonNode tab : spreadsheet.path("tabs")) {
                    if (tab.path("title").asText().equals("Leads")) {
                        for (JsonNode row : tab.path("rows")) {
                            List<String> cells = new ArrayList<>();
                            row.forEach(cell -> cells.add(cell.asText()));
                            rows.add(cells);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.isEmpty() ? rows : rows.subList(1, rows.size());
    }

    /**
     * A mail that the stand-in keeps.
     *
     * @param id   its Message-ID
     * @param text its plain text
     */
    record Mail(String id, String text) {}

    /** All mails, oldest first. */
    List<Mail> mails() {
        try (Stream<Path> files = Files.list(file("sandbox/mail"))) {
            List<Mail> mails = new ArrayList<>();
            for (Path mail : files.filter(path -> path.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(mail)) {
                    MimeMessage message = new MimeMessage(null, in);
                    mails.add(new Mail(message.getMessageID(), plain(message)));
                }
            }
            return mails;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plain(MimeMessage message) throws MessagingException, IOException {
        Object content = message.getContent();
        return content instanceof jakarta.mail.Multipart parts
                ? String.valueOf(parts.getBodyPart(0).getContent())
                : String.valueOf(content);
    }

    /** The searches that the stand-in answered, as their queries. */
    List<String> searches() {
        Path log = file("sandbox/requests.jsonl");
        List<String> queries = new ArrayList<>();
        if (Files.exists(log)) {
            for (String line : read(log).split("\n")) {
                if (line.contains("\"system\":\"serpapi\"")) {
                    try {
                        queries.add(JSON.readTree(line).path("query").asText());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        return queries;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        standIns.close();
        http.close();
        smtp.close();
    }
}
