package com.developmentleads.provider.store;

import com.developmentleads.files.AtomicFiles;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.JobDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Uploads and results, within a quota. Which of them may go follows from the files and the jobs alone, so a restart
 * changes nothing: an upload that no job names goes after a time, a file of jobs that are over goes when there is no room,
 * and one that a job is still to learn from stays. Not thread-safe: its owner guards it.
 */
final class FileStore {

    /** How many unused files a refusal names. */
    private static final int NAMED = 3;

    private final JsonStore<StoredFile> files;
    private final Quota quota;
    private final LongSupplier now;
    private final Supplier<List<StoredJob>> jobs;

    /**
     * Reads what there is.
     *
     * @param now  Unix seconds
     * @param jobs all jobs, as they are when it is asked
     */
    FileStore(JsonStore<StoredFile> files, Quota quota, LongSupplier now, Supplier<List<StoredJob>> jobs)
            throws IOException {
        this.files = files;
        this.quota = quota;
        this.now = now;
        this.jobs = jobs;
        files.open();
        dropExpired();
    }

    long lastSequence() {
        return files.lastSequence();
    }

    /** As {@link ProviderStore#addFile}. */
    FileDocument add(long sequence, Path received, String filename, String purpose, Long expiresAfter) {
        dropExpired();
        try {
            makeRoom(Files.size(received));
            AtomicFiles.restrict(received);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a file", e);
        }
        String id = Ids.next("file-");
        return keep(sequence, id, filename, purpose, expiresAfter, target -> AtomicFiles.commit(received, target));
    }

    /** As {@link ProviderStore#addResult}; results count, and are never refused. */
    FileDocument addResult(long sequence, String id, String filename, AtomicFiles.Content content) {
        return keep(
                sequence, id, filename, "fine-tune-results", null, target -> AtomicFiles.write(target, content));
    }

    private interface Placement {
        void to(Path target) throws IOException;
    }

    private FileDocument keep(
            long sequence, String id, String filename, String purpose, Long expiresAfter, Placement placement) {
        long created = now.getAsLong();
        Long expiresAt = expiresAfter == null ? null : Long.valueOf(created + expiresAfter);
        StoredFile draft = new StoredFile(sequence, FileDocument.of(id, 0, created, expiresAt, filename, purpose));
        try {
            Path target = files.companion(draft);
            placement.to(target);
            StoredFile file = new StoredFile(
                    sequence, FileDocument.of(id, Files.size(target), created, expiresAt, filename, purpose));
            files.put(file);
            return shown(file, used());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a file", e);
        }
    }

    Optional<FileDocument> find(String id) {
        dropExpired();
        return files.get(id).map(file -> shown(file, used()));
    }

    List<FileDocument> newestFirst() {
        dropExpired();
        Set<String> used = used();
        return files.newestFirst().stream().map(file -> shown(file, used)).toList();
    }

    Optional<Path> content(String id) {
        dropExpired();
        return files.get(id).map(file -> files.companion(file));
    }

    boolean delete(String id) {
        Optional<StoredFile> file = files.get(id);
        file.ifPresent(this::drop);
        return file.isPresent();
    }

    /** Ids of the files that jobs name, as what they learn from or as their results. */
    private Set<String> used() {
        return filesOf(job -> true);
    }

    private Set<String> filesOf(Predicate<JobDocument> which) {
        Set<String> ids = new HashSet<>();
        for (StoredJob job : jobs.get()) {
            if (which.test(job.document())) {
                ids.add(job.document().trainingFile());
                ids.add(job.document().validationFile());
                ids.addAll(job.document().resultFiles());
            }
        }
        return ids;
    }

    /** The document with the time at which the file goes by itself: as its client asked, else when nothing uses it. */
    private FileDocument shown(StoredFile file, Set<String> used) {
        FileDocument document = file.document();
        return document.expiresAt() != null || used.contains(file.key())
                ? document
                : document.expiringAt(document.createdAt() + quota.unusedSeconds());
    }

    private void dropExpired() {
        long moment = now.getAsLong();
        Set<String> used = used();
        Set<String> unfinished = filesOf(job -> !job.isOver());
        for (StoredFile file : files.newestFirst()) {
            Long expiresAt = shown(file, used).expiresAt();
            if (expiresAt != null && expiresAt <= moment && !unfinished.contains(file.key())) {
                drop(file);
            }
        }
    }

    private void makeRoom(long bytes) {
        if (bytes > quota.bytes()) {
            throw new ApiException(
                    413,
                    "invalid_request_error",
                    "file",
                    "file_too_large",
                    "The file has %d bytes; this provider keeps %d bytes in all (provider.embedded.max-stored-bytes)."
                            .formatted(bytes, quota.bytes()));
        }
        Set<String> finished = filesOf(JobDocument::isOver);
        finished.removeAll(filesOf(job -> !job.isOver()));
        Iterator<StoredFile> candidates = oldestFirst(file -> finished.contains(file.key()));
        while (!fits(bytes)) {
            if (!candidates.hasNext()) {
                throw full(bytes);
            }
            drop(candidates.next());
        }
    }

    private Iterator<StoredFile> oldestFirst(Predicate<StoredFile> which) {
        List<StoredFile> found = new ArrayList<>(files.newestFirst());
        Collections.reverse(found);
        found.removeIf(which.negate());
        return found.iterator();
    }

    private boolean fits(long bytes) {
        return files.size() < quota.files() && stored() + bytes <= quota.bytes();
    }

    private long stored() {
        return files.newestFirst().stream()
                .mapToLong(file -> file.document().bytes())
                .sum();
    }

    private ApiException full(long bytes) {
        Set<String> used = used();
        StringJoiner oldest = new StringJoiner(", ");
        Iterator<StoredFile> unused = oldestFirst(file -> !used.contains(file.key()));
        for (int i = 0; i < NAMED && unused.hasNext(); i++) {
            FileDocument file = unused.next().document();
            oldest.add("%s (%.24s)".formatted(file.id(), file.filename()));
        }
        String what = "No room for %d bytes: %d of %d files and %d of %d bytes are in use. "
                .formatted(bytes, files.size(), quota.files(), stored(), quota.bytes());
        String toDo = oldest.length() == 0
                ? "Wait until a job is over, or raise provider.embedded.max-files or max-stored-bytes."
                : "Delete the oldest unused ones, %s, or wait: an unused file goes %d hours after its upload."
                        .formatted(oldest, quota.unusedSeconds() / 3600);
        return ApiException.tooMany("file_limit_reached", what + toDo);
    }

    private void drop(StoredFile file) {
        files.remove(file);
        try {
            Files.deleteIfExists(files.companion(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete a file", e);
        }
    }
}
