package com.developmentleads.listing.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The word lists of this application: UTF-8, one entry a line, {@code #} begins a comment line, columns by tab. */
public final class WordLists {

    private static final String FOLDER = "/com/developmentleads/listing/";

    private WordLists() {}

    /**
     * The entries of the list {@code name}, in order, each as its columns.
     *
     * @throws IllegalStateException when there is no such list
     */
    public static List<String[]> read(String name) {
        try (InputStream in = WordLists.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The word list " + name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
