package com.developmentleads.config;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's folder, whose routes, statements, texts and properties are resources of this application. It is no part
 * of the jar's class path: a JVM does not take an archive of classes together with a folder that has files.
 */
public final class ProjectFolder {

    /** The file that shows where the folder is. */
    static final String BASE_FILE = "application.properties";

    private static final String EXTENSIONS = "lib/ext";

    private ProjectFolder() {}

    /**
     * Makes the folder above that of the jar a source of resources for this thread and all that it starts, unless the
     * class path has the folder already; and the jars in its {@code lib/ext} a source of classes.
     */
    public static void join() {
        try {
            URI place = ProjectFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path folder = Path.of(place).resolve("../..").normalize();
            if (loader().getResource(BASE_FILE) == null && Files.exists(folder.resolve(BASE_FILE))) {
                URL[] urls = {folder.toUri().toURL()};
                Thread.currentThread().setContextClassLoader(new URLClassLoader("project", urls, loader()));
            }
            Thread.currentThread().setContextClassLoader(extended(folder, loader()));
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A loader that also finds what the jars in {@code lib/ext} of the folder have; the given one when there are none. The
     * class path itself stays, so that an archive of classes fits it.
     */
    public static ClassLoader extended(Path folder, ClassLoader parent) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path jar : extensions(folder)) {
                urls.add(jar.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        return urls.isEmpty() ? parent : new URLClassLoader("extensions", urls.toArray(URL[]::new), parent);
    }

    /** The jars in {@code lib/ext}, by name. */
    public static List<Path> extensions(Path folder) {
        Path jars = folder.resolve(EXTENSIONS);
        if (!Files.isDirectory(jars)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the folder " + jars + " cannot be read: " + e.getMessage(), "make it readable, or remove it");
        }
    }

    /** Finds the project's files as resources. */
    public static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    /** @throws ConfigurationException when the folder is not found */
    static Path find() {
        URL url = loader().getResource(BASE_FILE);
        if (url == null || !"file".equals(url.getProtocol())) {
            throw new ConfigurationException(
                    BASE_FILE + " was not found",
                    "start with ./leads, or with java -jar from the project's target folder");
        }
        try {
            return Path.of(url.toURI()).toAbsolutePath().normalize().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
