package com.developmentleads.config;

import com.developmentleads.provider.ProviderKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The key of this data folder's embedded provider, with its file's faults told as faults of the configuration. It is
 * looked up anew each time, so that a process that runs for months follows a key that was replaced.
 */
public final class EmbeddedKey {

    private final ProviderKey key;

    public EmbeddedKey(Settings settings, Secrets secrets) {
        String given = settings.optional("provider.embedded.key-variable")
                .flatMap(secrets::find)
                .map(Secret::reveal)
                .orElse(null);
        key = new ProviderKey(Path.of(settings.text("provider.embedded.directory")), given, SecretMask::remember);
    }

    /** What the provider compares keys with, and where the key is. */
    public ProviderKey key() {
        return key;
    }

    /** The key to send; empty while none was made or given. Makes nothing. */
    public Optional<Secret> find() {
        try {
            return key.find().map(Secret::new);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(e.getMessage()));
        }
    }

    /** The key to send, made when there is none. */
    public Secret require() {
        try {
            return new Secret(key.require());
        } catch (IOException e) {
            throw new ConfigurationException(List.of(e.getMessage()));
        }
    }
}
