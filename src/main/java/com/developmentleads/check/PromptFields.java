package com.developmentleads.check;

import com.developmentleads.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The fields of the prompts. A line whose field has no value is left out, so that a misspelt one would never be asked
 * with; and one that only some questions have would make the model learn another wording than it is asked in.
 */
final class PromptFields {

    private static final String QUESTION = "routes/prompts/user.txt";
    /** Of what questions are made: in training, in a run, as examples. */
    private static final List<String> ROWS = List.of(
            "routes/sql/listings/training-rows.sql",
            "routes/sql/listings/pending.sql",
            "routes/sql/listings/labelled.sql");

    private PromptFields() {}

    /** The fields that have no value. */
    static List<Finding> unknown(ProjectFiles files, Statements statements) {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, String> prompt : files.ending(".txt").entrySet()) {
            if (!prompt.getKey().startsWith("routes/prompts/")) {
                continue;
            }
            for (String field : new Template(prompt.getValue()).names()) {
                if (!prompt.getKey().equals(QUESTION)) {
                    if (!field.equals("labels")) {
                        findings.add(finding(prompt, field, "has no value here", "use {labels}"));
                    }
                    continue;
                }
                for (String rows : ROWS) {
                    Set<String> columns = statements.columns(rows);
                    if (!columns.isEmpty() && !columns.contains(field)) {
                        findings.add(finding(
                                prompt,
                                field,
                                "is no column of " + rows,
                                "correct it" + Words.nearest(field, new TreeSet<>(columns))
                                        + ", or add the column there"));
                        break;
                    }
                }
            }
        }
        return findings;
    }

    private static Finding finding(Map.Entry<String, String> prompt, String field, String what, String toDo) {
        var place = Pattern.compile("\\{" + Pattern.quote(field) + "}").matcher(prompt.getValue());
        int line = place.find() ? ProjectFiles.line(prompt.getValue(), place.start()) : 0;
        return new Finding(prompt.getKey(), line, "the field {" + field + "} " + what, toDo);
    }
}
