package com.developmentleads.provider.training;

/** A training file that cannot be learned from; ends the job as {@code failed} with these words. */
public final class TrainingFileException extends Exception {

    private final String code;

    /** @param code a word that programs can compare */
    public TrainingFileException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
