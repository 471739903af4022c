package com.developmentleads.failure;

/** The sheet is not as it was left, so that writing on would spoil what its owner has there. */
public final class SheetChangedException extends RuntimeException {

    private final String advice;

    /**
     * @param message what was found
     * @param advice  what the owner can do about it, without a full stop
     */
    public SheetChangedException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }
}
