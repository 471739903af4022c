package com.developmentleads.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;

/** The house rules for route files. Each method returns the faults it finds, one line each; none when all is well. */
final class RouteRules {

    /** Steps that reach outside the route: other systems, other routes, Java. */
    private static final Set<String> EFFECTS = Set.of(
            "to",
            "toD",
            "bean",
            "script",
            "process",
            "poll",
            "pollEnrich",
            "enrich",
            "wireTap",
            "recipientList",
            "routingSlip",
            "dynamicRouter",
            "serviceCall",
            "kamelet");

    private static final Set<String> LANGUAGES = Set.of(
            "constant",
            "csimple",
            "datasonnet",
            "exchangeProperty",
            "groovy",
            "header",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "simple",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");
    /** Places where the schema takes a language only without {@code expression} around it. */
    private static final Set<String> BARE_EXPRESSIONS = Set.of(
            "handled",
            "continued",
            "retryWhile",
            "completionPredicate",
            "completionSizeExpression",
            "completionTimeoutExpression",
            "correlationExpression");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(?::[^{}]*)?}}");
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}.*[^.]\\.");
    private static final Pattern SENTENCE_END_INSIDE = Pattern.compile("[.!?] \\p{Lu}");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![A-Za-z-])(https?|smtps?|imaps?|pop3s?|ftps?|sftp):|[A-Za-z0-9\\]}]:[0-9]{2,5}(?![0-9])");
    private static final Pattern SQL = Pattern.compile(
            "(?i)\\b(select\\s.+\\sfrom|insert\\s+into|update\\s+\\w+\\s+set"
                    + "|delete\\s+from|(create|alter|drop)\\s+(table|index|view))\\b",
            Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("classpath:(routes/[^\\s'\"?]+)");
    private static final Pattern OUTSIDE = Pattern.compile("\\{\\{|https?:|netty|smtps?:|google-sheets:|ftp|exec:");
    /** Files whose steps ask other systems. Those of the demo read the stand-in's sheet. */
    private static final Set<String> GATEWAYS =
            Set.of("openai", "deployment", "serpapi", "mail", "leads-sheet", "parcels", "webhook", "samples");

    private static final JsonSchema SCHEMA = schema();

    private RouteRules() {}

    /** Valid against the schema of Camel's YAML language; a placeholder may stand for a number or a truth value. */
    static List<String> schema(RouteFile file) {
        JsonNode filled = file.root().deepCopy();
        for (ValidationMessage message : SCHEMA.validate(file.root())) {
            fill(filled, message);
        }
        return SCHEMA.validate(filled).stream()
                .map(message -> file.name() + ": " + message.getMessage())
                .toList();
    }

    /** Puts a value in the place of a placeholder that stands where the schema wants no text. */
    private static void fill(JsonNode root, ValidationMessage message) {
        String text = message.getInstanceNode() == null
                ? ""
                : message.getInstanceNode().asText();
        if (message.getType().equals("type") && text.startsWith("{{") && text.endsWith("}}")) {
            JsonNodePath path = message.getInstanceLocation();
            JsonNode owner = root;
            for (int i = 0; i < path.getNameCount() - 1; i++) {
                Object element = path.getElement(i);
                owner = element instanceof Integer index ? owner.get(index) : owner.get(element.toString());
            }
            ObjectNode object = (ObjectNode) owner;
            if (message.getMessage().contains("boolean expected")) {
                object.put(path.getName(-1), true);
            } else {
                object.put(path.getName(-1), 1);
            }
        }
    }

    /**
     * No short forms: steps and languages are objects, languages stand inside {@code expression}, URIs have no query.
     */
    static List<String> canonical(RouteFile file) {
        List<String> faults = new ArrayList<>();
        file.root().forEach(element -> {
            if (element.has("from")) {
                faults.add(file.name() + ": a from without its route");
            }
        });
        RouteFile.steps(file.root(), (name, step) -> {
            if (!step.isObject()) {
                faults.add(file.name() + ": the step '" + name + "' is written in its short form");
            }
        });
        file.walk((key, node) -> node.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (LANGUAGES.contains(name) && (value.isObject() || !isParameter(key))) {
                boolean inExpression = key.equals("expression") || BARE_EXPRESSIONS.contains(key);
                if (!inExpression && isLanguage(node, name)) {
                    faults.add(file.name() + ": '" + name + "' stands outside of 'expression'");
                } else if (inExpression && !value.isObject()) {
                    faults.add(file.name() + ": the language '" + name + "' is written in its short form");
                }
            }
            if (name.equals("from") && !value.isObject()) {
                faults.add(file.name() + ": a from is written in its short form");
            }
            if (name.equals("uri") && value.asText().contains("?")) {
                faults.add(
                        file.name() + ": the URI " + value.asText() + " has options, which belong under 'parameters'");
            }
        }));
        return faults;
    }

    /** In a bean or method call, {@code ref} and {@code method} are the names of a bean and of its method. */
    private static boolean isLanguage(JsonNode owner, String name) {
        return !(name.equals("ref") || name.equals("method")) || owner.get(name).isObject();
    }

    private static boolean isParameter(String key) {
        return key.equals("parameters") || key.equals("properties") || key.equals("constructors");
    }

    /** Every route has an id, a description of one sentence, and a group. */
    static List<String> described(RouteFile file) {
        List<String> faults = new ArrayList<>();
        for (JsonNode route : file.routes()) {
            String id = route.path("id").asText();
            if (id.isEmpty()) {
                faults.add(file.name() + ": a route has no id");
            }
            if (!isSentence(route.path("description").asText())) {
                faults.add(file.name() + ": the description of the route '" + id + "' is not one sentence");
            }
            if (route.path("group").asText().isEmpty()) {
                faults.add(file.name() + ": the route '" + id + "' has no group");
            }
        }
        return faults;
    }

    private static boolean isSentence(String text) {
        return SENTENCE.matcher(text).matches()
                && !SENTENCE_END_INSIDE.matcher(text).find();
    }

    /** File names are kebab-case, and the ids of a file's routes begin with its name. */
    static List<String> named(RouteFile file) {
        List<String> faults = new ArrayList<>();
        String base = file.baseName();
        if (!KEBAB.matcher(base).matches()) {
            faults.add(file.name() + ": the file's name is not kebab-case");
        }
        for (JsonNode route : file.routes()) {
            String id = route.path("id").asText();
            if (!KEBAB.matcher(id).matches() || !(id.equals(base) || id.startsWith(base + "-"))) {
                faults.add(file.name() + ": the id of the route '" + id + "' does not begin with '" + base + "'");
            }
        }
        return faults;
    }

    /** A route that is entered through {@code direct:} has the same name there. */
    static List<String> direct(RouteFile file) {
        List<String> faults = new ArrayList<>();
        for (JsonNode route : file.routes()) {
            String uri = route.path("from").path("uri").asText();
            String id = route.path("id").asText();
            if (uri.startsWith("direct:") && !uri.equals("direct:" + id)) {
                faults.add(file.name() + ": the route '" + id + "' is entered through " + uri);
            }
        }
        return faults;
    }

    /** Every step that reaches outside the route has an id. */
    static List<String> effects(RouteFile file) {
        List<String> faults = new ArrayList<>();
        RouteFile.steps(file.root(), (name, step) -> {
            if (EFFECTS.contains(name) && step.path("id").asText().isEmpty()) {
                faults.add(file.name() + ": the step '" + name + " "
                        + step.path("uri").asText(step.path("ref").asText()) + "' has no id");
            }
        });
        return faults;
    }

    /** Every set of error policies has a description; one without an id is for all other routes, and hands over all. */
    static List<String> configurations(RouteFile file) {
        List<String> faults = new ArrayList<>();
        for (JsonNode configuration : file.configurations()) {
            String id = configuration.path("id").asText();
            if (id.isEmpty() && !handsOver(configuration)) {
                faults.add(file.name() + ": a routeConfiguration has no id and does more than to hand failures over");
            }
            if (!isSentence(configuration.path("description").asText())) {
                faults.add(
                        file.name() + ": the description of the routeConfiguration '" + id + "' is not one sentence");
            }
        }
        return faults;
    }

    private static boolean handsOver(JsonNode configuration) {
        JsonNode onException = configuration.path("onException").path(0).path("onException");
        return configuration.path("onException").size() == 1
                && onException.at("/handled/constant/expression").asText().equals("false")
                && onException.at("/redeliveryPolicy/maximumRedeliveries").asInt(1) == 0
                && !onException.has("steps");
    }

    /** Addresses and ports are properties. */
    static List<String> addresses(RouteFile file) {
        List<String> faults = new ArrayList<>();
        file.scalars((key, text) -> {
            boolean prose = key.equals("description") || key.equals("note");
            if (!prose
                    && ADDRESS.matcher(PLACEHOLDER.matcher(text).replaceAll("}"))
                            .find()) {
                faults.add(file.name() + ": a literal address or port, " + text);
            }
        });
        return faults;
    }

    /** One gateway per system: only files of these names call systems outside this process. */
    static List<String> gateways(RouteFile file) {
        List<String> faults = new ArrayList<>();
        RouteFile.steps(file.root(), (name, step) -> {
            String uri = step.path("uri").asText();
            if (OUTSIDE.matcher(uri).lookingAt() && !GATEWAYS.contains(file.baseName())) {
                faults.add(file.name() + ": asks " + uri + ", which only a gateway does");
            }
        });
        return faults;
    }

    /** SQL is in files of its own. */
    static List<String> sql(RouteFile file) {
        List<String> faults = new ArrayList<>();
        file.scalars((key, text) -> {
            boolean inline = text.startsWith("sql:")
                    && !text.matches(
                            "sql:classpath:routes/sql/(runs|jobs|backfill|listings|alerts|history|evaluations|models|import|feedback|parcels|pauses|report|webhook|management)/[a-z0-9-]+\\.sql");
            boolean prose = key.equals("description") || key.equals("note");
            if (inline || !prose && SQL.matcher(text).find()) {
                faults.add(file.name() + ": SQL outside of routes/sql, " + text);
            }
        });
        return faults;
    }

    /** Removing all headers removes the count of redeliveries too, and the request is then repeated without end. */
    static List<String> redelivery(RouteFile file) {
        List<String> faults = new ArrayList<>();
        RouteFile.steps(file.root(), (name, step) -> {
            String pattern = step.path("pattern").asText();
            if (name.equals("removeHeaders")
                    && "CamelRedeliveryCounter".matches(pattern.replaceAll("\\*$", ".*"))
                    && !step.path("excludePattern").asText().contains("CamelRedeliver")) {
                faults.add(file.name() + ": the step '" + step.path("id").asText()
                        + "' removes the headers that count redeliveries");
            }
        });
        return faults;
    }

    /** Comments are lost when the file is edited in Kaoto; {@code description} and {@code note} are kept. */
    static List<String> comments(RouteFile file) {
        List<String> faults = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder().setParseComments(true).build();
        for (Event event : new Parse(settings).parseString(file.text())) {
            if (event instanceof CommentEvent comment && !comment.getValue().isBlank()) {
                faults.add(file.name() + ": the comment '" + comment.getValue().strip() + "'");
            }
        }
        return faults;
    }

    /** No two routes, configurations, steps or beans have the same id. */
    static List<String> uniqueIds(List<RouteFile> files) {
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> beans = new HashSet<>();
        for (RouteFile file : files) {
            file.walk((key, node) -> {
                String id = key.equals("constructors") || key.equals("parameters")
                        ? ""
                        : node.path("id").asText();
                if (!id.isEmpty() && !ids.add(id)) {
                    faults.add(file.name() + ": the id '" + id + "' is there twice");
                }
            });
            for (JsonNode bean : file.beans()) {
                if (!beans.add(bean.path("name").asText())) {
                    faults.add(file.name() + ": the bean '" + bean.path("name").asText() + "' is there twice");
                }
            }
        }
        return faults;
    }

    /** @param defined names that {@code {{…}}} may use in that file */
    static List<String> placeholders(RouteFile file, Set<String> defined) {
        Set<String> faults = new TreeSet<>();
        file.scalars((key, text) -> {
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
                if (!defined.contains(matcher.group(1).strip())) {
                    faults.add(file.name() + ": {{" + matcher.group(1) + "}} is not defined");
                }
            }
        });
        return List.copyOf(faults);
    }

    /** Values of variables and properties are known at run time; at least one file of that form must exist. */
    private static String form(String name) {
        return Pattern.quote(name).replaceAll("\\$\\{[^}]*}|\\{\\{[^}]*}}", "\\\\E[^/]+\\\\Q");
    }

    /** Whether one of the texts names that file, by its path, or by its folder and its name. */
    static boolean isUsed(String path, List<String> texts) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        String name = path.substring(path.lastIndexOf('/') + 1);
        return texts.stream().anyMatch(text -> text.contains(path) || namesByProperty(text, path))
                || texts.stream().anyMatch(text -> text.contains(folder + "\"") || text.contains(folder + "\n"))
                        && texts.stream().anyMatch(text -> text.contains("/" + name + "\""));
    }

    private static boolean namesByProperty(String text, String path) {
        return FILE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .anyMatch(name -> name.contains("{{") && path.matches(form(name)));
    }

    private static JsonSchema schema() {
        try (InputStream in = RouteRules.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
