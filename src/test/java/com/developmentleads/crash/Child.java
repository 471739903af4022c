package com.developmentleads.crash;

import com.developmentleads.testing.ClassArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the application, with its output in a file. */
public final class Child implements AutoCloseable {

    /** Most of the time of these tests goes into starts; no option here changes what the application does. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private static final int SHOWN_LINES = 40;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;
    private final long started = System.nanoTime();

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code leads} with these arguments, as if from a shell that has no keys. */
    static Child start(Path output, List<String> arguments) {
        return start(JVM, output, arguments);
    }

    /** The same with other options for its JVM. */
    public static Child start(List<String> options, Path output, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // What a killed process leaves there is deleted with the folder of the test.
        command.add("-Djava.io.tmpdir=" + temporary(output));
        command.addAll(ClassArchive.options());
        command.add("com.developmentleads.Application");
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        List.of(
                        "LEADS_PROVIDER_KEY",
                        "OPENAI_API_KEY",
                        "SERPAPI_KEY",
                        "SMTP_PASSWORD",
                        "GOOGLE_APPLICATION_CREDENTIALS")
                .forEach(environment::remove);
        try {
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(Path output) {
        try {
            return Files.createDirectories(output.resolveSibling("temporary"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; the process is gone when this returns. False when it had ended by itself. */
    boolean kill() {
        boolean alive = process.isAlive();
        process.destroyForcibly();
        await(AT_MOST);
        // 128 + 9; another code says that it ended by itself just before.
        return alive && process.exitValue() == 137;
    }

    /** SIGTERM, as an operator or a service manager stops it. */
    public void terminate() {
        process.destroy();
    }

    /** The same; SIGKILL when it does not obey. */
    @Override
    public void close() {
        terminate();
        if (!await(Duration.ofSeconds(30))) {
            kill();
        }
    }

    /** SIGSTOP. */
    void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end, at most that long; returns whether it has ended. */
    boolean await(Duration bound) {
        try {
            return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The exit code, after waiting for the end. */
    public int exit() {
        if (!await(AT_MOST)) {
            kill();
            throw new IllegalStateException("still running after " + AT_MOST + ":\n" + output());
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Milliseconds since the start. */
    long age() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    /** How many of the lines printed so far contain that text. */
    int printed(String text) {
        try {
            return (int) Files.readAllLines(output).stream()
                    .filter(line -> line.contains(text))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of what it has printed so far, without the list of routes. */
    public String output() {
        try {
            List<String> lines = Files.readAllLines(output).stream()
                    .filter(line -> !line.contains("     Started "))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
