package com.developmentleads.provider.chat;

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
import java.util.Map;

/** The models that can be asked: the two base models and every tuned one, of which the last used stay in memory. */
public final class ModelCatalog {

    /** The base model that can be trained; it answers only through the models tuned from it. */
    public static final String TRAINABLE = "local-linear";
    /** The base model that answers without any training. */
    public static final String KEYWORDS = "local-keywords";

    private static final String OWNER = "development-leads";

    private final ProviderStore store;
    private final Keywords keywords;
    private final long since;
    private final Map<String, LinearTextModel> loaded;

    /** @param maxLoaded how many tuned models are kept in memory */
    public ModelCatalog(ProviderStore store, Keywords keywords, int maxLoaded) {
        this.store = store;
        this.keywords = keywords;
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
        models.add(ModelDocument.of(TRAINABLE, since, OWNER));
        models.add(ModelDocument.of(KEYWORDS, since, OWNER));
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
     * @param allowed the answers the request allows, or an empty list when it does not say
     * @throws ApiException 404 for an unknown model, 400 for one that cannot answer yet
     */
    public Distribution ask(String model, Prompt prompt, List<String> allowed) {
        if (model.equals(KEYWORDS)) {
            return keywords.answer(prompt, allowed);
        }
        if (model.equals(TRAINABLE)) {
            throw ApiException.invalid(
                    "model",
                    "model_not_trained",
                    ("'%s' has to be trained before it can answer; " + "ask a model tuned from it, or '%s'.")
                            .formatted(TRAINABLE, KEYWORDS));
        }
        LinearTextModel tuned = load(model);
        return new Distribution(tuned.labels(), tuned.probabilities(prompt));
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
