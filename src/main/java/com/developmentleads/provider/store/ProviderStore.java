package com.developmentleads.provider.store;

import com.developmentleads.files.AtomicFiles;
import com.developmentleads.provider.wire.ApiException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The provider's state: files, jobs with their events, tuned models. Everything is a file under one folder, written
 * whole and flushed before it counts, so it survives a process that is killed at any moment. One process at a time may
 * have the folder open ({@link com.developmentleads.provider.ProviderOwnership}). Safe for many threads.
 */
public final class ProviderStore implements AutoCloseable {

    private static final String CONTENT = ".content";
    private static final String WEIGHTS = ".model";

    /** Thrown by whoever comes after the store was closed. */
    public static final class Closed extends IllegalStateException {

        Closed() {
            super("The provider's store is closed");
        }
    }

    private final Path incoming;
    private final JsonStore<StoredFile> files;
    private final JsonStore<StoredJob> jobs;
    private final JsonStore<StoredModel> models;
    private final int maxFiles;
    private final int maxJobs;
    private final Clock clock;
    private long sequence;
    private boolean closed;

    /**
     * @param directory the folder that holds everything; made when missing, open to its owner alone
     * @param maxFiles  how many files may be kept at a time
     * @param maxJobs   how many jobs may be kept
     */
    public ProviderStore(String directory, int maxFiles, int maxJobs) throws IOException {
        this(Path.of(directory), maxFiles, maxJobs, Clock.systemUTC());
    }

    /** As above with a clock of one's own. */
    public ProviderStore(Path directory, int maxFiles, int maxJobs, Clock clock) throws IOException {
        ObjectMapper mapper = Wire.mapper();
        this.maxFiles = maxFiles;
        this.maxJobs = maxJobs;
        this.clock = clock;
        AtomicFiles.createFolder(directory);
        incoming = directory.resolve("incoming");
        files = new JsonStore<>(directory.resolve("files"), StoredFile.class, mapper);
        jobs = new JsonStore<>(directory.resolve("jobs"), StoredJob.class, mapper);
        models = new JsonStore<>(directory.resolve("models"), StoredModel.class, mapper);
        files.open();
        jobs.open();
        models.open();
        clearIncoming();
        sequence = Math.max(files.lastSequence(), Math.max(jobs.lastSequence(), models.lastSequence()));
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
     * Keeps a file that the server has received, by moving it.
     *
     * @param expiresAfter seconds until the file goes, or null to keep it
     * @throws ApiException 429 when as many files are kept as may be
     */
    public synchronized FileDocument addFile(Path received, String filename, String purpose, Long expiresAfter) {
        dropExpired();
        if (files.size() >= maxFiles) {
            throw ApiException.tooMany(
                    "file_limit_reached",
                    "%d files are kept, which is the most this provider keeps; delete some.".formatted(maxFiles));
        }
        return keep(Ids.next("file-"), filename, purpose, expiresAfter, target -> {
            AtomicFiles.restrict(received);
            AtomicFiles.commit(received, target);
        });
    }

    /** Keeps a file of the provider's own under an id of its choice; the same id again replaces the content. */
    public synchronized FileDocument addResult(String id, String filename, AtomicFiles.Content content) {
        return keep(id, filename, "fine-tune-results", null, target -> AtomicFiles.write(target, content));
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
            FileDocument document = FileDocument.of(id, Files.size(target), created, expiresAt, filename, purpose);
            files.put(new StoredFile(draft.sequence(), document));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a file", e);
        }
    }

    public synchronized Optional<FileDocument> file(String id) {
        dropExpired();
        return files.get(id).map(StoredFile::document);
    }

    public synchronized List<FileDocument> files() {
        dropExpired();
        return files.newestFirst().stream().map(StoredFile::document).toList();
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

    private void dropExpired() {
        checkOpen();
        long now = now();
        files.newestFirst().stream()
                .filter(file ->
                        file.document().expiresAt() != null && file.document().expiresAt() <= now)
                .forEach(this::drop);
    }

    private void drop(StoredFile file) {
        files.remove(file);
        delete(files.companion(file, CONTENT));
    }

    // Jobs

    /**
     * Keeps a new job.
     *
     * @param document makes the job's document from its id
     * @throws ApiException 429 when as many jobs are kept as may be
     */
    public synchronized StoredJob addJob(String suffix, Function<String, JobDocument> document, String message) {
        checkOpen();
        if (jobs.size() >= maxJobs) {
            throw ApiException.tooMany(
                    "job_limit_reached", "%d jobs are kept, which is the most this provider keeps.".formatted(maxJobs));
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
     * Changes a job that is not over yet and tells of it in an event.
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
