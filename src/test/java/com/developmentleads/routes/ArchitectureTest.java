package com.developmentleads.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.storage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The diagrams of {@code docs/architecture.md} are those of the route files and of the schema, and its paths name files
 * that exist. With {@code -Darchitecture.update=true}, as {@code bench/architecture} runs it, the diagrams are written.
 */
class ArchitectureTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Path PAGE = HOME.resolve("docs/architecture.md");
    private static final boolean UPDATE = Boolean.getBoolean("architecture.update");

    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{\\??([^{}:]+)(?::[^{}]*)?}}");
    private static final Pattern PATH = Pattern.compile("`((?:routes|src|data)/[^`*]+)`");

    /** Files that nearly all others name, so that their lines would hide the rest. */
    private static final Set<String> EVERYWHERE = Set.of("failure", "errors", "beans");

    /** The command that goes through all others. */
    private static final String WHOLE_LOOP = "demo";

    /** Columns that say what a row stands for, shown beside the keys. */
    private static final Set<String> TELLING =
            Set.of("state", "kind", "step", "classification", "label", "usd", "fine_tuned_model");

    @Test
    void theRoutesAreDrawnAsTheyAre() throws IOException {
        holds("routes", routes(RouteFile.below(HOME.resolve("routes"))));
    }

    @Test
    void theTablesAreDrawnAsTheyAre(@TempDir Path folder) throws IOException, SQLException {
        try (Connection connection = new Database(folder.resolve("development_leads.db"), Duration.ofSeconds(5))
                .open()
                .getConnection()) {
            holds("tables", tables(connection.getMetaData()));
        }
    }

    @Test
    void thePathsNameFilesThatExist() throws IOException {
        Matcher path = PATH.matcher(Files.readString(PAGE));
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (; path.find(); named++) {
            // Files of the data folder are made by the application, all but the samples.
            if (!path.group(1).startsWith("data/") && Files.notExists(HOME.resolve(path.group(1)))) {
                missing.add(path.group(1));
            }
        }
        assertThat(named).isGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    @Test
    void callsOfARouteThatAVariableNamesAreDrawn() {
        String called = """
                - route:
                    id: work-%s
                    group: work
                    from:
                      uri: direct:work-%1$s
                """;
        RouteFile caller = RouteFile.of("work.camel.yaml", """
                - route:
                    id: work
                    group: work
                    from:
                      uri: timer:work
                      parameters:
                        period: "{{pause}}"
                      steps:
                        - split:
                            expression:
                              constant:
                                expression: one,two
                            steps:
                              - toD:
                                  uri: direct:work-${body}
                        - to:
                            uri: "{{outside.base-url}}/path"
                """);
        String diagram = routes(Stream.concat(
                        Stream.of(caller),
                        Stream.of("one", "two", "three")
                                .map(id -> RouteFile.of("work-" + id + ".camel.yaml", called.formatted(id))))
                .toList());
        assertThat(diagram)
                .contains("work --> work-one")
                .contains("work --> work-two")
                .doesNotContain("work --> work-three")
                .contains("[\"timer: pause\"] --> work")
                .contains("work --> outside");
    }

    /** Compares the section between the two marks of that name with the diagram; or writes it. */
    private static void holds(String section, String diagram) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- begin of " + section + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end of " + section + " -->");
        assertThat(from).isBetween(begin.length(), to);
        String wanted = "```mermaid\n" + diagram + "```\n";
        if (UPDATE) {
            Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("docs/architecture.md is out of date; bench/architecture writes it anew")
                    .isEqualTo(wanted);
        }
    }

    /** File to file: who calls whom, what starts it, and what it asks outside of this process. */
    private static String routes(List<RouteFile> all) {
        List<RouteFile> files = all.stream()
                .filter(file -> !EVERYWHERE.contains(file.baseName()))
                .toList();
        Map<String, String> fileOf = new TreeMap<>();
        Map<String, String> folders = new TreeMap<>();
        Map<String, Set<String>> groups = new TreeMap<>();
        for (RouteFile file : files) {
            for (JsonNode route : file.routes()) {
                fileOf.put(route.path("id").asText(), node(file));
                if (file.name().contains("/")) {
                    folders.put(node(file), file.name().replaceFirst("/.*", "/"));
                } else {
                    groups.computeIfAbsent(route.path("group").asText(), group -> new TreeSet<>())
                            .add(node(file));
                }
            }
        }
        Set<String> starts = new TreeSet<>();
        Set<String> calls = new TreeSet<>();
        Set<String> outside = new TreeSet<>();
        for (RouteFile file : files) {
            for (JsonNode route : file.routes()) {
                start(route.path("from")).ifPresent(start -> starts.add(start + " --> " + node(file)));
            }
            for (String called : called(file, fileOf.keySet())) {
                if (!fileOf.get(called).equals(node(file))) {
                    calls.add(node(file) + " --> " + fileOf.get(called));
                }
            }
            RouteFile.steps(file.root(), (name, step) -> {
                String system = system(step.path("uri").asText());
                if (!system.isEmpty()) {
                    outside.add(node(file) + " --> " + system);
                }
            });
        }
        commands().forEach((route, names) -> {
            if (fileOf.containsKey(route)) {
                names.forEach(
                        name -> starts.add("command-" + name + "([\"leads " + name + "\"]) --> " + fileOf.get(route)));
            }
        });
        StringBuilder text = new StringBuilder("flowchart LR\n");
        starts.forEach(line -> text.append("  ").append(line).append('\n'));
        groups.forEach((group, nodes) -> {
            text.append("  subgraph ").append(group).append('\n');
            nodes.forEach(node -> text.append("    ").append(node).append('\n'));
            text.append("  end\n");
        });
        folders.forEach((node, folder) ->
                text.append("  ").append(node).append("[\"").append(folder).append("\"]\n"));
        calls.forEach(line -> text.append("  ").append(line).append('\n'));
        outside.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    /** The file's name; for files in a folder, which do not call one another, the folder's. */
    private static String node(RouteFile file) {
        return file.name().contains("/") ? "folder-" + file.name().replaceFirst("/.*", "") : file.baseName();
    }

    /** What starts a route that no other calls: a clock with its property, or a request. */
    private static Optional<String> start(JsonNode from) {
        String scheme = from.path("uri").asText().replaceFirst(":.*", "");
        if (scheme.equals("direct")) {
            return Optional.empty();
        }
        if (scheme.equals("platform-http")) {
            return Optional.of("http[\"HTTP on loopback\"]");
        }
        Matcher property = PROPERTY.matcher(from.path("parameters").toString());
        String what = property.find() ? property.group(1) : "a clock";
        return Optional.of(scheme + "-" + what.replaceAll("[. ]", "-") + "[\"" + scheme + ": " + what + "\"]");
    }

    /** The system that an endpoint reaches outside of this process: the name of its address, or of its component. */
    private static String system(String uri) {
        if (uri.startsWith("google-sheets:")) {
            return "google-sheets[(\"Google Sheets\")]";
        }
        Matcher property = PROPERTY.matcher(uri);
        if (!property.lookingAt()) {
            return "";
        }
        String name = property.group(1).replaceFirst("\\..*", "");
        return name + "-outside[(\"" + property.group(1) + "\")]";
    }

    /**
     * The routes that a file calls; a name with a variable stands for those that a text of the file completes it to.
     */
    private static Set<String> called(RouteFile file, Set<String> routes) {
        Set<String> words = new LinkedHashSet<>();
        file.scalars((key, text) -> words.addAll(List.of(text.split(","))));
        Set<String> called = new TreeSet<>();
        RouteFile.steps(file.root(), (name, step) -> {
            String uri = step.path("uri").asText();
            if (uri.startsWith("direct:")) {
                String id = uri.substring("direct:".length());
                words.stream()
                        .map(word -> id.replaceAll("\\$\\{[^}]*}", Matcher.quoteReplacement(word)))
                        .filter(routes::contains)
                        .forEach(called::add);
            }
        });
        return called;
    }

    /** The commands that ask for a route, by its id. */
    private static Map<String, Set<String>> commands() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> classes = Files.list(HOME.resolve("src/main/java/com/developmentleads/cli"))) {
            for (Path file : classes.toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Set<String>> commands = new TreeMap<>();
        sources.forEach((user, text) -> {
            Matcher command = COMMAND.matcher(text);
            if (command.find() && !command.group(1).equals(WHOLE_LOOP)) {
                sources.forEach((name, source) -> {
                    boolean helps = !COMMAND.matcher(source).find() && text.matches("(?s).*\\b" + name + "\\b.*");
                    Matcher literal = LITERAL.matcher(user.equals(name) || helps ? source : "");
                    while (literal.find()) {
                        commands.computeIfAbsent(literal.group(1), route -> new TreeSet<>())
                                .add(command.group(1));
                    }
                });
            }
        });
        return commands;
    }

    /** Tables with their keys, and how they refer to one another: by a foreign key, or by a column of the same name. */
    private static String tables(DatabaseMetaData schema) throws SQLException {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        each(
                schema.getColumns(null, null, null, null),
                row -> tables.computeIfAbsent(row.getString("TABLE_NAME"), table -> new LinkedHashMap<>())
                        .put(
                                row.getString("COLUMN_NAME"),
                                row.getString("TYPE_NAME").toLowerCase(Locale.ROOT)));
        tables.keySet().removeIf(table -> table.startsWith("sqlite_") || table.equals("schema_history"));
        Map<String, Map<String, Set<String>>> marks = new TreeMap<>();
        Map<String, String> owners = new TreeMap<>();
        for (String table : tables.keySet()) {
            Map<String, Set<String>> keys = marks.computeIfAbsent(table, name -> new TreeMap<>());
            each(schema.getPrimaryKeys(null, null, table), row -> mark(keys, row.getString("COLUMN_NAME"), "PK"));
            Map<String, List<String>> indexes = new TreeMap<>();
            Set<String> unique = new TreeSet<>();
            each(schema.getIndexInfo(null, null, table, false, true), row -> {
                indexes.computeIfAbsent(row.getString("INDEX_NAME"), name -> new ArrayList<>())
                        .add(String.valueOf(row.getString("COLUMN_NAME")));
                if (!row.getBoolean("NON_UNIQUE")) {
                    unique.add(row.getString("INDEX_NAME"));
                }
            });
            indexes.forEach((name, columns) -> {
                if (columns.size() == 1 && unique.contains(name)) {
                    mark(keys, columns.get(0), "UK");
                    owners.put(columns.get(0), table);
                } else if (columns.size() == 1) {
                    owners.putIfAbsent(columns.get(0), table);
                }
            });
            owners.put(table.replaceFirst("s$", "_id"), table);
        }
        StringBuilder references = new StringBuilder();
        for (String table : tables.keySet()) {
            Set<String> declared = new TreeSet<>();
            each(schema.getImportedKeys(null, null, table), row -> {
                declared.add(row.getString("FKCOLUMN_NAME"));
                mark(marks.get(table), row.getString("FKCOLUMN_NAME"), "FK");
                references.append(
                        reference(row.getString("PKTABLE_NAME"), "--", table, row.getString("FKCOLUMN_NAME")));
            });
            for (String column : tables.get(table).keySet()) {
                String owner = owners.getOrDefault(column, table);
                if (!owner.equals(table) && tables.containsKey(owner) && declared.add(column)) {
                    mark(marks.get(table), column, "FK");
                    marks.get(owner).computeIfAbsent(column, name -> new TreeSet<>());
                    references.append(reference(owner, "..", table, column));
                }
            }
        }
        StringBuilder text = new StringBuilder("erDiagram\n").append(references);
        tables.forEach((table, columns) -> {
            text.append("  ").append(table).append(" {\n");
            columns.forEach((column, type) -> {
                Set<String> keys = marks.get(table).get(column);
                if (keys != null || TELLING.contains(column)) {
                    String shown = keys == null ? "" : " " + String.join(", ", keys);
                    text.append(("    " + type + " " + column + shown).stripTrailing())
                            .append('\n');
                }
            });
            text.append("  }\n");
        });
        return text.toString();
    }

    private static void mark(Map<String, Set<String>> keys, String column, String mark) {
        keys.computeIfAbsent(column, name -> new TreeSet<>()).add(mark);
    }

    private static String reference(String owner, String line, String table, String column) {
        return "  " + owner + " ||" + line + "o{ " + table + " : " + column + "\n";
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(ResultSet rows, Row row) throws SQLException {
        try (rows) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }
}
