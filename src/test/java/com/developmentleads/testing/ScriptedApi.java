package com.developmentleads.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/**
 * An OpenAI-compatible API on a free loopback port that goes wrong when it is told to. It keeps files, jobs, events and
 * models as OpenAI does, refuses what OpenAI refuses, and records every request: the record, not what the client
 * says, tells a test what has happened.
 */
public final class ScriptedApi implements AutoCloseable {

    /** The key that it accepts; nothing else has it, so that a search for it finds every leak. */
    public static final String KEY = "sk-canary-7f3a91c4e2b85d60";

    public static final String GENERIC_MODEL = "gpt-6-luna";
    public static final String BASE_MODEL = "gpt-4.1-mini-2025-04-14";
    public static final String JOBS = "/fine_tuning/jobs";
    public static final String FILES = "/files";
    public static final String CHAT = "/chat/completions";
    public static final String BATCHES = "/batches";

    private volatile BinaryOperator<String> answers = (model, question) -> "development_opportunity";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "/v1";
    private static final long CREATED_AT = 1_795_000_000L;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();

    private final Object state = new Object();
    private final Map<String, ObjectNode> files = new LinkedHashMap<>();
    private final Map<String, Long> filesReadyAt = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
    private final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> events = new HashMap<>();
    private final Map<String, Deque<String>> nextStates = new HashMap<>();
    private final Set<String> models = new LinkedHashSet<>(List.of(GENERIC_MODEL, BASE_MODEL));
    private final Map<String, Deque<Fault>> once = new HashMap<>();
    private final Map<String, Fault> always = new HashMap<>();
    private final Map<String, String> responseHeaders = new LinkedHashMap<>();
    private Deque<String> statesOfNewJobs = new ArrayDeque<>();
    private Duration processing = Duration.ZERO;
    private String statusAfterUpload = "processed";
    private String failureOfFiles;
    private String notReady = "is not ready";
    private boolean ignoresAfter;
    private boolean dropsMetadata;
    private boolean hidesJobs;
    private int numbers;

    private ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static ScriptedApi start() {
        try {
            return new ScriptedApi();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + VERSION;
    }

    // ------------------------------------------------------------------------------------------------ the script

    /** What happens to the next requests of that kind, one each; then the API answers well again. */
    public ScriptedApi next(String method, String path, Fault... faults) {
        synchronized (state) {
            once.computeIfAbsent(method + " " + path, key -> new ArrayDeque<>()).addAll(List.of(faults));
        }
        return this;
    }

    /** What happens to every request of that kind from now on. */
    public ScriptedApi always(String method, String path, Fault fault) {
        synchronized (state) {
            always.put(method + " " + path, fault);
        }
        return this;
    }

    /** Ends all faults. */
    public ScriptedApi heal() {
        synchronized (state) {
            once.clear();
            always.clear();
            hidesJobs = false;
        }
        return this;
    }

    /** What each model answers to a question; without this, "development_opportunity" to everything. */
    public ScriptedApi answering(BinaryOperator<String> label) {
        answers = label;
        return this;
    }

    /** Each model answers as the made-up examples of {@link TestInstallation} have it. */
    public ScriptedApi answeringRight() {
        return answering((model, question) ->
                question.contains("builders welcome") ? "development_opportunity" : "not_opportunity");
    }

    /** Headers that go with every answer. */
    public ScriptedApi withResponseHeader(String name, String value) {
        responseHeaders.put(name, value);
        return this;
    }

    /**
     * Files take that long to be processed, and until then no job is made of them.
     *
     * @param status what the answer to an upload says of the file
     */
    public ScriptedApi processingFilesFor(Duration time, String status) {
        synchronized (state) {
            processing = time;
            statusAfterUpload = status;
        }
        return this;
    }

    /** Files are processed now. */
    public ScriptedApi ready() {
        synchronized (state) {
            filesReadyAt.clear();
        }
        return this;
    }

    /** The words after the name of a file that is not processed yet. */
    public ScriptedApi sayingOfFiles(String words) {
        synchronized (state) {
            notReady = words;
        }
        return this;
    }

    /** Files turn out to be unusable once they are processed. */
    public ScriptedApi failingFiles(String details) {
        synchronized (state) {
            failureOfFiles = details;
        }
        return this;
    }

    /** The list of jobs is always the first page. */
    public ScriptedApi ignoringAfter() {
        ignoresAfter = true;
        return this;
    }

    /** Jobs come without the metadata that they were made with. */
    public ScriptedApi droppingMetadata() {
        dropsMetadata = true;
        return this;
    }

    /** The list of jobs is empty, until {@link #heal()}. */
    public ScriptedApi hidingJobs() {
        synchronized (state) {
            hidesJobs = true;
        }
        return this;
    }

    /** The states that jobs made from now on go through, one at each request for the job; the last one stays. */
    public ScriptedApi jobsGoThrough(String... states) {
        synchronized (state) {
            statesOfNewJobs = new ArrayDeque<>(List.of(states));
        }
        return this;
    }

    // ------------------------------------------------------------------------------------------------- the state

    /** A job that was made somewhere else. */
    public String addJob(String status) {
        synchronized (state) {
            return newJob(JSON.createObjectNode().put("model", BASE_MODEL).put("training_file", newFile(10)), status);
        }
    }

    /** Sets fields of a job, given as JSON; {@code succeeded} with a model name makes that model answer. */
    public void setJob(String id, String fields) {
        synchronized (state) {
            ObjectNode job = jobs.get(id);
            job.setAll((ObjectNode) read(fields));
            if (job.path("fine_tuned_model").isTextual()) {
                models.add(job.path("fine_tuned_model").asText());
            }
        }
    }

    /** Lets a job end well; returns its model. */
    public String succeed(String id) {
        String model = "ft:" + BASE_MODEL + ":acme:dev-leads-classifier:" + id.substring(id.length() - 4);
        setJob(
                id,
                JSON.createObjectNode()
                        .put("status", "succeeded")
                        .put("fine_tuned_model", model)
                        .put("trained_tokens", 12_345)
                        .put("finished_at", CREATED_AT + 3_600)
                        .toString());
        return model;
    }

    public void addEvent(String job, String message) {
        synchronized (state) {
            event(job, message);
        }
    }

    /** Forgets a job, as if it had never been. */
    public void forget(String id) {
        synchronized (state) {
            jobs.remove(id);
        }
    }

    public void retire(String model) {
        synchronized (state) {
            models.remove(model);
        }
    }

    public List<String> jobIds() {
        synchronized (state) {
            return List.copyOf(jobs.keySet());
        }
    }

    /** The one job that there is. */
    public String onlyJob() {
        List<String> ids = jobIds();
        if (ids.size() != 1) {
            throw new AssertionError("there is not one job: " + ids);
        }
        return ids.get(0);
    }

    public JsonNode job(String id) {
        synchronized (state) {
            return jobs.get(id).deepCopy();
        }
    }

    public List<String> fileIds() {
        synchronized (state) {
            return List.copyOf(files.keySet());
        }
    }

    // ------------------------------------------------------------------------------------------------ the record

    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    public List<ApiRequest> requests(String method, String path) {
        return requests.stream().filter(request -> request.is(method, path)).toList();
    }

    public int count(String method, String path) {
        return requests(method, path).size();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    // ------------------------------------------------------------------------------------------------ the answers

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ApiRequest request = record(exchange);
            Fault fault = fault(request);
            Reply reply = fault == null || fault.work ? work(request) : null;
            if (fault == null) {
                send(exchange, reply, List.of(), reply.body.length);
                return;
            }
            if (!fault.delay.isZero() && closed.await(fault.delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            switch (fault.kind) {
                case DROP -> {}
                case DRIP -> drip(exchange);
                case TRUNCATE -> send(exchange, reply, fault.headers, reply.body.length / 2);
                case PASS -> send(exchange, reply, fault.headers, reply.body.length);
                case ANSWER ->
                    send(
                            exchange,
                            new Reply(fault.status, fault.contentType, fault.body),
                            fault.headers,
                            fault.body.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        while (!closed.await(50, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        }
    }

    private ApiRequest record(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        ApiRequest request = new ApiRequest(
                exchange.getRequestMethod(),
                path.startsWith(VERSION) ? path.substring(VERSION.length()) : path,
                exchange.getRequestURI().getRawQuery(),
                headers,
                body,
                System.nanoTime());
        requests.add(request);
        return request;
    }

    private Fault fault(ApiRequest request) {
        String kind = request.method() + " " + request.path();
        synchronized (state) {
            Deque<Fault> waiting = once.get(kind);
            return waiting == null || waiting.isEmpty() ? always.get(kind) : waiting.poll();
        }
    }

    /** Sends the first bytes of a reply that says how long it is. */
    private void send(HttpExchange exchange, Reply reply, List<Map.Entry<String, String>> more, int bytes)
            throws IOException {
        if (reply.contentType != null) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType);
        }
        responseHeaders.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        more.forEach(header -> exchange.getResponseHeaders().add(header.getKey(), header.getValue()));
        exchange.sendResponseHeaders(reply.status, reply.body.length == 0 ? -1 : reply.body.length);
        if (bytes > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(reply.body, 0, bytes);
            out.flush();
        }
    }

    private record Reply(int status, String contentType, byte[] body) {}

    private static Reply ok(JsonNode document) {
        return new Reply(200, "application/json", document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Reply refuse(int status, String code, String message) {
        return new Reply(
                status, "application/json", error(code, message).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An error document as OpenAI sends it. */
    public static ObjectNode error(String code, String message) {
        ObjectNode document = JSON.createObjectNode();
        document.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        return document;
    }

    private Reply work(ApiRequest request) {
        synchronized (state) {
            if (!List.of("Bearer " + KEY).equals(request.headers().get("authorization"))) {
                return refuse(401, "invalid_api_key", "Incorrect API key provided.");
            }
            return switch (request.method()) {
                case "GET" -> get(request);
                case "POST" -> post(request);
                default -> refuse(405, null, "Not allowed to " + request.method());
            };
        }
    }

    private Reply get(ApiRequest request) {
        String path = request.path();
        if (path.equals("/models")) {
            ArrayNode data = JSON.createArrayNode();
            models.forEach(model -> data.addObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", CREATED_AT)
                    .put("owned_by", "acme"));
            return ok(list(data, false));
        }
        if (path.startsWith(FILES + "/") && path.endsWith("/content")) {
            String content = contents.get(path.substring(FILES.length() + 1, path.length() - "/content".length()));
            return content == null
                    ? refuse(404, null, "No such File object")
                    : new Reply(200, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8));
        }
        if (path.equals(BATCHES)) {
            ArrayNode all = JSON.createArrayNode();
            batches.values().forEach(all::add);
            return ok(list(all, false));
        }
        if (path.startsWith(BATCHES + "/")) {
            ObjectNode batch = batches.get(path.substring(BATCHES.length() + 1));
            return batch == null ? refuse(404, null, "No batch found") : ok(batch);
        }
        if (path.startsWith(FILES + "/")) {
            ObjectNode file = files.get(path.substring(FILES.length() + 1));
            return file == null ? refuse(404, null, "No such File object") : ok(lookAt(file));
        }
        if (path.equals(JOBS)) {
            return page(request);
        }
        if (path.startsWith(JOBS + "/")) {
            String id = path.substring(JOBS.length() + 1).replaceAll("/events$", "");
            if (!jobs.containsKey(id)) {
                return refuse(404, "fine_tune_not_found", "Could not find fine tune: " + id);
            }
            return path.endsWith("/events") ? eventsOf(request, id) : ok(goOn(id));
        }
        return refuse(404, null, "Invalid URL (GET " + path + ")");
    }

    private Reply post(ApiRequest request) {
        return switch (request.path()) {
            case FILES -> upload(request);
            case JOBS -> create(request);
            case CHAT -> chat(request);
            case BATCHES -> batch(request);
            default -> refuse(404, null, "Invalid URL (POST " + request.path() + ")");
        };
    }

    private Reply upload(ApiRequest request) {
        List<Multipart.Part> parts = request.parts();
        if (parts.stream()
                        .noneMatch(part -> part.name().equals("purpose")
                                && List.of("fine-tune", "batch").contains(part.text()))
                || parts.stream().noneMatch(part -> part.name().equals("file") && part.fileName() != null)) {
            return refuse(400, null, "'purpose' or 'file' is missing");
        }
        ObjectNode file = files.get(newFile(parts.get(1).content().length));
        contents.put(file.path("id").asText(), parts.get(1).text());
        filesReadyAt.put(file.path("id").asText(), System.nanoTime() + processing.toNanos());
        return ok(file.deepCopy().put("status", statusAfterUpload));
    }

    /** A file with its current state. */
    private ObjectNode lookAt(ObjectNode file) {
        boolean ready = filesReadyAt.getOrDefault(file.path("id").asText(), 0L) - System.nanoTime() <= 0;
        file.put("status", !ready ? "pending" : failureOfFiles != null ? "error" : "processed");
        return file.put("status_details", ready ? failureOfFiles : null);
    }

    private Reply create(ApiRequest request) {
        JsonNode wanted = request.json();
        if (!models.contains(wanted.path("model").asText())) {
            return refuse(
                    400,
                    "model_not_available",
                    "Model " + wanted.path("model").asText() + " is not available for fine-tuning.");
        }
        if (!files.containsKey(wanted.path("training_file").asText())) {
            return refuse(
                    400,
                    "invalid_training_file",
                    "invalid training_file: " + wanted.path("training_file").asText());
        }
        for (String part : List.of("training_file", "validation_file")) {
            ObjectNode file = files.get(wanted.path(part).asText());
            if (file != null && !lookAt(file).path("status").asText().equals("processed")) {
                return refuse(400, null, "File '" + file.path("id").asText() + "' " + notReady);
            }
        }
        String first = statesOfNewJobs.isEmpty() ? "validating_files" : statesOfNewJobs.peek();
        String id = newJob(wanted, first);
        nextStates.put(id, new ArrayDeque<>(statesOfNewJobs.stream().skip(1).toList()));
        event(id, "Created fine-tuning job: " + id);
        return ok(jobs.get(id));
    }

    /** A batch whose requests are answered at once; {@link #setBatch} makes it another. */
    private Reply batch(ApiRequest request) {
        JsonNode wanted = request.json();
        String input = contents.get(wanted.path("input_file_id").asText());
        if (input == null) {
            return refuse(400, "invalid_file", "There is no such file.");
        }
        StringBuilder lines = new StringBuilder();
        for (String text : input.lines().toList()) {
            JsonNode line = read(text);
            Reply reply = chat(line.path("body"));
            ObjectNode answer = JSON.createObjectNode();
            answer.put("custom_id", line.path("custom_id").asText());
            answer.putObject("response")
                    .put("status_code", reply.status)
                    .set("body", read(new String(reply.body, StandardCharsets.UTF_8)));
            lines.append(answer).append('\n');
        }
        String output = newFile(lines.length());
        contents.put(output, lines.toString());
        String id = "batch_" + String.format("%04d", ++numbers);
        ObjectNode batch = JSON.createObjectNode()
                .put("id", id)
                .put("object", "batch")
                .put("status", "completed")
                .put("created_at", CREATED_AT + numbers)
                .put("input_file_id", wanted.path("input_file_id").asText())
                .put("output_file_id", output);
        batch.set("metadata", dropsMetadata ? null : wanted.get("metadata"));
        batches.put(id, batch);
        return ok(batch.deepCopy().put("status", "validating").putNull("output_file_id"));
    }

    /** The batches that were made, oldest first. */
    public List<String> batchIds() {
        synchronized (state) {
            return List.copyOf(batches.keySet());
        }
    }

    public JsonNode batch(String id) {
        synchronized (state) {
            return batches.get(id).deepCopy();
        }
    }

    /** Sets fields of a batch, given as JSON. */
    public void setBatch(String id, String fields) {
        synchronized (state) {
            batches.get(id).setAll((ObjectNode) read(fields));
        }
    }

    /** A file of the provider's own; returns its id. */
    public String addFile(String content) {
        synchronized (state) {
            String id = newFile(content.length());
            contents.put(id, content);
            return id;
        }
    }

    /** What a file holds. */
    public String content(String file) {
        synchronized (state) {
            return contents.get(file);
        }
    }

    private Reply chat(ApiRequest request) {
        return chat(request.json());
    }

    private Reply chat(JsonNode wanted) {
        String model = wanted.path("model").asText();
        if (!models.contains(model)) {
            return refuse(
                    404,
                    "model_not_found",
                    "The model `" + model + "` does not exist or you do not have access to it.");
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("id", "chatcmpl-" + ++numbers)
                .put("object", "chat.completion")
                .put("created", CREATED_AT)
                .put("model", model);
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put(
                        "content",
                        answers.apply(
                                model,
                                wanted.path("messages").path(1).path("content").asText()));
        answer.putObject("usage")
                .put("prompt_tokens", 61)
                .put("completion_tokens", 4)
                .put("total_tokens", 65)
                .putObject("prompt_tokens_details")
                .put("cached_tokens", 0);
        return ok(answer);
    }

    private ObjectNode goOn(String id) {
        Deque<String> next = nextStates.get(id);
        if (next != null && !next.isEmpty()) {
            String status = next.poll();
            if (status.equals("succeeded")) {
                succeed(id);
            } else {
                jobs.get(id).put("status", status);
            }
        }
        return jobs.get(id);
    }

    private Reply page(ApiRequest request) {
        Map<String, String> query = query(request.query());
        List<ObjectNode> newestFirst = new ArrayList<>(hidesJobs ? List.of() : jobs.values());
        java.util.Collections.reverse(newestFirst);
        int from = 0;
        if (query.containsKey("after") && !ignoresAfter) {
            List<String> ids =
                    newestFirst.stream().map(job -> job.path("id").asText()).toList();
            from = ids.indexOf(query.get("after")) + 1;
        }
        int to = Math.min(newestFirst.size(), from + Integer.parseInt(query.getOrDefault("limit", "20")));
        ArrayNode data = JSON.createArrayNode();
        newestFirst.subList(from, to).forEach(data::add);
        return ok(list(data, to < newestFirst.size()));
    }

    private Reply eventsOf(ApiRequest request, String id) {
        List<ObjectNode> newestFirst = new ArrayList<>(events.getOrDefault(id, List.of()));
        java.util.Collections.reverse(newestFirst);
        int limit = Math.min(
                newestFirst.size(), Integer.parseInt(query(request.query()).getOrDefault("limit", "20")));
        ArrayNode data = JSON.createArrayNode();
        newestFirst.subList(0, limit).forEach(data::add);
        return ok(list(data, limit < newestFirst.size()));
    }

    private static ObjectNode list(ArrayNode data, boolean hasMore) {
        ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", hasMore);
        list.set("data", data);
        return list;
    }

    private String newFile(int bytes) {
        String id = "file-" + String.format("%04d", ++numbers);
        files.put(
                id,
                JSON.createObjectNode()
                        .put("id", id)
                        .put("object", "file")
                        .put("bytes", bytes)
                        .put("created_at", CREATED_AT)
                        .put("filename", "finetuning_data.jsonl")
                        .put("purpose", "fine-tune")
                        .put("status", "processed"));
        return id;
    }

    private String newJob(JsonNode wanted, String status) {
        String id = "ftjob-" + String.format("%04d", ++numbers);
        ObjectNode job = JSON.createObjectNode()
                .put("id", id)
                .put("object", "fine_tuning.job")
                .put("model", wanted.path("model").asText())
                .put("created_at", CREATED_AT + numbers)
                .putNull("finished_at")
                .putNull("fine_tuned_model")
                .put("organization_id", "org-acme")
                .put("status", status)
                .put("training_file", wanted.path("training_file").asText())
                .putNull("trained_tokens")
                .putNull("error")
                .put("seed", 42)
                .putNull("estimated_finish");
        job.putArray("result_files");
        job.set("validation_file", wanted.path("validation_file").isTextual() ? wanted.get("validation_file") : null);
        job.set("metadata", dropsMetadata ? null : wanted.get("metadata"));
        job.putObject("hyperparameters").put("n_epochs", "auto");
        jobs.put(id, job);
        return id;
    }

    private void event(String job, String message) {
        events.computeIfAbsent(job, key -> new ArrayList<>())
                .add(JSON.createObjectNode()
                        .put("id", "ftevent-" + ++numbers)
                        .put("object", "fine_tuning.job.event")
                        .put("created_at", CREATED_AT + numbers)
                        .put("level", "info")
                        .put("message", message)
                        .put("type", "message"));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
