package com.developmentleads.sandbox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range in A1 notation (developers.google.com/workspace/sheets/api/guides/concepts#cell): {@code Leads!A2:P},
 * {@code 'My tab'!B3}, {@code A:C}, {@code 2:5}, or the title of a tab for all of it.
 *
 * @param title the tab; null: the first one
 * @param firstRow from 0
 * @param firstColumn from 0
 * @param endRow the row after the last one; {@link #OPEN}: to the end of the tab
 * @param endColumn the column after the last one; {@link #OPEN}: to the end of the tab
 */
record A1Range(String title, int firstRow, int firstColumn, int endRow, int endColumn) {

    static final int OPEN = -1;

    private static final Pattern PARTS =
            Pattern.compile("(?:'(?<quoted>(?:[^']|'')+)'|(?<title>[^'!]+))(?:!(?<cells>.+))?");
    private static final Pattern CELLS =
            Pattern.compile("([A-Za-z]{0,3})([1-9][0-9]{0,7})?(?::([A-Za-z]{0,3})([1-9][0-9]{0,7})?)?");

    /** @throws Refusal 400 when {@code text} is no range; a title alone passes, whether such a tab is there or not */
    static A1Range parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw Refusal.ofInvalid("Unable to parse range: " + text);
        }
        String title = parts.group("quoted") != null ? parts.group("quoted").replace("''", "'") : parts.group("title");
        String cells = parts.group("cells");
        if (cells == null) {
            A1Range alone = parseCells(null, text);
            return alone != null ? alone : new A1Range(title, 0, 0, OPEN, OPEN);
        }
        A1Range range = parseCells(title, cells);
        if (range == null) {
            throw Refusal.ofInvalid("Unable to parse range: " + text);
        }
        return range;
    }

    /** Null when {@code text} names no cells; a word without digits or a colon is a title, not a column. */
    private static A1Range parseCells(String title, String text) {
        Matcher cells = CELLS.matcher(text);
        boolean area = text.contains(":");
        if (!cells.matches() || !area && (cells.group(1).isEmpty() || cells.group(2) == null)) {
            return null;
        }
        int firstColumn = cells.group(1).isEmpty() ? 0 : column(cells.group(1));
        int firstRow = cells.group(2) == null ? 0 : Integer.parseInt(cells.group(2)) - 1;
        if (!area) {
            return new A1Range(title, firstRow, firstColumn, firstRow + 1, firstColumn + 1);
        }
        int endColumn = cells.group(3) == null || cells.group(3).isEmpty() ? OPEN : column(cells.group(3)) + 1;
        int endRow = cells.group(4) == null ? OPEN : Integer.parseInt(cells.group(4));
        return new A1Range(title, firstRow, firstColumn, endRow, endColumn);
    }

    /** One cell stands for a table that starts there. */
    boolean isCell() {
        return endRow == firstRow + 1 && endColumn == firstColumn + 1;
    }

    /** {@code title!A2:P4}, as Google writes it: the title in quotes unless it is one word. */
    static String format(String title, int firstRow, int firstColumn, int endRow, int endColumn) {
        String name = title.matches("[A-Za-z_][A-Za-z0-9_]*") ? title : "'" + title.replace("'", "''") + "'";
        String first = letters(firstColumn) + (firstRow + 1);
        String last = letters(endColumn - 1) + endRow;
        return name + "!" + (first.equals(last) ? first : first + ":" + last);
    }

    /** {@code A} for 0, {@code AA} for 26. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }

    private static int column(String letters) {
        int column = 0;
        for (char letter : letters.toUpperCase(Locale.ROOT).toCharArray()) {
            column = column * 26 + letter - 'A' + 1;
        }
        return column - 1;
    }
}
