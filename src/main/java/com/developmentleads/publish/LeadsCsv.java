package com.developmentleads.publish;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The file {@code leads.csv}: all leads, newest first, in UTF-8; written whole. The columns Verdict and Notes are the owner's. */
public final class LeadsCsv {

    private static final String KEY = "Key";
    private static final String VERDICT = "Verdict";
    private static final String NOTES = "Notes";
    /** How formulas start, once the forms of a sign are one (Unicode Standard Annex 15, NFKC). */
    private static final Pattern FORMULA = Pattern.compile("[\\t\\r\\n]|[\\s\\p{Z}\\p{Cf}]*[=+\\-@\u2212]");

    private final Path file;
    private final LeadColumns columns = new LeadColumns();
    private final boolean marked;

    /**
     * @param file   absolute path
     * @param marked whether it begins with a byte order mark, by which spreadsheet programs know UTF-8
     */
    public LeadsCsv(String file, boolean marked) {
        this.marked = marked;
        this.file = Path.of(file);
    }

    /**
     * @param leads rows by column name
     * @param said  what the owner wrote beside them, of {@link #said}, which stays as it is
     */
    public void write(List<Map<String, Object>> leads, List<Map<String, Object>> said) throws IOException {
        Map<Object, Map<String, Object>> beside = new HashMap<>();
        said.forEach(row -> beside.put(row.get("key"), row));
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            if (marked) {
                writer.write('\uFEFF');
            }
            CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(columns.around(columns.titles(), List.of(VERDICT, NOTES)));
            for (Map<String, Object> lead : leads) {
                Map<String, Object> own =
                        beside.getOrDefault(lead.get("property_key"), Map.of("verdict", "", "note", ""));
                List<Object> values =
                        columns.around(columns.values(lead), List.of(own.get("verdict"), own.get("note")));
                printer.printRecord(values.stream().map(LeadsCsv::inert).toList());
            }
            printer.flush();
        });
    }

    /**
     * What the owner wrote into the columns Verdict and Notes of the file.
     *
     * @return rows as {@link LeadSheet#said}; none when there is no file, or it has not the columns
     */
    public List<Map<String, Object>> said() throws IOException {
        return Files.exists(file) ? read(file, KEY) : List.of();
    }

    /**
     * What stands in a file of verdicts, by the columns {@code by}, Verdict and Notes, whatever their case and order; their
     * cells are separated by commas, semicolons or tabs.
     *
     * @return rows with {@code key} (the cell of the column {@code by}), {@code verdict}, {@code note} and {@code row}
     */
    public static List<Map<String, Object>> read(Path file, String by) throws IOException {
        String text = text(file).replace("\uFEFF", "");
        String header = text.lines().findFirst().orElse("");
        char delimiter = header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .setAllowMissingColumnNames(true)
                .get();
        List<Map<String, Object>> said = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            String key = title(parser, by);
            String verdict = title(parser, VERDICT);
            String notes = title(parser, "Note");
            if (key == null || verdict == null) {
                return List.of();
            }
            for (CSVRecord record : parser) {
                if (!cell(record, key).isEmpty()) {
                    said.add(Map.of(
                            "key",
                            cell(record, key),
                            "verdict",
                            cell(record, verdict),
                            "note",
                            notes == null ? "" : cell(record, notes),
                            "row",
                            record.getRecordNumber() + 1));
                }
            }
        }
        return said;
    }

    /** The first title that is the word, else the first that has it; null when none has. */
    private static String title(CSVParser parser, String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        List<String> titles = parser.getHeaderNames();
        return Stream.concat(
                        titles.stream().filter(title -> title.equalsIgnoreCase(word)),
                        titles.stream()
                                .filter(title -> title.toLowerCase(Locale.ROOT).contains(plain)))
                .findFirst()
                .orElse(null);
    }

    /** A file that a spreadsheet program wrote may be in the code page of Windows, in which every byte is a character. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return Files.readString(file, Charset.forName("windows-1252"));
        }
    }

    private static String cell(CSVRecord record, String title) {
        String text = record.isSet(title) ? record.get(title) : "";
        return text.startsWith("'") && inert(text.substring(1)).equals(text) ? text.substring(1) : text;
    }

    /**
     * A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises; so does one
     * that starts like that in full-width or other forms of the signs, or after spaces and invisible characters.
     */
    private static Object inert(Object value) {
        return value instanceof String text
                        && FORMULA.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                                .lookingAt()
                ? "'" + text
                : value;
    }
}
