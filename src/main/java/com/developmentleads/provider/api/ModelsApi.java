package com.developmentleads.provider.api;

import com.developmentleads.provider.chat.ModelCatalog;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Deleted;
import com.developmentleads.provider.wire.ModelDocument;
import com.developmentleads.provider.wire.Page;
import java.util.Locale;

/** OpenAI's {@code /v1/models}. */
public final class ModelsApi {

    private final ModelCatalog catalog;

    public ModelsApi(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Every model, tuned ones first; OpenAI does not page this list. */
    public Page<ModelDocument> list() {
        return Page.of(catalog.list(), false, ModelDocument::id);
    }

    public ModelDocument retrieve(String id) {
        return catalog.list().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiException.modelNotFound(id));
    }

    /** Deletes a tuned model. */
    public Deleted delete(String id) {
        retrieve(id);
        if (!catalog.delete(id)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model",
                    "cannot_delete_base_model",
                    String.format(Locale.ROOT, "'%s' belongs to the provider; only tuned models can be deleted.", id));
        }
        return new Deleted(id, "model", true);
    }
}
