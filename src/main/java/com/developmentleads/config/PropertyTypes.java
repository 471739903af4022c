package com.developmentleads.config;

import static com.developmentleads.config.PropertyType.address;
import static com.developmentleads.config.PropertyType.cron;
import static com.developmentleads.config.PropertyType.dateOrNothing;
import static com.developmentleads.config.PropertyType.duration;
import static com.developmentleads.config.PropertyType.fileName;
import static com.developmentleads.config.PropertyType.integer;
import static com.developmentleads.config.PropertyType.integerOr;
import static com.developmentleads.config.PropertyType.jsonObject;
import static com.developmentleads.config.PropertyType.jsonObjectOrNothing;
import static com.developmentleads.config.PropertyType.matching;
import static com.developmentleads.config.PropertyType.money;
import static com.developmentleads.config.PropertyType.oneOf;
import static com.developmentleads.config.PropertyType.regularExpression;
import static com.developmentleads.config.PropertyType.required;
import static com.developmentleads.config.PropertyType.text;
import static com.developmentleads.config.PropertyType.timeZone;
import static com.developmentleads.config.PropertyType.words;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which properties there are and what a value of each looks like; {@code application.properties} tells their use. */
final class PropertyTypes {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Map<String, PropertyType> BY_NAME = new LinkedHashMap<>();
    private static final Map<Pattern, PropertyType> BY_PATTERN = new LinkedHashMap<>();

    static {
        PropertyType headerName = matching("[A-Za-z0-9-]{1,64}", "the name of a header");
        PropertyType variable = matching("[A-Za-z_][A-Za-z0-9_]*|", "the name of an environment variable, or nothing");
        PropertyType model = matching("[\\x21-\\x7e]{1,200}", "a model's name without blanks");

        BY_NAME.put(
                "provider",
                matching("[a-z][a-z0-9-]*", "the name of a file providers/<name>.properties, such as openai"));
        BY_NAME.put("openai.base-url", address());
        BY_NAME.put("openai.auth-header", headerName);
        BY_NAME.put("openai.key-variable", variable);
        BY_NAME.put("openai.training-model", model);
        BY_NAME.put("openai.generic-model", model);
        BY_NAME.put("openai.generic-options", jsonObject());
        BY_NAME.put("openai.tuned-options", jsonObject());
        PropertyType format = matching("[a-z0-9-]{1,60}", "the name of a file in routes/json, without .jq");
        PropertyType method = matching("GET|POST|PUT", "GET, POST or PUT");
        BY_NAME.put("openai.job-request", format);
        BY_NAME.put("openai.job-options", jsonObjectOrNothing());
        BY_NAME.put("openai.files-bom", oneOf("true", "false"));
        BY_NAME.put("openai.events-method", method);
        BY_NAME.put("openai.states", jsonObjectOrNothing());
        BY_NAME.put("openai.deployment", format);
        BY_NAME.put("openai.deployment-of", oneOf("model", "checkpoint"));
        BY_NAME.put("openai.deployment-url", address());
        BY_NAME.put("openai.deployment-path", matching("/[\\x21-\\x7e]{0,1000}", "a path that begins with a slash"));
        BY_NAME.put("openai.deployment-query", matching("[\\x21-\\x7e]{0,200}", "a query without a question mark"));
        BY_NAME.put("openai.deployment-method", method);
        BY_NAME.put("openai.deployment-auth-header", headerName);
        BY_NAME.put("openai.deployment-key-variable", variable);
        BY_NAME.put("openai.deployment-command", text());
        BY_NAME.put("openai.tuned-names", regularExpression());
        BY_NAME.put("openai.retirement", dateOrNothing());
        BY_NAME.put("openai.suffix", matching("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, '_' and '-'"));
        BY_NAME.put("openai.connect-timeout", duration(Duration.ofMillis(100), MINUTE.multipliedBy(5)));
        BY_NAME.put("openai.response-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("openai.deadline", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("openai.slowest-upload", integer(1, 1_000_000_000));
        BY_NAME.put("openai.max-answer-bytes", integer(1_000, 1_000_000_000));
        BY_NAME.put("openai.requests-per-second", integer(1, 10_000));
        BY_NAME.put("openai.retries", integer(0, 20));
        BY_NAME.put("openai.retry-delay", duration(Duration.ofMillis(1), HOUR));
        BY_NAME.put("openai.retry-delay-max", duration(Duration.ofMillis(1), HOUR));
        BY_NAME.put("openai.page-size", integer(1, 100));
        BY_NAME.put("openai.max-pages", integer(1, 100_000));

        BY_NAME.put("classify.labels", words());
        BY_NAME.put("classify.max-tokens", integer(1, 10_000));
        BY_NAME.put("classify.answer", oneOf("label", "reasoned"));
        BY_NAME.put("classify.reasoned-max-tokens", integer(50, 10_000));
        BY_NAME.put("classify.max-text", integer(100, 1_000_000));

        BY_NAME.put("classify.use-tuned-model", oneOf("true", "false"));
        BY_NAME.put("classify.examples", integer(0, 100));
        BY_NAME.put("classify.concurrency", integer(1, 200));
        BY_NAME.put("budget.daily-usd", money());
        BY_NAME.put("budget.unknown-price", oneOf("stop", "allow"));
        BY_NAME.put("leads.labels", words());
        BY_NAME.put("leads.order", oneOf("score", "price", "new"));
        BY_NAME.put("links.map", text());
        BY_NAME.put("links.assessor", text());
        BY_NAME.put("links.report", text());

        BY_NAME.put("schedule.daily", cron());
        BY_NAME.put("schedule.time-zone", timeZone());
        BY_NAME.put("schedule.catch-up", integer(0, 365));
        BY_NAME.put("schedule.retry", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("history.searches", duration(Duration.ZERO, HOUR.multipliedBy(24 * 36_600L)));
        BY_NAME.put("history.keep", duration(Duration.ZERO, HOUR.multipliedBy(24 * 36_600L)));
        BY_NAME.put("search.location", text());
        BY_NAME.put("search.locations", text());
        BY_NAME.put("search.queries", required());
        BY_NAME.put("search.pages", integer(1, 10));
        BY_NAME.put("search.concurrency", integer(1, 100));
        BY_NAME.put("search.statuses", words());
        BY_NAME.put("search.alert-days", integer(1, 365));
        BY_NAME.put("digest.when-empty", oneOf("send", "skip"));
        BY_NAME.put("digest.late", integer(0, 365));
        BY_NAME.put("serpapi.base-url", address());
        BY_NAME.put("serpapi.connect-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("serpapi.response-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("serpapi.deadline", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("serpapi.max-answer-bytes", integer(1_000, 1_000_000_000));
        BY_NAME.put("serpapi.retries", integer(0, 20));
        BY_NAME.put("serpapi.requests-per-second", integer(1, 1_000));
        PropertyType layer = address();
        BY_NAME.put("parcels.layer-url", value -> value.isEmpty() ? Optional.empty() : layer.fault(value));
        BY_NAME.put(
                "parcels.mapping",
                matching("[a-z0-9-]{1,60}", "the name of a file in routes/parcels, without .properties"));
        BY_NAME.put("custom.timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put(
                "search.source",
                matching("[a-z][a-z0-9-]{0,60}", "the name of a route that answers a search, such as serpapi"));
        BY_NAME.put("parcels.point", oneOf("none", "centroid", "geometry"));
        BY_NAME.put("parcels.keep", duration(HOUR, HOUR.multipliedBy(24 * 3_660L)));
        BY_NAME.put("parcels.keep-none", duration(HOUR, HOUR.multipliedBy(24 * 3_660L)));
        BY_NAME.put("prompt.facts", oneOf("true", "false"));
        BY_NAME.put("evaluate.without-facts", oneOf("true", "false"));
        BY_NAME.put("parcels.batch", integer(1, 100));
        BY_NAME.put("parcels.per-run", integer(1, 10_000));
        BY_NAME.put("parcels.requests-per-second", integer(1, 1_000));
        BY_NAME.put("parcels.connect-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("parcels.response-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("parcels.deadline", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("parcels.max-answer-bytes", integer(1_000, 1_000_000_000));
        BY_NAME.put("sheets.spreadsheet-id", matching("[A-Za-z0-9_-]*", "the id in the address of a spreadsheet"));
        BY_NAME.put("sheets.tab", matching("[^'\\p{Cntrl}]{1,100}", "a name of up to 100 characters"));
        BY_NAME.put("sheets.judge-tab", matching("[^'\\p{Cntrl}]{1,100}", "a name of up to 100 characters"));
        BY_NAME.put("feedback.samples", integer(0, 100));
        for (String verdict : List.of("yes", "no", "unclear")) {
            BY_NAME.put("feedback.words." + verdict, required());
        }
        BY_NAME.put("feedback.labels", matching("[a-z_]+,[a-z_]+,[a-z_]+", "three labels, separated by commas"));
        BY_NAME.put("sheets.root-url", matching("https?://\\S+/", "an address with a slash at the end"));
        BY_NAME.put("sheets.connect-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("sheets.read-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("sheets.deadline", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("sheets.max-answer-bytes", integer(1_000, 1_000_000_000));
        BY_NAME.put("sheets.page-rows", integer(1, 1_000_000));
        BY_NAME.put("sheets.retries", integer(0, 20));
        BY_NAME.put("sheets.link", text());
        BY_NAME.put("sheets.scope", matching("https?://\\S+", "an address"));
        BY_NAME.put("sheets.key-file", text());

        BY_NAME.put("webhook.url", WebhookAddress::fault);
        BY_NAME.put(
                "webhook.template",
                matching(
                        "[a-z0-9-]{1,60}",
                        "the name of a file routes/json/webhook-<name>.jq, such as generic or slack"));
        BY_NAME.put("webhook.when-unknown", oneOf("auto", "repeat", "leave"));
        BY_NAME.put("webhook.late", integer(0, 365));
        BY_NAME.put("webhook.batch", integer(1, 20));
        BY_NAME.put("webhook.retries", integer(0, 20));
        BY_NAME.put("webhook.connect-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("webhook.response-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("webhook.deadline", duration(Duration.ofMillis(100), HOUR));

        BY_NAME.put("training.holdout", integer(0, 50));
        BY_NAME.put("training.holdout-from", integer(20, 1_000_000));
        BY_NAME.put("training.min-examples", integer(2, 1_000_000));
        BY_NAME.put(
                "training.max-model-label-share",
                matching("auto|0|1|0?\\.[0-9]{1,4}", "auto, or a share from 0 to 1 such as 0.5"));
        BY_NAME.put("training.balance", oneOf("off", "oversample"));
        BY_NAME.put("training.epochs", integerOr("auto", 1, 50));
        BY_NAME.put("training.folds", matching("0|[2-9]|1[0-9]|20", "0, or 2 to 20"));
        BY_NAME.put("training.promote", oneOf("if-better", "always", "never"));
        BY_NAME.put("training.retrain-after", integer(1, 1_000_000));
        BY_NAME.put("training.retrain-agreement", matching("0|1|0?\\.[0-9]{1,4}|1\\.0+", "a share from 0 to 1"));
        BY_NAME.put("training.retirement-notice", integer(0, 3_660));
        BY_NAME.put("training.retrain", oneOf("tell", "auto"));
        BY_NAME.put("training.poll-interval", duration(Duration.ofMillis(100), HOUR.multipliedBy(24)));
        BY_NAME.put("training.file-timeout", duration(Duration.ZERO, HOUR.multipliedBy(24)));
        BY_NAME.put("training.file-interval", duration(Duration.ofMillis(10), HOUR));
        BY_NAME.put("training.smoke-timeout", duration(Duration.ZERO, HOUR.multipliedBy(24)));
        BY_NAME.put("training.alert-polls", integer(1, 1_000_000));
        BY_NAME.put("training.alert-after", duration(MINUTE, HOUR.multipliedBy(24 * 365)));
        BY_NAME.put("training.events", integer(0, 100));
        BY_NAME.put("training.count-tokens", integer(1, 10_000_000));
        BY_NAME.put("budget.training-usd", money());
        BY_NAME.put("prices.search", money());
        BY_NAME.put("budget.backfill-usd", money());
        BY_NAME.put("classify.mode", oneOf("live", "batch"));
        BY_NAME.put("classify.batch-price", matching("0|1|0?\\.[0-9]{1,4}|1\\.0+", "a share from 0 to 1"));
        BY_NAME.put("classify.batch-size", integer(1, 50_000));
        BY_NAME.put("import.least-price", integer(0, 1_000_000_000));

        BY_NAME.put("mail.host", text());
        BY_NAME.put("mail.port", integer(1, 65_535));
        BY_NAME.put("mail.username", text());
        BY_NAME.put("mail.from", text());
        BY_NAME.put("mail.to", text());
        BY_NAME.put("mail.security", oneOf("none", "starttls", "tls"));
        BY_NAME.put("mail.timeout", duration(SECOND, HOUR));
        BY_NAME.put("mail.deadline", duration(SECOND, HOUR.multipliedBy(24)));

        PropertyType port = integer(1, 65_535);
        BY_NAME.put("management.port", value -> value.isEmpty() ? Optional.empty() : port.fault(value));
        BY_NAME.put("management.host", required());
        BY_NAME.put("management.console", required());
        BY_NAME.put("management.user", matching("[^:\\p{Cntrl}]*", "a name without a colon"));
        BY_NAME.put("management.jolokia", oneOf("read", "all"));
        BY_NAME.put("management.cli", oneOf("true", "false"));
        BY_NAME.put(
                "traces.endpoint",
                matching("(https?://[^\\s@?#]+)?", "an http or https address without user, query and keys, or empty"));
        BY_NAME.put("log.format", oneOf("text", "json"));
        BY_NAME.put("management.late", duration(MINUTE, HOUR.multipliedBy(24)));

        BY_NAME.put("data", required());
        BY_NAME.put("data.folder", required());
        BY_NAME.put("home.folder", required());
        BY_NAME.put("files.database", fileName());
        BY_NAME.put("files.training", fileName());
        BY_NAME.put("files.validation", fileName());
        BY_NAME.put("files.job-id", fileName());
        BY_NAME.put("files.model-id", fileName());
        BY_NAME.put("files.leads", fileName());
        BY_NAME.put("files.leads-folder", required());
        BY_NAME.put("files.leads-geojson", fileName());
        BY_NAME.put("files.zoning", required());
        BY_NAME.put("files.leads-bom", oneOf("true", "false"));
        BY_NAME.put("files.reports", required());
        BY_NAME.put("reports.keep", integer(1, 100_000));
        BY_NAME.put("files.alerts", fileName());
        BY_NAME.put("files.deliveries", fileName());
        BY_NAME.put("files.alert-lock", fileName());
        BY_NAME.put("files.run-lock", fileName());
        BY_NAME.put("files.process-lock", fileName());
        BY_NAME.put("files.training-lock", fileName());
        BY_NAME.put("files.evaluation-lock", fileName());
        BY_NAME.put("files.backfill-lock", fileName());
        BY_NAME.put("routes.application", required());
        BY_NAME.put("routes.reload", oneOf("true", "false"));
        BY_NAME.put("routes.custom", required());
        BY_NAME.put("routes.provider", required());
        BY_NAME.put("routes.management", required());
        BY_NAME.put("routes.sandbox", text());
        BY_NAME.put("routes.demo", text());
        BY_NAME.put("secrets.env-file", required());
        BY_NAME.put("database.new", oneOf("true", "false"));
        BY_NAME.put("database.busy-timeout", duration(Duration.ZERO, HOUR));

        BY_NAME.put("provider.embedded.host", matching("127\\.0\\.0\\.1|::1|localhost", "this machine: 127.0.0.1"));
        BY_NAME.put("provider.embedded.port", integer(0, 65_535));
        BY_NAME.put("provider.embedded.directory", required());
        BY_NAME.put("provider.embedded.organization", matching("[a-z0-9-]{1,40}", "a short word"));
        BY_NAME.put("provider.embedded.keywords-file", required());
        BY_NAME.put(
                "provider.embedded.token-encoding",
                matching("[a-z0-9_]+", "the name of an encoding, such as o200k_base"));
        BY_NAME.put("provider.embedded.request-timeout", duration(Duration.ofMillis(100), HOUR));
        BY_NAME.put("provider.embedded.max-json-bytes", integer(1_000, 100_000_000));
        BY_NAME.put("provider.embedded.max-upload-bytes", integer(1_000, 600_000_000));
        BY_NAME.put("provider.embedded.max-files", integer(1, 1_000_000));
        BY_NAME.put("provider.embedded.max-stored-bytes", integer(1_000, 1_000_000_000_000L));
        BY_NAME.put("provider.embedded.unused-expiry", duration(HOUR, HOUR.multipliedBy(24 * 3660L)));
        BY_NAME.put("provider.embedded.max-jobs", integer(1, 1_000_000));
        BY_NAME.put("provider.embedded.max-waiting-jobs", integer(1, 1_000));
        BY_NAME.put("provider.embedded.max-training-bytes", integer(1_000, 512_000_000));
        BY_NAME.put("provider.embedded.max-example-bytes", integer(1_000, 100_000_000));
        BY_NAME.put("provider.embedded.min-examples", integer(2, 1_000_000));
        BY_NAME.put("provider.embedded.max-examples", integer(10, 10_000_000));
        BY_NAME.put("provider.embedded.max-answers", integer(2, 10_000));
        BY_NAME.put("provider.embedded.max-loaded-models", integer(1, 1_000));
        BY_NAME.put("provider.embedded.native-directory", required());
        BY_NAME.put("provider.embedded.max-cached-embeddings", integer(1, 1_000_000));

        BY_PATTERN.put(Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.base-url"), address());
        BY_PATTERN.put(Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.auth-header"), headerName);
        BY_PATTERN.put(Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.key-variable"), variable);
        BY_PATTERN.put(Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.(training|generic)-model"), model);
        BY_PATTERN.put(Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.(generic|tuned)-options"), jsonObject());
        // Those that one file of providers/ names in others.
        BY_PATTERN.put(
                Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.(resource|resource-group|subscription)"), required());
        // The others of a group are checked as what they are the defaults of.
        BY_PATTERN.put(
                Pattern.compile("provider\\.[a-z][a-z0-9-]*\\.(job-(request|options)|files-bom|events-method|states"
                        + "|deployment(-[a-z-]+)?|tuned-names|retirement)"),
                text());
        BY_PATTERN.put(Pattern.compile("models\\..+\\.shutdown-date"), dateOrNothing());
        // Those of application-sandbox.properties alone.
        BY_PATTERN.put(Pattern.compile("sandbox\\.(port|smtp-port|day)"), integer(0, 65_535));
        BY_PATTERN.put(Pattern.compile("sandbox\\.time-zone"), timeZone());
        BY_PATTERN.put(
                Pattern.compile(
                        "sandbox\\.(host|base-url|directory|corpus|serpapi-key|token-audience|" + "spreadsheet-id)"),
                required());
        BY_PATTERN.put(Pattern.compile("sandbox\\.(request-log|clock-file)"), text());
        BY_PATTERN.put(
                Pattern.compile("sandbox\\.clock-offset"), duration(Duration.ZERO, HOUR.multipliedBy(24 * 3660L)));
        // What routes of an engineer's own are configured by.
        BY_PATTERN.put(Pattern.compile("my\\.[A-Za-z0-9._-]+"), text());
        BY_PATTERN.put(Pattern.compile("prices\\..+\\.(input|cached|output|training)"), money());
    }

    private PropertyTypes() {}

    /** The kind of that property; empty for a name that no part of this application reads. */
    static Optional<PropertyType> find(String name) {
        if (name.startsWith("camel.")) {
            // Camel checks its own at start.
            return Optional.of(text());
        }
        PropertyType type = BY_NAME.get(name);
        return type != null
                ? Optional.of(type)
                : BY_PATTERN.entrySet().stream()
                        .filter(entry -> entry.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** Those that may be set from outside: all but the folders, which are found out at the start. */
    static List<String> settable() {
        return BY_NAME.keySet().stream()
                .filter(name -> !name.equals("data.folder") && !name.equals("home.folder"))
                .toList();
    }

    /** Those that must be there for the application to start. */
    static Iterable<String> names() {
        return BY_NAME.keySet();
    }
}
