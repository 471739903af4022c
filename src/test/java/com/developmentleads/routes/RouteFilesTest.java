package com.developmentleads.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file below {@code routes} obeys the house rules; and each rule rejects what it should. */
class RouteFilesTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Path ROUTES = HOME.resolve("routes");
    /** Properties that the program adds to those of the files when it starts. */
    private static final Set<String> SUPPLIED = Set.of(
            "data.folder",
            "home.folder",
            "unattended",
            "daily.scheduled",
            "mail.scheme",
            "webhook.origin",
            "sheets.service-account-key");

    /** A route that breaks no rule; tests break it in one place. */
    private static final String GOOD = """
            - route:
                id: example
                group: example
                description: Does one thing when it is asked.
                from:
                  uri: direct:example
                  steps:
                    - setBody:
                        id: take-value
                        expression:
                          simple:
                            expression: ${header.value}
                    - to:
                        id: write-value
                        uri: sql:classpath:routes/sql/jobs/read.sql
                        parameters:
                          outputType: SelectOne
            """;

    @TestFactory
    Stream<DynamicTest> everyFileObeysTheRulesForOneFile() throws IOException {
        Map<String, Function<RouteFile, List<String>>> rules = new LinkedHashMap<>();
        rules.put("schema", RouteRules::schema);
        rules.put("canonical notation", RouteRules::canonical);
        rules.put("id, description, group", RouteRules::described);
        rules.put("names", RouteRules::named);
        rules.put("direct: name is the route's id", RouteRules::direct);
        rules.put("ids of steps with an effect", RouteRules::effects);
        rules.put("error policies", RouteRules::configurations);
        rules.put("no literal address", RouteRules::addresses);
        rules.put("one gateway a system", RouteRules::gateways);
        rules.put("no SQL", RouteRules::sql);
        rules.put("redelivery counter kept", RouteRules::redelivery);
        rules.put("no comments", RouteRules::comments);
        List<RouteFile> files = RouteFile.below(ROUTES);
        assertThat(files).hasSizeGreaterThan(10);
        return rules.entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(),
                        () -> assertThat(files.stream().flatMap(file -> rule.getValue().apply(file).stream()))
                                .isEmpty()));
    }

    /** One flow a file; files of more than 150 lines, with the lines that they may have, and why. */
    private static final Map<String, Integer> LONGER = Map.of(
            // One question to a model with its fall-back, its correction and its budget.
            "leads-classify.camel.yaml", 250,
            // The jobs of the embedded provider, a route an operation of the API.
            "provider/provider-jobs.camel.yaml", 180);

    private static final Pattern OLD_NAMES = Pattern.compile(
            "(?i)trouble|broken[ -]off|left[ _-]out|daily-now|digest-late|alert-look|\\bknobs?\\b|front ?door");

    @Test
    void filesAreShort() throws IOException {
        assertThat(RouteFile.below(ROUTES).stream()
                        .filter(file -> file.text().lines().count() > LONGER.getOrDefault(file.name(), 150))
                        .map(file -> file.name() + ": " + file.text().lines().count() + " lines"))
                .isEmpty();
    }

    @Test
    void theApplicationsRoutesStaySmall() throws IOException {
        List<RouteFile> own = RouteFile.below(ROUTES).stream()
                .filter(file -> !file.name().contains("/"))
                .toList();
        List<String> variables = new ArrayList<>();
        own.forEach(file -> RouteFile.steps(file.root(), (name, step) -> {
            if (name.equals("setVariable")) {
                variables.add(step.path("id").asText());
            }
        }));
        assertThat(variables).hasSizeBetween(1, 80);
        assertThat(own.stream().mapToLong(file -> file.text().lines().count()).sum())
                .isBetween(1L, 7_930L);
    }

    @Test
    void oldNamesAreGone() throws IOException {
        List<String> left = new ArrayList<>();
        RouteFile.below(ROUTES)
                .forEach(file -> file.scalars((key, text) -> {
                    if (Set.of("id", "description", "note", "message").contains(key)
                            && OLD_NAMES.matcher(text).find()) {
                        left.add(file.name() + ": " + text);
                    }
                }));
        assertThat(left).isEmpty();
    }

    @Test
    void idsAreUniqueInAllFiles() throws IOException {
        assertThat(RouteRules.uniqueIds(RouteFile.below(ROUTES))).isEmpty();
    }

    @Test
    void aBeanIsMadeOfThoseOfItsOwnFile() throws IOException {
        Pattern bean = Pattern.compile("(?m)^    - name: (\\S+)");
        Map<String, String> home = new LinkedHashMap<>();
        RouteFile.below(ROUTES)
                .forEach(file ->
                        bean.matcher(file.text()).results().forEach(found -> home.put(found.group(1), file.name())));
        List<String> elsewhere = new ArrayList<>();
        for (RouteFile file : RouteFile.below(ROUTES)) {
            int routes = file.text().indexOf("- route:");
            String beans = routes < 0 ? file.text() : file.text().substring(0, routes);
            Pattern.compile("#bean:(\\w+)")
                    .matcher(beans)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !home.getOrDefault(name, file.name()).equals(file.name()))
                    .forEach(name -> elsewhere.add(file.name() + ": " + name));
        }
        assertThat(elsewhere)
                .as("files are loaded in no order, and a bean of another may not be there yet")
                .isEmpty();
    }

    @Test
    void oneErrorPolicyIsForTheRoutesThatNameNone() throws IOException {
        assertThat(RouteFile.below(ROUTES).stream()
                        .flatMap(file -> file.configurations().stream())
                        .filter(configuration -> !configuration.has("id")))
                .hasSize(1);
    }

    @Test
    void routesThatClassesAskExist() throws IOException {
        Set<String> ids = new HashSet<>();
        RouteFile.below(ROUTES)
                .forEach(file ->
                        file.routes().forEach(route -> ids.add(route.path("id").asText())));
        Set<String> asked = new TreeSet<>();
        Pattern call = Pattern.compile("\\bask\\(\\s*\"([^\"]+)\"");
        for (String source : texts(HOME.resolve("src/main/java"), ".java")) {
            Matcher matcher = call.matcher(source);
            while (matcher.find()) {
                asked.add(matcher.group(1));
            }
        }
        assertThat(asked).contains("training-prepare");
        assertThat(ids).containsAll(asked);
    }

    @Test
    void classesThatRoutesNameExist() throws IOException {
        Pattern name = Pattern.compile("com\\.developmentleads(\\.[a-z]+)*\\.[A-Z]\\w*");
        Set<String> classes = new TreeSet<>();
        for (String text : texts(ROUTES, RouteFile.ENDING)) {
            name.matcher(text).results().forEach(match -> classes.add(match.group()));
        }
        assertThat(classes)
                .hasSizeGreaterThan(30)
                .allSatisfy(type -> assertThatCode(() -> Class.forName(type)).doesNotThrowAnyException());
    }

    @Test
    void placeholdersAreDefined() throws IOException {
        Set<String> everywhere = new HashSet<>(SUPPLIED);
        everywhere.addAll(properties("application.properties"));
        Set<String> sandbox = new HashSet<>(everywhere);
        sandbox.addAll(properties("application-sandbox.properties"));
        assertThat(RouteFile.below(ROUTES).stream()
                        .flatMap(file ->
                                RouteRules.placeholders(file, file.name().startsWith("sandbox/") ? sandbox : everywhere)
                                        .stream()))
                .isEmpty();
    }

    @Test
    void everyFileBesideTheRoutesIsUsed() throws IOException {
        List<String> texts = users();
        assertThat(filesBelow(ROUTES).stream()
                        .filter(path -> path.matches("routes/(sql|json|prompts)/[^/]+"))
                        .filter(path -> !RouteRules.isUsed(path, texts)))
                .isEmpty();
    }

    @Test
    void everyMailTemplateIsUsed() throws IOException {
        Set<String> templates = new HashSet<>();
        RouteFile.below(ROUTES)
                .forEach(file -> file.walk((key, node) -> {
                    if (node.path("name").asText().equals("mailTemplate")) {
                        templates.add(node.path("expression")
                                .path("constant")
                                .path("expression")
                                .asText());
                    }
                }));
        assertThat(filesBelow(ROUTES.resolve("mail")))
                .hasSize(templates.size() * 3)
                .allSatisfy(path -> assertThat(templates)
                        .anyMatch(template -> path.matches("routes/mail/" + template + "\\.(subject|txt|html)\\.ftl")));
    }

    /** What each rule must reject. */
    @Nested
    class Refused {

        @Test
        void theExampleIsFine() {
            RouteFile file = RouteFile.of("example.camel.yaml", GOOD);
            assertThat(RouteRules.schema(file)).isEmpty();
            assertThat(RouteRules.canonical(file)).isEmpty();
            assertThat(RouteRules.described(file)).isEmpty();
            assertThat(RouteRules.named(file)).isEmpty();
            assertThat(RouteRules.direct(file)).isEmpty();
            assertThat(RouteRules.effects(file)).isEmpty();
            assertThat(RouteRules.addresses(file)).isEmpty();
            assertThat(RouteRules.sql(file)).isEmpty();
            assertThat(RouteRules.redelivery(file)).isEmpty();
            assertThat(RouteRules.comments(file)).isEmpty();
            assertThat(RouteRules.uniqueIds(List.of(file))).isEmpty();
        }

        @Test
        void aMistypedStep() {
            assertThat(RouteRules.schema(changed("setBody:", "setBoddy:"))).isNotEmpty();
        }

        @Test
        void anUnknownOption() {
            assertThat(RouteRules.schema(changed("group: example", "grupp: example")))
                    .isNotEmpty();
        }

        @Test
        void aWordForANumberUnlessItIsAPlaceholder() {
            RouteFile word = changed("    from:", "    startupOrder: soon\n    from:");
            assertThat(RouteRules.schema(word)).singleElement().asString().contains("startupOrder");
            assertThat(RouteRules.schema(changed("    from:", "    startupOrder: \"{{order}}\"\n    from:")))
                    .isEmpty();
        }

        @Test
        void aWordForATruthValueUnlessItIsAPlaceholder() {
            RouteFile word = changed("    from:", "    trace: [maybe]\n    from:");
            assertThat(RouteRules.schema(word)).isNotEmpty();
            assertThat(RouteRules.schema(changed("    from:", "    trace: \"{{trace}}\"\n    from:")))
                    .isEmpty();
        }

        @Test
        void shortExpressions() {
            String whole =
                    "            expression:\n              simple:\n                expression: ${header.value}\n";
            assertThat(RouteRules.canonical(changed(whole, "            simple: ${header.value}\n")))
                    .singleElement()
                    .asString()
                    .contains("'simple' stands outside");
            assertThat(RouteRules.canonical(
                            changed(whole, "            simple:\n              expression: ${header.value}\n")))
                    .singleElement()
                    .asString()
                    .contains("'simple' stands outside");
            assertThat(RouteRules.canonical(
                            changed(whole, "            expression:\n              simple: ${header.value}\n")))
                    .singleElement()
                    .asString()
                    .contains("'simple' is written in its short form");
        }

        @Test
        void shortSteps() {
            RouteFile log = RouteFile.of("example.camel.yaml", GOOD + "        - log: \"done\"\n");
            assertThat(RouteRules.canonical(log)).singleElement().asString().contains("'log'");
            RouteFile to = RouteFile.of("example.camel.yaml", GOOD + "        - to: \"direct:other\"\n");
            assertThat(RouteRules.canonical(to)).singleElement().asString().contains("'to'");
        }

        @Test
        void shortRoutes() {
            assertThat(RouteRules.canonical(RouteFile.of("example.camel.yaml", """
                    - from:
                        uri: direct:example
                        steps: []
                    """)))
                    .singleElement()
                    .asString()
                    .contains("without its route");
            assertThat(RouteRules.canonical(RouteFile.of("example.camel.yaml", """
                    - route:
                        from: direct:example
                    """)))
                    .singleElement()
                    .asString()
                    .contains("short form");
        }

        @Test
        void optionsInAUri() {
            assertThat(RouteRules.canonical(changed("jobs/read.sql", "jobs/read.sql?outputType=SelectOne")))
                    .singleElement()
                    .asString()
                    .contains("parameters");
        }

        @Test
        void aRouteWithoutIdDescriptionOrGroup() {
            assertThat(RouteRules.described(changed("    id: example\n", ""))).hasSize(1);
            assertThat(RouteRules.described(changed("    group: example\n", "")))
                    .hasSize(1);
            assertThat(RouteRules.described(changed("    description: Does one thing when it is asked.\n", "")))
                    .hasSize(1);
        }

        @Test
        void aDescriptionThatIsNotOneSentence() {
            assertThat(RouteRules.described(changed("asked.", "asked"))).hasSize(1);
            assertThat(RouteRules.described(changed("Does", "does"))).hasSize(1);
            assertThat(RouteRules.described(changed("asked.", "asked. Then it stops.")))
                    .hasSize(1);
        }

        @Test
        void aFileNameInCamelCase() {
            assertThat(RouteRules.named(RouteFile.of("provider/MyRoute.camel.yaml", "[]")))
                    .hasSize(1);
        }

        @Test
        void aRouteInTheWrongFile() {
            assertThat(RouteRules.named(RouteFile.of("other.camel.yaml", GOOD))).hasSize(1);
            assertThat(RouteRules.named(RouteFile.of("exam.camel.yaml", GOOD))).hasSize(1);
        }

        @Test
        void anotherNameForDirect() {
            assertThat(RouteRules.direct(changed("uri: direct:example", "uri: direct:sample")))
                    .hasSize(1);
        }

        @Test
        void anEffectWithoutId() {
            assertThat(RouteRules.effects(changed("            id: write-value\n", "")))
                    .singleElement()
                    .asString()
                    .contains("jobs/read.sql");
        }

        @Test
        void anErrorPolicyWithoutIdOrDescription() {
            assertThat(RouteRules.configurations(RouteFile.of("example.camel.yaml", """
                    - routeConfiguration:
                        onException: []
                    """)))
                    .hasSize(2);
            String handsOver = """
                    - routeConfiguration:
                        description: Hands all over.
                        onException:
                          - onException:
                              exception:
                                - java.lang.Exception
                              handled:
                                constant:
                                  expression: "false"
                              redeliveryPolicy:
                                maximumRedeliveries: 0
                    """;
            assertThat(RouteRules.configurations(RouteFile.of("example.camel.yaml", handsOver)))
                    .isEmpty();
            for (String swallows : List.of(
                    handsOver.replace("\"false\"", "\"true\""),
                    handsOver.replace("Redeliveries: 0", "Redeliveries: 1"),
                    handsOver.replace("          redel", "          steps: []\n          redel"))) {
                assertThat(RouteRules.configurations(RouteFile.of("example.camel.yaml", swallows)))
                        .hasSize(1);
            }
        }

        @Test
        void aLiteralAddressOrPort() {
            for (String uri : List.of(
                    "https://api.example.com/v1",
                    "http:{{host}}",
                    "smtp://{{mail.host}}",
                    "netty:{{host}}:8080",
                    "smtps:mail.example.com")) {
                assertThat(RouteRules.addresses(changed("sql:classpath:routes/sql/jobs/read.sql", '"' + uri + '"')))
                        .as(uri)
                        .hasSize(1);
            }
            for (String uri : List.of(
                    "platform-http:/v1/files",
                    "{{openai.base-url}}",
                    "{{mail.scheme}}://{{mail.host}}:{{mail.port}}",
                    "scheduler:training-watch")) {
                assertThat(RouteRules.addresses(changed("sql:classpath:routes/sql/jobs/read.sql", '"' + uri + '"')))
                        .as(uri)
                        .isEmpty();
            }
        }

        @Test
        void aRequestToAnotherSystemOutsideOfItsGateway() {
            for (String uri : List.of("\"{{openai.base-url}}/models\"", "google-sheets:data/get")) {
                assertThat(RouteRules.gateways(changed("sql:classpath:routes/sql/jobs/read.sql", uri)))
                        .as(uri)
                        .hasSize(1);
            }
            assertThat(RouteRules.gateways(RouteFile.of("example.camel.yaml", GOOD)))
                    .isEmpty();
        }

        @Test
        void sqlInARoute() {
            assertThat(RouteRules.sql(changed("sql:classpath:routes/sql/jobs/read.sql", "sql:select 1")))
                    .hasSize(1);
            assertThat(RouteRules.sql(changed("${header.value}", "update jobs set state = 'x'")))
                    .hasSize(1);
            assertThat(RouteRules.sql(changed("${header.value}", "SELECT a FROM b")))
                    .hasSize(1);
        }

        @Test
        void removingTheCountOfRedeliveries() {
            String step = """
                    - removeHeaders:
                        id: drop-headers
                        pattern: "%s"
                    """;
            assertThat(RouteRules.redelivery(withStep(step.formatted("*")))).hasSize(1);
            assertThat(RouteRules.redelivery(withStep(step.formatted("Camel*"))))
                    .hasSize(1);
            assertThat(RouteRules.redelivery(withStep(step.formatted("*") + "    excludePattern: Content-Type\n")))
                    .hasSize(1);
            assertThat(RouteRules.redelivery(withStep(step.formatted("*") + "    excludePattern: CamelRedeliver.*\n")))
                    .isEmpty();
            assertThat(RouteRules.redelivery(withStep(step.formatted("CamelHttp*"))))
                    .isEmpty();
        }

        @Test
        void comments() {
            assertThat(RouteRules.comments(changed("steps:", "steps: # in order")))
                    .hasSize(1);
            assertThat(RouteRules.comments(RouteFile.of("example.camel.yaml", "# a route\n" + GOOD)))
                    .hasSize(1);
            assertThat(RouteRules.comments(changed("${header.value}", "\"# is no comment in a text\"")))
                    .isEmpty();
        }

        @Test
        void idsThatAreThereTwice() {
            RouteFile one = RouteFile.of("example.camel.yaml", GOOD);
            RouteFile two = RouteFile.of("second.camel.yaml", GOOD.replace("id: example", "id: second"));
            assertThat(RouteRules.uniqueIds(List.of(one, two)))
                    .hasSize(2)
                    .anyMatch(fault -> fault.contains("write-value"));
            RouteFile beans = RouteFile.of("beans.camel.yaml", """
                    - beans:
                        - name: one
                          type: java.lang.Object
                        - name: one
                          type: java.lang.Object
                    """);
            assertThat(RouteRules.uniqueIds(List.of(beans))).hasSize(1);
        }

        @Test
        void placeholdersThatAreNotDefined() {
            RouteFile file = changed("${header.value}", "\"{{known}} {{unknown}} {{also-unknown:default}}\"");
            assertThat(RouteRules.placeholders(file, Set.of("known"))).hasSize(2);
        }

        @Test
        void filesThatNothingUses() {
            assertThat(RouteRules.isUsed("routes/sql/jobs/read.sql", List.of(GOOD)))
                    .isTrue();
            assertThat(RouteRules.isUsed("routes/sql/left-over.sql", List.of(GOOD)))
                    .isFalse();
            List<String> prompt = List.of("\"0\": routes/prompts\n", "Template.load(folder + \"/system.txt\")");
            assertThat(RouteRules.isUsed("routes/prompts/system.txt", prompt)).isTrue();
            assertThat(RouteRules.isUsed("routes/prompts/other.txt", prompt)).isFalse();
        }

        private static RouteFile changed(String from, String to) {
            assertThat(GOOD).contains(from);
            return RouteFile.of(
                    "example.camel.yaml", GOOD.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
        }

        private static RouteFile withStep(String step) {
            return RouteFile.of("example.camel.yaml", GOOD + step.indent(8));
        }
    }

    /** Everything that may name a file: routes, properties and classes. */
    private static List<String> users() throws IOException {
        List<String> texts = texts(HOME.resolve("src/main/java"), ".java");
        texts.addAll(texts(ROUTES, RouteFile.ENDING));
        texts.add(Files.readString(HOME.resolve("application.properties")));
        return texts;
    }

    private static List<String> texts(Path folder, String ending) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.add(Files.readString(path));
            }
        }
        return texts;
    }

    private static Set<String> filesBelow(Path folder) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(path -> files.add(HOME.relativize(path).toString().replace('\\', '/')));
        }
        return files;
    }

    private static Set<String> properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(HOME.resolve(file))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames();
    }
}
