package com.developmentleads.classify;

import com.developmentleads.failure.RequestFailure;
import com.developmentleads.files.LineFile;
import com.developmentleads.prompt.ShownModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Which model classifies: the tuned one when there is one, else the generic one; and why. One instance a process. */
public final class ModelChoice {

    private final LineFile modelIdFile;
    private final boolean useTuned;
    private final String genericModel;
    private final AtomicReference<String> retired = new AtomicReference<>();

    /**
     * @param useTuned     false: the generic model, whatever the file holds
     * @param genericModel name of the generic model
     * @param examples     how many labelled properties that one is shown with each question; a tuned one has seen them
     */
    public ModelChoice(LineFile modelIdFile, boolean useTuned, String genericModel, int examples) {
        this.modelIdFile = modelIdFile;
        this.useTuned = useTuned;
        this.genericModel = new ShownModel(genericModel, examples).name();
    }

    /** The generic model, with the examples that it is shown. */
    public String generic() {
        return genericModel;
    }

    /** The model that a run would choose now. */
    public String inUse() throws IOException {
        return (String) chosen().get("model");
    }

    /** Chooses for a run: {@code model} and {@code reason}, one line each; {@code tuned}, whether it is a tuned one. */
    public Map<String, Object> choose() throws IOException {
        retired.set(null);
        return chosen();
    }

    private Map<String, Object> chosen() throws IOException {
        if (!useTuned) {
            return choice(genericModel, "the generic model, as classify.use-tuned-model says");
        }
        Optional<String> tuned = modelIdFile.read();
        return tuned.isPresent()
                ? choice(tuned.get(), "the tuned model of " + modelIdFile.path().getFileName())
                : choice(
                        genericModel,
                        "the generic model, since " + modelIdFile.path().getFileName() + " holds no model");
    }

    /** The model for the next question of a run that chose {@code model}. */
    public String current(String model) {
        return model.equals(retired.get()) ? genericModel : model;
    }

    /** Whether {@code thrown} says that {@code model} is gone, and there is another to ask. */
    public boolean canFallBack(String model, Throwable thrown) {
        return !model.equals(genericModel) && RequestFailure.isNotFound(thrown);
    }

    /** Falls back for the rest of the run; {@code model} is not known to the provider any more. */
    public Map<String, Object> retire(String model) {
        retired.set(model);
        return choice(genericModel, "the generic model, since the provider does not know " + model + " any more");
    }

    /** As {@link #retire(String)}; the day from which the provider answers with {@code model} no more has come. */
    public Map<String, Object> retire(String model, String day) {
        retired.set(model);
        return choice(genericModel, "the generic model, since " + model + " is retired since " + day);
    }

    private Map<String, Object> choice(String model, String reason) {
        Map<String, Object> choice = new HashMap<>();
        choice.put("model", model);
        choice.put("reason", reason);
        choice.put("tuned", !model.equals(genericModel));
        return choice;
    }
}
