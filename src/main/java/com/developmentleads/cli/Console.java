package com.developmentleads.cli;

import com.developmentleads.config.SecretMask;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a command prints: lines for a person, or one JSON document for a script; errors always, to standard error. No
 * secret is printed, whoever says it.
 */
public final class Console {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;
    private final boolean json;

    /**
     * @param quiet nothing but errors is printed
     * @param json  the report is printed as JSON, lines for a person are not
     */
    public Console(PrintWriter out, PrintWriter err, boolean quiet, boolean json) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.json = json;
    }

    public boolean json() {
        return json;
    }

    /** A line for a person. Characters that would steer a terminal are shown as '?'. */
    public void line(String text) {
        if (!quiet && !json) {
            out.println(printable(text));
            out.flush();
        }
    }

    public void blank() {
        line("");
    }

    /** A name and its value, aligned with those above and below. */
    public void field(String name, Object value) {
        line(String.format(Locale.ROOT, "  %-18s %s", name, value));
    }

    /** The report as a script reads it; printed with {@code --json} alone. */
    public void report(Object report) {
        if (json) {
            try {
                out.println(SecretMask.apply(JSON.writeValueAsString(report)));
                out.flush();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A line that replaces itself while something is waited for; plain lines when the output is no terminal. */
    public void progress(String text) {
        if (!quiet && !json) {
            if (System.console() != null) {
                out.print("\r\033[K" + printable(text));
                out.flush();
            } else {
                line(text);
            }
        }
    }

    /** Ends a line of {@link #progress}. */
    public void progressDone() {
        if (!quiet && !json && System.console() != null) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    public void warn(String text) {
        err.println("warning: " + printable(text));
        err.flush();
    }

    public void error(String text) {
        err.println("error: " + printable(text));
        err.flush();
    }

    /** Rows with columns as wide as their widest cell. */
    public void table(List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], printable(row.get(i)).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = printable(row.get(i));
                text.append(i == 0 ? "  " : "  ").append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            line(text.toString().stripTrailing());
        }
    }

    static String printable(String text) {
        return SecretMask.apply(text).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
