package com.developmentleads.config;

import java.net.URI;
import java.util.Optional;

/** The accounts and keys with which other systems are asked: the providers of models, the search service, Google, mail. */
public final class Accounts {

    private static final String EMBEDDED = "embedded";

    private final Settings settings;
    private final Secrets secrets;

    public Accounts(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Whether the provider in use is the one inside this application. */
    public boolean usesEmbedded() {
        return settings.text("provider").equals(EMBEDDED)
                && settings.text("openai.base-url").equals(settings.text("provider.embedded.base-url"));
    }

    /** What tells one provider's jobs from another's: its address; the embedded one's changes with each start. */
    public String server() {
        return usesEmbedded() ? EMBEDDED : settings.text("openai.base-url");
    }

    /** The key of the embedded provider of this data folder. */
    public EmbeddedKey embeddedKey() {
        return new EmbeddedKey(settings, secrets);
    }

    /**
     * The key of the provider in use; empty when it asks for none, and when it is the embedded one and its key is still
     * to be made.
     *
     * @throws ConfigurationException when it asks for one and there is none, or none that can be used
     */
    public Optional<Secret> providerKey() {
        if (usesEmbedded()) {
            return embeddedKey().find();
        }
        Optional<String> variable = settings.optional("openai.key-variable");
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(secrets.find(variable.get())
                .orElseThrow(() -> new ConfigurationException(
                        "the key of the provider '" + settings.text("provider") + "' is missing",
                        "set the environment variable " + variable.get() + " (or put it into "
                                + settings.text("secrets.env-file") + "), or train and answer on this machine with"
                                + " --provider embedded")));
    }

    /** The key of the provider's management API, as it is now; empty when there is none. */
    public Optional<Secret> deploymentKey() {
        return settings.optional("openai.deployment-key-variable").flatMap(secrets::findNow);
    }

    /** Whether a run can search: with the key of the search service, or from a source of the engineer's own. */
    public boolean canSearch() {
        return !settings.text("search.source").equals("serpapi") || searchKey().isPresent();
    }

    /** The key of the search service: the stand-in's in the sandbox, else the operator's; empty when there is none. */
    public Optional<Secret> searchKey() {
        return settings.optional("sandbox.serpapi-key").map(Secret::new).or(() -> secrets.find("SERPAPI_KEY"));
    }

    /** The file with Google's service-account key; empty when there is none. */
    public Optional<String> googleKeyFile() {
        return settings.optional("sheets.key-file").or(() -> secrets.findOpen("GOOGLE_APPLICATION_CREDENTIALS"));
    }

    /**
     * Where the webhook is; empty when it is off.
     *
     * @throws ConfigurationException when {@code webhook.url} names a variable that is not set or holds no address
     */
    public Optional<URI> webhook() {
        Optional<String> value = settings.optional("webhook.url");
        if (value.isEmpty() || !value.get().startsWith(WebhookAddress.VARIABLE)) {
            return value.map(URI::create);
        }
        String variable = value.get().substring(WebhookAddress.VARIABLE.length());
        URI address = secrets.find(variable)
                .map(Secret::reveal)
                .filter(WebhookAddress::isAddress)
                .map(URI::create)
                .orElseThrow(() -> new ConfigurationException(
                        "webhook.url is " + value.get() + ", and that variable holds no https address",
                        "set " + variable + " in the environment or in " + settings.text("secrets.env-file")
                                + ", or empty webhook.url"));
        SecretMask.remember(address.getRawPath());
        return Optional.of(address);
    }

    /** What signs the messages to the webhook; empty when they are not signed. */
    public Optional<Secret> webhookSecret() {
        return secrets.find("WEBHOOK_SECRET");
    }

    /** @throws ConfigurationException when there is none */
    public String requireGoogleKeyFile() {
        return googleKeyFile()
                .orElseThrow(() -> new ConfigurationException(
                        "sheets.spreadsheet-id is set and there is no key for Google Sheets",
                        "set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account's key, or empty"
                                + " sheets.spreadsheet-id"));
    }

    /** The password of {@code management.user}; empty when there is none. */
    public Optional<Secret> managementPassword() {
        return secrets.find("MANAGEMENT_PASSWORD");
    }

    /**
     * The password at the mail server; empty when mail is off or needs no log-in.
     *
     * @throws ConfigurationException when it is needed and there is none
     */
    public Optional<Secret> mailPassword() {
        if (settings.optional("mail.host").isEmpty()
                || settings.optional("mail.username").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(secrets.find("SMTP_PASSWORD")
                .orElseThrow(() -> new ConfigurationException(
                        "the password of " + settings.text("mail.username") + " at the mail server is missing",
                        "set the environment variable SMTP_PASSWORD, or empty mail.username")));
    }
}
