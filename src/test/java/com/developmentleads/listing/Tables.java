package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of examples beside these tests: UTF-8, columns by tab, {@code #} begins a comment line. */
public final class Tables {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private Tables() {}

    public static List<String[]> read(String name) throws IOException {
        try (InputStream in = Tables.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> ESCAPE.matcher(line)
                            .replaceAll(hit -> String.valueOf((char) Integer.parseInt(hit.group(1), 16))))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}
