package com.developmentleads.provider.store;

import com.developmentleads.provider.wire.BatchDocument;

/** A batch as the store keeps it. */
public record StoredBatch(long sequence, BatchDocument document) implements JsonStore.Entry {

    @Override
    public String key() {
        return document.id();
    }
}
