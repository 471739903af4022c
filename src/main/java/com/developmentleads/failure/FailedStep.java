package com.developmentleads.failure;

import com.developmentleads.config.ConfigurationException;
import com.developmentleads.files.FullDisk;
import java.util.Map;
import org.apache.camel.util.ObjectHelper;

/** A step of a daily run that failed while the others went on, as the table {@code run_steps} records it. */
public final class FailedStep {

    private static final int FAILED = 1;
    private static final int CONFIGURATION = 2;
    private static final int REFUSED = 4;

    private FailedStep() {}

    /**
     * The columns {@code error}, {@code advice} and {@code exit_code}.
     *
     * @param step {@code feedback}, {@code search}, {@code classify}, {@code publish} or {@code digest}
     */
    public static Map<String, Object> columns(String step, Throwable thrown) {
        return Map.of(
                "error", FullDisk.caused(thrown) ? FullDisk.ERROR : RequestFailure.describe(thrown),
                "advice", Advice.of(step, thrown),
                "exit_code", exitCode(thrown));
    }

    /** After a refusal a person has to act before the next run; other failures may pass by themselves. */
    private static int exitCode(Throwable thrown) {
        if (RequestFailure.isPermanent(thrown)) {
            return REFUSED;
        }
        return ObjectHelper.getException(ConfigurationException.class, thrown) == null ? FAILED : CONFIGURATION;
    }
}
