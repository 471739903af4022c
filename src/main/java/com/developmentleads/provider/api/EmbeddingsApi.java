package com.developmentleads.provider.api;

import com.developmentleads.provider.chat.ModelCatalog;
import com.developmentleads.provider.embedding.Embedding;
import com.developmentleads.provider.embedding.SentenceModel;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** OpenAI's {@code /v1/embeddings}: a vector of 384 numbers, of unit length, for each text. */
public final class EmbeddingsApi {

    private static final int MAX_INPUTS = 2_048;

    private final ModelCatalog catalog;
    private final SentenceModel sentences;

    public EmbeddingsApi(ModelCatalog catalog, SentenceModel sentences) {
        this.catalog = catalog;
        this.sentences = sentences;
    }

    /** Answers a request's body with the list document, vectors as numbers or as little-endian floats in Base64. */
    public Map<String, Object> create(byte[] body) {
        Fields request = new Fields(Wire.parseObject(body));
        String model = request.requiredString("model");
        boolean base64 = inBase64(request);
        request.string("user");
        if (request.has("dimensions")) {
            throw ApiException.invalid(
                    "dimensions", "unsupported_parameter", "This model does not support specifying dimensions.");
        }
        List<String> texts = texts(request);
        if (!model.equals(ModelCatalog.EMBEDDING)) {
            boolean known = catalog.list().stream().anyMatch(other -> other.id().equals(model));
            throw known
                    ? ApiException.invalid(
                            "model",
                            "model_not_supported",
                            String.format(
                                    Locale.ROOT,
                                    "'%s' does not answer with vectors; '%s' does.",
                                    model,
                                    ModelCatalog.EMBEDDING))
                    : ApiException.modelNotFound(model);
        }
        catalog.checkEmbeddings(model);
        List<Embedding> embeddings = sentences.embed(texts);
        List<Map<String, Object>> data = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < embeddings.size(); i++) {
            float[] vector = embeddings.get(i).vector();
            tokens += embeddings.get(i).tokens();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("object", "embedding");
            entry.put("index", i);
            entry.put("embedding", base64 ? base64(vector) : vector);
            data.add(entry);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("object", "list");
        document.put("data", data);
        document.put("model", model);
        document.put("usage", Map.of("prompt_tokens", tokens, "total_tokens", tokens));
        return document;
    }

    private static boolean inBase64(Fields request) {
        String format = request.string("encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw ApiException.invalid(
                    "encoding_format",
                    "invalid_value",
                    "Invalid value for 'encoding_format': expected float or base64.");
        }
        return format.equals("base64");
    }

    private static List<String> texts(Fields request) {
        JsonNode input = request.node("input");
        if (input == null) {
            throw ApiException.invalid("input", "missing_required_parameter", "Missing required parameter: 'input'.");
        }
        List<String> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(input.textValue());
        } else if (input.isArray()) {
            input.forEach(element -> texts.add(text(request, element)));
        } else {
            throw request.wrongType("input", "a string or an array of strings");
        }
        if (texts.isEmpty() || texts.size() > MAX_INPUTS) {
            throw ApiException.invalid(
                    "input", String.format(Locale.ROOT, "'input' must have between 1 and %d elements.", MAX_INPUTS));
        }
        if (texts.stream().anyMatch(String::isBlank)) {
            throw ApiException.invalid("input", "'input' must not have an empty string.");
        }
        return texts;
    }

    private static String text(Fields request, JsonNode element) {
        if (element.isNumber() || element.isArray()) {
            throw ApiException.invalid(
                    "input", "unsupported_value", "This model reads strings in 'input', not arrays of tokens.");
        }
        if (!element.isTextual()) {
            throw request.wrongType("input", "a string or an array of strings");
        }
        return element.textValue();
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
