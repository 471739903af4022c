package com.developmentleads.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Fields;
import com.developmentleads.provider.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerFormTest {

    private static final Distribution SURE =
            new Distribution(List.of("lead", "no_lead", "unclear"), new double[] {0.6, 0.3, 0.1});

    private static AnswerForm form(String format) {
        String request = format.isEmpty() ? "{}" : "{\"response_format\":" + format + "}";
        return AnswerForm.of(new Fields(Wire.parseObject(request.getBytes(StandardCharsets.UTF_8))));
    }

    private static AnswerForm schema(String schema) {
        return form("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":" + schema + "}}");
    }

    @Test
    void withoutAFormatTheAnswerIsTheLabel() {
        assertThat(form("").candidates(SURE).get(0)).isEqualTo(new AnswerForm.Candidate("lead", 0.6, 0));
        assertThat(form("{\"type\":\"text\"}").candidates(SURE)).hasSize(3);
        assertThat(form("{\"type\":\"json_object\"}").candidates(SURE).get(0).content())
                .isEqualTo("{\"answer\":\"lead\"}");
    }

    @Test
    void anEnumLimitsTheAnswers() {
        AnswerForm form = schema("{\"type\":\"object\",\"properties\":{\"version\":{\"const\":2},\"label\":{\"type\":"
                + "\"string\",\"enum\":[\"Lead\",\"unclear\",\"else\"]},\"confidence\":{\"type\":\"number\"}},"
                + "\"required\":[\"version\",\"label\",\"confidence\"]}");
        assertThat(form.allowed()).containsExactly("Lead", "unclear", "else");
        assertThat(form.candidates(SURE))
                .extracting(AnswerForm.Candidate::content)
                .containsExactly(
                        "{\"version\":2,\"label\":\"Lead\",\"confidence\":0.8571}",
                        "{\"version\":2,\"label\":\"unclear\",\"confidence\":0.1429}");
    }

    @Test
    void aScoreIsInPercentAndAReasonHasWhatWeighedMost() {
        AnswerForm form = schema("{\"type\":\"object\",\"properties\":{\"label\":{\"enum\":[\"lead\",\"no_lead\"]},"
                + "\"score\":{\"type\":\"integer\"},\"reason\":{\"type\":\"string\"}},"
                + "\"required\":[\"label\",\"score\",\"reason\"]}");
        assertThat(form.isReasoned()).isTrue();
        assertThat(form.write(form.candidates(SURE).get(0), SURE, List.of("tear \"down\"", "Lot size: 1")))
                .matches("\\{\"label\":\"lead\",\"score\":[0-9]{2},\"reason\":\"tear .*down.*; Lot size: 1\"}");
    }

    @Test
    void referencesAndChoicesBetweenSchemasAreFollowed() {
        AnswerForm form = schema("{\"type\":\"object\",\"properties\":{\"label\":{\"anyOf\":[{\"type\":\"null\"},"
                + "{\"$ref\":\"#/$defs/l\"}]}},\"$defs\":{\"l\":{\"enum\":[\"no_lead\"]}}}");
        assertThat(form.candidates(SURE)).containsExactly(new AnswerForm.Candidate("{\"label\":\"no_lead\"}", 1.0, 1));
    }

    @Test
    void whatNoClassifierCanAnswerIsRefused() {
        for (String schema : List.of(
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}",
                "{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"string\"},\"why\":{\"type\":\"string\"}},"
                        + "\"required\":[\"l\",\"why\"]}",
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/none\"}")) {
            assertThatThrownBy(() -> schema(schema))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.getCode()).isEqualTo("unsupported_schema"));
        }
        AnswerForm foreign = schema("{\"type\":\"object\",\"properties\":{\"l\":{\"enum\":[\"spam\",\"ham\"]}}}");
        assertThatThrownBy(() -> foreign.candidates(SURE))
                .hasMessageContaining("[spam, ham]")
                .hasMessageContaining("no_lead");
        assertThatThrownBy(() -> form("{\"type\":\"json_schema\"}")).isInstanceOf(ApiException.class);
    }
}
