package com.developmentleads.provider.api;

import com.developmentleads.provider.store.Ids;
import com.developmentleads.provider.store.ProviderStore;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.BatchDocument;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.Page;
import com.developmentleads.provider.wire.Query;
import com.developmentleads.provider.wire.Wire;
import java.util.Locale;
import java.util.Map;

/** OpenAI's {@code /v1/batches}, of requests of the chat API. */
public final class BatchesApi {

    private static final String ENDPOINT = "/v1/chat/completions";
    private static final String WINDOW = "24h";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final ProviderStore store;
    private final BatchWorker worker;

    public BatchesApi(ProviderStore store, BatchWorker worker) {
        this.store = store;
        this.worker = worker;
    }

    /** Makes a batch from a request's body and hands it to the worker. */
    public BatchDocument create(byte[] body) {
        Fields request = new Fields(Wire.parseObject(body));
        String file = request.requiredString("input_file_id");
        requireOnly("endpoint", request.requiredString("endpoint"), ENDPOINT);
        requireOnly("completion_window", request.requiredString("completion_window"), WINDOW);
        Map<String, String> metadata = request.metadata("metadata");
        FileDocument input = store.file(file)
                .orElseThrow(() -> ApiException.invalid(
                        "input_file_id",
                        "invalid_file",
                        String.format(Locale.ROOT, "File '%s' does not exist.", file)));
        if (!input.purpose().equals("batch")) {
            throw ApiException.invalid(
                    "input_file_id",
                    "invalid_file",
                    String.format(Locale.ROOT, "File '%s' has the purpose '%s', not 'batch'.", file, input.purpose()));
        }
        worker.checkRoom();
        BatchDocument batch =
                store.addBatch(BatchDocument.of(Ids.next("batch_"), ENDPOINT, file, WINDOW, metadata, store.now()));
        worker.submit(batch.id());
        return batch;
    }

    private static void requireOnly(String field, String value, String only) {
        if (!value.equals(only)) {
            throw ApiException.invalid(
                    field,
                    "invalid_value",
                    String.format(Locale.ROOT, "Invalid value: '%s'. Supported values are: '%s'.", value, only));
        }
    }

    /** @param query the raw query string: {@code limit} and {@code after} */
    public Page<BatchDocument> list(String query) {
        return new Query(query).page(store.batches(), BatchDocument::id, DEFAULT_LIMIT, MAX_LIMIT);
    }

    public BatchDocument retrieve(String id) {
        return store.batch(id)
                .orElseThrow(() -> ApiException.notFound("batch_id", "No batch found with id '" + id + "'."));
    }

    /** Cancels a batch, also while it runs: it keeps the answers that it has. One that is over cannot be cancelled. */
    public BatchDocument cancel(String id) {
        retrieve(id);
        return store.changeBatch(
                        id,
                        batch -> batch.status().equals("cancelling") ? batch : batch.with("cancelling", store.now()))
                .orElseThrow(() -> ApiException.invalid(
                        null,
                        "invalid_batch_state",
                        String.format(
                                Locale.ROOT,
                                "Cannot cancel a batch with status '%s'.",
                                retrieve(id).status())));
    }
}
