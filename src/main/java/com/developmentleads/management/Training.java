package com.developmentleads.management;

import com.developmentleads.config.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The MBean {@code com.developmentleads:type=Training}: the newest job and the model in use. */
@ManagedResource(description = "Fine-tuning: the newest job, and the model that classifies")
public final class Training {

    private static final String WATCH = "training-watch";

    private final Reading reading;
    private final CamelContext context;
    private final String generic;

    Training(CamelContext context, Settings settings) {
        this.reading = new Reading(context, "training");
        this.context = context;
        this.generic = settings.text("openai.generic-model");
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
        return tuned == null ? generic : tuned;
    }

    @ManagedAttribute(description = "Since when, ISO 8601; null when it was never changed")
    public String getSince() {
        return reading.text("since");
    }

    @ManagedAttribute(description = "Its accuracy on held-out examples, 0 to 1; null when it was not measured")
    public Double getAccuracy() {
        return reading.amount("accuracy");
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
}
