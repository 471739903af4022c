package com.developmentleads.publish;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The file {@code leads.csv}: all leads, newest first, in UTF-8; written whole. */
public final class LeadsCsv {

    private final Path file;
    private final LeadColumns columns;

    /** @param file absolute path */
    public LeadsCsv(String file, LeadColumns columns) {
        this.file = Path.of(file);
        this.columns = columns;
    }

    /** @param leads rows by column name */
    public void write(List<Map<String, Object>> leads) throws IOException {
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(columns.titles());
            for (Map<String, Object> lead : leads) {
                printer.printRecord(
                        columns.values(lead).stream().map(LeadsCsv::inert).toList());
            }
            printer.flush();
        });
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises. */
    private static Object inert(Object value) {
        return value instanceof String text && !text.isEmpty() && "=+-@＝＋－＠\t\r\n".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : value;
    }
}
