package com.developmentleads.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The libraries' classes as the JVM keeps them once it has read and checked them, for the many processes that the tests
 * start: one takes two thirds of the CPU time with it. It changes nothing else; what does not fit is read as always.
 */
public final class ClassArchive {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long MINUTES = 3;

    private ClassArchive() {}

    /** Options for {@code java}: the class path of this process, and the archive when it is there or can be made. */
    public static List<String> options() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .toList();
        // An archive holds classes of files alone, and those come first where it is used.
        List<String> jars =
                entries.stream().filter(entry -> entry.endsWith(".jar")).toList();
        List<String> all = new ArrayList<>(jars);
        entries.stream().filter(entry -> !entry.endsWith(".jar")).forEach(all::add);
        String libraries = String.join(File.pathSeparator, jars);
        String full = String.join(File.pathSeparator, all);
        Path archive = Path.of("target", "test-libraries-" + Integer.toHexString(libraries.hashCode()) + ".jsa");
        List<String> options = new ArrayList<>();
        if (Files.exists(archive) || make(archive, libraries, full)) {
            options.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive.toAbsolutePath()));
        }
        options.addAll(List.of("-cp", full));
        return options;
    }

    /** False when another process is at it, or it cannot be made: the tests go on without. */
    private static synchronized boolean make(Path archive, String libraries, String full) {
        Path lock = archive.resolveSibling(archive.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                return false;
            }
            if (Files.exists(archive)) {
                return true;
            }
            Path folder = Files.createDirectories(archive.resolveSibling("class-archive"));
            String list = folder.resolve("classes").toString();
            Path made = archive.resolveSibling(archive.getFileName() + ".new");
            boolean done = run(
                            folder,
                            "-XX:DumpLoadedClassList=" + list,
                            "-cp",
                            full,
                            "com.developmentleads.Application",
                            "--profile",
                            "sandbox",
                            "--data",
                            folder.resolve("data").toString(),
                            "--quiet",
                            "daily")
                    && run(
                            folder,
                            "-Xshare:dump",
                            "-XX:SharedClassListFile=" + list,
                            "-XX:SharedArchiveFile=" + made.toAbsolutePath(),
                            "-cp",
                            libraries);
            if (done) {
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            return done;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            return process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
