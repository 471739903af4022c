package com.developmentleads.provider.training;

/** Ends a training whose job has been cancelled, or whose process is about to stop. */
final class TrainingCancelled extends RuntimeException {

    TrainingCancelled() {
        super("The training was cancelled");
    }
}
