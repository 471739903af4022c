package com.developmentleads.training;

/** Why a row of {@code property_scans} is in none of the training files. */
public enum SkipReason {
    OWN_ANSWER("answered by a model in a daily run"),
    MODEL_LABEL("labelled by another system's model (training.max-model-label-share)"),
    NO_ADDRESS("no address"),
    NO_TEXT("no text"),
    NO_LABEL("no usable label"),
    UNCLEAR("labelled unclear"),
    DUPLICATE("same property, same label"),
    CONTRADICTED("same property, other label");

    private final String words;

    SkipReason(String words) {
        this.words = words;
    }

    /** The reason as an operator reads it. */
    public String words() {
        return words;
    }
}
