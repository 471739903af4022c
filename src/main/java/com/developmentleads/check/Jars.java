package com.developmentleads.check;

import com.developmentleads.config.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** The jars of {@code lib/ext}: the class path leaves one that is none unnoticed. */
final class Jars {

    private Jars() {}

    /** Those that cannot be read. */
    static List<Finding> unreadable(Path home) {
        List<Finding> findings = new ArrayList<>();
        for (Path jar : ProjectFolder.extensions(home)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                // It can be read.
            } catch (IOException e) {
                findings.add(new Finding(
                        home.relativize(jar).toString().replace('\\', '/'),
                        0,
                        "it is no jar that can be read: " + e.getMessage(),
                        "copy it again, or remove it"));
            }
        }
        return findings;
    }
}
