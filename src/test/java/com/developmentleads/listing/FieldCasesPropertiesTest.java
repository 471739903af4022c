package com.developmentleads.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is read from a result does not depend on the results around it; jqwik prints the seed of a failure. */
class FieldCasesPropertiesTest {

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfResultsChangesNothing(@ForAll("orders") List<JsonNode> results) {
        assertThat(FieldCasesTest.rows(results)).isEqualTo(FieldCasesTest.ROWS);
    }

    @Provide
    Arbitrary<List<JsonNode>> orders() {
        return Arbitraries.shuffle(FieldCasesTest.CASES);
    }
}
