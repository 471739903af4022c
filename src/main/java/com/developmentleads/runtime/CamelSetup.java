package com.developmentleads.runtime;

import com.developmentleads.classify.BackfillBudget;
import com.developmentleads.classify.Retirement;
import com.developmentleads.config.Accounts;
import com.developmentleads.config.EmbeddedKey;
import com.developmentleads.config.Secret;
import com.developmentleads.config.Settings;
import com.developmentleads.evaluate.EvaluationBudget;
import com.developmentleads.mail.MailLogin;
import com.developmentleads.mail.MailTransport;
import com.developmentleads.management.ManagementAccess;
import com.developmentleads.management.ManagementServer;
import com.developmentleads.management.RecordedMetrics;
import com.developmentleads.management.Traces;
import com.developmentleads.openai.ChatOptions;
import com.developmentleads.openai.Credentials;
import com.developmentleads.pricing.Budget;
import com.developmentleads.pricing.Prices;
import com.developmentleads.publish.WebhookClient;
import com.developmentleads.runtime.LeadsRuntime.Mode;
import com.developmentleads.search.SerpApiKey;
import com.developmentleads.search.Towns;
import com.developmentleads.training.TrainingBudget;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.support.LifecycleStrategySupport;

/** Camel set up from the settings: its properties, the files of routes, and the beans that hold secrets or open files. */
final class CamelSetup {

    /** Camel's properties of what management.port serves. */
    private static final Pattern MANAGEMENT = Pattern.compile("camel\\.(management|metrics)\\.");

    private final Settings settings;
    private final Accounts accounts;
    private final Mode mode;
    private final boolean serves;
    private final boolean ends;
    private final RouteFiles onDemand;

    /** @param serves whether this process serves the embedded provider */
    CamelSetup(Settings settings, Accounts accounts, Mode mode, boolean serves) {
        this.settings = settings;
        this.accounts = accounts;
        this.mode = mode;
        this.serves = serves;
        this.ends = mode == Mode.COMMAND || mode == Mode.LOCAL || mode == Mode.CHECK;
        this.onDemand = ends
                        && Stream.concat(application().stream(), Stream.of(custom()))
                                .allMatch(RouteFiles::canRead)
                ? new RouteFiles(application(), custom(), settings.text("search.source"))
                : null;
    }

    /** Camel, ready to be started. */
    Main main(DataSource dataSource, DataSource spendSource) {
        Main main = new GrowingMain();
        // Settings are read, merged and checked already; Camel gets the result and looks for nothing itself.
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport support) {
                // Else an environment variable DATA or PROVIDER would win over the property of that name.
                PropertiesComponent component =
                        (PropertiesComponent) support.getCamelContext().getPropertiesComponent();
                component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                support.getCamelContext()
                        .setApplicationContextClassLoader(Thread.currentThread().getContextClassLoader());
                // Statements tell one provider's jobs from another's by it.
                support.getCamelContext().setVariable("global:server", accounts.server());
                // For jq, which reads variables and no properties.
                support.getCamelContext().setVariable("global:jobOptions", json("openai.job-options"));
                support.getCamelContext().setVariable("global:states", json("openai.states"));
                support.getCamelContext()
                        .getCamelContextExtension()
                        .getContextPlugin(CliConnectorFactory.class)
                        .setEnabled(
                                isManaged() && settings.text("management.cli").equals("true"));
                if (Logging.isJson(settings)) {
                    support.getCamelContext().getCamelContextExtension().addInterceptStrategy(new RunContext());
                }
                settings.optional("traces.endpoint")
                        .filter(endpoint -> mode != Mode.CHECK)
                        .ifPresent(endpoint -> new Traces(endpoint).init(support.getCamelContext()));
                if (ends) {
                    support.getCamelContext().addLifecycleStrategy(new IdleScheduler());
                }
            }
        });
        // Commands end by themselves, and "run" stops the routes from its own shutdown hook.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        bind(main, dataSource, spendSource);
        return main;
    }

    /** Camel that takes more routes while it runs, each at the price of itself alone. */
    private static final class GrowingMain extends Main {
        @Override
        protected CamelContext createCamelContext() {
            DefaultCamelContext context = new DefaultCamelContext(false) {
                @Override
                public boolean removeRoute(String id) throws Exception {
                    // Asked before each new route, Camel goes through the endpoints of all others before it sees that
                    // there is none of that id.
                    return getRouteStatus(id) != null && super.removeRoute(id);
                }
            };
            context.getCamelContextExtension().setRegistry(registry);
            return context;
        }
    }

    /** Where the webhook is, for what makes runs; the provider alone and the check of the routes need no address. */
    private Optional<URI> webhook() {
        return mode == Mode.PROVIDER || mode == Mode.CHECK ? Optional.empty() : accounts.webhook();
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** A process that ends by itself has a scheduler without a task, and no reason to wait until its workers look up. */
    private static final class IdleScheduler extends LifecycleStrategySupport {
        @Override
        public void onComponentAdd(String name, Component component) {
            if (component instanceof QuartzComponent quartz) {
                quartz.setInterruptJobsOnShutdown(true);
            }
        }
    }

    private String json(String name) {
        return settings.optional(name).orElse("{}");
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings.forCamel());
        properties.put("unattended", Boolean.toString(mode == Mode.UNATTENDED));
        // Nobody looks into a process that ends by itself, and its start would take half as long again.
        properties.put("camel.main.jmx-enabled", Boolean.toString(mode == Mode.UNATTENDED || mode == Mode.PROVIDER));
        properties.put("mail.scheme", MailTransport.scheme(settings));
        // The path of the address may be a secret: the bean webhookClient adds it to what is sent.
        properties.put("webhook.origin", webhook().map(CamelSetup::origin).orElse(""));
        properties.put("daily.scheduled", Boolean.toString(mode == Mode.UNATTENDED && accounts.canSearch()));
        boolean writesSheet = mode != Mode.PROVIDER
                && mode != Mode.CHECK
                && settings.optional("sheets.spreadsheet-id").isPresent();
        properties.put("sheets.service-account-key", writesSheet ? "file:" + accounts.requireGoogleKeyFile() : "");
        if (mode != Mode.PROVIDER) {
            // Named, since it is not the only one while a dry run works on a copy.
            properties.put("camel.component.sql.data-source", "#bean:dataSource");
        }
        if (isManaged()) {
            manage(properties);
        } else {
            properties
                    .keySet()
                    .removeIf(name -> MANAGEMENT.matcher((String) name).lookingAt());
        }
        List<String> routes = new ArrayList<>();
        if (onDemand != null) {
            onDemand.common().forEach(file -> routes.add("file:" + file));
        } else if (mode != Mode.PROVIDER) {
            routes.addAll(application());
            routes.add(custom());
        }
        if (isManaged()) {
            routes.add(settings.text("routes.management"));
        }
        if (serves) {
            routes.add(settings.text("routes.provider"));
            settings.optional("routes.sandbox").ifPresent(routes::add);
        }
        properties.put("camel.main.routes-include-pattern", String.join(",", routes));
        properties.put("camel.server.enabled", Boolean.toString(serves));
        if (mode == Mode.CHECK) {
            TrialProperties.complete(properties);
        }
        return properties;
    }

    /** Whether this process serves health, figures and the console. */
    private boolean isManaged() {
        return mode == Mode.UNATTENDED && settings.optional("management.port").isPresent();
    }

    private void manage(Properties properties) {
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.host", settings.text("management.host"));
        properties.put("camel.management.port", settings.text("management.port"));
        properties.put("camel.health.enabled", "true");
        properties.put("camel.metrics.enabled", "true");
        // Jolokia looks for it when Camel makes its handler, and takes it from no property of Camel's.
        System.setProperty(
                "jolokia.policyLocation",
                settings.home()
                        .resolve("routes/management/jolokia-" + settings.text("management.jolokia") + ".xml")
                        .toUri()
                        .toString());
    }

    /** The files of routes that are loaded when they are asked; null when all are loaded at the start. */
    RouteFiles onDemand() {
        return onDemand;
    }

    private List<String> application() {
        List<String> patterns = new ArrayList<>();
        patterns.add(settings.text("routes.application"));
        settings.optional("routes.demo").ifPresent(patterns::add);
        return patterns;
    }

    private String custom() {
        return settings.text("routes.custom");
    }

    private void bind(Main main, DataSource dataSource, DataSource spendSource) {
        main.bind("clock", LeadsRuntime.clock(settings));
        main.bind("providerKey", accounts.embeddedKey().key());
        Supplier<Secret> key = providerKey();
        if (mode == Mode.PROVIDER) {
            return;
        }
        main.bind("dataSource", dataSource);
        main.bind("spendSource", spendSource);
        main.bind("serpApiKey", new SerpApiKey(accounts.searchKey().orElse(null)));
        main.bind(
                "towns",
                new Towns(
                        settings.text("search.locations"),
                        settings.text("search.location"),
                        settings.text("sheets.tab")));
        main.bind(
                "webhookTarget",
                new WebhookClient(
                        webhook().orElse(null), accounts.webhookSecret().orElse(null), LeadsRuntime.clock(settings)));
        main.bind("credentials", new Credentials(settings.text("openai.auth-header"), key));
        main.bind(
                "deploymentCredentials",
                new Credentials(
                        settings.text("openai.deployment-auth-header"),
                        () -> accounts.deploymentKey().orElse(null)));
        main.bind(
                "chatOptions",
                new ChatOptions(
                        settings.text("openai.generic-model"),
                        settings.text("openai.generic-options"),
                        settings.text("openai.tuned-options"),
                        settings.integer("classify.max-tokens"),
                        settings.text("classify.answer").equals("reasoned")
                                ? Settings.split(settings.text("classify.labels"))
                                : List.of(),
                        settings.integer("classify.reasoned-max-tokens")));
        main.bind("retirement", new Retirement(settings.all(), LeadsRuntime.clock(settings)));
        Prices prices = new Prices(settings.all());
        main.bind("prices", prices);
        boolean allowsUnknown = settings.text("budget.unknown-price").equals("allow");
        main.bind("budget", new Budget(prices, settings.money("budget.daily-usd"), allowsUnknown));
        BigDecimal trainingUsd = settings.money("budget.training-usd");
        main.bind("evaluationBudget", new EvaluationBudget(prices, trainingUsd, allowsUnknown));
        main.bind(
                "trainingBudget",
                new TrainingBudget(prices, trainingUsd, allowsUnknown, settings.text("training.epochs")));
        main.bind(
                "backfillBudget",
                new BackfillBudget(
                        prices,
                        settings.money("budget.backfill-usd"),
                        allowsUnknown,
                        settings.text("classify.mode").equals("batch")));
        main.bind("jsonMapper", new ObjectMapper());
        if (isManaged()) {
            // Of two servers the provider's routes would find neither.
            VertxPlatformHttpServerConfiguration served = new VertxPlatformHttpServerConfiguration();
            served.setBindPort(settings.integer(serves ? "provider.embedded.port" : "management.port"));
            main.bind("servedRoutes", served);
            main.bind(
                    "managementServer",
                    new ManagementServer(ManagementAccess.of(settings, accounts.managementPassword())));
            main.bind(
                    MicrometerConstants.METRICS_REGISTRY_NAME,
                    RecordedMetrics.registry(
                            main::getCamelContext,
                            LeadsRuntime.clock(settings).instant().toString()));
        }
        main.bind("mailSession", MailTransport.session(settings));
        main.bind(
                "mailLogin",
                new MailLogin(
                        settings.optional("mail.username").orElse(null),
                        accounts.mailPassword().orElse(null)));
    }

    /** Tells the key to send, if any; a fault of it is told now, and not by the first request. */
    private Supplier<Secret> providerKey() {
        boolean asks = mode != Mode.LOCAL && mode != Mode.CHECK;
        if (mode == Mode.PROVIDER || asks && accounts.usesEmbedded()) {
            EmbeddedKey embedded = accounts.embeddedKey();
            embedded.require();
            return embedded::require;
        }
        Secret key = asks ? accounts.providerKey().orElse(null) : null;
        return () -> key;
    }
}
