package com.developmentleads.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.config.Settings;
import com.developmentleads.daily.Loopback;
import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.FaultCase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the layer of parcels. */
class ParcelCheckTest {

    private static final String FIELDS =
            "SITE_ADDR CITY LOC_ID LOT_SIZE LOT_UNITS YEAR_BUILT BLD_AREA RES_AREA LAND_VAL"
                    + " BLDG_VAL TOTAL_VAL USE_CODE ZONING LS_DATE LS_PRICE OWNER1";

    private volatile Loopback.Script script = request -> description(FIELDS);
    private final Loopback layer = new Loopback(request -> script.answer(request));

    @TempDir
    private Path data;

    @AfterEach
    void close() {
        layer.close();
    }

    private static Answer description(String fields) {
        return Answer.json(
                200,
                "{\"type\":\"Feature Layer\",\"fields\":[{\"name\":\"" + fields.replace(" ", "\"},{\"name\":\"")
                        + "\"}]}");
    }

    private List<Check> examine(String mapping, String url) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "parcels.layer-url",
                url,
                "parcels.mapping",
                mapping,
                "parcels.response-timeout",
                "300ms",
                "parcels.max-answer-bytes",
                "5000"));
        return new ParcelCheck(Settings.load(null, data, settings)).examine();
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault = "The layer has not a field that the mapping names",
            then = "doctor names the line of the mapping, after one request")
    @Test
    void a_field_that_the_layer_has_not_is_named() {
        assertThat(examine("massachusetts", layer.url() + "/0"))
                .containsExactly(new Check(
                        "parcels",
                        Check.State.OK,
                        layer.url() + "/0 has the fields of routes/parcels/massachusetts.properties"));
        assertThat(layer.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("GET /0");
            assertThat(request.query()).isEqualTo("f=json");
        });
        script = request -> description(FIELDS.replace("LAND_VAL ", "").replace("LOT_SIZE", "LOT_ACRES"));
        assertThat(examine("massachusetts", layer.url() + "/0"))
                .extracting(Check::finding)
                .containsExactly(
                        "routes/parcels/massachusetts.properties says lot=LOT_SIZE, a field that the layer has not"
                                + " — correct or remove the line",
                        "routes/parcels/massachusetts.properties says land_value=LAND_VAL, a field that the layer has not"
                                + " — correct or remove the line");
    }

    @FaultCase(
            where = FaultCase.Where.PARCELS,
            fault =
                    "Not a layer: a service, HTML, an error with status 200, HTTP 404, too much, silence, nothing listens",
            then = "doctor says which, in one line each")
    @Test
    void what_is_no_layer_is_told() {
        Map<String, Loopback.Script> answers = Map.of(
                "this is a service, its layers have a number each",
                request -> Answer.json(200, "{\"layers\":[{\"id\":0}]}"),
                "the answer names no fields",
                request -> Answer.json(200, "[]"),
                "something else than JSON",
                request -> Answer.json(200, "<html>"),
                "error 499: Token Required",
                request -> Answer.json(200, "{\"error\":{\"code\":499,\"message\":\"Token Required\",\"details\":[]}}"),
                "HTTP 404",
                request -> Answer.json(404, "{}"),
                "larger than",
                request -> description(FIELDS + " X".repeat(2_000)),
                "Read timed out",
                request -> {
                    Thread.sleep(800);
                    return null;
                });
        answers.forEach((words, answer) -> {
            script = answer;
            assertOnly(examine("massachusetts", layer.url() + "/0"), words);
        });
        String closed = layer.url();
        layer.close();
        assertOnly(examine("massachusetts", closed), "— check parcels.layer-url");
        assertOnly(examine("nowhere", closed), "there is no routes/parcels/nowhere.properties");
        assertThat(examine("massachusetts", ""))
                .containsExactly(new Check("parcels", Check.State.OFF, "parcels.layer-url is empty"));
    }

    private static void assertOnly(List<Check> checks, String words) {
        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.state()).isEqualTo(Check.State.MISSING);
            assertThat(check.finding()).contains(words).doesNotContain("\n");
        });
    }
}
