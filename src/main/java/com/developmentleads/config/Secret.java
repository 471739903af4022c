package com.developmentleads.config;

/**
 * A key or password. It is masked by its type: whatever prints, logs or serialises it sees {@code ***}, and only code
 * that asks with {@link #reveal()} gets the value. Where the value itself gets into a text, {@link SecretMask} knows it.
 */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
        SecretMask.remember(value);
    }

    /** The value itself, for the one place that puts it on the wire. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return SecretMask.MASK;
    }
}
