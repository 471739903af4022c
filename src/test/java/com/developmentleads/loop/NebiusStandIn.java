package com.developmentleads.loop;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.ApiRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Nebius: hyperparameters at the top, no name in the finished job, a model made of a checkpoint by POST /v0/models. */
final class NebiusStandIn extends ProviderStandIn {

    static final String KEY = "nebius-canary-c2f8a6e4b1";

    ObjectNode made;
    /** The answer to the next request for a model is lost. */
    boolean loses;

    private int looks;

    NebiusStandIn() {
        super("/v1");
        answering.add("meta-llama/Meta-Llama-3.1-8B-Instruct");
    }

    @Override
    Answer refuses(ApiRequest request) {
        return List.of("Bearer " + KEY).equals(request.headers().get("authorization"))
                ? null
                : error(401, "Could not validate credentials");
    }

    @Override
    String wrongFile(byte[] content) {
        return content[0] == '{' ? null : "Line 1 is no JSON";
    }

    @Override
    String wrongJob(JsonNode job) {
        Set<String> names = new TreeSet<>();
        job.fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of("model", "suffix", "training_file", "validation_file", "hyperparameters"));
        if (!names.isEmpty()) {
            return "Extra inputs are not permitted: " + names;
        }
        return job.path("hyperparameters").path("lora").asBoolean() ? null : "lora is missing";
    }

    @Override
    String firstStatus() {
        return "running";
    }

    @Override
    void goOn(ObjectNode job) {
        job.put("status", "succeeded").put("trained_tokens", 4_000);
    }

    @Override
    String eventsMethod() {
        return "GET";
    }

    @Override
    Answer error(int status, String words) {
        return Answer.json(
                status, "{\"detail\":[{\"type\":\"value_error\",\"loc\":[\"body\"],\"msg\":\"" + words + "\"}]}");
    }

    @Override
    Answer checkpoints() {
        return list(List.of(
                JSON.createObjectNode().put("id", "ftckpt_2").put("step_number", 20),
                JSON.createObjectNode().put("id", "ftckpt_1").put("step_number", 10)));
    }

    @Override
    Answer outside(ApiRequest request) {
        if (refuses(request) != null) {
            return refuses(request);
        }
        if (!request.path().startsWith("/v0/models")) {
            return error(404, "no " + request.path());
        }
        if (request.method().equals("POST")) {
            JsonNode wanted = request.json();
            if (!wanted.path("source").asText().equals(jobs.keySet().iterator().next() + ":ftckpt_2")
                    || !answering.contains(wanted.path("base_model").asText())) {
                return error(422, "source or base_model is wrong");
            }
            made = JSON.createObjectNode()
                    .put(
                            "name",
                            wanted.path("base_model").asText() + "-LoRa:"
                                    + wanted.path("name").asText() + "-JuNN")
                    .put("status", "validating");
            if (loses) {
                loses = false;
                return null;
            }
        } else if (request.path().equals("/v0/models")) {
            return list(made == null ? List.of() : List.of(made));
        } else if (made == null
                || !request.path().equals("/v0/models/" + made.path("name").asText())) {
            return error(404, "no " + request.path());
        } else if (++looks > 1) {
            made.put("status", "active");
            answering.add(made.path("name").asText());
        }
        return Answer.json(200, made.toString());
    }
}
