package com.developmentleads.storage;

import com.developmentleads.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What is recorded on this machine, read by the same statements as the routes read it, without starting Camel: a command that
 * only shows is over before Camel would have started. Of what a statement of the routes may say this knows
 * {@code :#${properties:NAME}}, {@code :#${variable.NAME}}, {@code :#${variable.NAME[KEY]}} and the list
 * {@code :#in:${properties:NAME}}.
 */
public final class Records {

    private static final String FOLDER = "routes/sql/";
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern PARAMETER =
            Pattern.compile(":#(in:)?\\$\\{(?:properties:([\\w.-]+)|variable\\.([\\w:]+)(?:\\[(\\w+)])?)}");

    private final DataSource source;
    private final Map<String, String> properties;
    private final String server;

    /**
     * @param source the open database
     * @param server what tells the jobs of the provider in use from those of others
     */
    public Records(DataSource source, Settings settings, String server) {
        this.source = source;
        this.properties = settings.forCamel();
        this.server = server;
    }

    /** As {@link #rows(String, Map)}, for a statement without variables. */
    public List<Map<String, Object>> rows(String statement) {
        return rows(statement, Map.of());
    }

    /**
     * Runs a query.
     *
     * @param statement the file's name below {@code routes/sql}
     * @param variables by the names by which the statement knows them
     * @return the rows, as maps from column to value in the order of the columns
     * @throws IllegalStateException when the database refuses it, the {@link SQLException} as its cause
     */
    public List<Map<String, Object>> rows(String statement, Map<String, ?> variables) {
        return execute(statement, variables, query -> {
            try (ResultSet found = query.executeQuery()) {
                List<Map<String, Object>> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        });
    }

    /**
     * Changes the records, as {@link #rows(String, Map)} reads them: for what a process says of itself, before and after its
     * routes run.
     */
    public void change(String statement, Map<String, ?> variables) {
        execute(statement, variables, PreparedStatement::executeUpdate);
    }

    private interface Execution<T> {
        T run(PreparedStatement prepared) throws SQLException;
    }

    private <T> T execute(String statement, Map<String, ?> variables, Execution<T> execution) {
        List<Object> values = new ArrayList<>();
        String sql = bind(text(statement), variables, values);
        try (Connection connection = source.getConnection();
                PreparedStatement prepared = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                prepared.setObject(i + 1, values.get(i));
            }
            return execution.run(prepared);
        } catch (SQLException e) {
            throw new IllegalStateException(statement + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #rows(String, Map)}, the first row alone. */
    public Optional<Map<String, Object>> row(String statement, Map<String, ?> variables) {
        return rows(statement, variables).stream().findFirst();
    }

    private static Map<String, Object> row(ResultSet found) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
        }
        return row;
    }

    private String bind(String text, Map<String, ?> variables, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(COMMENT.matcher(text).replaceAll(""));
        while (parameter.find()) {
            Object value = parameter.group(2) == null
                    ? variable(parameter.group(3), parameter.group(4), variables)
                    : property(parameter.group(2));
            List<?> all = parameter.group(1) == null ? singleton(value) : Settings.split(String.valueOf(value));
            values.addAll(all);
            parameter.appendReplacement(
                    sql, String.join(", ", all.stream().map(one -> "?").toList()));
        }
        return parameter.appendTail(sql).toString();
    }

    private static List<Object> singleton(Object value) {
        List<Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private String property(String name) {
        if (!properties.containsKey(name)) {
            throw new IllegalArgumentException("no property " + name);
        }
        return properties.get(name);
    }

    private Object variable(String name, String key, Map<String, ?> variables) {
        if (name.equals("global:server")) {
            return server;
        }
        if (!variables.containsKey(name)) {
            throw new IllegalArgumentException("no variable " + name);
        }
        Object value = variables.get(name);
        return key == null ? value : ((Map<?, ?>) value).get(key);
    }

    private static String text(String statement) {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + statement)) {
            if (file == null) {
                throw new IllegalStateException("the statement " + FOLDER + statement + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
