package com.developmentleads.provider.embedding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The most recently used embeddings by the SHA-256 of their text, so that the texts themselves are not kept. */
final class VectorCache {

    private final Map<ByteBuffer, Embedding> kept;

    VectorCache(int max) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Embedding> eldest) {
                return size() > max;
            }
        };
    }

    /** The embedding of {@code text}, computed when it is not kept; two threads may compute the same one. */
    Embedding get(String text, Function<String, Embedding> computation) {
        ByteBuffer key = key(text);
        synchronized (kept) {
            Embedding known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        Embedding computed = computation.apply(text);
        synchronized (kept) {
            kept.put(key, computed);
        }
        return computed;
    }

    private static ByteBuffer key(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
