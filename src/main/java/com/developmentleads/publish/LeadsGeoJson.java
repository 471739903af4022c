package com.developmentleads.publish;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The file of the leads that are on the map, written whole, as {@link LeadsCsv}. */
public final class LeadsGeoJson {

    private final Path file;

    /** @param file absolute path */
    public LeadsGeoJson(String file) {
        this.file = Path.of(file);
    }

    /** @param rows one with the {@code document}, a collection of features in one line; without it the file stays as it is */
    public void write(List<Map<String, Object>> rows) throws IOException {
        Object document = rows.get(0).get("document");
        if (document != null) {
            AtomicFiles.writeLine(file, document.toString());
        }
    }
}
