package com.developmentleads.sandbox;

import com.developmentleads.files.AtomicFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The spreadsheets as a JSON file, one row of a tab a line. It is read again when it was changed, and replaced whole at
 * each change, so that a person's edits count and the next process sees the rows of this one.
 */
final class SheetsState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private final Map<String, Spreadsheet> spreadsheets;

    /** One spreadsheet; a new one has an empty tab {@code Sheet1}, as Google makes it. */
    record Spreadsheet(String title, List<SheetTab> tabs) {

        /** @throws Refusal 400 when there is no such tab; {@code text} is the range that named it */
        SheetTab tab(String name, String text) {
            return name == null
                    ? tabs.get(0)
                    : tabs.stream()
                            .filter(tab -> tab.title().equals(name))
                            .findFirst()
                            .orElseThrow(() -> Refusal.ofInvalid("Unable to parse range: " + text));
        }
    }

    private record Document(Map<String, Spreadsheet> spreadsheets) {}

    private SheetsState(Map<String, Spreadsheet> spreadsheets) {
        this.spreadsheets = spreadsheets;
    }

    /**
     * The content of {@code file}; nothing when it is missing.
     *
     * @throws Refusal 500 when a person's edit broke it
     */
    static SheetsState read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new SheetsState(new LinkedHashMap<>());
        }
        try {
            return new SheetsState(JSON.readValue(file.toFile(), Document.class).spreadsheets());
        } catch (JsonProcessingException e) {
            throw Refusal.ofGoogle(
                    500,
                    "INTERNAL",
                    "The sandbox cannot read " + file.getFileName() + ": " + e.getOriginalMessage()
                            + (e.getLocation() == null
                                    ? ""
                                    : " in line " + e.getLocation().getLineNr()));
        }
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, out -> out.write(WRITER.writeValueAsBytes(new Document(spreadsheets))));
    }

    /** Adds a new spreadsheet unless there is one of this id; true when it was added. */
    boolean create(String id, String title) {
        if (spreadsheets.containsKey(id)) {
            return false;
        }
        spreadsheets.put(id, new Spreadsheet(title, new ArrayList<>(List.of(new SheetTab(0, "Sheet1")))));
        return true;
    }

    /** @throws Refusal 404 when there is none of this id */
    Spreadsheet get(String id) {
        Spreadsheet spreadsheet = spreadsheets.get(id);
        if (spreadsheet == null) {
            throw Refusal.ofGoogle(404, "NOT_FOUND", "Requested entity was not found.");
        }
        return spreadsheet;
    }
}
