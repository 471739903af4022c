package com.developmentleads.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one piece of work of a kind run at a time, in all processes that use the data folder. The operating system holds
 * the lock and releases it when the process ends, however it dies; so work that is recorded as begun while the lock is
 * free has lost its process.
 */
public final class ProcessLock {

    private final Path file;
    private final ReentrantLock here = new ReentrantLock();
    private FileChannel channel;

    /** @param file absolute path of the lock file; it stays empty */
    public ProcessLock(String file) {
        this.file = Path.of(file);
    }

    /** Whether the lock was free and is now held, until {@link #release()}; the same thread may not take it twice. */
    public boolean tryAcquire() throws IOException {
        here.lock();
        try {
            if (channel != null) {
                return false;
            }
            FileChannel opened = AtomicFiles.open(file, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = opened.tryLock();
            } catch (OverlappingFileLockException e) {
                // Another part of this process holds it: the same answer as when another process does.
            }
            if (lock == null) {
                opened.close();
                return false;
            }
            channel = opened;
            return true;
        } finally {
            here.unlock();
        }
    }

    /** Releases the lock; does nothing when it is not held. */
    public void release() throws IOException {
        here.lock();
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } finally {
            here.unlock();
        }
    }
}
