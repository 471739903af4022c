package com.developmentleads.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.developmentleads.files.AtomicFiles;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SECURITY.md claims about files, dependencies and the network. */
@Timeout(120)
@Tag("security")
class ClaimsTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");

    @TempDir
    private Path folder;

    /** The files of a folder as one text. */
    private static String all(Path below, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        assertThat(text).isNotEmpty();
        return text.toString();
    }

    private static Map<String, Set<String>> jars() {
        Map<String, Set<String>> jars = new TreeMap<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(System.getProperty("path.separator"))) {
            Matcher name = JAR.matcher(Path.of(entry).getFileName().toString());
            if (name.matches()) {
                jars.computeIfAbsent(name.group(1), jar -> new TreeSet<>()).add(name.group(2));
            }
        }
        assertThat(jars).hasSizeGreaterThan(50);
        return jars;
    }

    @Test
    void routesUseNothingThatTheAdvisoriesNameAsOpen() throws IOException {
        String routes = all(HOME.resolve("routes"), ".yaml");
        for (String part : List.of(
                "mimeMultipart",
                "mime-multipart",
                "saga:",
                "bridgeEndpoint",
                "uri: (imap|pop3)",
                "from:\\s+uri: smtp",
                "followRedirects",
                "enableCors",
                "enableCORS",
                "corsHeaders",
                "http:proxy",
                "httpProxy",
                "useMessageBodyForSql",
                "allowTemplateFromHeader",
                "allowContextMapAll",
                "java-object",
                "javaSerialization",
                "allowUnmarshallType",
                "allowJmsType",
                "enableJmsType",
                "trustAll",
                "NoopHostnameVerifier",
                "copyHeaders: true",
                "authenticationPreemptive")) {
            assertThat(Pattern.compile(part).matcher(routes).find()).as(part).isFalse();
        }
        // Served routes call no other system, so nothing can be used as a proxy; only one stand-in answers below a
        // prefix.
        assertThat(all(HOME.resolve("routes/provider"), ".yaml")).doesNotContain("matchOnUriPrefix");
        for (String served : List.of("routes/provider", "routes/sandbox")) {
            assertThat(Pattern.compile("uri: [\"']?(https?:|\\{\\{|direct:(openai|serpapi|mail))")
                            .matcher(all(HOME.resolve(served), ".yaml"))
                            .find())
                    .as(served)
                    .isFalse();
        }
        // Where the route decides on a template or a step, it is by a name of its own.
        assertThat(Pattern.compile("- toD:(\\s+\\w+: .*)+")
                        .matcher(routes)
                        .results()
                        .map(found -> found.group()))
                .allMatch(step -> step.contains("freemarker:classpath:routes/mail/${variable.mailTemplate}")
                        || step.contains("direct:leads-${variable.step}"));
        for (Path file :
                List.of(HOME.resolve("application.properties"), HOME.resolve("application-sandbox.properties"))) {
            assertThat(Files.readString(file))
                    .doesNotContainIgnoringCase("cors")
                    .doesNotContain("0.0.0.0", "jmxremote", "trust-all", "routes-reload", "dev-console");
        }
    }

    /** Neither Java serialisation nor classes that a document names, and no certificate that goes unchecked. */
    @Test
    void noClassReadsObjectsOrTrustsEverybody() throws IOException {
        String source = all(HOME.resolve("src/main/java"), ".java");
        assertThat(source)
                .doesNotContain(
                        "ObjectInputStream",
                        "ObjectOutputStream",
                        "XMLDecoder",
                        "activateDefaultTyping",
                        "enableDefaultTyping",
                        "@JsonTypeInfo",
                        "PolymorphicTypeValidator",
                        "TrustAllStrategy",
                        "NoopHostnameVerifier",
                        "X509TrustManager",
                        "setHostnameVerifier",
                        "ScriptEngine",
                        "Runtime.getRuntime().exec",
                        "ProcessBuilder");
    }

    @Test
    void partsWithAdvisoriesAreNotOnTheClassPath() {
        Map<String, Set<String>> jars = jars();
        assertThat(jars.keySet())
                .noneMatch(jar -> jar.matches("c3p0|mchange-commons-java|quartz-jobs|camel-(s?jms|coap"
                        + "|google-pubsub|google-storage|xstream|hessian|ftp|netty-http|undertow|jetty|vertx-http)"
                        + "|xstream|commons-collections|log4j-1.2-api|snakeyaml-1.*|HikariCP"));
    }

    @Test
    void librariesAreOfTheVersionsThatThePomNames() throws IOException {
        Map<String, Set<String>> jars = jars();
        String pom = Files.readString(HOME.resolve("pom.xml"));
        Map<String, String> pinned = new TreeMap<>(Map.of(
                "jackson-databind",
                "jackson",
                "jackson-core",
                "jackson",
                "netty-codec-http",
                "netty",
                "netty-handler",
                "netty",
                "vertx-core",
                "vertx",
                "vertx-web",
                "vertx",
                "sqlite-jdbc",
                "sqlite-jdbc",
                "camel-http",
                "camel",
                "camel-mail",
                "camel",
                "log4j-core",
                "log4j"));
        pinned.forEach((jar, property) -> {
            Matcher version =
                    Pattern.compile("<" + property + "\\.version>([^<]+)<").matcher(pom);
            assertThat(version.find()).as(property).isTrue();
            assertThat(jars.get(jar)).as(jar).containsExactly(version.group(1));
        });
        assertThat(Map.of(
                        "jackson",
                        minor(jars, "jackson-core"),
                        "netty",
                        minor(jars, "netty-handler"),
                        "vertx",
                        minor(jars, "vertx-core"),
                        "sqlite",
                        minor(jars, "sqlite-jdbc")))
                .as("as SECURITY.md says")
                .contains(
                        entry("jackson", "2.22"),
                        entry("netty", "4.1.140"),
                        entry("vertx", "4.5.31"),
                        entry("sqlite", "3.53"));
        String security = Files.readString(HOME.resolve("SECURITY.md"));
        assertThat(security).contains("Jackson (2.22)", "Netty 4.1.140", "Vert.x 4.5.31", "SQLite 3.53");
    }

    private static String minor(Map<String, Set<String>> jars, String jar) {
        String version = jars.get(jar).iterator().next();
        Matcher matcher = Pattern.compile(
                        jar.startsWith("netty") || jar.startsWith("vertx") ? "\\d+\\.\\d+\\.\\d+" : "\\d+\\.\\d+")
                .matcher(version);
        assertThat(matcher.lookingAt()).isTrue();
        return matcher.group();
    }

    @Test
    void thePomNamesExactVersionsAndEnforcesThem() throws IOException {
        String pom = Files.readString(HOME.resolve("pom.xml"));
        List<String> versions = new ArrayList<>();
        Pattern.compile("<(?:version|[a-z0-9-]+\\.version)>([^<]+)<")
                .matcher(pom)
                .results()
                .forEach(found -> versions.add(found.group(1)));
        assertThat(versions)
                .hasSizeGreaterThan(30)
                .filteredOn(version -> !version.matches("\\[(17|3\\.8\\.1),\\)"))
                .allMatch(version ->
                        version.matches("\\$\\{[a-z0-9-]+\\.version}|[0-9][\\w.-]*") && !version.contains("SNAPSHOT"));
        assertThat(pom)
                .contains(
                        "<requireUpperBoundDeps/>",
                        "<requireReleaseDeps/>",
                        "<requirePluginVersions/>",
                        "<goal>makeBom</goal>",
                        "<phase>verify</phase>")
                .doesNotContain("<repository>", "jmxremote");
        assertThat(Files.readString(HOME.resolve("leads")))
                .doesNotContain("jmxremote")
                .contains("umask 077");
    }

    /** In the sandbox, because it serves more than any other profile. */
    @Test
    void nothingListensButWhatIsDeclaredAndOnLoopbackAlone() throws Exception {
        TestInstallation here = new TestInstallation(folder, "http://127.0.0.1:9/v1")
                .unset("openai.base-url")
                .set("sandbox.smtp-port", Integer.toString(FreePort.any()));
        List<String> arguments = List.of("--profile", "sandbox");
        try (LeadsProcess process = LeadsProcess.start(here, Map.of(), List.of(), join(arguments, "provider"))) {
            Path published = here.data().resolve("provider/owner.port");
            await().atMost(SOON).until(() -> Files.exists(published) || !process.alive());
            assertThat(process.alive()).as(process.output()).isTrue();
            int port = Integer.parseInt(Files.readString(published).split(" ")[0]);
            String key = Files.readString(here.data().resolve("provider/key")).strip();
            int smtp = Integer.parseInt(
                    Files.readString(here.data().resolve("sandbox/smtp.port")).strip());
            assertThat(process.listening())
                    .map(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
                    .containsExactlyInAnyOrder(port, smtp);
            assertThat(process.listening())
                    .allMatch(address ->
                            address.startsWith("0100007F:") || address.startsWith("0000000000000000FFFF00000100007F:"));

            for (String call : List.of(
                    "OPTIONS /v1/models",
                    "GET /v1/models",
                    "GET /serpapi/account.json",
                    "POST /oauth/token",
                    "GET /sheets/v4/spreadsheets/sandbox-spreadsheet")) {
                String method = call.substring(0, call.indexOf(' '));
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(
                                                "http://127.0.0.1:" + port + call.substring(method.length() + 1)))
                                        .header("Origin", "http://evil.example")
                                        .header("Access-Control-Request-Method", "POST")
                                        .method(method, HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(call).isEqualTo(403);
                assertThat(answer.headers().map().keySet())
                        .as(method)
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            }
            for (String path : List.of(
                    "/v1/models/../../x",
                    "/v1/modelsX",
                    "/v1/files/x/y/z",
                    "/",
                    "/q/health",
                    "/observe/health",
                    "/q/dev",
                    "/q/jolokia")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                        .header("Authorization", "Bearer " + key)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isIn(404, 405);
            }
        }
    }

    private static String[] join(List<String> first, String last) {
        return Stream.concat(first.stream(), Stream.of(last)).toArray(String[]::new);
    }

    /** A link in place of a file is replaced; its target stays. */
    @Test
    void aLinkIsNotWrittenThrough() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("finetuned_model_id.txt"), target);

        AtomicFiles.writeLine(link, "ft:new");

        assertThat(target).hasContent("mine");
        assertThat(link).hasContent("ft:new").isRegularFile();
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }
}
