package com.developmentleads.runtime;

import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.management.OwnBeans;
import com.developmentleads.provider.ProviderOwnership;
import com.developmentleads.sandbox.SteppedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.LoggerFactory;

/** The routes, running, with the embedded provider when it is the one in use and no other process serves it. */
public final class LeadsRuntime implements AutoCloseable {

    /** The properties that routes may use beside those of the settings. */
    public static final Set<String> SUPPLIED =
            Set.of("unattended", "daily.scheduled", "mail.scheme", "webhook.origin", "sheets.service-account-key");

    /** The beans that are made here and not in a route file. */
    public static final Set<String> BEANS = Set.of(
            "clock",
            "providerKey",
            "dataSource",
            "spendSource",
            "serpApiKey",
            "credentials",
            "deploymentCredentials",
            "chatOptions",
            "retirement",
            "prices",
            "budget",
            "evaluationBudget",
            "trainingBudget",
            "jsonMapper",
            "mailSession",
            "mailLogin");

    /** How the failure of a start begins when a route cannot be made. */
    public static final String NOT_STARTED = "the routes cannot be started";

    private final Main main;
    private final Settings settings;
    private final ProviderOwnership ownership;
    private final RouteFiles onDemand;
    private final Set<Path> loaded;
    /**
     * Keeps the database open, null without one: the last connection that is closed writes the log into the file, which a
     * statement's own would do each time, and the file system gives the number of an open file to no other.
     */
    private final Connection held;

    private OwnBeans beans;

    private LeadsRuntime(
            Main main, Settings settings, ProviderOwnership ownership, RouteFiles onDemand, Connection held) {
        this.held = held;
        this.onDemand = onDemand;
        this.loaded = new HashSet<>(onDemand == null ? List.of() : onDemand.common());
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
        PROVIDER,
        /** Nothing, and no key is needed: see {@link RouteTrial}. */
        CHECK
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
        Connection held = null;
        Settings effective = settings;
        if (mode == Mode.PROVIDER || mode != Mode.LOCAL && new Accounts(settings, secrets).usesEmbedded()) {
            ownership = acquire(settings);
            effective = settings.with("provider.embedded.port", Integer.toString(ownership.port()));
        }
        try {
            if (inSandbox(settings) && ownership != null) {
                effective = effective.with("sandbox.smtp-port", SandboxPort.choose(effective, ownership.owned()));
            }
            boolean serves = ownership != null && ownership.owned();
            held = dataSource == null ? null : dataSource.getConnection();
            CamelSetup setup = new CamelSetup(effective, new Accounts(effective, secrets), mode, serves);
            Main main = setup.main(dataSource, spendSource);
            main.start();
            if (serves) {
                ownership.publish();
            }
            LeadsRuntime runtime = new LeadsRuntime(main, effective, ownership, setup.onDemand(), held);
            if (mode == Mode.UNATTENDED) {
                runtime.beans = new OwnBeans(main.getCamelContext(), effective);
            }
            return runtime;
        } catch (Exception e) {
            closeQuietly(held);
            closeQuietly(ownership);
            throw startFailure(e);
        }
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
     * Sends a body to a route and returns the exchange when the route is through. In a process that ends by itself the
     * files of the route are loaded first, unless they are.
     *
     * @param variables exchange variables by name
     * @throws RuntimeException the failure of the route, unwrapped where it is unchecked
     * @throws ConfigurationException when the files cannot be loaded
     */
    public Exchange ask(String route, Object body, Map<String, Object> variables) {
        if (onDemand != null) {
            load(onDemand.needed(List.of(route)));
        }
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

    /**
     * Loads all routes of the application, for one who wants to see whether they can be.
     *
     * @throws ConfigurationException when they cannot
     */
    public void loadAll() {
        if (onDemand != null) {
            load(onDemand.all());
        }
    }

    /**
     * Takes route files when they are saved, while all other routes go on.
     *
     * @param isRight looks at a file before it is taken
     */
    public void reload(Predicate<Path> isRight) {
        try {
            context().addService(new RouteReload(settings.home().resolve("routes"), isRight));
        } catch (Exception e) {
            throw startFailure(e);
        }
    }

    private synchronized void load(Collection<Path> files) {
        List<Resource> missing = new ArrayList<>();
        for (Path file : files) {
            if (loaded.add(file)) {
                missing.add(ResourceHelper.resolveResource(context(), "file:" + file));
            }
        }
        if (!missing.isEmpty()) {
            try {
                PluginHelper.getRoutesLoader(context()).loadRoutes(missing);
            } catch (Exception e) {
                throw startFailure(e);
            }
        }
    }

    @Override
    public void close() {
        if (beans != null) {
            beans.close();
        }
        main.stop();
        closeQuietly(held);
        closeQuietly(ownership);
    }

    private static ProviderOwnership acquire(Settings settings) {
        Path directory = Path.of(settings.text("provider.embedded.directory"));
        try {
            return ProviderOwnership.acquire(directory, settings.integer("provider.embedded.port"));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the embedded provider cannot be started: " + e.getMessage(),
                    "free " + directory + " or name another folder with --data");
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

    static RuntimeException startFailure(Exception e) {
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
                NOT_STARTED + ": " + root.getMessage(), "correct the file or property that it names; the log has more");
    }

    private static void closeQuietly(AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception e) {
                // A lock or a connection goes with the process; a port file left behind names a process that is gone.
            }
        }
    }
}
