package com.developmentleads.provider.chat;

import com.developmentleads.provider.embedding.SentenceModel;
import com.developmentleads.provider.learner.Example;
import com.developmentleads.provider.learner.LinearTextModel;
import com.developmentleads.provider.learner.Prompt;
import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.ModelDocument;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The models that can be asked: the base models and every tuned one, of which the last used stay in memory. */
public final class ModelCatalog {

    /** The base models that can be trained; they answer only through the models tuned from them. */
    public static final String MEANING = "local-meaning";

    public static final String LINEAR = "local-linear";
    public static final List<String> TRAINABLE = List.of(MEANING, LINEAR);
    /** The base model that answers without any training. */
    public static final String KEYWORDS = "local-keywords";
    /** The base model that answers as the most similar examples of the request do, else as {@link #KEYWORDS}. */
    public static final String SIMILAR = "local-similar";
    /** The model that answers with vectors. */
    public static final String EMBEDDING = "text-embedding-local";

    private static final String OWNER = "development-leads";
    private static final int MAX_REASONS = 5;

    private final ProviderStore store;
    private final Keywords keywords;
    private final SentenceModel sentences;
    private final long since;
    private final Map<String, LinearTextModel> loaded;

    /** @param maxLoaded how many tuned models are kept in memory */
    public ModelCatalog(ProviderStore store, Keywords keywords, SentenceModel sentences, int maxLoaded) {
        this.store = store;
        this.keywords = keywords;
        this.sentences = sentences;
        since = store.now();
        loaded = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LinearTextModel> eldest) {
                return size() > maxLoaded;
            }
        };
    }

    /** All models: tuned ones, newest first, then the base models. */
    public List<ModelDocument> list() {
        List<ModelDocument> models = new ArrayList<>(store.models());
        for (String base : List.of(MEANING, LINEAR, KEYWORDS, SIMILAR, EMBEDDING)) {
            models.add(ModelDocument.of(base, since, OWNER));
        }
        return models;
    }

    /** True when there was such a tuned model. */
    public boolean delete(String id) {
        synchronized (loaded) {
            loaded.remove(id);
            return store.deleteModel(id);
        }
    }

    /**
     * Asks a model.
     *
     * @param examples earlier questions of the request with their answers, which {@link #SIMILAR} alone looks at
     * @param allowed  the answers the request allows, or an empty list when it does not say
     * @throws ApiException 404 for a model that is unknown or cannot be used on this machine, 400 for one that cannot
     *                      answer
     */
    public Distribution ask(String model, Prompt prompt, List<Example> examples, List<String> allowed) {
        if (model.equals(SIMILAR) && !examples.isEmpty()) {
            return Similar.answer(
                    examples, prompt.user(), allowed.isEmpty() ? Keywords.offered(prompt.system()) : allowed);
        }
        if (needsNothing(model)) {
            return keywords.answer(prompt, allowed);
        }
        if (model.equals(EMBEDDING)) {
            throw ApiException.invalid(
                    "model",
                    "model_not_supported",
                    String.format(Locale.ROOT, "'%s' answers with vectors only, at /v1/embeddings.", EMBEDDING));
        }
        if (TRAINABLE.contains(model)) {
            throw ApiException.invalid(
                    "model",
                    "model_not_trained",
                    String.format(
                            Locale.ROOT,
                            "'%s' has to be trained before it can answer; " + "ask a model tuned from it, or '%s'.",
                            model,
                            KEYWORDS));
        }
        LinearTextModel tuned = load(model);
        if (tuned.readsMeaning()) {
            checkEmbeddings(model);
        }
        return new Distribution(tuned.labels(), tuned.probabilities(prompt, sentences), tuned.lean());
    }

    /** @throws ApiException 404 when the embeddings that {@code model} needs cannot be had on this machine */
    public void checkEmbeddings(String model) {
        sentences.fault().ifPresent(why -> {
            throw new ApiException(
                    404,
                    "invalid_request_error",
                    "model",
                    "model_not_found",
                    String.format(
                            Locale.ROOT,
                            "The model '%s' cannot be used on this machine: %s. Train one from '%s'.",
                            model,
                            why,
                            LINEAR));
        });
    }

    /**
     * The words and numbers, or the examples, that weighed most for an answer that {@link #ask} gave, at most five.
     *
     * @param examples of the request; one of {@link #SIMILAR} has the most alike of them as its reasons
     * @param answer   its place in the distribution
     */
    public List<String> reasons(
            String model, Prompt prompt, List<Example> examples, Distribution distribution, int answer) {
        if (model.equals(SIMILAR) && !examples.isEmpty()) {
            return Similar.reasons(
                    examples, prompt.user(), distribution.answers().get(answer));
        }
        return needsNothing(model)
                ? keywords.reasons(prompt, distribution.answers().get(answer), MAX_REASONS)
                : load(model).reasons(prompt, sentences, answer, MAX_REASONS);
    }

    private static boolean needsNothing(String model) {
        return model.equals(KEYWORDS) || model.equals(SIMILAR);
    }

    private LinearTextModel load(String id) {
        synchronized (loaded) {
            LinearTextModel known = loaded.get(id);
            if (known == null) {
                known = read(store.weights(id).orElseThrow(() -> ApiException.modelNotFound(id)));
                loaded.put(id, known);
            }
            return known;
        }
    }

    private static LinearTextModel read(Path weights) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(weights), 1 << 16)) {
            return LinearTextModel.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + weights, e);
        }
    }
}
