package com.developmentleads.provider.store;

import java.security.SecureRandom;

/** Ids as OpenAI forms them: a word for the kind, then characters nobody can guess. */
public final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id such as {@code file-…} for the prefix {@code file-}. */
    public static String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The unguessable part of an id. */
    public static String secret(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }
}
