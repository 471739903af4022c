package com.developmentleads.openai;

/** The options that go with each chat request: the generic model may need others than a tuned one. */
public final class ChatOptions {

    private final String genericModel;
    private final String genericOptions;
    private final String tunedOptions;

    /**
     * @param genericModel   name of the generic model; every other is taken for a tuned one
     * @param genericOptions a JSON object
     * @param tunedOptions   a JSON object
     */
    public ChatOptions(String genericModel, String genericOptions, String tunedOptions) {
        this.genericModel = genericModel;
        this.genericOptions = genericOptions;
        this.tunedOptions = tunedOptions;
    }

    /** The options for that model, a JSON object. */
    public String of(String model) {
        return model.equals(genericModel) ? genericOptions : tunedOptions;
    }
}
