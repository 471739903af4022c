package com.developmentleads.security;

import com.developmentleads.testing.ClassArchive;
import com.developmentleads.testing.TestInstallation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The application as a process of its own, looked at from outside as Linux shows it. */
final class LeadsProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private LeadsProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a command with an ordinary umask; {@code jvm} are options of the virtual machine. */
    static LeadsProcess start(
            TestInstallation here, Map<String, String> environment, List<String> jvm, String... command) {
        List<String> line = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask 022; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        line.addAll(jvm);
        line.addAll(ClassArchive.options());
        line.add("com.developmentleads.Application");
        line.addAll(here.options());
        line.addAll(List.of(command));
        Path output = here.folder().resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        List.of(
                        "LEADS_PROVIDER_KEY",
                        "OPENAI_API_KEY",
                        "SERPAPI_KEY",
                        "SMTP_PASSWORD",
                        "GOOGLE_APPLICATION_CREDENTIALS")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        try {
            return new LeadsProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    String output() {
        return read(output);
    }

    /** Everything that other users of the machine can see of it. */
    String commandLine() {
        return read(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    /** Where it listens, as {@code address:port} in hexadecimal digits, IPv4 and IPv6. */
    Set<String> listening() {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path file : files.toList()) {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> addresses = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc", Long.toString(process.pid()), "net", table);
            if (Files.exists(file)) {
                read(file)
                        .lines()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[3].equals("0A") && inodes.contains(columns[9]))
                        .forEach(columns -> addresses.add(columns[1]));
            }
        }
        return addresses;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed since the list was read.
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and SIGKILL when that does not help. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
