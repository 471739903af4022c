package com.developmentleads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What belongs in files that an engineer edits is in no class, and the class path is consistent. */
class SourceRulesTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    /**
     * Comments, characters, text blocks and strings of a Java source, in the order in which they can hide each other.
     */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])+'"
                    + "|\"\"\"(?<block>.*?)\"\"\"|\"(?<string>(?:\\\\.|[^\"\\\\\n])*)\"",
            Pattern.DOTALL);

    private static final Pattern SQL = Pattern.compile(
            "(?i)\\b(select\\s.+\\sfrom\\s|insert\\s+into\\s|update\\s+\\w+\\s+set\\s"
                    + "|delete\\s+from\\s+\\w|(create|alter|drop)\\s+(unique\\s+)?(table|index|view|trigger)\\b)",
            Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"]");
    private static final Pattern MARKUP =
            Pattern.compile("(?i)</?(html|body|table|t[rdh]|p|div|h[1-6]|br|strong|a)\\b[^>]*>");
    /** Characters; shorter pieces of a mail, such as "Job:", may well be in a line for the terminal too. */
    private static final int TELLING_IN_MAIL = 30;

    private static final int TELLING_IN_PROMPT = 15;

    /** Texts that come out otherwise under another language: Turkish has a dotted i, Arabic has digits of its own. */
    private static final Pattern BY_LANGUAGE = Pattern.compile("\\.to(?:Lower|Upper)Case\\(\\)|\\.formatted\\("
            + "|(?:String\\.format|printf)\\((?!\\s*Locale\\.)|Locale\\.getDefault|ofLocalized"
            + "|ofPattern\\(\\s*\"[^\"]*\"\\s*\\)"
            + "|NumberFormat\\.get\\w*Instance\\(\\s*\\)|new (?:SimpleDateFormat|DecimalFormat|Scanner|Formatter)\\(");

    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)\\b");
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*@Tag\\(\"(.*?)\"\\)");

    @Test
    void noSqlInAClass() throws IOException {
        assertThat(literals(SQL)).isEmpty();
    }

    @Test
    void noAddressInAClass() throws IOException {
        assertThat(literals(ADDRESS)).isEmpty();
    }

    @Test
    void noMailInAClass() throws IOException {
        assertThat(literals(MARKUP)).isEmpty();
    }

    @Test
    void noTextOfAPromptOrMailInAClass() throws IOException {
        Set<String> texts = new TreeSet<>();
        for (Path file : files(HOME.resolve("routes"), ".*/(prompts|mail)/.*\\.(txt|ftl)")) {
            for (String line : Files.readString(file).split("\n|<[^>]*>|\\$?\\{[^}]*}")) {
                if (line.strip().length() >= (file.toString().endsWith(".ftl") ? TELLING_IN_MAIL : TELLING_IN_PROMPT)) {
                    texts.add(line.strip());
                }
            }
        }
        assertThat(texts)
                .anyMatch(text -> text.startsWith("You are an expert real estate analyst"))
                .contains("Classify this property:");
        Pattern any = Pattern.compile(
                String.join("|", texts.stream().map(Pattern::quote).toList()));
        assertThat(literals(any)).isEmpty();
    }

    @Test
    void noTextDependsOnTheLanguageOfTheMachine() throws IOException {
        for (Path file : files(HOME.resolve("src/main/java"), ".*\\.java")) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(BY_LANGUAGE);
        }
        assertThat(List.of(
                        "text.toLowerCase()",
                        "\"%d\".formatted(1)",
                        "String.format(\"%d\", 1)",
                        "DateTimeFormatter.ofPattern(\"uuuu\")",
                        "NumberFormat.getInstance()"))
                .allMatch(code -> BY_LANGUAGE.matcher(code).find());
        assertThat(List.of(
                        "text.toLowerCase(Locale.ROOT)",
                        "String.format(Locale.ROOT, \"%d\", 1)",
                        "DateTimeFormatter.ofPattern(\"uuuu\", Locale.ROOT)"))
                .noneMatch(code -> BY_LANGUAGE.matcher(code).find());
    }

    /** A table's default is the exception: other programs that insert rows do not have our functions. */
    @Test
    void statementsTakeTheTimeFromTheApplicationsClock() throws IOException {
        List<Path> statements = files(HOME.resolve("routes/sql"), ".*/sql/(?!schema/).*\\.sql");
        assertThat(statements).hasSizeGreaterThan(50);
        for (Path file : statements) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(?i)'now'|current_(timestamp|date|time)\\b");
        }
    }

    @Test
    void oneVersionOfJackson() {
        Map<String, String> versions = new TreeMap<>();
        Pattern jar =
                Pattern.compile("(jackson-(?:core|databind|annotations|(?:datatype|dataformat|module)-[a-z0-9-]+?))"
                        + "-([0-9][0-9.]*)\\.jar");
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            Matcher matcher = jar.matcher(Path.of(entry).getFileName().toString());
            if (matcher.matches()) {
                assertThat(versions.put(matcher.group(1), matcher.group(2)))
                        .as("a second " + matcher.group(1))
                        .isNull();
            }
        }
        String version = versions.get("jackson-databind");
        assertThat(versions).containsKeys("jackson-core", "jackson-annotations");
        // jackson-annotations has no patch versions.
        assertThat(version).startsWith(versions.remove("jackson-annotations"));
        assertThat(versions.values()).containsOnly(version);
    }

    @Test
    void pagesNameTestsThatExist() throws IOException {
        Set<String> classes = new TreeSet<>();
        files(HOME.resolve("src/test/java"), ".*\\.java")
                .forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
        List<Path> pages = new ArrayList<>(files(HOME.resolve("docs"), ".*\\.md"));
        for (String page : List.of("CONTRIBUTING.md", "README.md", "SECURITY.md")) {
            pages.add(HOME.resolve(page));
        }
        for (Path page : pages) {
            Matcher named = TEST_NAME.matcher(Files.readString(page));
            while (named.find()) {
                assertThat(classes).as(page.getFileName().toString()).contains(named.group(1));
            }
        }
    }

    @Test
    void everyHouseRuleNamesItsTest() throws IOException {
        String rules = Files.readString(HOME.resolve("CONTRIBUTING.md")).split("\n## ", 2)[0];
        assertThat(rules.split("\n- \\*\\*"))
                .hasSizeGreaterThan(5)
                .filteredOn(rule -> !rule.startsWith("#"))
                .allMatch(rule -> TEST_NAME.matcher(rule).find());
    }

    @Test
    void tagsAreThoseThatTheBuildKnows() throws IOException {
        Matcher later = Pattern.compile("<tests\\.later>(.*)</tests\\.later>")
                .matcher(Files.readString(HOME.resolve("pom.xml")));
        assertThat(later.find()).isTrue();
        Set<String> known = new TreeSet<>(List.of(later.group(1).split(",")));
        known.add("fault");
        for (Path file : files(HOME.resolve("src/test/java"), ".*\\.java")) {
            Matcher tag = TAG.matcher(Files.readString(file));
            while (tag.find()) {
                assertThat(known).as(file.toString()).contains(tag.group(1));
            }
        }
    }

    @Test
    void whatTheRulesRefuse() {
        String source = """
                // "select a from b"
                /* "https://example.com" */
                char quote = '"';
                String a = "select a from b where c", b = "plain \\" text";
                String c = \"""
                    insert into d values (1)
                    \""";
                String e = "https://example.com", f = "https", g = "update the list", h = "<td>x</td>";
                """;
        assertThat(matching(source, SQL)).hasSize(2);
        assertThat(matching(source, ADDRESS)).containsExactly("https://example.com");
        assertThat(matching(source, MARKUP)).containsExactly("<td>x</td>");
        assertThat(List.of("create table x (a)", "ALTER TABLE x", "delete from x where 1", "update x set a = 1"))
                .allMatch(sql -> SQL.matcher(sql).find());
        assertThat(List.of("select a way out", "the table was created", "update the application"))
                .noneMatch(text -> SQL.matcher(text).find());
    }

    private static List<String> literals(Pattern refused) throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files = files(HOME.resolve("src/main/java"), ".*\\.java");
        assertThat(files).hasSizeGreaterThan(50);
        for (Path file : files) {
            for (String literal : matching(Files.readString(file), refused)) {
                found.add(HOME.relativize(file) + ": " + literal);
            }
        }
        return found;
    }

    private static List<String> matching(String source, Pattern refused) {
        List<String> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String literal = token.group("block") != null ? token.group("block") : token.group("string");
            if (literal != null && refused.matcher(literal).find()) {
                found.add(literal);
            }
        }
        return found;
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().replace('\\', '/').matches(pattern))
                    .sorted()
                    .toList();
        }
    }
}
