package com.developmentleads.publish;

import com.developmentleads.failure.Advised;

/** The sheet is not as it was left, so that writing on would spoil what its owner has there. */
public final class SheetChangedException extends RuntimeException implements Advised {

    private final String advice;

    /**
     * @param message what was found
     * @param advice  what the owner can do about it, without a full stop
     */
    public SheetChangedException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    @Override
    public String advice() {
        return advice;
    }
}
