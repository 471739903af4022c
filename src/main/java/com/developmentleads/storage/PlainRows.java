package com.developmentleads.storage;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.sql.DefaultRowMapperFactory;
import org.springframework.jdbc.core.RowMapper;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Turns the rows of a large query into maps from column name, in lower case, to value: Long or Integer, Double, String
 * or null. The mapper that camel-sql has otherwise asks the driver for the names of all columns again at each row, which
 * takes longer than reading the values. Texts that another program stored as bytes come as text.
 */
public final class PlainRows extends DefaultRowMapperFactory {

    @Override
    public RowMapper<?> newColumnRowMapper() {
        return new Mapper();
    }

    /** Of one result set, so that the names are read once. */
    private static final class Mapper implements RowMapper<Map<String, Object>> {

        private String[] columns;

        @Override
        public Map<String, Object> mapRow(ResultSet row, int number) throws SQLException {
            if (columns == null) {
                columns = names(row.getMetaData());
            }
            Object[] values = new Object[columns.length];
            // The driver's getObject takes its locks for the type and again for the value of each column.
            ((CoreStatement) row.getStatement()).pointer.safeRunConsume((database, statement) -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = value(database, statement, i);
                }
            });
            return new Row(columns, values);
        }

        private static Object value(DB database, long statement, int column) throws SQLException {
            switch (database.column_type(statement, column)) {
                case Codes.SQLITE_NULL:
                    return null;
                case Codes.SQLITE_INTEGER:
                    long whole = database.column_long(statement, column);
                    if (whole == (int) whole) {
                        return (int) whole;
                    }
                    return whole;
                case Codes.SQLITE_FLOAT:
                    return database.column_double(statement, column);
                case Codes.SQLITE_BLOB:
                    return new String(database.column_blob(statement, column), StandardCharsets.UTF_8);
                default:
                    return database.column_text(statement, column);
            }
        }

        private static String[] names(ResultSetMetaData columns) throws SQLException {
            String[] names = new String[columns.getColumnCount()];
            for (int i = 0; i < names.length; i++) {
                names[i] =
                        columns.getColumnLabel(i + 1).toLowerCase(Locale.ROOT).intern();
            }
            return names;
        }
    }

    /** A row that cannot be changed. Its few names are looked through, which is faster than to make a table of them. */
    private static final class Row extends AbstractMap<String, Object> {

        private final String[] columns;
        private final Object[] values;

        Row(String[] columns, Object[] values) {
            this.columns = columns;
            this.values = values;
        }

        private int indexOf(Object name) {
            // A name in the code, or one that was interned, is the same object.
            for (int i = columns.length - 1; i >= 0; i--) {
                if (columns[i] == name) {
                    return i;
                }
            }
            for (int i = columns.length - 1; i >= 0; i--) {
                if (columns[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public Object get(Object name) {
            int at = indexOf(name);
            return at < 0 ? null : values[at];
        }

        @Override
        public boolean containsKey(Object name) {
            return indexOf(name) >= 0;
        }

        @Override
        public Collection<Object> values() {
            return Collections.unmodifiableList(Arrays.asList(values));
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                entries.put(columns[i], values[i]);
            }
            return Collections.unmodifiableMap(entries).entrySet();
        }
    }
}
