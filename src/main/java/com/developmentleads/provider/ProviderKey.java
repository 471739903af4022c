package com.developmentleads.provider;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The key of a provider folder, which requests send as a bearer token. It is in a file that the folder's owner alone
 * can read, so that other users of the machine, and web pages, cannot get it. The provider accepts both that key and
 * the operator's: the application's own commands send the one in the file, whatever the environment of the serving
 * process. Safe for many threads and processes.
 */
public final class ProviderKey {

    private static final String FILE = "key";
    private static final String LOCK_FILE = "key.lock";
    private static final String PREFIX = "leads-";
    private static final int RANDOM_BYTES = 32;
    /** 22 characters of base64 hold 128 bits. */
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{22,200}");

    private static final int LARGEST = 4096;

    private final Path file;
    private final String given;
    private final Consumer<String> secrets;
    private volatile String kept;

    /**
     * @param directory the provider's folder
     * @param given     a key of the operator's choice, or null
     * @param secrets   is told each key as soon as it is known, to keep it out of logs
     */
    public ProviderKey(Path directory, String given, Consumer<String> secrets) {
        file = directory.resolve(FILE);
        this.given = given;
        this.secrets = secrets;
    }

    /** Where the random key is, or would be. */
    public Path file() {
        return file;
    }

    /** Whether the operator gave a key. */
    public boolean isGiven() {
        return given != null;
    }

    /**
     * The key to send: that of the file, else the one given; nothing when there is neither.
     *
     * @throws IOException when the file is no safe place for a key and none is given; its message says what to do
     */
    public Optional<String> find() throws IOException {
        try {
            return read().or(() -> Optional.ofNullable(given));
        } catch (IOException e) {
            if (given != null) {
                return Optional.of(given);
            }
            throw e;
        }
    }

    /**
     * As {@link #find()}; makes a random key when there is none. Processes that do so at the same time get the same
     * key.
     */
    public String require() throws IOException {
        Optional<String> found = find();
        return found.isPresent() ? found.get() : make();
    }

    private String make() throws IOException {
        // Threads take the monitor, processes the lock: a second lock in one process would be an error.
        synchronized (ProviderKey.class) {
            AtomicFiles.createFolder(file.getParent());
            try (FileChannel channel = AtomicFiles.open(file.resolveSibling(LOCK_FILE), StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] random = new byte[RANDOM_BYTES];
                    new SecureRandom().nextBytes(random);
                    AtomicFiles.writeLine(
                            file,
                            PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
                }
            }
        }
        return read().orElseThrow(() -> fault("has just been removed", "run the same command again"));
    }

    /** Whether a client that sends this key is let in; compared in a time that does not depend on the key. */
    public boolean admits(String key) {
        // A file replaced while this process serves is noticed when the first client sends the new key.
        return key != null && (same(given, key) || same(kept, key) || same(reread(), key));
    }

    private static boolean same(String expected, String sent) {
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    private String reread() {
        try {
            kept = read().orElse(null);
        } catch (IOException e) {
            kept = null;
        }
        return kept;
    }

    private Optional<String> read() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            throw fault("is no file of one line", "remove it; the next command makes a new one");
        }
        if (othersMayUse()) {
            throw fault(
                    "can be read by others on this machine",
                    "remove it; the next command makes a new one. If nobody has read it, chmod 600 " + file);
        }
        String key;
        try {
            key = Files.readString(file).strip();
        } catch (IOException e) {
            throw fault("cannot be read", "make it yours (chown, chmod 600), or remove it; the next command makes one");
        }
        if (!FORM.matcher(key).matches()) {
            throw fault("holds no key of 22 to 200 visible characters", "remove it; the next command makes a new one");
        }
        secrets.accept(key);
        return Optional.of(key);
    }

    private boolean othersMayUse() throws IOException {
        try {
            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
                    .map(PosixFilePermission::name)
                    .anyMatch(name -> !name.startsWith("OWNER_"));
        } catch (UnsupportedOperationException e) {
            // A file system without POSIX permissions: there is nothing to check.
            return false;
        }
    }

    private IOException fault(String whatHappened, String whatToDo) {
        return new IOException("the key of the embedded provider, " + file + ", " + whatHappened + " — " + whatToDo);
    }
}
