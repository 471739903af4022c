package com.developmentleads.training;

import java.util.List;
import java.util.Map;

/**
 * What a preparation found and wrote.
 *
 * @param found            rows read
 * @param training         examples in the training file, each once
 * @param heldOut          examples in the validation file; 0 when there is none
 * @param copies           examples of a rarer label that are in the training file a second and third time
 * @param trainingFile     absolute path
 * @param trainingBytes    size of the training file
 * @param validationFile   absolute path, or null when nothing was held out
 * @param perLabel         saved examples, held out or not, by label
 * @param heldOutPerLabel  held-out examples, by label
 * @param modelLabels      saved examples whose label is that of another system's model
 * @param leftOut          rows left out, by reason; reasons without a row are missing
 * @param contradictions   addresses whose rows had different labels, the first few
 * @param tokens           tokens of the training file, once through
 * @param tokensEstimated  whether {@code tokens} is extrapolated from the first examples
 */
public record PrepareReport(
        long found,
        long training,
        long heldOut,
        long copies,
        String trainingFile,
        long trainingBytes,
        String validationFile,
        Map<String, Long> perLabel,
        Map<String, Long> heldOutPerLabel,
        long modelLabels,
        Map<SkipReason, Long> leftOut,
        List<String> contradictions,
        long tokens,
        boolean tokensEstimated) {

    public long saved() {
        return training + heldOut;
    }
}
