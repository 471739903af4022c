package com.developmentleads.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One route file with the lines of its texts.
 *
 * @param scalars all texts in their order, without descriptions and notes
 * @param routes  its routes
 */
record YamlFile(String name, List<Scalar> scalars, List<Route> routes) {

    /** A text: under which key it stands, under which key that one stands, and in which line. */
    record Scalar(String outer, String key, String text, int line) {}

    /** A route as a table shows it. */
    record Route(String id, String group, String from, String description, int line) {}

    /** @throws BadYamlException when it is no YAML */
    static YamlFile of(String name, String text) throws BadYamlException {
        YamlFile file = new YamlFile(name, new ArrayList<>(), new ArrayList<>());
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            root.ifPresent(node -> file.walk("", "", node));
            return file;
        } catch (YamlEngineException e) {
            throw new BadYamlException(finding(name, e));
        }
    }

    /** The route in which a text stands. */
    Optional<Route> around(Scalar scalar) {
        return routes.stream().filter(route -> route.line() <= scalar.line()).reduce((before, last) -> last);
    }

    private void walk(String outer, String key, Node node) {
        if (node instanceof MappingNode mapping) {
            if (key.equals("route")) {
                routes.add(new Route(
                        value(mapping, "id"),
                        value(mapping, "group"),
                        value(mapping, "from", "uri"),
                        value(mapping, "description"),
                        line(mapping)));
            }
            if (key.equals("routeConfiguration") && value(mapping, "id").isEmpty()) {
                scalars.add(new Scalar(key, "id", "", line(mapping)));
            }
            for (NodeTuple tuple : mapping.getValue()) {
                walk(key, ((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(element -> walk(outer, key, element));
        } else if (node instanceof ScalarNode scalar && !key.equals("description") && !key.equals("note")) {
            scalars.add(new Scalar(outer, key, scalar.getValue(), line(node)));
        }
    }

    private static String value(Node node, String... path) {
        Node found = node;
        for (String key : path) {
            found = found instanceof MappingNode mapping
                    ? mapping.getValue().stream()
                            .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                                    && name.getValue().equals(key))
                            .map(NodeTuple::getValueNode)
                            .findFirst()
                            .orElse(null)
                    : null;
        }
        return found instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** A mistake in YAML, or in what Camel makes of it, at its line. */
    static Finding finding(String name, YamlEngineException e) {
        int line = 0;
        String what = e.getMessage();
        if (e instanceof MarkedYamlEngineException marked) {
            line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            what = marked.getProblem();
        }
        return new Finding(
                name, line, "no route can be read, " + String.valueOf(what).strip(), "correct what stands there");
    }

    /** Says where a file is no YAML. */
    static final class BadYamlException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Finding finding;

        BadYamlException(Finding finding) {
            super(finding.text());
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }
}
