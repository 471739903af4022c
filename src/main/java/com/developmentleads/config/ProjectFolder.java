package com.developmentleads.config;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project's folder, whose routes, statements, texts and properties are resources of this application. It is no part
 * of the jar's class path: a JVM does not take an archive of classes together with a folder that has files.
 */
public final class ProjectFolder {

    /** The file that shows where the folder is. */
    static final String BASE_FILE = "application.properties";

    private ProjectFolder() {}

    /**
     * Makes the folder above that of the jar a source of resources for this thread and all that it starts, unless the
     * class path has the folder already.
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
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException(e);
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
