package com.developmentleads.provider.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * OpenAI's {@code fine_tuning.job} object. Times are Unix seconds; {@code hyperparameters} and {@code method} are what
 * the client asked for, as it wrote them.
 */
public record JobDocument(
        String id,
        String object,
        long createdAt,
        Long finishedAt,
        String model,
        String fineTunedModel,
        String organizationId,
        String status,
        String trainingFile,
        String validationFile,
        JsonNode hyperparameters,
        JsonNode method,
        Long trainedTokens,
        Failure error,
        List<String> resultFiles,
        long seed,
        Map<String, String> metadata,
        Long estimatedFinish) {

    /** Why a job failed. {@code param} names the request field at fault, or is null. */
    public record Failure(String code, String message, String param) {}

    /** True when the job will not change any more. */
    @JsonIgnore
    public boolean isOver() {
        return status.equals("succeeded") || status.equals("failed") || status.equals("cancelled");
    }

    public JobDocument withStatus(String newStatus) {
        return new JobDocument(
                id,
                object,
                createdAt,
                finishedAt,
                model,
                fineTunedModel,
                organizationId,
                newStatus,
                trainingFile,
                validationFile,
                hyperparameters,
                method,
                trainedTokens,
                error,
                resultFiles,
                seed,
                metadata,
                estimatedFinish);
    }

    public JobDocument withTraining(long tokens, Long finish) {
        return new JobDocument(
                id,
                object,
                createdAt,
                finishedAt,
                model,
                fineTunedModel,
                organizationId,
                status,
                trainingFile,
                validationFile,
                hyperparameters,
                method,
                tokens,
                error,
                resultFiles,
                seed,
                metadata,
                finish);
    }

    public JobDocument succeeded(long at, String tunedModel, List<String> results) {
        return new JobDocument(
                id,
                object,
                createdAt,
                at,
                model,
                tunedModel,
                organizationId,
                "succeeded",
                trainingFile,
                validationFile,
                hyperparameters,
                method,
                trainedTokens,
                null,
                results,
                seed,
                metadata,
                null);
    }

    public JobDocument ended(long at, String newStatus, Failure failure) {
        return new JobDocument(
                id,
                object,
                createdAt,
                at,
                model,
                null,
                organizationId,
                newStatus,
                trainingFile,
                validationFile,
                hyperparameters,
                method,
                trainedTokens,
                failure,
                List.of(),
                seed,
                metadata,
                null);
    }
}
