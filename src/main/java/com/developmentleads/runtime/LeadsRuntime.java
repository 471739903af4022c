package com.developmentleads.runtime;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secret;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.mail.MailLogin;
import com.developmentleads.mail.MailTransport;
import com.developmentleads.openai.ChatOptions;
import com.developmentleads.openai.Credentials;
import com.developmentleads.pricing.Prices;
import com.developmentleads.provider.ProviderOwnership;
import com.developmentleads.sandbox.SteppedClock;
import com.developmentleads.search.SerpApiKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.LoggerFactory;

/**
 * The routes, running: Camel set up from the settings, with the beans that hold secrets or open files, and with the
 * embedded provider when it is the one in use and no other process serves it.
 */
public final class LeadsRuntime implements AutoCloseable {

    private static final String EMBEDDED = "embedded";

    private final Main main;
    private final Settings settings;
    private final ProviderOwnership ownership;

    private LeadsRuntime(Main main, Settings settings, ProviderOwnership ownership) {
        this.main = main;
        this.settings = settings;
        this.ownership = ownership;
    }

    /** What runs beside the routes that wait to be asked. */
    public enum Mode {
        /** Nothing, and no provider is needed: one command, then the end. */
        LOCAL,
        /** Nothing: one command that talks to the provider, then the end. */
        COMMAND,
        /** The routes that act by themselves. */
        UNATTENDED,
        /** The embedded provider alone. */
        PROVIDER
    }

    /**
     * Starts the routes.
     *
     * @param dataSource the open database; null in the mode {@code PROVIDER}
     * @throws ConfigurationException when a key is missing, or the routes cannot be started as configured
     */
    public static LeadsRuntime start(Settings settings, Secrets secrets, DataSource dataSource, Mode mode) {
        return start(settings, secrets, dataSource, dataSource, mode);
    }

    /**
     * As {@link #start(Settings, Secrets, DataSource, Mode)}, with the record of what was spent in another database: a
     * dry run leaves nothing but that.
     */
    public static LeadsRuntime start(
            Settings settings, Secrets secrets, DataSource dataSource, DataSource spendSource, Mode mode) {
        ProviderOwnership ownership = null;
        Settings effective = settings;
        if (mode == Mode.PROVIDER || mode != Mode.LOCAL && usesEmbedded(settings)) {
            ownership = acquire(settings);
            effective = settings.with("provider.embedded.port", Integer.toString(ownership.port()));
        }
        try {
            if (inSandbox(settings) && ownership != null) {
                effective = effective.with("sandbox.smtp-port", SandboxPort.choose(effective, ownership.owned()));
            }
            Main main = configure(effective, secrets, dataSource, spendSource, mode, ownership);
            main.start();
            if (ownership != null && ownership.owned()) {
                ownership.publish();
            }
            return new LeadsRuntime(main, effective, ownership);
        } catch (Exception e) {
            closeQuietly(ownership);
            throw startFailure(e);
        }
    }

    /** Whether the provider in use is the one inside this application. */
    public static boolean usesEmbedded(Settings settings) {
        return settings.text("provider").equals(EMBEDDED)
                && settings.text("openai.base-url").equals(settings.text("provider.embedded.base-url"));
    }

    /** What tells one provider's jobs from another's: its address; the embedded one's changes with each start. */
    public static String server(Settings settings) {
        return usesEmbedded(settings) ? EMBEDDED : settings.text("openai.base-url");
    }

    /**
     * The key of the provider in use; empty when it asks for none, and when it is the embedded one and its key is still
     * to be made.
     *
     * @throws ConfigurationException when it asks for one and there is none, or none that can be used
     */
    public static Optional<Secret> providerKey(Settings settings, Secrets secrets) {
        if (usesEmbedded(settings)) {
            return new EmbeddedKey(settings, secrets).find();
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

    public Settings settings() {
        return settings;
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    /** True when this process serves the embedded provider. */
    public boolean servesProvider() {
        return ownership != null && ownership.owned();
    }

    /**
     * Sends a body to a route and returns the exchange when the route is through.
     *
     * @param variables exchange variables by name
     * @throws RuntimeException the failure of the route, unwrapped where it is unchecked
     */
    public Exchange ask(String route, Object body, Map<String, Object> variables) {
        Exchange exchange = context().createProducerTemplate().request("direct:" + route, request -> {
            request.setPattern(ExchangePattern.InOut);
            request.getMessage().setBody(body);
            variables.forEach(request::setVariable);
        });
        if (exchange.getException() instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException(exchange.getException().getMessage(), exchange, exchange.getException());
        }
        return exchange;
    }

    @Override
    public void close() {
        main.stop();
        closeQuietly(ownership);
    }

    private static Path directory(Settings settings) {
        return Path.of(settings.text("provider.embedded.directory"));
    }

    private static ProviderOwnership acquire(Settings settings) {
        try {
            return ProviderOwnership.acquire(directory(settings), settings.integer("provider.embedded.port"));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the embedded provider cannot be started: " + e.getMessage(),
                    "free " + directory(settings) + " or name another folder with --data");
        }
    }

    private static boolean inSandbox(Settings settings) {
        return settings.optional("routes.sandbox").isPresent();
    }

    /** By which dates are told: the system's clock, in the sandbox set ahead as {@code sandbox.clock-*} says. */
    public static Clock clock(Settings settings) {
        Clock clock = Clock.systemUTC();
        if (inSandbox(settings)) {
            if (settings.optional("sandbox.clock-offset").isPresent()) {
                clock = Clock.offset(clock, settings.duration("sandbox.clock-offset"));
            }
            Optional<String> file = settings.optional("sandbox.clock-file");
            if (file.isPresent()) {
                clock = new SteppedClock(clock, Path.of(file.get()));
            }
        }
        return clock;
    }

    /** The key of the search service: the stand-in's in the sandbox, else the operator's; empty when there is none. */
    public static Optional<Secret> serpApiKey(Settings settings, Secrets secrets) {
        return settings.optional("sandbox.serpapi-key").map(Secret::new).or(() -> secrets.find("SERPAPI_KEY"));
    }

    /** The file with Google's service-account key; empty when there is none. */
    public static Optional<String> googleKeyFile(Settings settings, Secrets secrets) {
        return settings.optional("sheets.key-file").or(() -> secrets.findOpen("GOOGLE_APPLICATION_CREDENTIALS"));
    }

    private static Main configure(
            Settings settings,
            Secrets secrets,
            DataSource dataSource,
            DataSource spendSource,
            Mode mode,
            ProviderOwnership ownership) {
        Main main = new Main();
        // Settings are read, merged and checked already; Camel gets the result and looks for nothing itself.
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties(settings, secrets, mode, ownership != null && ownership.owned()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport support) {
                // Else an environment variable DATA or PROVIDER would win over the property of that name.
                PropertiesComponent component =
                        (PropertiesComponent) support.getCamelContext().getPropertiesComponent();
                component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                // Statements tell one provider's jobs from another's by it.
                support.getCamelContext().setVariable("global:server", server(settings));
            }
        });
        // Commands end by themselves, and "run" stops the routes from its own shutdown hook.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        bind(main, settings, secrets, dataSource, spendSource, mode);
        return main;
    }

    private static Properties properties(Settings settings, Secrets secrets, Mode mode, boolean serve) {
        Properties properties = new Properties();
        properties.putAll(settings.forCamel());
        properties.put("unattended", Boolean.toString(mode == Mode.UNATTENDED));
        // Nobody looks into a process that ends by itself, and its start would take half as long again.
        properties.put("camel.main.jmx-enabled", Boolean.toString(mode == Mode.UNATTENDED || mode == Mode.PROVIDER));
        properties.put("mail.scheme", MailTransport.scheme(settings));
        properties.put(
                "daily.scheduled",
                Boolean.toString(
                        mode == Mode.UNATTENDED && serpApiKey(settings, secrets).isPresent()));
        if (mode != Mode.PROVIDER && settings.optional("sheets.spreadsheet-id").isPresent()) {
            properties.put("camel.component.google-sheets.client-factory", "#bean:sheetsClients");
            properties.put(
                    "camel.component.google-sheets.service-account-key", "file:" + requireGoogleKey(settings, secrets));
        }
        if (mode != Mode.PROVIDER) {
            // Named, since it is not the only one while a dry run works on a copy.
            properties.put("camel.component.sql.data-source", "#bean:dataSource");
        }
        List<String> routes = new ArrayList<>();
        if (mode != Mode.PROVIDER) {
            routes.add(settings.text("routes.application"));
            settings.optional("routes.demo").ifPresent(routes::add);
        }
        if (serve) {
            routes.add(settings.text("routes.provider"));
            settings.optional("routes.sandbox").ifPresent(routes::add);
        }
        properties.put("camel.main.routes-include-pattern", String.join(",", routes));
        properties.put("camel.server.enabled", Boolean.toString(serve));
        return properties;
    }

    private static void bind(
            Main main, Settings settings, Secrets secrets, DataSource dataSource, DataSource spendSource, Mode mode) {
        main.bind("clock", clock(settings));
        EmbeddedKey embeddedKey = new EmbeddedKey(settings, secrets);
        main.bind("providerKey", embeddedKey.key());
        if (mode == Mode.PROVIDER) {
            embeddedKey.require();
            return;
        }
        main.bind("dataSource", dataSource);
        main.bind("spendSource", spendSource);
        main.bind("serpApiKey", new SerpApiKey(serpApiKey(settings, secrets).orElse(null)));
        main.bind("credentials", new Credentials(settings.text("openai.auth-header"), key(settings, secrets, mode)));
        main.bind(
                "chatOptions",
                new ChatOptions(
                        settings.text("openai.generic-model"),
                        settings.text("openai.generic-options"),
                        settings.text("openai.tuned-options")));
        main.bind("prices", new Prices(settings.all()));
        main.bind("jsonMapper", new ObjectMapper());
        main.bind("mailSession", MailTransport.session(settings));
        main.bind(
                "mailLogin",
                new MailLogin(
                        settings.optional("mail.username").orElse(null),
                        mailPassword(settings, secrets).orElse(null)));
    }

    /** The key to send, if any; a fault of it is told now, and not by the first request. */
    private static Supplier<Secret> key(Settings settings, Secrets secrets, Mode mode) {
        if (mode != Mode.LOCAL && usesEmbedded(settings)) {
            EmbeddedKey embeddedKey = new EmbeddedKey(settings, secrets);
            embeddedKey.require();
            return embeddedKey::require;
        }
        Secret key = mode == Mode.LOCAL ? null : providerKey(settings, secrets).orElse(null);
        return () -> key;
    }

    private static String requireGoogleKey(Settings settings, Secrets secrets) {
        return googleKeyFile(settings, secrets)
                .orElseThrow(() -> new ConfigurationException(
                        "sheets.spreadsheet-id is set and there is no key for Google Sheets",
                        "set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account's key, or empty"
                                + " sheets.spreadsheet-id"));
    }

    private static Optional<Secret> mailPassword(Settings settings, Secrets secrets) {
        if (settings.optional("mail.host").isEmpty()
                || settings.optional("mail.username").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(secrets.find("SMTP_PASSWORD")
                .orElseThrow(() -> new ConfigurationException(
                        "the password of " + settings.text("mail.username") + " at the mail server is missing",
                        "set the environment variable SMTP_PASSWORD, or empty mail.username")));
    }

    private static RuntimeException startFailure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException known) {
                return known;
            }
        }
        LoggerFactory.getLogger(LeadsRuntime.class).error("The routes cannot be started", e);
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new ConfigurationException(
                "the routes cannot be started: " + root.getMessage(),
                "correct the file or property that it names; the log has more");
    }

    private static void closeQuietly(ProviderOwnership ownership) {
        if (ownership != null) {
            try {
                ownership.close();
            } catch (IOException e) {
                // The lock goes with the process; a port file left behind names a process that is gone.
            }
        }
    }
}
