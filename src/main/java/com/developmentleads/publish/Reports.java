package com.developmentleads.publish;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of report pages: {@code RUN.html} for each of the newest runs, and {@code index.html}, the one written last. */
public final class Reports {

    private static final String ENDING = ".html";
    private static final String NEWEST = "index";

    private final Path folder;
    private final int keep;

    /**
     * @param folder absolute path; it is made when missing, for its owner alone
     * @param keep   pages kept beside {@code index.html}; those written first go
     */
    public Reports(String folder, int keep) {
        this.folder = Path.of(folder);
        this.keep = keep;
    }

    /**
     * Writes a page over that of the same run and over {@code index.html}, each whole or not at all.
     *
     * @param run  the key of the run; nothing when there was none yet, for {@code index.html} alone
     * @param page the page as HTML
     * @return the file {@code index.html}
     */
    public String write(String run, String page) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        if (run != null && !run.isEmpty()) {
            AtomicFiles.write(folder.resolve(fileName(run)), out -> out.write(bytes));
        }
        Path newest = folder.resolve(NEWEST + ENDING);
        AtomicFiles.write(newest, out -> out.write(bytes));
        prune();
        return newest.toString();
    }

    /** The name of a run's page; what is neither letter, digit, dash nor dot in its key becomes a dash. */
    public static String fileName(String run) {
        return run.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^\\.+", "-") + ENDING;
    }

    private void prune() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.list(folder)) {
            pages = files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(file -> !file.getFileName().toString().equals(NEWEST + ENDING))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .skip(keep)
                    .toList();
        }
        for (Path page : pages) {
            Files.deleteIfExists(page);
        }
    }
}
