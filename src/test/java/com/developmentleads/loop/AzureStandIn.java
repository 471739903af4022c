package com.developmentleads.loop;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.ApiRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Azure: api-key, files with a byte order mark, trainingType, POST for events, deployments through the management API. */
final class AzureStandIn extends ProviderStandIn {

    static final String KEY = "azure-canary-5b1d7e0f9a3c";
    static final String TOKEN = "arm-canary-90c4e1b7d2";
    static final String DEPLOYMENTS =
            "/subscriptions/sub-1/resourceGroups/group-1/providers/Microsoft.CognitiveServices"
                    + "/accounts/res-1/deployments/";

    private final Map<String, String> states = new LinkedHashMap<>();
    private int looks;
    String fails;

    AzureStandIn() {
        super("/openai/v1");
        answering.add("gpt-4.1-mini");
    }

    @Override
    Answer refuses(ApiRequest request) {
        if (!List.of(KEY).equals(request.headers().get("api-key"))
                || request.headers().containsKey("authorization")) {
            return error(401, "Access denied due to invalid subscription key.");
        }
        return request.query() != null && request.query().contains("api-version")
                ? error(400, "api-version not allowed")
                : null;
    }

    @Override
    String wrongFile(byte[] content) {
        return content.length > 3 && (content[0] & 0xff) == 0xef && (content[1] & 0xff) == 0xbb && content[3] == '{'
                ? null
                : "The file must be UTF-8 with a byte order mark.";
    }

    @Override
    String wrongJob(JsonNode job) {
        return job.path("trainingType").asText().equals("globalstandard")
                        && job.path("method").path("type").asText().equals("supervised")
                ? null
                : "trainingType is missing.";
    }

    @Override
    String firstStatus() {
        return "pending";
    }

    @Override
    void goOn(ObjectNode job) {
        switch (job.path("status").asText()) {
            case "pending" -> job.put("status", "running");
            case "running" ->
                job.put("status", "succeeded")
                        .put("fine_tuned_model", "gpt-4.1-mini-2025-04-14.ft-0a1b2c3d4e5f")
                        .put("trained_tokens", 4_000);
            default -> {}
        }
    }

    @Override
    String eventsMethod() {
        return "POST";
    }

    @Override
    Answer error(int status, String words) {
        return Answer.json(
                status,
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"The request is invalid.\",\"innererror\":{\"message\":\""
                        + words + "\"}}}");
    }

    /** What a person does with the command. */
    void deploy(String name) {
        answering.add(name);
    }

    @Override
    Answer outside(ApiRequest request) {
        if (!request.path().startsWith(DEPLOYMENTS) || !"api-version=2024-10-21".equals(request.query())) {
            return error(404, "no such resource " + request.path() + "?" + request.query());
        }
        if (!List.of("Bearer " + TOKEN).equals(request.headers().get("authorization"))
                || request.headers().containsKey("api-key")) {
            return error(401, "The access token is invalid.");
        }
        String name = request.path().substring(DEPLOYMENTS.length());
        if (request.method().equals("PUT")) {
            JsonNode model = request.json().path("properties").path("model");
            if (!model.path("name").asText().contains(".ft-")
                    || !model.path("format").asText().equals("OpenAI")
                    || request.json().path("sku").path("capacity").asInt() != 1) {
                return error(400, "The model is missing.");
            }
            states.put(name, "Creating");
        } else if (!states.containsKey(name)) {
            return error(404, "no deployment " + name);
        } else if (fails != null) {
            states.put(name, "Failed");
        } else if (++looks > 1) {
            states.put(name, "Succeeded");
            answering.add(name);
        }
        return Answer.json(
                200,
                "{\"name\":\"" + name + "\",\"properties\":{\"provisioningState\":\"" + states.get(name) + "\""
                        + (fails == null ? "" : ",\"error\":{\"message\":\"" + fails + "\"}") + "}}");
    }
}
