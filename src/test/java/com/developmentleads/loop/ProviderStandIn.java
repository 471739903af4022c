package com.developmentleads.loop;

import com.developmentleads.daily.Loopback;
import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.ApiRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files, jobs and chat of a provider that differs from OpenAI and refuses what is not in its own form. */
abstract class ProviderStandIn implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final Loopback server = new Loopback(this::answer);
    final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
    final Set<String> answering = new LinkedHashSet<>();
    final List<String> files = new ArrayList<>();
    private final String root;

    ProviderStandIn(String root) {
        this.root = root;
    }

    String baseUrl() {
        return server.url() + root;
    }

    List<ApiRequest> requests(String method, String end) {
        return server.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(end))
                .toList();
    }

    private synchronized Answer answer(ApiRequest request) {
        if (!request.path().startsWith(root + "/")) {
            return outside(request);
        }
        Answer refused = refuses(request);
        if (refused != null) {
            return refused;
        }
        String[] parts = request.path().substring(root.length() + 1).split("/");
        String what = request.method() + " " + String.join("/", parts);
        if (what.equals("POST files")) {
            return upload(request);
        }
        if (what.startsWith("GET files/")) {
            return Answer.json(200, "{\"id\":\"" + parts[1] + "\",\"object\":\"file\",\"status\":\"processed\"}");
        }
        if (what.equals("POST fine_tuning/jobs")) {
            return create(request);
        }
        if (what.equals("GET fine_tuning/jobs")) {
            return list(jobs.values());
        }
        if (parts.length == 3 && request.method().equals("GET") && jobs.containsKey(parts[2])) {
            ObjectNode job = jobs.get(parts[2]);
            goOn(job);
            return Answer.json(200, job.toString());
        }
        if (parts.length == 4 && request.method().equals(eventsMethod())) {
            return parts[3].equals("events") ? list(List.of()) : checkpoints();
        }
        if (what.equals("POST chat/completions")) {
            return chat(request);
        }
        if (what.equals("GET models")) {
            return list(List.of());
        }
        return error(request.path().startsWith(root + "/fine_tuning") ? 405 : 404, "no " + what);
    }

    /** What is outside of the versioned API: the management of deployments. */
    abstract Answer outside(ApiRequest request);

    /** Why a request is refused whatever it asks for, or null. */
    abstract Answer refuses(ApiRequest request);

    /** Why a file or job is refused, or null. */
    abstract String wrongFile(byte[] content);

    abstract String wrongJob(JsonNode job);

    abstract void goOn(ObjectNode job);

    abstract String eventsMethod();

    abstract Answer error(int status, String words);

    Answer checkpoints() {
        return list(List.of());
    }

    private Answer upload(ApiRequest request) {
        byte[] content = request.parts().stream()
                .filter(part -> part.name().equals("file"))
                .findFirst()
                .orElseThrow()
                .content();
        String wrong = wrongFile(content);
        if (wrong != null) {
            return error(400, wrong);
        }
        files.add(new String(content, StandardCharsets.UTF_8));
        return Answer.json(
                200,
                "{\"id\":\"file-" + files.size() + "\",\"object\":\"file\",\"purpose\":\"fine-tune\",\"status\":null}");
    }

    private Answer create(ApiRequest request) {
        String wrong = wrongJob(request.json());
        if (wrong != null) {
            return error(422, wrong);
        }
        String id = "ftjob-" + "49b4625687fe42d1a981c9f9bbdfd569".substring(0, 31) + jobs.size();
        ObjectNode job = JSON.createObjectNode();
        job.put("id", id).put("object", "fine_tuning.job").put("organization_id", "");
        job.set("model", request.json().get("model"));
        job.set("training_file", request.json().get("training_file"));
        job.put("created_at", 1_795_000_000L).putNull("fine_tuned_model").put("status", firstStatus());
        jobs.put(id, job);
        return Answer.json(200, job.toString());
    }

    abstract String firstStatus();

    private Answer chat(ApiRequest request) {
        String model = request.json().path("model").asText();
        if (!answering.contains(model)) {
            return error(404, "The model or deployment " + model + " does not exist.");
        }
        JsonNode turns = request.json().path("messages");
        boolean yes = turns.get(turns.size() - 1).path("content").asText().contains("teardown");
        ObjectNode answer = JSON.createObjectNode().put("id", "c").put("model", model);
        answer.putArray("choices")
                .addObject()
                .putObject("message")
                .put("role", "assistant")
                .put("content", yes ? "development_opportunity" : "not_opportunity");
        answer.putObject("usage").put("prompt_tokens", 50).put("completion_tokens", 3);
        return Answer.json(200, answer.toString());
    }

    static Answer list(Iterable<? extends JsonNode> items) {
        ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", false);
        list.putArray("data");
        items.forEach(item -> list.withArray("data").add(item));
        return Answer.json(200, list.toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
