package com.developmentleads.provider.store;

import com.developmentleads.files.AtomicFiles;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.BatchDocument;
import com.developmentleads.provider.wire.EventDocument;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.JobDocument;
import com.developmentleads.provider.wire.ModelDocument;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The provider's state: files, jobs with their events, tuned models. Everything is a file under one folder, written
 * whole and flushed before it counts, so it survives a process that is killed at any moment. One process at a time may
 * have the folder open ({@link com.developmentleads.provider.ProviderOwnership}). Safe for many threads.
 */
public final class ProviderStore implements AutoCloseable {

    private static final String CONTENT = ".content";
    private static final String WEIGHTS = ".model";
    /** How many unused files a refusal names. */
    private static final int NAMED = 3;

    /** Thrown by every call after the store was closed. */
    public static final class Closed extends IllegalStateException {

        Closed() {
            super("The provider's store is closed");
        }
    }

    private final Path incoming;
    private final JsonStore<StoredFile> files;
    private final JsonStore<StoredJob> jobs;
    private final JsonStore<StoredModel> models;
    private final JsonStore<StoredBatch> batches;
    private final Quota quota;
    private final Clock clock;
    private long sequence;
    private boolean closed;

    /**
     * @param directory the folder that holds everything; made when missing, open to its owner alone
     * @param quota     how much is kept
     */
    public ProviderStore(String directory, Quota quota) throws IOException {
        this(Path.of(directory), quota, Clock.systemUTC());
    }

    /** As above, with another clock. */
    public ProviderStore(Path directory, Quota quota, Clock clock) throws IOException {
        ObjectMapper mapper = Wire.mapper();
        this.quota = quota;
        this.clock = clock;
        AtomicFiles.createFolder(directory);
        incoming = directory.resolve("incoming");
        files = new JsonStore<>(directory.resolve("files"), StoredFile.class, mapper);
        jobs = new JsonStore<>(directory.resolve("jobs"), StoredJob.class, mapper);
        models = new JsonStore<>(directory.resolve("models"), StoredModel.class, mapper);
        batches = new JsonStore<>(directory.resolve("batches"), StoredBatch.class, mapper);
        files.open();
        jobs.open();
        models.open();
        batches.open();
        clearIncoming();
        sequence = Math.max(
                Math.max(files.lastSequence(), batches.lastSequence()),
                Math.max(jobs.lastSequence(), models.lastSequence()));
        dropExpired();
    }

    private void clearIncoming() throws IOException {
        AtomicFiles.createFolder(incoming);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** Now, in Unix seconds. */
    public long now() {
        return clock.instant().getEpochSecond();
    }

    // Files

    /**
     * Keeps a file that the server has received, by moving it. When the quota is full, files of jobs that are over go,
     * the oldest first.
     *
     * @param expiresAfter seconds until the file goes, or null for the provider's choice
     * @throws ApiException 413 when the file alone is larger than the quota; 429, naming the oldest unused files, when
     *                      files that may still be used fill it
     */
    public synchronized FileDocument addFile(Path received, String filename, String purpose, Long expiresAfter) {
        dropExpired();
        makeRoom(size(received));
        return keep(Ids.next("file-"), filename, purpose, expiresAfter, target -> {
            AtomicFiles.restrict(received);
            AtomicFiles.commit(received, target);
        });
    }

    /** Keeps a file of the provider's own under an id of its choice; the same id again replaces the content. */
    public synchronized FileDocument addResult(String id, String filename, AtomicFiles.Content content) {
        return keep(id, filename, "fine-tune-results", null, target -> AtomicFiles.write(target, content));
    }

    /**
     * Keeps the results of a batch, written in full before, by moving them; the same id again replaces the content.
     *
     * @throws ApiException as {@link #addFile}
     */
    public synchronized FileDocument addOutput(String id, String filename, Path written) {
        makeRoom(size(written));
        return keep(id, filename, "batch_output", null, target -> {
            AtomicFiles.restrict(written);
            AtomicFiles.commit(written, target);
        });
    }

    /** Where something is written that is not kept yet; what a stopped process left there is gone at the next start. */
    public Path scratch(String name) {
        return incoming.resolve(name);
    }

    private interface Placement {
        void to(Path target) throws IOException;
    }

    private FileDocument keep(String id, String filename, String purpose, Long expiresAfter, Placement placement) {
        checkOpen();
        long created = now();
        Long expiresAt = expiresAfter == null ? null : Long.valueOf(created + expiresAfter);
        StoredFile draft = new StoredFile(++sequence, FileDocument.of(id, 0, created, expiresAt, filename, purpose));
        try {
            Path target = files.companion(draft, CONTENT);
            placement.to(target);
            StoredFile file = new StoredFile(
                    draft.sequence(), FileDocument.of(id, Files.size(target), created, expiresAt, filename, purpose));
            files.put(file);
            return shown(file, used());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a file", e);
        }
    }

    public synchronized Optional<FileDocument> file(String id) {
        dropExpired();
        return files.get(id).map(file -> shown(file, used()));
    }

    public synchronized List<FileDocument> files() {
        dropExpired();
        Set<String> used = used();
        return files.newestFirst().stream().map(file -> shown(file, used)).toList();
    }

    /** Where the content of a file is, or nothing when there is no such file. */
    public synchronized Optional<Path> content(String id) {
        dropExpired();
        return files.get(id).map(file -> files.companion(file, CONTENT));
    }

    /** True when there was such a file. */
    public synchronized boolean deleteFile(String id) {
        checkOpen();
        Optional<StoredFile> file = files.get(id);
        file.ifPresent(this::drop);
        return file.isPresent();
    }

    /** Ids of the files that jobs and batches name, as what they read or as their results. */
    private Set<String> used() {
        return filesOf(over -> true);
    }

    /** @param which whether jobs and batches count of which that, to be over or not, is true */
    private Set<String> filesOf(Predicate<Boolean> which) {
        Set<String> ids = new HashSet<>();
        for (StoredBatch batch : batches.newestFirst()) {
            if (which.test(batch.document().isOver())) {
                ids.addAll(batch.document().files());
            }
        }
        for (StoredJob job : jobs.newestFirst()) {
            if (which.test(job.document().isOver())) {
                ids.add(job.document().trainingFile());
                ids.add(job.document().validationFile());
                ids.addAll(job.document().resultFiles());
            }
        }
        return ids;
    }

    /**
     * The document with the time at which the file expires: as its client asked, or the default for one that no job
     * uses.
     */
    private FileDocument shown(StoredFile file, Set<String> used) {
        FileDocument document = file.document();
        return document.expiresAt() != null || used.contains(file.key())
                ? document
                : document.expiringAt(document.createdAt() + quota.unusedSeconds());
    }

    private void dropExpired() {
        checkOpen();
        long now = now();
        Set<String> used = used();
        Set<String> unfinished = filesOf(over -> !over);
        for (StoredFile file : files.newestFirst()) {
            Long expiresAt = shown(file, used).expiresAt();
            if (expiresAt != null && expiresAt <= now && !unfinished.contains(file.key())) {
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
                    String.format(
                            Locale.ROOT,
                            "The file has %d bytes; this provider keeps %d bytes in all (provider.embedded.max-stored-bytes).",
                            bytes,
                            quota.bytes()));
        }
        Set<String> finished = filesOf(over -> over);
        finished.removeAll(filesOf(over -> !over));
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
            oldest.add(String.format(Locale.ROOT, "%s (%.24s)", file.id(), file.filename()));
        }
        String what = String.format(
                Locale.ROOT,
                "No room for %d bytes: %d of %d files and %d of %d bytes are in use. ",
                bytes,
                files.size(),
                quota.files(),
                stored(),
                quota.bytes());
        String toDo = oldest.length() == 0
                ? "Wait until a job is over, or raise provider.embedded.max-files or max-stored-bytes."
                : String.format(
                        Locale.ROOT,
                        "Delete the oldest unused ones, %s, or wait: an unused file goes %d hours after its upload.",
                        oldest,
                        quota.unusedSeconds() / 3600);
        return ApiException.tooMany("file_limit_reached", what + toDo);
    }

    private void drop(StoredFile file) {
        files.remove(file);
        delete(files.companion(file, CONTENT));
    }

    // Jobs

    /**
     * Keeps a new job. When as many are kept as may be, the oldest one that is over goes; its model stays.
     *
     * @param document makes the job's document from its id
     * @throws ApiException 429 when all that are kept are still to be trained
     */
    public synchronized StoredJob addJob(String suffix, Function<String, JobDocument> document, String message) {
        checkOpen();
        if (jobs.size() >= quota.jobs()) {
            List<StoredJob> over = jobs.newestFirst().stream()
                    .filter(stored -> stored.document().isOver())
                    .toList();
            if (over.isEmpty()) {
                throw ApiException.tooMany(
                        "job_limit_reached",
                        String.format(
                                Locale.ROOT,
                                "%d jobs wait, which is the most this provider keeps; wait until one is over.",
                                jobs.size()));
            }
            jobs.remove(over.get(over.size() - 1));
        }
        JobDocument job = document.apply(Ids.next("ftjob-"));
        StoredJob stored = new StoredJob(++sequence, suffix, job, List.of()).with(event("info", message, null));
        jobs.put(stored);
        return stored;
    }

    public synchronized Optional<StoredJob> job(String id) {
        return jobs.get(id);
    }

    public synchronized List<StoredJob> jobs() {
        return jobs.newestFirst();
    }

    /**
     * Changes a job that is not over yet and records the change in an event.
     *
     * @return the job as it is now, or nothing when there is no such job or it is over
     */
    public synchronized Optional<StoredJob> advance(
            String id, UnaryOperator<JobDocument> change, String level, String message, Map<String, Object> metrics) {
        checkOpen();
        Optional<StoredJob> open = jobs.get(id).filter(job -> !job.document().isOver());
        Optional<StoredJob> changed = open.map(job -> job.with(change).with(event(level, message, metrics)));
        changed.ifPresent(jobs::put);
        return changed;
    }

    private EventDocument event(String level, String message, Map<String, Object> metrics) {
        return EventDocument.of(Ids.next("ftevent-"), now(), level, message, metrics);
    }

    // Batches

    /** Keeps a new batch. When as many are kept as jobs may be, the oldest one that is over goes. */
    public synchronized BatchDocument addBatch(BatchDocument batch) {
        checkOpen();
        if (batches.size() >= quota.jobs()) {
            List<StoredBatch> over = batches.newestFirst().stream()
                    .filter(stored -> stored.document().isOver())
                    .toList();
            if (over.isEmpty()) {
                throw ApiException.tooMany("batch_limit_reached", "Too many batches wait; wait until one is over.");
            }
            batches.remove(over.get(over.size() - 1));
        }
        batches.put(new StoredBatch(++sequence, batch));
        return batch;
    }

    public synchronized Optional<BatchDocument> batch(String id) {
        return batches.get(id).map(StoredBatch::document);
    }

    public synchronized List<BatchDocument> batches() {
        return batches.newestFirst().stream().map(StoredBatch::document).toList();
    }

    /** Changes a batch that is not over yet; the batch as it is now, or nothing when there is none or it is over. */
    public synchronized Optional<BatchDocument> changeBatch(String id, UnaryOperator<BatchDocument> change) {
        checkOpen();
        Optional<StoredBatch> changed = batches.get(id)
                .filter(batch -> !batch.document().isOver())
                .map(batch -> new StoredBatch(batch.sequence(), change.apply(batch.document())));
        changed.ifPresent(batches::put);
        return changed.map(StoredBatch::document);
    }

    // Models

    /**
     * Keeps a tuned model under the id of its job; the same job again replaces it. It can be used from now on.
     */
    public synchronized ModelDocument addModel(String jobId, ModelDocument document, AtomicFiles.Content weights) {
        checkOpen();
        StoredModel model = new StoredModel(++sequence, jobId, document);
        try {
            AtomicFiles.write(models.companion(model, WEIGHTS), weights);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a model", e);
        }
        models.put(model);
        return document;
    }

    public synchronized List<ModelDocument> models() {
        return models.newestFirst().stream().map(StoredModel::document).toList();
    }

    /** Where the weights of a tuned model are, or nothing when there is no such model. */
    public synchronized Optional<Path> weights(String modelId) {
        return find(modelId).map(model -> models.companion(model, WEIGHTS));
    }

    /** True when there was such a tuned model. */
    public synchronized boolean deleteModel(String modelId) {
        checkOpen();
        Optional<StoredModel> model = find(modelId);
        model.ifPresent(found -> {
            models.remove(found);
            delete(models.companion(found, WEIGHTS));
        });
        return model.isPresent();
    }

    private Optional<StoredModel> find(String modelId) {
        return models.newestFirst().stream()
                .filter(model -> model.document().id().equals(modelId))
                .findFirst();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new Closed();
        }
    }

    /** From now on nothing is written: the folder may belong to another process. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
