package com.developmentleads.provider.training;

import com.developmentleads.provider.chat.ModelCatalog;
import com.developmentleads.provider.chat.Tokens;
import com.developmentleads.provider.embedding.SentenceModel;
import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.Learner;
import com.developmentleads.provider.learner.Progress;
import com.developmentleads.provider.store.Ids;
import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.store.StoredJob;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.JobDocument;
import com.developmentleads.provider.wire.ModelDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one job after the other in a thread of its own. Jobs that a stopped or killed process left unfinished are
 * taken up at the start; training is deterministic, so taking one up gives the model it would have given.
 */
public final class TrainingWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingWorker.class);
    private static final int SECRET_IN_MODEL_NAME = 8;
    private static final long STOP_WITHIN_MILLIS = 2_000;
    private static final double EXAMPLES_PER_SECOND = 500;
    /** Short texts, on two busy cores. */
    private static final double EMBEDDED_PER_SECOND = 100;

    private final ProviderStore store;
    private final TrainingFile files;
    private final Learner learner;
    private final SentenceModel sentences;
    private final Tokens tokens;
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final int maxWaiting;
    private final Thread thread;
    private volatile boolean stopping;

    /** @param maxWaiting how many jobs may wait or run at a time */
    public TrainingWorker(
            ProviderStore store,
            TrainingFile files,
            Learner learner,
            SentenceModel sentences,
            Tokens tokens,
            int maxWaiting) {
        this.store = store;
        this.files = files;
        this.learner = learner;
        this.sentences = sentences;
        this.tokens = tokens;
        this.maxWaiting = maxWaiting;
        thread = new Thread(this::work, "provider-training");
        thread.setDaemon(true);
    }

    /** Takes up unfinished jobs, oldest first, and begins to work. */
    public void start() {
        List<StoredJob> unfinished = new ArrayList<>(store.jobs());
        unfinished.removeIf(job -> job.document().isOver());
        Collections.reverse(unfinished);
        for (StoredJob job : unfinished) {
            store.advance(job.key(), UnaryOperator.identity(), "info", "Job taken up again after a restart", null);
            queue.add(job.key());
        }
        thread.start();
    }

    /** @throws ApiException 429 when too many jobs wait already */
    public void checkRoom() {
        long waiting =
                store.jobs().stream().filter(job -> !job.document().isOver()).count();
        if (waiting >= maxWaiting) {
            throw ApiException.tooMany("too_many_jobs", "Too many jobs wait for training; try again later.");
        }
    }

    /** Hands over a job for which there was room. */
    public void submit(String jobId) {
        queue.add(jobId);
    }

    private void work() {
        try {
            // Loads the vocabulary now, so that the first question need not wait for it.
            tokens.count("");
            while (!stopping) {
                train(queue.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("Training stops");
        }
    }

    private void train(String jobId) {
        try {
            Optional<StoredJob> job =
                    store.job(jobId).filter(stored -> !stored.document().isOver());
            if (job.isPresent()) {
                train(job.get());
            }
        } catch (TrainingCancelled e) {
            LOG.info("Job {} was cancelled or interrupted", jobId);
        } catch (ProviderStore.Closed e) {
            LOG.info("Job {} goes on at the next start", jobId);
        } catch (TrainingFileException e) {
            fail(jobId, new JobDocument.Failure(e.code(), e.getMessage(), "training_file"));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!stopping) {
                LOG.error("Job {} failed", jobId, e);
                fail(
                        jobId,
                        new JobDocument.Failure(
                                "server_error",
                                "The provider could not train this file; its log " + "says why.",
                                null));
            }
        }
    }

    private void train(StoredJob job) throws IOException, TrainingFileException {
        String id = job.key();
        List<Example> training = files.readTraining(file(job.document().trainingFile(), "training"));
        List<Example> validation = job.document().validationFile() == null
                ? List.of()
                : files.readValidation(file(job.document().validationFile(), "validation"));
        advance(id, document -> document.withStatus("queued"), "Files validated, moving job to queued state", null);
        long count = training.stream().mapToLong(this::tokens).sum();
        boolean meaning = job.document().model().equals(ModelCatalog.MEANING);
        double pace = meaning ? EMBEDDED_PER_SECOND : EXAMPLES_PER_SECOND;
        long finish = store.now() + 1 + (long) (training.size() / pace);
        advance(
                id,
                document -> document.withTraining(count, finish).withStatus("running"),
                String.format(Locale.ROOT, "Fine-tuning job started: %d examples", training.size()),
                null);
        String base = meaning ? usable(id) : ModelCatalog.LINEAR;
        ResultTable table = new ResultTable();
        Progress progress = (message, metrics) -> {
            table.add(metrics);
            advance(id, UnaryOperator.identity(), message, metrics.isEmpty() ? null : metrics);
        };
        SentenceModel vectors = base.equals(ModelCatalog.MEANING) ? sentences : null;
        Learner.Result result =
                learner.fit(training, validation, vectors, job.document().seed(), progress);
        String name = modelName(job, base);
        advance(id, UnaryOperator.identity(), "Writing the model", null);
        store.addModel(
                id,
                ModelDocument.of(name, store.now(), job.document().organizationId()),
                out -> result.model().write(out));
        String resultFile = store.addResult("file-" + Ids.secret(id), "step_metrics.csv", table::write)
                .id();
        advance(
                id,
                document -> document.succeeded(store.now(), name, List.of(resultFile)),
                "The job has successfully completed: new model " + name,
                null);
    }

    /** The base model with embeddings; where they cannot be had, the one without, and an event of the job says so. */
    private String usable(String id) {
        Optional<String> fault = sentences.fault();
        fault.ifPresent(why -> advance(
                id,
                "warn",
                UnaryOperator.identity(),
                String.format(
                        Locale.ROOT,
                        "'%s' cannot be used on this machine (%s); trained as '%s' instead",
                        ModelCatalog.MEANING,
                        why,
                        ModelCatalog.LINEAR),
                null));
        return fault.isPresent() ? ModelCatalog.LINEAR : ModelCatalog.MEANING;
    }

    private long tokens(Example example) {
        return tokens.count(example.prompt().system())
                + tokens.count(example.prompt().user())
                + tokens.count(example.answer());
    }

    private Path file(String id, String kind) throws TrainingFileException {
        return store.content(id)
                .orElseThrow(() -> new TrainingFileException(
                        "file_not_found", String.format(Locale.ROOT, "The %s file %s has been deleted.", kind, id)));
    }

    private static String modelName(StoredJob job, String base) {
        return String.format(
                Locale.ROOT,
                "ft:%s:%s:%s:%s",
                base,
                job.document().organizationId(),
                job.suffix(),
                Ids.secret(job.key()).substring(0, SECRET_IN_MODEL_NAME));
    }

    private void advance(String id, UnaryOperator<JobDocument> change, String message, Map<String, Object> metrics) {
        advance(id, "info", change, message, metrics);
    }

    private void advance(
            String id, String level, UnaryOperator<JobDocument> change, String message, Map<String, Object> metrics) {
        if (stopping || store.advance(id, change, level, message, metrics).isEmpty()) {
            throw new TrainingCancelled();
        }
    }

    private void fail(String id, JobDocument.Failure failure) {
        if (!stopping) {
            store.advance(
                    id, document -> document.ended(store.now(), "failed", failure), "error", failure.message(), null);
        }
    }

    /** Stops after the current step; an unfinished job is taken up at the next start. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
