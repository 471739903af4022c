package com.developmentleads.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code application.properties} holds every knob, each explained, known and used. */
class PropertiesFileTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final List<String> PROVIDERS = List.of("openai", "azure", "nebius", "embedded");
    /** Set by {@link Settings} from the command line and the class path. */
    private static final Set<String> SUPPLIED = Set.of("data.folder", "home.folder");

    @ParameterizedTest
    @ValueSource(strings = {"application.properties", "application-sandbox.properties", "application-dev.properties"})
    void everyPropertyIsExplained(String file) throws IOException {
        assertThat(unexplained(read(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "azure", "nebius", "embedded"})
    void everyPropertyOfAProviderIsKnown(String provider) throws IOException {
        String text = read("providers/" + provider + ".properties");
        assertThat(text).startsWith("# ");
        assertThat(names(text))
                .allMatch(name -> PropertyTypes.find(isShared(name) ? name : "provider." + provider + "." + name)
                        .isPresent())
                .doesNotHaveDuplicates()
                .contains("base-url", "auth-header", "key-variable", "training-model", "generic-model");
    }

    private static boolean isShared(String name) {
        return name.startsWith("prices.") || name.startsWith("models.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.properties", "application-sandbox.properties", "application-dev.properties"})
    void everyPropertyIsKnownAndThereOnce(String file) throws IOException {
        List<String> names = names(read(file));
        assertThat(names)
                .allMatch(name -> PropertyTypes.find(name).isPresent())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(load(read(file)).stringPropertyNames());
    }

    @Test
    void everyKnobIsInTheFile() throws IOException {
        Set<String> knobs = new TreeSet<>();
        PropertyTypes.names().forEach(knobs::add);
        knobs.removeAll(SUPPLIED);
        assertThat(names(read("application.properties"))).containsAll(knobs);
    }

    @Test
    void everyKnobIsUsed() throws IOException {
        List<String> users = users();
        Set<String> names = new TreeSet<>(names(read("application.properties")));
        names.addAll(names(read("application-sandbox.properties")));
        for (String provider : PROVIDERS) {
            names(read("providers/" + provider + ".properties"))
                    .forEach(name -> names.add(isShared(name) ? name : "provider." + provider + "." + name));
        }
        names.removeIf(name -> name.startsWith("camel."));
        assertThat(names).isNotEmpty().allMatch(name -> isUsed(name, users));
    }

    @Test
    void aPropertyWithoutCommentIsFound() {
        assertThat(unexplained("# explained\na=1\nb=2 \\\n  more\nc=3\n\nd=4\n# explained\n\ne=5\n"))
                .containsExactly("d", "e");
    }

    @Test
    void aLineUnderATitleIsNoExplanation() {
        assertThat(unexplained("# -----\n# Title\n# -----\na=1\n")).containsExactly("a");
    }

    @Test
    void aKnobThatNothingUsesIsFound() {
        List<String> users =
                List.of("uri: \"{{a.b}}\"", "settings.text(\"c.d\")", "settings.file(\"database\")", "x={{e.f}}");
        assertThat(List.of("a.b", "c.d", "files.database", "e.f")).allMatch(name -> isUsed(name, users));
        assertThat(List.of("a", "a.bc", "c.de", "files.training", "b")).noneMatch(name -> isUsed(name, users));
    }

    /** Properties that have no comment directly above them or above the group of lines that they stand in. */
    private static List<String> unexplained(String text) {
        List<String> names = new ArrayList<>();
        boolean explained = false;
        boolean continued = false;
        for (String line : text.lines().toList()) {
            if (continued) {
                continued = line.endsWith("\\");
            } else if (line.isBlank()) {
                explained = false;
            } else if (line.startsWith("#")) {
                explained = !line.matches("#[ -]*");
            } else {
                continued = line.endsWith("\\");
                if (!explained) {
                    names.add(name(line));
                }
            }
        }
        return names;
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        boolean continued = false;
        for (String line : text.lines().toList()) {
            if (!continued && !line.isBlank() && !line.startsWith("#")) {
                names.add(name(line));
            }
            continued = line.endsWith("\\");
        }
        return names;
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf('=')).strip();
    }

    /** By name in a class, as a placeholder in a route or another property, or as one of a family that is read as one. */
    private static boolean isUsed(String name, List<String> users) {
        Set<String> forms = new HashSet<>(Set.of("\"" + name + "\"", "{{" + name + "}}"));
        if (name.startsWith("files.")) {
            forms.add("file(\"" + name.substring("files.".length()) + "\")");
        }
        if (name.startsWith("prices.")) {
            forms.add("\"prices.\"");
        }
        if (name.startsWith("models.")) {
            forms.add("\"models.\"");
        }
        if (name.matches("provider\\.[^.]+\\.[^.]+")) {
            forms.add("{{provider.{{provider}}." + name.substring(name.lastIndexOf('.') + 1) + "}}");
            forms.add("{{provider.{{provider}}." + name.substring(name.lastIndexOf('.') + 1) + ":");
        }
        return users.stream().anyMatch(user -> forms.stream().anyMatch(user::contains));
    }

    private static List<String> users() throws IOException {
        List<String> users = new ArrayList<>();
        for (Path folder : List.of(HOME.resolve("src/main/java"), HOME.resolve("routes"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(java|yaml)"))
                        .toList()) {
                    if (!file.endsWith("Knobs.java")) {
                        users.add(Files.readString(file));
                    }
                }
            }
        }
        users.add(read("application.properties"));
        users.add(read("application-sandbox.properties"));
        for (String provider : PROVIDERS) {
            users.add(read("providers/" + provider + ".properties"));
        }
        return users;
    }

    private static String read(String file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }

    private static Properties load(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
