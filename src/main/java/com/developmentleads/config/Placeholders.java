package com.developmentleads.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code {{name}}} inside property values, innermost first, so that {@code {{provider.{{provider}}.key}}}
 * works; {@code {{name:text}}} is the text where there is no such property. Camel's own resolver is not used here: it takes the braces of a JSON value for placeholders, and lets any
 * environment variable of a matching name (HOME, DATA, …) win.
 */
public final class Placeholders {

    private static final Pattern INNERMOST = Pattern.compile("\\{\\{([A-Za-z0-9._-]+)(?::((?:[^{}]|\\{[a-z]+})*))?}}");

    private final Map<String, String> values;

    public Placeholders(Map<String, String> values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException naming a property that is not defined or that refers to itself */
    public String resolve(String key) {
        return resolve(key, new LinkedHashSet<>());
    }

    private String resolve(String key, Set<String> open) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("refers to {{" + key + "}}, which is not defined");
        }
        if (!open.add(key)) {
            throw new IllegalArgumentException("refers to itself through {{" + key + "}}");
        }
        Matcher matcher = INNERMOST.matcher(value);
        while (matcher.find()) {
            value = value.substring(0, matcher.start())
                    + value(matcher.group(1), matcher.group(2), open)
                    + value.substring(matcher.end());
            matcher = INNERMOST.matcher(value);
        }
        open.remove(key);
        return value;
    }

    private String value(String key, String otherwise, Set<String> open) {
        return otherwise != null && !values.containsKey(key) ? otherwise : resolve(key, open);
    }
}
