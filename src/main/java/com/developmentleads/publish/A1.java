package com.developmentleads.publish;

/** Cells in A1 notation (developers.google.com/workspace/sheets/api/guides/concepts#cell); numbers count from 0. */
final class A1 {

    private static final int LETTERS = 26;

    private A1() {}

    /** {@code C4} for column 2 and row 3. */
    static String cell(int column, int row) {
        return letters(column) + (row + 1);
    }

    /** {@code AA} for column 26. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / LETTERS - 1) {
            letters.insert(0, (char) ('A' + rest % LETTERS));
        }
        return letters.toString();
    }

    /** {@code B2:D9}, or the cell when it is one; the last row and column are part of it. */
    static String range(int firstColumn, int firstRow, int lastColumn, int lastRow) {
        String first = cell(firstColumn, firstRow);
        String last = cell(lastColumn, lastRow);
        return first.equals(last) ? first : first + ":" + last;
    }

    static int column(String cell) {
        int column = 0;
        for (char letter : cell.toCharArray()) {
            if (letter >= 'A' && letter <= 'Z') {
                column = column * LETTERS + letter - 'A' + 1;
            }
        }
        return column - 1;
    }

    /** @throws NumberFormatException when the cell has no row */
    static int row(String cell) {
        return Integer.parseInt(cell.replaceAll("[^0-9]", "")) - 1;
    }
}
