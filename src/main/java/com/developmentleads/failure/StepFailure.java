package com.developmentleads.failure;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a daily run that failed while the others went on.
 *
 * @param step   {@code search}, {@code classify}, {@code publish} or {@code digest}
 * @param thrown why
 */
public record StepFailure(String step, Throwable thrown) {

    /** The failures so far, which may be null, and one more. */
    public static List<StepFailure> add(List<StepFailure> failures, String step, Throwable thrown) {
        List<StepFailure> all = failures == null ? new ArrayList<>() : new ArrayList<>(failures);
        all.add(new StepFailure(step, thrown));
        return all;
    }
}
