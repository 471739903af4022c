package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in of a layer of parcels. */
class ParcelLayerTest {

    private static final String LOT = "CITY = 'DEDHAM' AND (SITE_ADDR LIKE '47 %STARLING%' OR SITE_ADDR LIKE '47-%')";
    private final ParcelLayer layer = new ParcelLayer("classpath:data/samples/sandbox");

    @BeforeEach
    void open() {
        layer.setCamelContext(new DefaultCamelContext());
    }

    private List<?> found(String where) throws IOException {
        return (List<?>) layer.query(where, "SITE_ADDR,LOT_SIZE", "1000", null).get("features");
    }

    @Test
    void it_finds_what_the_clause_says_and_gives_the_fields_asked_for() throws IOException {
        assertThat(found(LOT))
                .hasSize(2)
                .allMatch(one -> one.toString()
                        .matches("\\{attributes=\\{SITE_ADDR=\"47 STARLING BANK RD\", LOT_SIZE=[0-9.]+}}"));
        assertThat(found("CITY = 'NEWTON' AND (SITE_ADDR LIKE '47 %STARLING%')"))
                .isEmpty();
        assertThat(found("(" + LOT + ") OR (CITY = 'WALTHAM' AND (SITE_ADDR LIKE '402 %D%'))"))
                .hasSize(3);
        assertThat(layer.query(LOT, "LOC_ID", "1", "true").toString()).contains("centroid={");
        assertThat(found("CITY = 'O''NEIL' AND (SITE_ADDR LIKE '.*')")).isEmpty();
    }

    @Test
    void it_says_when_there_is_more_and_what_is_wrong() throws IOException {
        assertThat(layer.query(LOT, "LOC_ID", "1", null))
                .containsEntry("exceededTransferLimit", true)
                .extractingByKey("features")
                .asList()
                .hasSize(1);
        for (Map<String, Object> error :
                List.of(layer.query(LOT, "LOC_ID,OWNER1", null, null), layer.query(null, "LOC_ID", null, null))) {
            assertThat(error).containsOnlyKeys("error");
            assertThat(error.get("error").toString()).contains("code=400", "invalid");
        }
    }
}
