package com.developmentleads.check;

/**
 * Something that is wrong in a file that an engineer edits.
 *
 * @param file path below the project's folder, such as {@code routes/leads-run.camel.yaml}
 * @param line from 1; 0 when it is not known
 * @param what what is wrong
 * @param toDo what to do about it
 */
public record Finding(String file, int line, String what, String toDo) {

    /** One line, {@code file:line: what — what to do}. */
    public String text() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + " — " + toDo;
    }
}
