package com.developmentleads.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys and passwords by name: from the environment, else from a file of {@code NAME=VALUE} lines (a value may be
 * quoted, a line may begin with {@code export}, {@code #} begins a comment line).
 */
public final class Secrets {

    /** Names of variables that hold secrets; another that is asked for as one is one too. */
    private static final Pattern NAMES = Pattern.compile("(?i).*(KEY|TOKEN|SECRET|PASSWORD|PASSWD)");

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final String warning;
    private final Path envFile;

    /**
     * @param environment the process's environment
     * @param envFile     the file; it need not exist
     * @throws ConfigurationException when the file exists and cannot be read
     */
    public Secrets(Map<String, String> environment, Path envFile) {
        this.environment = environment;
        this.envFile = envFile;
        this.file = read(envFile);
        this.warning = warning(envFile);
        learn(environment);
        learn(file);
    }

    /** Masks from now on what variables of telling names hold, also those that nobody asks for. */
    public static void learn(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (NAMES.matcher(name).matches()) {
                SecretMask.remember(value.strip());
            }
        });
    }

    /** The secret of that name, when it is set to something other than blanks. */
    public Optional<Secret> find(String name) {
        return findOpen(name).map(Secret::new);
    }

    /** The secret of that name as it is now: the file is read again, since some tokens live for an hour. */
    public Optional<Secret> findNow(String name) {
        return new Secrets(environment, envFile).find(name);
    }

    /** The same of what is no secret, such as where a key file is. */
    public Optional<String> findOpen(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(file.get(name)).filter(value -> !value.isBlank()))
                .map(String::strip);
    }

    /** A line for the operator when others on this machine can read the file of keys. */
    public Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    private static Map<String, String> read(Path envFile) {
        Map<String, String> values = new HashMap<>();
        if (!Files.isRegularFile(envFile)) {
            return values;
        }
        try {
            for (String line : Files.readAllLines(envFile)) {
                String entry = line.strip();
                if (entry.startsWith("export ")) {
                    entry = entry.substring("export ".length()).strip();
                }
                int equals = entry.indexOf('=');
                if (equals > 0 && !entry.startsWith("#")) {
                    values.put(
                            entry.substring(0, equals).strip(),
                            unquote(entry.substring(equals + 1).strip()));
                }
            }
            return values;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the file of keys " + envFile + " cannot be read",
                    "make it a UTF-8 text file that you can read, or remove it");
        }
    }

    private static String unquote(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String warning(Path envFile) {
        try {
            if (!Files.isRegularFile(envFile)) {
                return null;
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(envFile);
            boolean open = permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"));
            return open ? "others on this machine can read the keys in " + envFile + " — chmod 600 " + envFile : null;
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without POSIX permissions: nothing can be said of them.
            return null;
        }
    }
}
