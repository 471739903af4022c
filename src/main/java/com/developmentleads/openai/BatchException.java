package com.developmentleads.openai;

import com.developmentleads.failure.RequestFailure;
import java.util.Map;
import java.util.Set;

/** A batch that the provider did not make or did not carry out. The message is one line with what to do. */
public final class BatchException extends RuntimeException {

    private static final Set<Integer> NOT_THERE = Set.of(404, 405, 501);
    private static final int LONGEST = 300;

    public BatchException(String message) {
        super(message);
    }

    /** Whether an answer says that a provider has no Batch API. */
    public static boolean hasNone(Throwable thrown) {
        return RequestFailure.find(thrown)
                .map(failure -> NOT_THERE.contains(failure.status())
                        || failure.status() == 400 && failure.message().contains("purpose"))
                .orElse(false);
    }

    /**
     * Ends a back-fill whose batch was refused.
     *
     * @throws BatchException when the provider has no Batch API
     */
    public static void refuse(Exception caught) throws Exception {
        if (hasNone(caught)) {
            throw new BatchException("this provider has no Batch API, " + RequestFailure.describe(caught)
                    + " — ask at once: add --set classify.mode=live");
        }
        throw caught;
    }

    /** Ends a back-fill for now. */
    public static void ended(String why) {
        throw new BatchException(cut(why) + " — nothing is lost: leads backfill asks again what it has not answered");
    }

    /**
     * Ends a back-fill for now when the provider did not carry out a batch, so that it is not sent again without a look at why.
     *
     * @param row of {@code backfill_batches}
     */
    public static void requireDone(Map<String, Object> row) {
        Object state = row.get("state");
        if ("failed".equals(state) || "cancelled".equals(state)) {
            ended("the batch " + row.get("batch_id") + " is " + state + " at the provider"
                    + (row.get("error") == null ? "" : ": " + row.get("error")));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
