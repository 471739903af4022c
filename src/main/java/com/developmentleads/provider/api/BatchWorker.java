package com.developmentleads.provider.api;

import com.developmentleads.provider.store.Ids;
import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.BatchDocument;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one batch after the other in a thread of its own. A batch that a stopped or killed process left
 * unfinished is begun anew at the start: it costs nothing, and its results are stored when they are whole.
 */
public final class BatchWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);
    private static final int MOST_REQUESTS = 50_000;
    private static final int LINES_BETWEEN_COUNTS = 200;
    private static final long STOP_WITHIN_MILLIS = 2_000;

    /** A line of the input that is no request; the whole batch is refused then, as OpenAI does. */
    private static final class BadLine extends Exception {
        private final String code;
        private final int line;

        BadLine(int line, String code, String message) {
            super(message);
            this.code = code;
            this.line = line;
        }
    }

    private record Line(String customId, Fields body, byte[] text) {}

    private final ProviderStore store;
    private final ChatApi chat;
    private final int maxWaiting;
    private final ObjectMapper mapper = Wire.mapper();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    /** @param maxWaiting how many batches may wait or run at a time */
    public BatchWorker(ProviderStore store, ChatApi chat, int maxWaiting) {
        this.store = store;
        this.chat = chat;
        this.maxWaiting = maxWaiting;
        thread = new Thread(this::work, "provider-batches");
        thread.setDaemon(true);
    }

    /** Takes up unfinished batches, oldest first, and begins to work. */
    public void start() {
        List<BatchDocument> unfinished = new ArrayList<>(store.batches());
        unfinished.removeIf(BatchDocument::isOver);
        Collections.reverse(unfinished);
        unfinished.forEach(batch -> queue.add(batch.id()));
        thread.start();
    }

    /** @throws ApiException 429 when too many batches wait already */
    void checkRoom() {
        if (store.batches().stream().filter(batch -> !batch.isOver()).count() >= maxWaiting) {
            throw ApiException.tooMany("too_many_batches", "Too many batches wait; try again later.");
        }
    }

    void submit(String batchId) {
        queue.add(batchId);
    }

    private void work() {
        try {
            while (!stopping) {
                answer(queue.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("Batches stop");
        }
    }

    private void answer(String id) {
        try {
            Optional<BatchDocument> batch = store.batch(id).filter(open -> !open.isOver());
            if (batch.isPresent()) {
                answer(batch.get());
            }
        } catch (ProviderStore.Closed e) {
            LOG.info("Batch {} goes on at the next start", id);
        } catch (BadLine e) {
            change(id, batch -> batch.failed(e.code, e.getMessage(), e.line, store.now()));
        } catch (ApiException e) {
            change(id, batch -> batch.failed(e.getCode(), e.getMessage(), 0, store.now()));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!stopping) {
                LOG.error("Batch {} failed", id, e);
                change(
                        id,
                        batch -> batch.failed(
                                "server_error", "The provider could not answer; its log says why.", 0, store.now()));
            }
        }
    }

    private void answer(BatchDocument batch) throws IOException, BadLine {
        String id = batch.id();
        if (isCancelled(id)) {
            change(id, open -> open.with("cancelled", store.now()));
            return;
        }
        if (store.now() >= batch.expiresAt()) {
            change(id, open -> open.with("expired", store.now()));
            return;
        }
        Path input = store.content(batch.inputFile())
                .orElseThrow(() ->
                        ApiException.invalid("input_file_id", "invalid_file", "The input file has been deleted."));
        int total = check(input, batch.endpoint());
        change(id, open -> begun(open).counted(total, 0, 0));
        Path output = store.scratch(id + ".output");
        Path errors = store.scratch(id + ".errors");
        int[] counts = answerAll(id, input, batch.endpoint(), total, output, errors);
        if (stopping) {
            return;
        }
        change(id, open -> isCancelling(open) ? open : open.with("finalizing", store.now()));
        String secret = id.substring(id.indexOf('_') + 1);
        keep(id, "output_file_id", "file-" + secret, output, counts[0]);
        keep(id, "error_file_id", "file-e" + secret, errors, counts[1]);
        change(
                id,
                open -> open.counted(total, counts[0], counts[1])
                        .with(isCancelling(open) ? "cancelled" : "completed", store.now()));
    }

    private BatchDocument begun(BatchDocument batch) {
        return isCancelling(batch) ? batch : batch.with("in_progress", store.now());
    }

    /** How many requests there are, each of them well formed. */
    private int check(Path input, String endpoint) throws IOException, BadLine {
        Set<String> ids = new HashSet<>();
        int number = 0;
        try (BufferedReader reader = reader(input)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (!text.isBlank() && !ids.add(read(text, number, endpoint).customId())) {
                    throw new BadLine(
                            number,
                            "duplicate_custom_id",
                            "The custom_id for this request is a duplicate of another request.");
                }
                if (ids.size() > MOST_REQUESTS) {
                    throw new BadLine(number, "too_many_tasks", "The batch input file has more than 50000 requests.");
                }
            }
        } catch (CharacterCodingException e) {
            throw new BadLine(number + 1, "invalid_json_line", "This line is not parseable as valid JSON.");
        }
        if (ids.isEmpty()) {
            throw new BadLine(0, "empty_file", "The input file has no requests.");
        }
        return ids.size();
    }

    private Line read(String text, int number, String endpoint) throws BadLine {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Fields line;
        try {
            line = new Fields(Wire.parseObject(bytes));
        } catch (ApiException e) {
            throw new BadLine(number, "invalid_json_line", "This line is not parseable as valid JSON.");
        }
        try {
            String customId = line.requiredString("custom_id");
            requireSame(number, "invalid_method", "method", line.requiredString("method"), "POST");
            requireSame(number, "invalid_url", "url", line.requiredString("url"), endpoint);
            Fields body = line.object("body")
                    .orElseThrow(() -> ApiException.invalid("body", "Missing required parameter: 'body'."));
            return new Line(customId, body, mapper.writeValueAsBytes(line.node("body")));
        } catch (ApiException e) {
            throw new BadLine(number, "invalid_request", e.getMessage());
        } catch (IOException e) {
            throw new BadLine(number, "invalid_json_line", "This line is not parseable as valid JSON.");
        }
    }

    private static void requireSame(int number, String code, String field, String value, String only) throws BadLine {
        if (!value.equals(only)) {
            throw new BadLine(
                    number, code, String.format(Locale.ROOT, "The '%s' of this request is not '%s'.", field, only));
        }
    }

    /** Answers until all are answered or the batch is cancelled; how many were completed and how many failed. */
    private int[] answerAll(String id, Path input, String endpoint, int total, Path output, Path errors)
            throws IOException, BadLine {
        int[] counts = new int[2];
        int number = 0;
        try (BufferedReader reader = reader(input);
                BufferedWriter done = Files.newBufferedWriter(output);
                BufferedWriter failed = Files.newBufferedWriter(errors)) {
            for (String text = reader.readLine(); text != null && !stopping; text = reader.readLine()) {
                if (number % LINES_BETWEEN_COUNTS == 0) {
                    if (isCancelled(id)) {
                        break;
                    }
                    change(id, batch -> batch.counted(total, counts[0], counts[1]));
                }
                number++;
                if (!text.isBlank()) {
                    Line line = read(text, number, endpoint);
                    Map<String, Object> answer = answer(line);
                    boolean good = answer.get("status_code").equals(200);
                    counts[good ? 0 : 1]++;
                    write(good ? done : failed, line.customId(), answer);
                }
            }
        }
        return counts;
    }

    private Map<String, Object> answer(Line line) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status_code", 200);
        response.put("request_id", Ids.next("req_"));
        try {
            if (line.body().bool("stream").orElse(false)) {
                throw ApiException.invalid("stream", "A request of a batch cannot be streamed.");
            }
            response.put("body", chat.complete(chat.parse(line.text())));
        } catch (ApiException e) {
            response.put("status_code", e.getStatus());
            response.put("body", e.toDocument());
        }
        return response;
    }

    private void write(BufferedWriter out, String customId, Map<String, Object> response) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", Ids.next("batch_req_"));
        line.put("custom_id", customId);
        line.put("response", response);
        line.put("error", null);
        out.write(mapper.writeValueAsString(line));
        out.write('\n');
    }

    private void keep(String id, String field, String file, Path content, int lines) throws IOException {
        if (lines == 0) {
            Files.deleteIfExists(content);
            return;
        }
        String name = id + (field.startsWith("output") ? "_output.jsonl" : "_error.jsonl");
        store.addOutput(file, name, content);
        change(id, batch -> batch.withFile(field, file));
    }

    private boolean isCancelled(String id) {
        return store.batch(id).map(BatchWorker::isCancelling).orElse(true);
    }

    private static boolean isCancelling(BatchDocument batch) {
        return batch.status().equals("cancelling");
    }

    private void change(String id, UnaryOperator<BatchDocument> change) {
        if (!stopping) {
            store.changeBatch(id, change);
        }
    }

    /** A byte that is no UTF-8 is an error. */
    private static BufferedReader reader(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /** Stops after the current request; an unfinished batch is begun anew at the next start. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
