package com.developmentleads.provider.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of a job's steps as CSV: a column for every name that occurs, a line for every step. */
final class ResultTable {

    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    void add(Map<String, Object> metrics) {
        if (!metrics.isEmpty()) {
            columns.addAll(metrics.keySet());
            rows.add(metrics);
        }
    }

    void write(OutputStream out) throws IOException {
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
        for (Map<String, Object> row : rows) {
            List<String> cells = columns.stream()
                    .map(column -> String.valueOf(row.getOrDefault(column, "")))
                    .toList();
            csv.append(String.join(",", cells)).append('\n');
        }
        out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
