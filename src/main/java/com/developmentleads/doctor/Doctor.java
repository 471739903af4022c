package com.developmentleads.doctor;

import com.developmentleads.check.Finding;
import com.developmentleads.check.ProjectCheck;
import com.developmentleads.classify.ModelChoice;
import com.developmentleads.classify.Retirement;
import com.developmentleads.config.Accounts;
import com.developmentleads.config.ConfigurationException;
import com.developmentleads.config.Secret;
import com.developmentleads.config.Secrets;
import com.developmentleads.config.Settings;
import com.developmentleads.failure.RequestFailure;
import com.developmentleads.files.LineFile;
import com.developmentleads.parcel.ZoningTable;
import com.developmentleads.pricing.Prices;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.search.Towns;
import com.developmentleads.storage.Database;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks what a run needs and reports the state of each thing. It reads files, connects to the mail server and the webhook without
 * sending anything, reads the fields of the layer of parcels, and lists the provider's models, which costs nothing; it writes
 * nothing.
 */
public final class Doctor {

    private final Settings settings;
    private final Secrets secrets;
    private final Accounts accounts;
    private final Supplier<Map<String, String>> models;

    /**
     * @param models asks the provider for its models, each with the day from which it is retired, or an empty text; throws
     *               when they cannot be had
     */
    public Doctor(Settings settings, Secrets secrets, Supplier<Map<String, String>> models) {
        this.settings = settings;
        this.secrets = secrets;
        this.accounts = new Accounts(settings, secrets);
        this.models = models;
    }

    /** One entry for each thing looked at, in the order in which a run needs them. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(dataFolder());
        checks.add(database());
        routes(checks);
        checks.add(file("training file", settings.file("training"), "leads prepare writes it"));
        checks.add(identifier("job id", "job-id", "leads train writes it"));
        checks.add(identifier("tuned model", "model-id", "until there is one, the generic model answers"));
        Optional<Secret> key = key(checks);
        provider(checks, key);
        checks.add(prices());
        checks.add(search());
        checks.addAll(new ParcelCheck(settings).examine());
        checks.add(zoning());
        checks.add(sheet());
        checks.add(mail());
        checks.add(new WebhookCheck(settings, accounts).examine());
        return checks;
    }

    private Check dataFolder() {
        Path folder = settings.data();
        if (!Files.exists(folder)) {
            return new Check("data folder", Check.State.WARN, folder + " is not there yet; the first command makes it");
        }
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? new Check("data folder", Check.State.OK, folder.toString())
                : new Check(
                        "data folder", Check.State.MISSING, folder + " cannot be written — give yourself write access");
    }

    private Check database() {
        Database database = new Database(
                settings.file("database"), settings.duration("database.busy-timeout"), LeadsRuntime.clock(settings));
        if (!database.exists()) {
            return new Check(
                    "database",
                    Check.State.WARN,
                    database.file() + " is not there — put yours there, or name its folder with --data");
        }
        try {
            database.inspect();
            database.tryWrites();
            return new Check("database", Check.State.OK, database.file().toString());
        } catch (ConfigurationException e) {
            return new Check("database", Check.State.MISSING, e.getMessage());
        }
    }

    private void routes(List<Check> checks) {
        List<Finding> findings = new ProjectCheck(settings, secrets).all();
        findings.forEach(finding -> checks.add(new Check("routes", Check.State.MISSING, finding.text())));
        if (findings.isEmpty()) {
            checks.add(new Check("routes", Check.State.OK, "with their statements, templates and prompts"));
        }
    }

    private Check zoning() {
        String file = settings.text("files.zoning");
        try {
            int districts = new ZoningTable(file).districts().size();
            return districts == 0
                    ? new Check("zoning districts", Check.State.OFF, "no table " + file)
                    : new Check("zoning districts", Check.State.OK, districts + " in " + file);
        } catch (ConfigurationException e) {
            return new Check("zoning districts", Check.State.WARN, e.getMessage());
        }
    }

    private static Check file(String what, Path file, String hint) {
        return Files.isRegularFile(file)
                ? new Check(what, Check.State.OK, file.toString())
                : new Check(what, Check.State.OFF, "none yet; " + hint);
    }

    private Check identifier(String what, String name, String hint) {
        Path file = settings.file(name);
        try {
            Optional<String> value = new LineFile(file.toString()).read();
            if (value.isPresent()) {
                return new Check(what, Check.State.OK, value.get());
            }
            return Files.exists(file)
                    ? new Check(what, Check.State.WARN, file + " holds no identifier — remove it")
                    : new Check(what, Check.State.OFF, "none yet; " + hint);
        } catch (IOException e) {
            return new Check(what, Check.State.WARN, file + " cannot be read");
        }
    }

    private Optional<Secret> key(List<Check> checks) {
        try {
            Optional<Secret> key = accounts.providerKey();
            if (accounts.usesEmbedded()) {
                checks.add(new Check(
                        "key",
                        Check.State.OK,
                        "the embedded provider's own" + (key.isPresent() ? "" : "; the first start makes it")));
                return key;
            }
            checks.add(
                    key.isPresent()
                            ? new Check("key", Check.State.OK, settings.text("openai.key-variable") + " is set")
                            : new Check(
                                    "key",
                                    Check.State.OFF,
                                    "the provider '" + settings.text("provider") + "' asks for none"));
            return key;
        } catch (ConfigurationException e) {
            checks.add(new Check("key", Check.State.MISSING, e.getMessage()));
            return Optional.empty();
        }
    }

    private void provider(List<Check> checks, Optional<Secret> key) {
        if (accounts.usesEmbedded()) {
            checks.add(new Check("provider", Check.State.OK, "embedded; it starts with the command that needs it"));
            return;
        }
        String address = settings.text("openai.base-url");
        if (key.isEmpty() && settings.optional("openai.key-variable").isPresent()) {
            checks.add(new Check("provider", Check.State.WARN, address + " was not asked, there is no key"));
            return;
        }
        try {
            Map<String, String> known = models.get();
            checks.add(new Check("provider", Check.State.OK, address));
            checks.add(model("generic model", settings.text("openai.generic-model"), known));
            checks.add(model("training model", settings.text("openai.training-model"), known));
        } catch (RuntimeException e) {
            checks.add(new Check(
                    "provider",
                    Check.State.MISSING,
                    address + ": " + RequestFailure.describe(e) + " — check openai.base-url, the key and the network"));
        }
    }

    /** Whether the budgets can hold: the prices of the models in use must be known. */
    private Check prices() {
        Prices prices = new Prices(settings.all());
        List<String> unknown = new ArrayList<>();
        Stream.of(settings.text("openai.generic-model"), classifyingModel())
                .distinct()
                .filter(model -> !prices.knows(model))
                .forEach(model -> unknown.add("prices." + prices.priceName(model) + ".input and .output"));
        boolean stopped =
                !unknown.isEmpty() && settings.text("budget.unknown-price").equals("stop");
        String training = settings.text("openai.training-model");
        if (prices.training(training, 0).isEmpty()) {
            unknown.add("prices." + prices.priceName(training) + ".training");
        }
        if (unknown.isEmpty()) {
            return new Check("prices", Check.State.OK, "known for the models in use");
        }
        return new Check(
                "prices",
                stopped ? Check.State.MISSING : Check.State.WARN,
                "no " + String.join(", no ", unknown) + ", so "
                        + (settings.text("budget.unknown-price").equals("stop")
                                ? "these models are neither asked nor trained — set them, or budget.unknown-price=allow"
                                : "no budget holds for these models — set them"));
    }

    /** The model that the next run takes first. */
    private String classifyingModel() {
        try {
            return new ModelChoice(
                            new LineFile(settings.file("model-id").toString()),
                            settings.text("classify.use-tuned-model").equals("true"),
                            settings.text("openai.generic-model"),
                            0)
                    .choose()
                    .get("model")
                    .toString();
        } catch (IOException e) {
            // The check of the model-id file reports it.
            return settings.text("openai.generic-model");
        }
    }

    /** Warns some weeks before the model's day, which the training and evaluation of another take. */
    private Check model(String what, String model, Map<String, String> models) {
        Retirement retirement = new Retirement(settings.all(), LeadsRuntime.clock(settings));
        String day = retirement.date(model, null, models.get(model));
        Optional<String> notice = retirement.notice(model, day, settings.integer("training.retirement-notice"));
        if (notice.isPresent()) {
            return new Check(
                    what,
                    Check.State.WARN,
                    notice.get() + " — name another, such as one that lives longer, or use another provider");
        }
        return models.containsKey(model)
                ? new Check(what, Check.State.OK, day == null ? model : model + ", until " + day)
                : new Check(what, Check.State.WARN, model + " is not among the provider's models — is it retired?");
    }

    private Check search() {
        String source = settings.text("search.source");
        if (!source.equals("serpapi")) {
            return new Check("search", Check.State.OK, "asked by direct:" + source + ", a route of yours");
        }
        if (accounts.searchKey().isPresent()) {
            return new Check(
                    "search", Check.State.OK, "SERPAPI_KEY is set; searching for " + Towns.configured(settings));
        }
        return settings.optional("schedule.daily").isEmpty()
                ? new Check("search", Check.State.OFF, "no SERPAPI_KEY and no schedule.daily")
                : new Check(
                        "search",
                        Check.State.MISSING,
                        "SERPAPI_KEY is missing — set it, or watch jobs alone with --set schedule.daily=");
    }

    private Check sheet() {
        if (settings.optional("sheets.spreadsheet-id").isEmpty()) {
            return new Check(
                    "sheet", Check.State.OFF, "sheets.spreadsheet-id is empty; leads go to " + settings.file("leads"));
        }
        Optional<String> file = accounts.googleKeyFile();
        if (file.isEmpty()) {
            return new Check(
                    "sheet",
                    Check.State.MISSING,
                    "GOOGLE_APPLICATION_CREDENTIALS is missing — set it to a service account's key file");
        }
        return Files.isReadable(Path.of(file.get()))
                ? new Check("sheet", Check.State.OK, settings.text("sheets.link"))
                : new Check("sheet", Check.State.MISSING, "the key file " + file.get() + " cannot be read");
    }

    private Check mail() {
        Optional<String> host = settings.optional("mail.host");
        if (host.isEmpty()) {
            return new Check("mail", Check.State.OFF, "mail.host is empty");
        }
        if (settings.optional("mail.username").isPresent()
                && secrets.find("SMTP_PASSWORD").isEmpty()) {
            return new Check("mail", Check.State.MISSING, "SMTP_PASSWORD is missing — set it, or empty mail.username");
        }
        String address = host.get() + ":" + settings.integer("mail.port");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.get(), settings.integer("mail.port")), (int)
                    settings.duration("mail.timeout").toMillis());
            return new Check("mail", Check.State.OK, address + " to " + settings.text("mail.to"));
        } catch (IOException e) {
            return new Check("mail", Check.State.MISSING, address + " does not answer — check mail.host and mail.port");
        }
    }
}
