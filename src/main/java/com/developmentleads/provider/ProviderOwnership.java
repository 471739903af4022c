package com.developmentleads.provider;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process serves a provider folder. The first one locks it and listens; all others use its port. The operating
 * system holds the lock and releases it when the process ends, however it dies. The port file names the process that
 * wrote it, so that one left by a dead process is not trusted.
 */
public final class ProviderOwnership implements AutoCloseable {

    private static final String LOCK_FILE = "owner.lock";
    private static final String PORT_FILE = "owner.port";
    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path directory;
    private final FileChannel channel;
    private final int port;

    private ProviderOwnership(Path directory, FileChannel channel, int port) {
        this.directory = directory;
        this.channel = channel;
        this.port = port;
    }

    /**
     * Becomes the owner of {@code directory}, or finds out the owner's port.
     *
     * @param wantedPort the port to listen on when this process becomes the owner; 0 chooses a free one
     * @throws IOException when the folder cannot be used, when the wanted port is taken, or when the owner does not
     *                     say within half a minute where it listens
     */
    public static ProviderOwnership acquire(Path directory, int wantedPort) throws IOException {
        AtomicFiles.createFolder(directory);
        Instant deadline = Instant.now().plus(PUBLISHED_WITHIN);
        while (true) {
            FileChannel channel = lock(directory);
            if (channel != null) {
                return own(directory, channel, wantedPort);
            }
            Optional<Integer> published = publishedPort(directory);
            if (published.isPresent()) {
                return new ProviderOwnership(directory, null, published.get());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("Another process holds " + directory
                        + " and does not say on which port it listens; stop it, or use another data folder");
            }
            pause();
        }
    }

    private static ProviderOwnership own(Path directory, FileChannel channel, int wantedPort) throws IOException {
        try {
            Files.deleteIfExists(directory.resolve(PORT_FILE));
            return new ProviderOwnership(directory, channel, bindable(wantedPort));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = AtomicFiles.open(directory.resolve(LOCK_FILE), StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // This very process holds it: the same answer as when another does.
        }
        channel.close();
        return null;
    }

    private static int bindable(int wantedPort) throws IOException {
        try (ServerSocket probe = new ServerSocket(wantedPort, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IOException("Port " + wantedPort + " cannot be used (" + e.getMessage() + "); choose another", e);
        }
    }

    private static Optional<Integer> publishedPort(Path directory) throws IOException {
        try {
            String[] words =
                    Files.readString(directory.resolve(PORT_FILE)).strip().split(" ");
            long owner = Long.parseLong(words[1]);
            boolean alive = ProcessHandle.of(owner).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(Integer.valueOf(words[0])) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("Not a port file: " + directory.resolve(PORT_FILE), e);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the provider's owner", e);
        }
    }

    /** True when this process is to serve the provider. */
    public boolean owned() {
        return channel != null;
    }

    /** The loopback port on which the provider listens, or is to listen. */
    public int port() {
        return port;
    }

    /** Tells other processes the port. Call it once the server really listens. */
    public void publish() throws IOException {
        if (!owned()) {
            throw new IllegalStateException("Only the owner publishes its port");
        }
        AtomicFiles.writeLine(
                directory.resolve(PORT_FILE),
                port + " " + ProcessHandle.current().pid());
    }

    /** Gives the folder up; does nothing when another process is the owner. */
    @Override
    public void close() throws IOException {
        if (owned() && channel.isOpen()) {
            Files.deleteIfExists(directory.resolve(PORT_FILE));
            channel.close();
        }
    }
}
