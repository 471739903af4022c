package com.developmentleads.parcel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the fields that a mapping names with those that a layer has. */
public final class LayerFields {

    private final Mapping mapping;

    /**
     * @param name of a file of {@code routes/parcels}
     * @throws com.developmentleads.config.ConfigurationException when it is not as it should be
     */
    public LayerFields(String name) {
        this.mapping = new Mapping(name);
    }

    /**
     * What the mapping names and the layer has not, a line of the file each, such as {@code lot=LOT_SIZE}.
     *
     * @param description what the layer says of itself, as JSON
     * @throws LayerException when it is an error, or not that of a layer
     */
    public List<String> missing(String description) {
        JsonNode layer = LayerAnswer.read(description);
        if (layer.path("fields").isEmpty()) {
            throw new LayerException(
                    layer.path("layers").isArray()
                            ? "this is a service, its layers have a number each, such as /0"
                            : "the answer names no fields, as that of a layer does");
        }
        Set<String> theirs = new TreeSet<>();
        layer.path("fields").forEach(field -> theirs.add(field.path("name").asText()));
        return mapping.lines().entrySet().stream()
                .filter(line -> !theirs.contains(line.getValue()))
                .map(line -> line.getKey() + "=" + line.getValue())
                .toList();
    }

    /** The file of the mapping, from the project's folder. */
    public String file() {
        return mapping.file();
    }
}
