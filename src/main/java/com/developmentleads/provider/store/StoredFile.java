package com.developmentleads.provider.store;

import com.developmentleads.provider.wire.FileDocument;

/** An uploaded or produced file as the store keeps it. */
public record StoredFile(long sequence, FileDocument document) implements JsonStore.Entry {

    @Override
    public String key() {
        return document.id();
    }
}
