package com.developmentleads.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names in an engineer's own files: one that the application has too would replace its route or bean. */
final class OwnNames {

    private static final String OWN = "routes/custom/";

    private OwnNames() {}

    /**
     * The names that are taken, and error policies that would be for all routes.
     *
     * @param bound the beans that are in no file
     */
    static List<Finding> taken(Collection<YamlFile> files, Set<String> bound) {
        Map<String, String> taken = new HashMap<>();
        bound.forEach(name -> taken.put("bean " + name, "the application"));
        List<Finding> findings = new ArrayList<>();
        for (boolean isOwn : List.of(false, true)) {
            for (YamlFile file : files) {
                if (file.name().startsWith(OWN) == isOwn) {
                    names(file).forEach((name, line) -> {
                        String before = taken.putIfAbsent(name, file.name());
                        if (isOwn && name.equals("routeConfiguration ")) {
                            findings.add(new Finding(
                                    file.name(),
                                    line,
                                    "a routeConfiguration without an id is for all routes",
                                    "give it an id, and name it in your routes as routeConfigurationId"));
                        } else if (isOwn && before != null) {
                            findings.add(new Finding(
                                    file.name(), line, before + " has a " + name + " too", "choose another name"));
                        }
                    });
                }
            }
        }
        return findings;
    }

    /** The names that a file gives, each with its line. */
    private static Map<String, Integer> names(YamlFile file) {
        Map<String, Integer> names = new HashMap<>();
        for (YamlFile.Route route : file.routes()) {
            names.put("route " + route.id(), route.line());
            if (route.from().startsWith("direct:")) {
                names.put("route from " + route.from(), route.line());
            }
        }
        for (YamlFile.Scalar scalar : file.scalars()) {
            if (scalar.outer().equals("beans") && scalar.key().equals("name")) {
                names.put("bean " + scalar.text(), scalar.line());
            } else if (scalar.outer().equals("routeConfiguration")
                    && scalar.key().equals("id")) {
                names.put("routeConfiguration " + scalar.text(), scalar.line());
            }
        }
        return names;
    }
}
