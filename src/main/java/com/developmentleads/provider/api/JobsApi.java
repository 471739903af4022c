package com.developmentleads.provider.api;

import com.developmentleads.provider.chat.ModelCatalog;
import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.store.StoredJob;
import com.developmentleads.provider.training.TrainingWorker;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.EventDocument;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.JobDocument;
import com.developmentleads.provider.wire.Page;
import com.developmentleads.provider.wire.Query;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** OpenAI's {@code /v1/fine_tuning/jobs}. */
public final class JobsApi {

    private static final int MAX_SUFFIX = 64;
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final long MAX_SEED = Integer.MAX_VALUE;
    private static final List<String> HYPERPARAMETERS = List.of("n_epochs", "batch_size", "learning_rate_multiplier");

    private final ProviderStore store;
    private final TrainingWorker worker;
    private final String organization;

    /** @param organization the second word of a tuned model's name, and the {@code organization_id} of jobs */
    public JobsApi(ProviderStore store, TrainingWorker worker, String organization) {
        this.store = store;
        this.worker = worker;
        this.organization = organization;
    }

    /** Creates a job from a request's body and hands it to the worker. */
    public JobDocument create(byte[] body) {
        Fields request = new Fields(Wire.parseObject(body));
        String model = request.requiredString("model");
        if (!ModelCatalog.TRAINABLE.contains(model)) {
            throw ApiException.invalid(
                    "model",
                    "model_not_available",
                    String.format(
                            Locale.ROOT,
                            "Model '%s' is not available for fine-tuning here; those that can be trained are '%s'.",
                            model,
                            String.join("' and '", ModelCatalog.TRAINABLE)));
        }
        String trainingFile = fileFor(request.requiredString("training_file"), "training_file");
        String validationFile = request.string("validation_file")
                .map(id -> fileFor(id, "validation_file"))
                .orElse(null);
        if (trainingFile.equals(validationFile)) {
            throw ApiException.invalid(
                    "validation_file", "The same file cannot be used for both training and validation.");
        }
        String suffix = suffix(request);
        long seed = request.integer("seed", 0, MAX_SEED)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(MAX_SEED));
        Map<String, String> metadata = request.metadata("metadata");
        request.array("integrations").filter(list -> !list.isEmpty()).ifPresent(list -> {
            throw ApiException.invalid("integrations", "This provider has no integrations.");
        });
        JsonNode hyperparameters = hyperparameters(request);
        worker.checkRoom();
        StoredJob job = store.addJob(
                suffix,
                id -> new JobDocument(
                        id,
                        "fine_tuning.job",
                        store.now(),
                        null,
                        model,
                        null,
                        organization,
                        "validating_files",
                        trainingFile,
                        validationFile,
                        hyperparameters,
                        method(hyperparameters),
                        null,
                        null,
                        List.of(),
                        seed,
                        metadata,
                        null),
                "Created fine-tuning job");
        if (!hyperparameters.equals(defaults())) {
            store.advance(
                    job.key(),
                    document -> document,
                    "warn",
                    "The learner has no epochs, batches or learning "
                            + "rate; it chooses its strength by cross-validation. The hyperparameters given have no effect.",
                    null);
        }
        worker.submit(job.key());
        return job.document();
    }

    private String fileFor(String id, String param) {
        FileDocument file = store.file(id)
                .orElseThrow(() -> ApiException.invalid(
                        param, "invalid_file", String.format(Locale.ROOT, "File '%s' does not exist.", id)));
        if (!file.purpose().equals("fine-tune")) {
            throw ApiException.invalid(
                    param,
                    "invalid_file",
                    String.format(Locale.ROOT, "File '%s' has the purpose '%s', not 'fine-tune'.", id, file.purpose()));
        }
        return id;
    }

    private static String suffix(Fields request) {
        String suffix = request.string("suffix").orElse("");
        if (suffix.length() > MAX_SUFFIX || !suffix.matches("[A-Za-z0-9._-]*")) {
            throw ApiException.invalid(
                    "suffix",
                    "invalid_value",
                    String.format(
                            Locale.ROOT,
                            "'suffix' has at most %d characters, which are " + "letters, digits, '.', '_' or '-'.",
                            MAX_SUFFIX));
        }
        return suffix;
    }

    private static JsonNode hyperparameters(Fields request) {
        Optional<Fields> method = request.object("method");
        method.ifPresent(given -> {
            String type = given.requiredString("type");
            if (!type.equals("supervised")) {
                throw ApiException.invalid("method.type", "This provider trains with the method 'supervised' only.");
            }
        });
        Fields given = method.flatMap(m -> m.object("supervised"))
                .flatMap(s -> s.object("hyperparameters"))
                .or(() -> request.object("hyperparameters"))
                .orElse(null);
        ObjectNode asked = defaults();
        if (given != null) {
            for (String name : HYPERPARAMETERS) {
                JsonNode value = given.node(name);
                if (value != null) {
                    if (!"auto".equals(value.textValue())) {
                        checkHyperparameter(given, name);
                    }
                    asked.set(name, value);
                }
            }
        }
        return asked;
    }

    private static void checkHyperparameter(Fields given, String name) {
        switch (name) {
            case "n_epochs" -> given.integer(name, 1, 50);
            case "batch_size" -> given.integer(name, 1, 256);
            default -> given.number(name, Double.MIN_VALUE, Double.MAX_VALUE);
        }
    }

    private static ObjectNode defaults() {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        HYPERPARAMETERS.forEach(name -> defaults.put(name, "auto"));
        return defaults;
    }

    private static JsonNode method(JsonNode hyperparameters) {
        ObjectNode method = JsonNodeFactory.instance.objectNode().put("type", "supervised");
        method.putObject("supervised").set("hyperparameters", hyperparameters);
        return method;
    }

    /** @param query the raw query string: {@code limit}, {@code after}, {@code metadata[key]=value} */
    public Page<JobDocument> list(String query) {
        Query parameters = new Query(query);
        Map<String, String> wanted = parameters.metadata();
        List<JobDocument> jobs = store.jobs().stream()
                .map(StoredJob::document)
                .filter(job -> job.metadata().entrySet().containsAll(wanted.entrySet()))
                .toList();
        return parameters.page(jobs, JobDocument::id, DEFAULT_LIMIT, MAX_LIMIT);
    }

    public JobDocument retrieve(String id) {
        return job(id).document();
    }

    /** Cancels a job, also while it runs; one that is over cannot be cancelled. */
    public JobDocument cancel(String id) {
        job(id);
        return store.advance(
                        id, document -> document.ended(store.now(), "cancelled", null), "info", "Job cancelled", null)
                .map(StoredJob::document)
                .orElseThrow(() -> ApiException.invalid(
                        null,
                        "invalid_job_state",
                        String.format(
                                Locale.ROOT,
                                "Job '%s' is already %s.",
                                id,
                                job(id).document().status())));
    }

    /** The job's events, newest first. */
    public Page<EventDocument> events(String id, String query) {
        List<EventDocument> events = new ArrayList<>(job(id).events());
        Collections.reverse(events);
        return new Query(query).page(events, EventDocument::id, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** An empty list: the learner solves for its weights directly and makes no checkpoints. */
    public Page<EventDocument> checkpoints(String id) {
        job(id);
        return Page.of(List.of(), false, EventDocument::id);
    }

    /** Refuses: a training takes seconds, so there is nothing to pause or to resume. */
    public JobDocument pauseOrResume(String id) {
        job(id);
        throw ApiException.invalid(
                null,
                "not_supported",
                "This provider cannot pause or resume jobs; they take "
                        + "seconds. A job can be cancelled, and one that a restart interrupted goes on by itself.");
    }

    private StoredJob job(String id) {
        return store.job(id)
                .orElseThrow(() -> new ApiException(
                        404,
                        "invalid_request_error",
                        "fine_tuning_job_id",
                        "fine_tune_not_found",
                        "Could not find fine tune: " + id));
    }
}
