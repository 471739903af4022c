package com.developmentleads.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that routes, statements, templates and jq files read: one that nothing sets is empty for ever, and what
 * depends on it never happens, without an error.
 */
final class Variables {

    /** Those that commands and beans set, and the application at its start. */
    private static final Set<String> SET_IN_JAVA = Set.of(
            "global:server",
            "global:jobOptions",
            "global:states",
            "suffix",
            "tables",
            "again",
            "facts",
            "potential",
            "mine",
            "since",
            "judged",
            "change",
            "until",
            "shown");

    private static final Pattern IN_TEXT =
            Pattern.compile("\\bvariable(?:As\\(|\\.|:)(?:header:)?((?:global:)?\\w+)|\\bvariable\\(\"([\\w:]+)\"\\)");
    private static final Pattern IN_TEMPLATE = Pattern.compile("\\bvariables\\.(\\w+)");
    private static final Pattern SET = Pattern.compile("(?:name|variableReceive): +\"?((?:global:)?\\w+)");

    private final TreeSet<String> known = new TreeSet<>(SET_IN_JAVA);
    private final List<Finding> findings = new ArrayList<>();

    private Variables() {}

    /**
     * The reads of variables that nothing sets.
     *
     * @param files the route files in use
     * @param texts all files below {@code routes}, by name: routes that are not in use set variables too
     */
    static List<Finding> unset(Collection<YamlFile> files, Map<String, String> texts) {
        Variables variables = new Variables();
        texts.forEach((name, text) -> {
            if (name.endsWith(ProjectFiles.YAML)) {
                variables.takeSet(name, text);
            }
        });
        for (YamlFile file : files) {
            for (YamlFile.Scalar scalar : file.scalars()) {
                if (scalar.key().equals("variableSend")
                        || scalar.outer().equals("variable") && scalar.key().equals("expression")) {
                    variables.require(scalar.text(), file.name(), scalar.line());
                }
                for (Matcher read = IN_TEXT.matcher(scalar.text()); read.find(); ) {
                    int before = ProjectFiles.line(scalar.text(), read.start()) - 1;
                    variables.require(
                            read.group(1) == null ? read.group(2) : read.group(1), file.name(), scalar.line() + before);
                }
            }
        }
        new TreeMap<>(texts).forEach((name, text) -> {
            if (name.endsWith(".sql") || name.endsWith(".jq")) {
                variables.require(IN_TEXT, name, text);
            } else if (name.endsWith(".ftl")) {
                variables.require(IN_TEMPLATE, name, text);
            }
        });
        return variables.findings;
    }

    private void takeSet(String name, String text) {
        try {
            for (YamlFile.Scalar scalar : YamlFile.of(name, text).scalars()) {
                boolean named = scalar.key().equals("name")
                        && (scalar.outer().equals("setVariable")
                                || scalar.outer().equals("variables"));
                if (named || scalar.key().equals("variableReceive")) {
                    known.add(scalar.text());
                }
            }
        } catch (YamlFile.BadYamlException e) {
            SET.matcher(text).results().forEach(set -> known.add(set.group(1)));
        }
    }

    private void require(Pattern pattern, String file, String text) {
        for (Matcher read = pattern.matcher(text); read.find(); ) {
            String name = read.group(1) == null ? read.group(2) : read.group(1);
            require(name, file, ProjectFiles.line(text, read.start()));
        }
    }

    private void require(String name, String file, int line) {
        if (!known.contains(name)) {
            Finding finding = new Finding(
                    file, line, "nothing sets the variable " + name, "correct the name" + Words.nearest(name, known));
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
    }
}
