package com.developmentleads.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * One route file, parsed.
 *
 * @param name path below the folder {@code routes}, such as {@code provider/provider-chat.camel.yaml}
 * @param text the file as it is
 * @param root a list of elements, each an object with one key: route, routeConfiguration, beans, …
 */
record RouteFile(String name, String text, JsonNode root) {

    static final String ENDING = ".camel.yaml";

    /** A route file that a test makes up. */
    static RouteFile of(String name, String text) {
        try {
            return new RouteFile(name, text, new YAMLMapper().readTree(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " is no YAML", e);
        }
    }

    /** All files below that folder that end in {@value #ENDING}, by name. */
    static List<RouteFile> below(Path folder) throws IOException {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                files.add(of(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path)));
            }
        }
        return files;
    }

    /** The file's name without folder and ending. */
    String baseName() {
        return name.substring(name.lastIndexOf('/') + 1, name.length() - ENDING.length());
    }

    List<JsonNode> routes() {
        return elements("route");
    }

    List<JsonNode> configurations() {
        return elements("routeConfiguration");
    }

    List<JsonNode> beans() {
        List<JsonNode> beans = new ArrayList<>();
        elements("beans").forEach(list -> list.forEach(beans::add));
        return beans;
    }

    private List<JsonNode> elements(String kind) {
        List<JsonNode> elements = new ArrayList<>();
        root.forEach(element -> {
            if (element.has(kind)) {
                elements.add(element.get(kind));
            }
        });
        return elements;
    }

    /** Calls {@code visit} with the key (empty in lists) and value of every node, outer ones first. */
    void walk(BiConsumer<String, JsonNode> visit) {
        walk("", root, visit);
    }

    static void walk(String key, JsonNode node, BiConsumer<String, JsonNode> visit) {
        visit.accept(key, node);
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                walk(field.getKey(), field.getValue(), visit);
            }
        } else if (node instanceof ArrayNode list) {
            list.forEach(element -> walk("", element, visit));
        }
    }

    /** Calls {@code visit} with the name and value of every step: the one key of an object in a list of steps. */
    static void steps(JsonNode within, BiConsumer<String, JsonNode> visit) {
        walk("", within, (key, node) -> {
            if (key.equals("steps")) {
                node.forEach(
                        step -> step.properties().forEach(field -> visit.accept(field.getKey(), field.getValue())));
            }
        });
    }

    /** Calls {@code visit} with the key and text of every scalar. */
    void scalars(BiConsumer<String, String> visit) {
        walk((key, node) -> {
            if (node.isValueNode() && !node.isNull()) {
                visit.accept(key, node.asText());
            }
        });
    }
}
