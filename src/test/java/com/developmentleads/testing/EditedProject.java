package com.developmentleads.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/** A copy of what an engineer edits, in which commands run in this JVM; the copy is read before the class path. */
public final class EditedProject implements AutoCloseable {

    private static final Path ORIGINAL = Path.of("").toAbsolutePath();

    private final Path home;
    private final TestInstallation place;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    /** @param folder an empty one, for the copy and for the data of {@link #place()} */
    public EditedProject(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("project"));
        place = new TestInstallation(folder, "http://127.0.0.1:9/v1");
        for (String part : List.of(
                "routes",
                "providers",
                "application.properties",
                "application-sandbox.properties",
                "application-dev.properties")) {
            try (Stream<Path> files = Files.walk(ORIGINAL.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = home.resolve(ORIGINAL.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        Thread.currentThread().setContextClassLoader(new First(home, before));
    }

    /** Looks into the folder first. */
    private static final class First extends URLClassLoader {

        First(Path folder, ClassLoader parent) throws MalformedURLException {
            super(new URL[] {folder.toUri().toURL()}, parent);
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            URL own = findResource(name);
            return own == null ? super.getResources(name) : Collections.enumeration(List.of(own));
        }
    }

    /** Runs commands in the copy; other fixtures that are made after it do too. */
    public TestInstallation place() {
        return place;
    }

    /** A file of the copy. */
    public Path file(String name) {
        return home.resolve(name);
    }

    /** Writes a whole file, or a new one. */
    public void write(String file, String content) {
        TestInstallation.write(home.resolve(file), content);
    }

    /** Replaces the first {@code text} of a file; returns {@code FILE:LINE: }, with which a finding begins. */
    public String edit(String file, String text, String by) throws IOException {
        Path path = home.resolve(file);
        String content = Files.readString(path);
        int at = content.indexOf(text);
        assertThat(at).as(file + " has " + text).isNotNegative();
        Files.writeString(path, content.substring(0, at) + by + content.substring(at + text.length()));
        return file + ":" + (content.substring(0, at).split("\n", -1).length) + ": ";
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
    }
}
