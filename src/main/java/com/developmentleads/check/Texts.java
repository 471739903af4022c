package com.developmentleads.check;

import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Mail templates and jq files, each read by its own language. */
final class Texts {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final ProjectFiles files;

    Texts(ProjectFiles files) {
        this.files = files;
    }

    /** The templates that FreeMarker cannot read. */
    List<Finding> templates() {
        Configuration configuration = new Configuration(Configuration.DEFAULT_INCOMPATIBLE_IMPROVEMENTS);
        List<Finding> findings = new ArrayList<>();
        files.ending(".ftl").forEach((name, text) -> {
            try {
                new Template(name, text, configuration);
            } catch (ParseException e) {
                findings.add(new Finding(
                        name,
                        e.getLineNumber(),
                        "FreeMarker cannot read it: "
                                + first(e.getEditorMessage()).replaceFirst(", but was expecting .*", ""),
                        "correct the template"));
            } catch (IOException e) {
                findings.add(new Finding(name, 0, "it cannot be read: " + e.getMessage(), "correct the template"));
            }
        });
        return findings;
    }

    /** The files of {@code routes/json} that jq cannot read. */
    List<Finding> queries() {
        List<Finding> findings = new ArrayList<>();
        files.ending(".jq").forEach((name, text) -> {
            try {
                JsonQuery.compile(text, Versions.JQ_1_6);
            } catch (JsonQueryException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
                findings.add(new Finding(
                        name,
                        line.find() ? Integer.parseInt(line.group(1)) : 0,
                        "jq cannot read it: " + first(cause.getMessage()),
                        "correct the query"));
            }
        });
        return findings;
    }

    /** The first line of a message that may have many. */
    static String first(String message) {
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }
}
