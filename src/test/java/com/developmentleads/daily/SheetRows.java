package com.developmentleads.daily;

import com.developmentleads.sandbox.Sandbox;
import com.developmentleads.testing.TestInstallation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The tab of leads in the stand-in's file, as its owner sees and changes it. */
final class SheetRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    SheetRows(Path file) {
        this.file = file;
    }

    List<List<String>> all() {
        List<List<String>> rows = new ArrayList<>();
        tab(document()).path("rows").forEach(row -> rows.add(cells(row)));
        return rows;
    }

    private static List<String> cells(JsonNode row) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(cell.asText()));
        return cells;
    }

    /** The cells of the one row that contains that text. */
    List<String> with(String text) {
        List<List<String>> found =
                all().stream().filter(row -> row.contains(text)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows with " + text);
        }
        return found.get(0);
    }

    /** Writes a cell as the owner does; rows are counted from 1 below the header. */
    void write(String tab, int row, String title, String value) {
        ObjectNode document = document();
        ArrayNode rows = (ArrayNode) tab(document, tab).path("rows");
        int column = cells(rows.get(0)).indexOf(title);
        ArrayNode cells = (ArrayNode) rows.get(row);
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, value);
        write(document);
    }

    /** Deletes a row as the owner does; rows are counted from 1 below the header. */
    void deleteRow(String tab, int row) {
        ObjectNode document = document();
        ((ArrayNode) tab(document, tab).path("rows")).remove(row);
        write(document);
    }

    void deleteTab(String title) {
        ObjectNode document = document();
        ArrayNode tabs = (ArrayNode)
                document.path("spreadsheets").path(Sandbox.SPREADSHEET).path("tabs");
        tabs.removeIf(tab -> tab.path("title").asText().equals(title));
        write(document);
    }

    /** The cells of a column of the tab of leads below its header, those of empty rows left out. */
    List<String> column(String title) {
        return column("Leads", title);
    }

    List<String> column(String tab, String title) {
        List<List<String>> rows = new ArrayList<>();
        tab(document(), tab).path("rows").forEach(row -> rows.add(cells(row)));
        int column = rows.get(0).indexOf(title);
        return rows.stream()
                .skip(1)
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    ObjectNode document() {
        try {
            return (ObjectNode) JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void write(ObjectNode document) {
        TestInstallation.write(file, document.toPrettyString());
    }

    ObjectNode tab(JsonNode document) {
        return tab(document, "Leads");
    }

    private static ObjectNode tab(JsonNode document, String title) {
        for (JsonNode tab :
                document.path("spreadsheets").path(Sandbox.SPREADSHEET).path("tabs")) {
            if (tab.path("title").asText().equals(title)) {
                return (ObjectNode) tab;
            }
        }
        throw new AssertionError("no tab in " + document);
    }

    void editTab(Consumer<ObjectNode> change) {
        ObjectNode document = document();
        change.accept(tab(document));
        write(document);
    }

    /** What a person does to the rows. */
    void edit(UnaryOperator<List<JsonNode>> change) {
        editTab(tab -> {
            List<JsonNode> rows = new ArrayList<>();
            ArrayNode values = (ArrayNode) tab.path("rows");
            values.forEach(rows::add);
            List<JsonNode> changed = change.apply(rows);
            values.removeAll();
            values.addAll(changed);
        });
    }

    /** What a person types into a cell; both count from 0. */
    void type(int row, int column, Object value) {
        editTab(tab -> {
            ArrayNode rows = (ArrayNode) tab.path("rows");
            while (rows.size() <= row) {
                rows.addArray();
            }
            ArrayNode cells = (ArrayNode) rows.get(row);
            while (cells.size() <= column) {
                cells.add("");
            }
            cells.set(column, JSON.valueToTree(value));
        });
    }
}
