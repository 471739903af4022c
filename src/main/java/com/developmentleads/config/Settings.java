package com.developmentleads.config;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/**
 * The properties in force: {@code providers/<provider>.properties}, overruled by {@code application.properties},
 * overruled by those of {@code routes/custom}, overruled by {@code application-<profile>.properties}, overruled by the
 * command line; with {@code {{…}}} resolved and every value checked.
 */
public final class Settings {

    /** Set here, for the routes and other properties to refer to: the data folder as an absolute path. */
    private static final String DATA_FOLDER = "data.folder";
    /** Likewise: the project's folder. */
    private static final String HOME_FOLDER = "home.folder";

    private static final String EMBEDDED = "embedded";
    private static final String PROVIDERS = "providers";
    private static final String CUSTOM = "routes/custom";
    private static final String SUFFIX = ".properties";

    private final Path home;
    private final Path data;
    private final Map<String, String> written;
    private final Map<String, String> values;

    private Settings(Path home, Path data, Map<String, String> written, Map<String, String> values) {
        this.home = home;
        this.data = data;
        this.written = written;
        this.values = values;
    }

    /**
     * Reads and checks them.
     *
     * @param profile   name of the profile, or null
     * @param data      the data folder, or null for the one that the properties name
     * @param overrides what the command line says, by property name
     * @throws ConfigurationException naming every property that is missing, unknown or malformed
     */
    public static Settings load(String profile, Path data, Map<String, String> overrides) {
        return load(profile, data, overrides, System.getenv());
    }

    /** As {@link #load(String, Path, Map)}, with these environment variables. */
    static Settings load(String profile, Path data, Map<String, String> overrides, Map<String, String> variables) {
        Path home = ProjectFolder.find();
        Map<String, String> raw = new TreeMap<>(read(home.resolve(ProjectFolder.BASE_FILE)));
        raw.putAll(readCustom(home));
        if (profile != null) {
            raw.putAll(readProfile(home, profile));
        }
        EnvironmentProperties environment = new EnvironmentProperties(variables);
        raw.putAll(environment.of(PropertyTypes.settable()));
        raw.putAll(environment.of(List.copyOf(raw.keySet())));
        raw.putAll(overrides);
        // The routes of the embedded one are there whichever is in use.
        for (String provider : List.of(EMBEDDED, raw.getOrDefault("provider", EMBEDDED))) {
            Map<String, String> group = readProvider(home, provider);
            group.putAll(environment.of(List.copyOf(group.keySet())));
            group.forEach(raw::putIfAbsent);
        }

        String named = raw.getOrDefault("data", "data");
        Path folder = data != null
                ? data.toAbsolutePath().normalize()
                : home.resolve(named).normalize();
        raw.put(DATA_FOLDER, folder.toString());
        raw.put(HOME_FOLDER, home.toString());

        List<String> faults = new ArrayList<>(environment.faults());
        Map<String, String> resolved = resolve(home, raw, faults);
        check(resolved, faults);
        if (!faults.isEmpty()) {
            maskKeys(home, resolved);
            throw new ConfigurationException(faults);
        }
        return new Settings(home, folder, raw, resolved);
    }

    /**
     * The same settings with another value for one property, and for all that refer to it.
     *
     * @throws ConfigurationException when the value is malformed
     */
    public Settings with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(written);
        changed.put(name, value);
        List<String> faults = new ArrayList<>();
        Map<String, String> resolved = resolve(home, changed, faults);
        check(resolved, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return new Settings(home, data, changed, resolved);
    }

    /** The folder of the project: where {@code application.properties} and {@code routes} are. */
    public Path home() {
        return home;
    }

    /** The data folder, absolute; it need not exist. */
    public Path data() {
        return data;
    }

    /** The file in the data folder that the property {@code files.<name>} names. */
    public Path file(String name) {
        return data.resolve(text("files." + name));
    }

    /** All properties, resolved. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /** All properties as Camel takes them: durations in milliseconds, since not all options know units. */
    public Map<String, String> forCamel() {
        Map<String, String> converted = new TreeMap<>(values);
        converted.replaceAll((name, value) -> PropertyTypes.find(name)
                .filter(PropertyType.OfDuration.class::isInstance)
                .map(type -> Long.toString(TimeUtils.toMilliSeconds(value)))
                .orElse(value));
        return converted;
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no property " + name);
        }
        return value;
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    public Duration duration(String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text(name)));
    }

    public BigDecimal money(String name) {
        return new BigDecimal(text(name));
    }

    /** A list written with commas. */
    public List<String> words(String name) {
        return split(text(name));
    }

    /** The words of a list written with commas. */
    public static List<String> split(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Faults name wrong values, and one of them may be a key in the wrong place. */
    private static void maskKeys(Path home, Map<String, String> resolved) {
        try {
            new Secrets(System.getenv(), home.resolve(String.valueOf(resolved.get("secrets.env-file"))));
        } catch (ConfigurationException | InvalidPathException e) {
            // A file of keys that cannot be read is no fault of the properties, and is told when these are right.
        }
    }

    private static Map<String, String> readProfile(Path home, String profile) {
        Path file = home.resolve("application-" + profile + ".properties");
        if (!profile.matches("[A-Za-z0-9_-]+") || !Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "there is no profile '" + profile + "'",
                    "name one that has a file application-<profile>.properties beside " + ProjectFolder.BASE_FILE);
        }
        return read(file);
    }

    /** The properties that lie beside an engineer's own routes. */
    private static Map<String, String> readCustom(Path home) {
        Path folder = home.resolve(CUSTOM);
        Map<String, String> all = new TreeMap<>();
        Map<String, String> setBy = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                String name = CUSTOM + "/" + file.getFileName();
                read(file).forEach((property, value) -> {
                    String before = setBy.put(property, name);
                    if (before != null) {
                        throw new ConfigurationException(
                                property + " is set by " + before + " and by " + name, "remove one of them");
                    }
                    all.put(property, value);
                });
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder " + folder + " cannot be read: " + e.getMessage(), "make it readable, or remove it");
        }
        return all;
    }

    /** The group of a provider that has a file, by full names; empty when it has none. */
    private static Map<String, String> readProvider(Path home, String provider) {
        Map<String, String> group = new TreeMap<>();
        if (fileProviders(home).contains(provider)) {
            read(home.resolve(PROVIDERS).resolve(provider + SUFFIX)).forEach((name, value) -> {
                boolean shared = name.startsWith("prices.") || name.startsWith("models.");
                group.put(shared ? name : "provider." + provider + "." + name, value);
            });
        }
        return group;
    }

    private static List<String> fileProviders(Path home) {
        if (!Files.isDirectory(home.resolve(PROVIDERS))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.resolve(PROVIDERS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder " + home.resolve(PROVIDERS) + " cannot be read: " + e.getMessage(),
                    "bring it back: it says what differs from provider to provider");
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    file + " cannot be read: " + e.getMessage(), "make it a UTF-8 properties file that you can read");
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((name, value) -> values.put((String) name, ((String) value).strip()));
        return values;
    }

    private static Map<String, String> resolve(Path home, Map<String, String> raw, List<String> faults) {
        String provider = raw.getOrDefault("provider", "");
        Map<String, String> usable = new TreeMap<>(raw);
        if (!raw.containsKey("provider." + provider + ".base-url")) {
            faults.add("provider is '" + provider + "', which has no file " + PROVIDERS + "/" + provider + SUFFIX
                    + " — use " + String.join(" or ", fileProviders(home)) + ", or write the file");
            // The other properties are still checked, as if a known provider were meant.
            usable.put("provider", EMBEDDED);
        }
        Placeholders placeholders = new Placeholders(usable);
        Map<String, String> resolved = new TreeMap<>();
        raw.forEach((name, value) -> {
            try {
                resolved.put(name, placeholders.resolve(name));
            } catch (IllegalArgumentException e) {
                resolved.put(name, null);
                faults.add(name + " " + e.getMessage() + " — define it or correct the reference");
            }
        });
        return resolved;
    }

    private static void check(Map<String, String> resolved, List<String> faults) {
        resolved.forEach((name, value) -> {
            Optional<PropertyType> type = PropertyTypes.find(name);
            if (type.isEmpty()) {
                faults.add("there is no property " + name + " — correct its name or remove it");
            } else if (value != null) {
                type.get().fault(value).ifPresent(fault -> faults.add(name + " is '" + value + "' — " + fault));
            }
        });
        for (String name : PropertyTypes.names()) {
            if (!resolved.containsKey(name)) {
                faults.add("the property " + name + " is missing — put it back into " + ProjectFolder.BASE_FILE);
            }
        }
        String town = resolved.getOrDefault("search.location", "");
        if (resolved.getOrDefault("search.locations", "").contains("|")
                && !town.isBlank()
                && Arrays.stream(resolved.getOrDefault("search.queries", "").split("\\|"))
                        .anyMatch(query -> query.contains(town) && !query.contains("{location}"))) {
            faults.add("search.queries names " + town + " while search.locations has several towns — write {location},"
                    + " which stands for each of them");
        }
        if (!resolved.getOrDefault("mail.host", "").isBlank()) {
            for (String name : List.of("mail.from", "mail.to")) {
                if (resolved.getOrDefault(name, "").isBlank()) {
                    faults.add(name + " is empty while mail.host is set — give an address, or empty mail.host");
                }
            }
        }
    }
}
