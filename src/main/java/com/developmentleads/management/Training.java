package com.developmentleads.management;

import com.developmentleads.config.Settings;
import com.developmentleads.failure.RequestFailure;
import com.developmentleads.files.LineFile;
import com.developmentleads.prompt.ShownModel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.slf4j.LoggerFactory;

/** The MBean {@code com.developmentleads:type=Training}: the newest job and the model in use. */
@ManagedResource(description = "Fine-tuning: the newest job, and the model that classifies")
public final class Training {

    private static final String WATCH = "training-watch";
    private static final String EVALUATE = "training-evaluate-requested";

    private final Reading reading;
    private final CamelContext context;
    private final Settings settings;
    private final ProducerTemplate template;

    Training(CamelContext context, Settings settings) {
        this.reading = new Reading(context, "training");
        this.context = context;
        this.settings = settings;
        this.template = context.createProducerTemplate();
    }

    @ManagedAttribute(description = "Id of the newest job; null when none was made here")
    public String getJob() {
        return reading.text("job_id");
    }

    @ManagedAttribute(description = "State of that job, in the provider's words")
    public String getStatus() {
        return reading.text("state");
    }

    @ManagedAttribute(description = "The model that was last put into use: the tuned one, else the generic one")
    public String getModelInUse() {
        String tuned = reading.text("tuned_model");
        return tuned == null ? settings.text("openai.generic-model") : tuned;
    }

    @ManagedAttribute(description = "Since when, ISO 8601; null when it was never changed")
    public String getSince() {
        return reading.text("since");
    }

    @ManagedAttribute(description = "Its accuracy on held-out examples, 0 to 1; null when it was not measured")
    public Double getAccuracy() {
        return reading.amount("accuracy");
    }

    @ManagedAttribute(description = "The model that was measured last on held-out examples; null when none was")
    public String getMeasuredModel() {
        return reading.text("measured_model");
    }

    @ManagedAttribute(description = "Accuracy of the model that was measured last, 0 to 1; null when none was")
    public Double getMeasuredAccuracy() {
        return reading.amount("measured_accuracy");
    }

    @ManagedAttribute(description = "When that was, ISO 8601; null when none was measured")
    public String getMeasuredAt() {
        return reading.text("measured_at");
    }

    /** Asks for open jobs; says so, or why not. */
    @ManagedOperation(
            description =
                    "Asks the provider for open jobs now; refuses while it is asked, or with training-watch stopped")
    public String pollNow() throws Exception {
        if (!context.getRouteController().getRouteStatus(WATCH).isStarted()) {
            return "Refused: the route training-watch is stopped";
        }
        if (context.getInflightRepository().size(WATCH) > 0) {
            return "Refused: the jobs are being asked for";
        }
        // It asks at its start, and one poll at a time.
        context.getRouteController().stopRoute(WATCH);
        context.getRouteController().startRoute(WATCH);
        return "Asked";
    }

    /** Begins to measure a model; says so, how it did, or why not. */
    @ManagedOperation(
            description =
                    "Measures that model (empty: the one in use) on the held-out examples, as leads evaluate does, within"
                            + " budget.training-usd; refuses while one is measured")
    public String evaluate(String model) throws IOException, InterruptedException {
        String named = model == null || model.isBlank() ? classifying() : model.strip();
        if (!ShownModel.isName(named)) {
            return "Refused: that is no name of a model";
        }
        CompletableFuture<String> told = template.asyncSend("direct:" + EVALUATE, request -> {
                    request.setPattern(ExchangePattern.InOut);
                    Map.of("chatModel", named, "first", named, "folds", 0, "facts", true, "spent", 0, "again", 0)
                            .forEach(request::setVariable);
                })
                .thenApply(exchange -> tell(named, exchange));
        try {
            return told.get(DailyRun.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "Begun: MeasuredModel and MeasuredAccuracy say how it did, the log why not";
        } catch (ExecutionException e) {
            return "Failed: " + RequestFailure.describe(e.getCause());
        }
    }

    private String classifying() throws IOException {
        return new LineFile(settings.file("model-id").toString())
                .read()
                .orElse(ShownModel.generic(settings).name());
    }

    /** Also into the log, which is where one looks who did not wait. */
    private String tell(String model, Exchange done) {
        Exception failure = done.getException();
        if (failure != null) {
            done.setException(null);
            done.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            done.setProperty(Exchange.FAILURE_ROUTE_ID, EVALUATE);
            template.send("direct:failure", done);
            return "Failed: " + RequestFailure.describe(failure);
        }
        String said = said(done);
        LoggerFactory.getLogger("com.developmentleads.training").info("Evaluation of {}: {}", model, said);
        return said;
    }

    private String said(Exchange done) {
        Map<?, ?> heldOut = done.getVariable("heldOut", Map.class);
        if (heldOut == null) {
            return "Refused: a model is being evaluated on this data folder";
        }
        if (((List<?>) heldOut.get("examples")).isEmpty()) {
            return "Refused: nothing is held out — prepare with at least " + settings.text("training.holdout-from")
                    + " examples (training.holdout-from)";
        }
        String stop = done.getVariable("stop", String.class);
        if (stop != null) {
            return "Refused: " + stop;
        }
        Map<?, ?> measure = done.getVariable("measure", Map.class);
        return String.format(
                Locale.ROOT,
                "Measured: %s of %s right, %.1f %%%s",
                measure.get("correct"),
                measure.get("examples"),
                100 * (double) measure.get("accuracy"),
                measure.get("note") == null ? "" : "; " + measure.get("note"));
    }
}
