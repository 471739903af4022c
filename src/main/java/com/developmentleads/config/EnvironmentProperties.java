package com.developmentleads.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Properties that environment variables set: {@code LEADS_SEARCH_PAGES} is {@code search.pages}. A variable is found by
 * the name of its property and not the other way round, since a dot and a hyphen are written alike.
 */
final class EnvironmentProperties {

    private static final String PREFIX = "LEADS_";

    /** What {@code leads} and the embedded provider read themselves; no property. */
    private static final Set<String> OTHERS = Set.of("LEADS_JAVA_OPTS", "LEADS_PROVIDER_KEY");

    private final Map<String, String> variables = new TreeMap<>();
    private final Set<String> unused = new TreeSet<>();

    /** @param environment all variables of the process */
    EnvironmentProperties(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
                variables.put(name, value.strip());
            }
        });
        unused.addAll(variables.keySet());
    }

    /** The variable of that property. */
    static String variable(String property) {
        return PREFIX + property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Those of the given properties that are set, by the property's name. */
    Map<String, String> of(Collection<String> properties) {
        Map<String, String> set = new TreeMap<>();
        for (String property : properties) {
            String variable = variable(property);
            if (variables.containsKey(variable)) {
                set.put(property, variables.get(variable));
                unused.remove(variable);
            }
        }
        return set;
    }

    /** A line for each variable that no property asked for; without its value, which may be a key. */
    List<String> faults() {
        return unused.stream()
                .map(name -> "there is no property for the environment variable " + name
                        + " — correct its name or remove it")
                .toList();
    }
}
