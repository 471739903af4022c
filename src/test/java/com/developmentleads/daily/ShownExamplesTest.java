package com.developmentleads.daily;

import static com.developmentleads.daily.Models.GENERIC;
import static com.developmentleads.daily.Models.NO;
import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Learning without a training: what the owner has judged goes to the generic model beside the question. */
@LeadsTest
class ShownExamplesTest {

    private DailyRunFixture morning;

    /** The owner wants brooks, of which the generic model knows nothing, and has judged ten homes of each kind. */
    @BeforeEach
    void judge() {
        morning.set("classify.examples", "6");
        morning.finds(home(1, "teardown"));
        assertThat(morning.daily().code()).isZero();
        for (int i = 0; i < 20; i++) {
            morning.place.execute(
                    "insert into property_scans (address, snippet, classification, label_source, owner_note)"
                            + " values ('" + (100 + i) + " Elm St, Newton, MA 02458', 'Made-up home number " + i
                            + (i % 2 == 0
                                    ? ", a brook behind the lot', '" + YES
                                    : ", renovated, close to the station', '" + NO)
                            + "', 'human', 'my secret note')");
        }
    }

    private List<JsonNode> turns(int request) throws Exception {
        List<JsonNode> turns = new ArrayList<>();
        new ObjectMapper()
                .readTree(morning.models.requests().get(request).body())
                .path("messages")
                .forEach(turns::add);
        return turns;
    }

    @Test
    void theGenericModelIsShownThemAndTheTunedOneIsNot() throws Exception {
        assertThat(turns(0)).as("nothing was judged yet").hasSize(2);
        morning.finds(home(1, "teardown"), home(2, "a brook behind the garage"));
        Result day = morning.daily();
        assertThat(day.err()).isEmpty();
        List<JsonNode> turns = turns(1);
        assertThat(turns).hasSize(2 + 2 * 6);
        assertThat(turns)
                .filteredOn(turn -> turn.path("role").asText().equals("assistant"))
                .extracting(turn -> turn.path("content").asText())
                .containsOnly(YES, NO)
                .filteredOn(YES::equals)
                .hasSize(3);
        assertThat(turns.get(12).path("content").asText()).isEqualTo(YES);
        assertThat(turns.get(11).path("content").asText()).contains("a brook behind");
        assertThat(turns.toString()).doesNotContain("my secret note");
        assertThat(new ObjectMapper()
                        .readTree(morning.models.requests().get(1).body())
                        .path("model")
                        .asText())
                .isEqualTo(GENERIC);
        assertThat(morning.value("select model from property_scans where address like '2 Example%'"))
                .isEqualTo(GENERIC + " + 6 examples");
        assertThat(morning.value("select count(*) from spend where usd is null"))
                .as("its price is known")
                .isEqualTo(0);

        TestInstallation.write(morning.place.data().resolve("finetuned_model_id.txt"), Models.TUNED + "\n");
        morning.finds(home(3, "a brook behind the garage"));
        assertThat(morning.daily().code()).isZero();
        assertThat(turns(2)).hasSize(2);
    }

    @Test
    void theModelOfOurOwnLearnsFromTwentyLabelsWithoutATraining() {
        morning.place.unset("openai.base-url").set("provider", "embedded").set("openai.generic-model", "local-similar");
        morning.finds(
                home(2, "a quiet brook behind the house"),
                home(3, "renovated, a walk to the station"),
                home(4, "charming, with a brook"),
                home(5, "close to the station, renovated kitchen"));
        Result day = morning.daily();
        assertThat(day.code()).as(day.all()).isZero();
        assertThat(morning.rows("select address from property_scans where address like '% Example St%'"
                        + " and classification = '" + YES + "' and model like 'local-similar%' order by address"))
                .extracting(row -> row.get("address").toString().split(" ")[0])
                .containsExactly("2", "4");
    }
}
