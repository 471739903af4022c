package com.developmentleads.storage;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A data folder in one zip file: the database as it is at one moment, then the files beside it, and last their SHA-256 sums.
 * The database comes first, since a file of deliveries that is newer than it repeats nothing.
 */
public final class Backup {

    private static final String SUMS = "SHA256SUMS";
    private static final String REPLACED = "before-restore-";
    /** Locks, SQLite's side files, files half written, logs, what a restore put aside, and what is unpacked again by itself. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(.*/)?(\\.[^/]*|[^/]*\\.(lock|log)|[^/]*\\.log\\..*|[^/]*-(wal|shm|journal))|(logs|"
                    + REPLACED + "[^/]*|provider/(native|incoming))(/.*)?");

    private final Path data;
    private final Database database;
    private final Path databaseFile;
    private final Path deliveries;

    /**
     * A folder to save or to put back.
     *
     * @param databaseFile the database in {@code data}
     * @param deliveries   the file of what was told; one that is there is newer than a backup and stays
     */
    public Backup(Path data, Path databaseFile, Path deliveries, Database database) {
        this.data = data.toAbsolutePath().normalize();
        this.databaseFile = databaseFile.toAbsolutePath().normalize();
        this.deliveries = deliveries.toAbsolutePath().normalize();
        this.database = database;
    }

    /**
     * Writes the folder into {@code target}, whole or not at all, while whoever works in the folder goes on.
     *
     * @return how many files are in it
     */
    public int write(Path target) throws IOException {
        Path copy = AtomicFiles.createTemporary(databaseFile);
        Path unpublished = target.toAbsolutePath().normalize();
        try {
            database.copyTo(copy);
            Map<String, Path> files = new LinkedHashMap<>();
            files.put(name(databaseFile), copy);
            try (Stream<Path> found = Files.walk(data)) {
                found.filter(Files::isRegularFile)
                        .filter(file -> !file.equals(databaseFile) && !file.equals(unpublished))
                        .filter(file -> !LEFT_OUT.matcher(name(file)).matches())
                        .sorted()
                        .forEach(file -> files.put(name(file), file));
            }
            AtomicFiles.write(unpublished, out -> pack(files, out));
            return files.size();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private String name(Path file) {
        return data.relativize(file).toString().replace('\\', '/');
    }

    private static void pack(Map<String, Path> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry(file.getKey()));
            MessageDigest digest = digest();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file.getValue()), digest)) {
                in.transferTo(zip);
            }
            zip.closeEntry();
            sums.append(HexFormat.of().formatHex(digest.digest()))
                    .append("  ")
                    .append(file.getKey())
                    .append('\n');
        }
        zip.putNextEntry(new ZipEntry(SUMS));
        zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    /**
     * Puts a backup into the folder, after every sum was found right. What stands there is put aside.
     *
     * @param replaces whether a folder that has a database may be replaced
     * @return how many files there are now
     * @throws ConfigurationException when the folder is in use or holds a database, or when the backup is damaged
     */
    public int restore(Path source, boolean replaces) throws IOException {
        if (Files.exists(databaseFile)) {
            if (!replaces) {
                throw new ConfigurationException(
                        "there is a database in " + data,
                        "name an empty folder with --data, or put it aside with --force");
            }
            database.requireUnused();
        }
        AtomicFiles.createFolder(data);
        Path staging = Files.createTempDirectory(data, ".restore-");
        try {
            List<String> names = unpack(source, staging);
            if (Files.exists(deliveries)) {
                names.remove(name(deliveries));
            }
            putAside(names);
            // The database last: a folder without one is refused, and restored again.
            names.sort(Comparator.comparing(name(databaseFile)::equals));
            for (String name : names) {
                AtomicFiles.createFolder(data.resolve(name).getParent());
                AtomicFiles.commit(staging.resolve(name), data.resolve(name));
            }
            return names.size();
        } finally {
            try (Stream<Path> left = Files.walk(staging)) {
                for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<String> unpack(Path source, Path staging) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(source.toFile())) {
            ZipEntry sums = zip.getEntry(SUMS);
            if (sums == null) {
                throw damaged(source, "it has no " + SUMS);
            }
            String lines = new String(zip.getInputStream(sums).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : lines.lines().toList()) {
                String[] words = line.split("  ", 2);
                String name = words[words.length - 1];
                Path file = staging.resolve(name).normalize();
                ZipEntry entry = zip.getEntry(name);
                if (words.length < 2 || entry == null || !file.startsWith(staging) || file.equals(staging)) {
                    throw damaged(source, "it has no file " + name);
                }
                AtomicFiles.createFolder(file.getParent());
                AtomicFiles.createNew(file);
                MessageDigest digest = digest();
                try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest);
                        OutputStream out = Files.newOutputStream(file)) {
                    in.transferTo(out);
                }
                if (!HexFormat.of().formatHex(digest.digest()).equals(words[0])) {
                    throw damaged(source, name + " is not what was saved");
                }
                names.add(name);
            }
        } catch (ZipException e) {
            throw damaged(source, e.getMessage());
        }
        if (!names.contains(name(databaseFile))) {
            throw damaged(source, "it has no " + name(databaseFile));
        }
        return names;
    }

    private static ConfigurationException damaged(Path source, String why) {
        return new ConfigurationException(source + " is no whole backup: " + why, "take another one");
    }

    private void putAside(List<String> names) throws IOException {
        Path aside = data.resolve(REPLACED + Instant.now().toString().replace(':', '-'));
        List<String> there = new ArrayList<>(names);
        there.add(name(databaseFile) + "-wal");
        there.add(name(databaseFile) + "-shm");
        for (String name : there) {
            if (Files.exists(data.resolve(name))) {
                AtomicFiles.createFolder(aside.resolve(name).getParent());
                Files.move(data.resolve(name), aside.resolve(name));
            }
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
