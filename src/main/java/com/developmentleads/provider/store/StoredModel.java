package com.developmentleads.provider.store;

import com.developmentleads.provider.wire.ModelDocument;

/** A tuned model as the store keeps it; its file is named after the job that made it. */
public record StoredModel(long sequence, String jobId, ModelDocument document) implements JsonStore.Entry {

    @Override
    public String key() {
        return jobId;
    }
}
