package com.developmentleads.publish;

import com.developmentleads.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The file of the leads that are on the map, written whole, as {@link LeadsCsv}. */
public final class LeadsGeoJson {

    private final Path file;

    /** @param file absolute path */
    public LeadsGeoJson(String file) {
        this.file = Path.of(file);
    }

    /** @param document a collection of features in one line */
    public void write(String document) throws IOException {
        AtomicFiles.writeLine(file, document);
    }
}
