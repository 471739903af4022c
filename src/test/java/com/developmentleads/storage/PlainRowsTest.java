package com.developmentleads.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.RowMapper;

/** Values keep the types that SQLite gave them, whatever the column was declared as. */
class PlainRowsTest {

    @TempDir
    private Path folder;

    @Test
    void eachKindOfValue() throws SQLException {
        List<Map<String, Object>> rows = query("select 7 as whole, 3000000000 as large, 0.5 as half, 'text' as word,"
                + " null as none, x'c3a9' as bytes");
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.keySet()).containsExactly("whole", "large", "half", "word", "none", "bytes");
            assertThat(row)
                    .containsEntry("whole", 7)
                    .containsEntry("large", 3_000_000_000L)
                    .containsEntry("half", 0.5)
                    .containsEntry("word", "text")
                    .containsEntry("none", null)
                    .containsEntry("bytes", "\u00e9");
        });
    }

    @Test
    void noBytesAreAnEmptyText() throws SQLException {
        assertThat(query("select x'' as bytes").get(0)).containsEntry("bytes", "");
    }

    @Test
    void aNameIsFoundWhateverObjectItIs() throws SQLException {
        Map<String, Object> row = query("select 1 as n, 2 as m").get(0);
        assertThat(row.get(new String(new char[] {'m'}))).isEqualTo(2);
        assertThat(row.containsKey("n")).isTrue();
        assertThat(row.containsKey("o")).isFalse();
        assertThat(row.get("o")).isNull();
        assertThat(row.values()).containsExactly(1, 2);
    }

    @Test
    void eachRowIsAMapOfItsOwn() throws SQLException {
        List<Map<String, Object>> rows = query("select 1 as n union all select null union all select 'three'");
        assertThat(rows).extracting(row -> row.get("n")).containsExactly(1, null, "three");
    }

    @Test
    void textsComeAsTheyAre() throws SQLException {
        assertThat(query("select 'nul' || char(0) || 'byte ' || char(128512) as t"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("t")).isEqualTo("nul\u0000byte \uD83D\uDE00"));
    }

    private List<Map<String, Object>> query(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rows.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            RowMapper<?> mapper = new PlainRows().newColumnRowMapper();
            while (result.next()) {
                @SuppressWarnings("unchecked")
                Map<String, Object> row = (Map<String, Object>) mapper.mapRow(result, rows.size());
                rows.add(row);
            }
        }
        return rows;
    }
}
