package com.developmentleads.provider.chat;

import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an answer is written: as it was learned, or as JSON that a schema describes. A schema fits a classifier when it
 * is an object with one property that takes the label: an {@code enum} of strings, or a plain string. Further
 * properties may be constants, numbers named {@code confidence}, {@code probability} or {@code score}, which get the answer's
 * probability (an integer gets it in percent), and a string named {@code reason} or {@code explanation}, which gets the words
 * and numbers that weighed most.
 */
public final class AnswerForm {

    private static final String PARAM = "response_format";
    private static final List<String> PROBABILITY_NAMES = List.of("confidence", "probability", "score");
    private static final List<String> REASON_NAMES = List.of("reason", "explanation");
    private static final int MAX_DEPTH = 16;

    /** A text that may be answered, how probable it is, and the place of its answer in the model's distribution. */
    public record Candidate(String content, double probability, int place) {}

    private interface Writer {
        String write(String label, double probability, String reason);
    }

    private final List<String> allowed;
    private final Writer writer;
    private final boolean reasoned;

    private AnswerForm(List<String> allowed, Writer writer) {
        this(allowed, writer, false);
    }

    private AnswerForm(List<String> allowed, Writer writer, boolean reasoned) {
        this.allowed = allowed;
        this.writer = writer;
        this.reasoned = reasoned;
    }

    /** Reads {@code response_format}; without it an answer is written as it was learned. */
    static AnswerForm of(Fields request) {
        Fields format = request.object(PARAM).orElse(null);
        if (format == null) {
            return new AnswerForm(List.of(), (label, probability, reason) -> label);
        }
        String type = format.requiredString("type");
        return switch (type) {
            case "text" -> new AnswerForm(List.of(), (label, probability, reason) -> label);
            case "json_object" -> new AnswerForm(List.of(), (label, probability, reason) -> wrapped(label));
            case "json_schema" ->
                ofSchema(format.object("json_schema")
                        .flatMap(schema -> schema.object("schema"))
                        .map(schema -> format.node("json_schema").get("schema"))
                        .orElseThrow(() -> ApiException.invalid(
                                "response_format.json_schema.schema",
                                "missing_required_parameter",
                                "Missing required parameter: 'response_format.json_schema.schema'.")));
            default ->
                throw ApiException.invalid(
                        "response_format.type",
                        "invalid_value",
                        "Invalid value for 'response_format.type': expected text, json_object or json_schema.");
        };
    }

    private static String wrapped(String label) {
        return isJsonObject(label)
                ? label
                : JsonNodeFactory.instance.objectNode().put("answer", label).toString();
    }

    private static boolean isJsonObject(String label) {
        try {
            return label.startsWith("{") && Wire.parse(label).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static AnswerForm ofSchema(JsonNode root) {
        JsonNode schema = resolve(root, root, 0);
        List<String> choices = choices(schema);
        if (choices != null) {
            return new AnswerForm(
                    choices,
                    (label, probability, reason) ->
                            JsonNodeFactory.instance.textNode(label).toString());
        }
        JsonNode properties = schema.path("properties");
        if (!properties.isObject() || properties.isEmpty()) {
            throw unfit("it has no properties");
        }
        ObjectNode constants = JsonNodeFactory.instance.objectNode();
        List<String> probabilities = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        String labelName = null;
        List<String> labelChoices = List.of();
        for (var entry : properties.properties()) {
            String name = entry.getKey();
            JsonNode property = resolve(root, entry.getValue(), 0);
            List<String> options = choices(property);
            if (property.has("const")) {
                constants.set(name, property.get("const"));
            } else if (options != null && options.isEmpty() && isNamed(name, REASON_NAMES)) {
                reasons.add(name);
            } else if (options != null && labelName == null) {
                labelName = name;
                labelChoices = options;
            } else if (isNumber(property) && isNamed(name, PROBABILITY_NAMES)) {
                probabilities.add(name);
            } else if (isRequired(schema, name)) {
                throw unfit(
                        "its property '" + name + "' is neither a label nor a constant nor a probability nor a reason");
            }
        }
        if (labelName == null) {
            throw unfit("no property of it is an enum of strings or a string");
        }
        return new AnswerForm(
                labelChoices, writer(properties, labelName, constants, probabilities, reasons), !reasons.isEmpty());
    }

    private static Writer writer(
            JsonNode properties,
            String labelName,
            ObjectNode constants,
            List<String> probabilities,
            List<String> reasons) {
        return (label, probability, reason) -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            properties.fieldNames().forEachRemaining(name -> {
                if (name.equals(labelName)) {
                    answer.put(name, label);
                } else if (constants.has(name)) {
                    answer.set(name, constants.get(name));
                } else if (reasons.contains(name)) {
                    answer.put(name, reason);
                } else if (probabilities.contains(name) && isWhole(properties.get(name))) {
                    answer.put(name, Math.round(probability * 100));
                } else if (probabilities.contains(name)) {
                    answer.put(name, Math.round(probability * 10_000) / 10_000.0);
                }
            });
            return answer.toString();
        };
    }

    /** The strings a schema allows, an empty list for any string, or null when it is not about a string. */
    private static List<String> choices(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            List<String> values = new ArrayList<>();
            for (JsonNode value : schema.get("enum")) {
                if (value.isTextual()) {
                    values.add(value.textValue());
                }
            }
            return values.isEmpty() ? null : values;
        }
        return schema.path("type").asText().equals("string") && !schema.has("const") ? List.of() : null;
    }

    private static boolean isNumber(JsonNode schema) {
        return schema.path("type").asText().equals("number") || isWhole(schema);
    }

    private static boolean isWhole(JsonNode schema) {
        return schema.path("type").asText().equals("integer");
    }

    private static boolean isNamed(String name, List<String> words) {
        String lower = name.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Follows local references, and takes the first branch that is not null of a choice between schemas. */
    private static JsonNode resolve(JsonNode root, JsonNode schema, int depth) {
        if (depth > MAX_DEPTH) {
            throw unfit("its references go in a circle");
        }
        String reference = schema.path("$ref").asText("");
        if (reference.equals("#")) {
            return resolve(root, root, depth + 1);
        }
        if (reference.startsWith("#/")) {
            JsonNode target = root.at(reference.substring(1));
            if (target.isMissingNode()) {
                throw unfit("it refers to '" + reference + "', which is not there");
            }
            return resolve(root, target, depth + 1);
        }
        for (JsonNode branch : schema.path("anyOf")) {
            if (!branch.path("type").asText().equals("null")) {
                return resolve(root, branch, depth + 1);
            }
        }
        return schema;
    }

    private static ApiException unfit(String why) {
        return ApiException.invalid(
                PARAM, "unsupported_schema", "A classifier cannot answer in this schema: " + why + ".");
    }

    /** The labels the request allows, or an empty list when every one is. */
    List<String> allowed() {
        return allowed;
    }

    /**
     * The texts that may be answered, with their probabilities among what is allowed.
     *
     * @throws ApiException 400 when the request allows none of the model's answers
     */
    List<Candidate> candidates(Distribution distribution) {
        List<String> labels = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < distribution.answers().size(); i++) {
            String label = admitted(distribution.answers().get(i));
            if (label != null) {
                labels.add(label);
                places.add(i);
                probabilities.add(distribution.probabilities()[i]);
                sum += distribution.probabilities()[i];
            }
        }
        if (labels.isEmpty()) {
            throw ApiException.invalid(
                    PARAM,
                    "no_common_answer",
                    String.format(
                            Locale.ROOT,
                            "The schema allows %s, but this model was trained " + "to answer %s.",
                            allowed,
                            distribution.answers()));
        }
        boolean all = labels.size() == distribution.answers().size();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            double share = sum > 0 ? probabilities.get(i) / sum : 1.0 / labels.size();
            double probability = all ? probabilities.get(i) : share;
            candidates.add(new Candidate(writer.write(labels.get(i), probability, ""), probability, places.get(i)));
        }
        return candidates;
    }

    /** Whether an answer has a place for its reasons. */
    boolean isReasoned() {
        return reasoned;
    }

    /** A candidate's text with its reasons. */
    String write(Candidate candidate, Distribution distribution, List<String> reasons) {
        String label = admitted(distribution.answers().get(candidate.place()));
        return writer.write(label, candidate.probability(), String.join("; ", reasons));
    }

    private String admitted(String answer) {
        if (allowed.isEmpty()) {
            return answer;
        }
        return allowed.stream()
                .filter(answer::equals)
                .findFirst()
                .or(() -> allowed.stream()
                        .filter(label -> label.strip().equalsIgnoreCase(answer))
                        .findFirst())
                .orElse(null);
    }
}
