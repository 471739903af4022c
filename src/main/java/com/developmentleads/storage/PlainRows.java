package com.developmentleads.storage;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.component.sql.DefaultRowMapperFactory;
import org.springframework.jdbc.core.RowMapper;

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
            Map<String, Object> values = new LinkedHashMap<>(columns.length * 2);
            for (int i = 0; i < columns.length; i++) {
                Object value = row.getObject(i + 1);
                values.put(
                        columns[i], value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value);
            }
            return values;
        }

        private static String[] names(ResultSetMetaData columns) throws SQLException {
            String[] names = new String[columns.getColumnCount()];
            for (int i = 0; i < names.length; i++) {
                names[i] = columns.getColumnLabel(i + 1).toLowerCase(Locale.ROOT);
            }
            return names;
        }
    }
}
