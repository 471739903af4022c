package com.developmentleads.provider.wire;

/** OpenAI's {@code model} object. {@code created} is in Unix seconds. */
public record ModelDocument(String id, String object, long created, String ownedBy) {

    public static ModelDocument of(String id, long created, String ownedBy) {
        return new ModelDocument(id, "model", created, ownedBy);
    }
}
