package com.developmentleads.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.SearchService;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole loop with providers that differ from OpenAI and demand it: chosen by name alone, at another address. */
@Timeout(180)
@Tag("slow")
@LeadsTest
class ProvidersTest {

    private final AzureStandIn azure = new AzureStandIn();
    private final NebiusStandIn nebius = new NebiusStandIn();
    private DailyRunFixture day;

    @AfterEach
    void close() {
        azure.close();
        nebius.close();
    }

    private void keys(String more) {
        TestInstallation.write(day.place.keyFile(), "SERPAPI_KEY=" + SearchService.KEY + "\n" + more);
    }

    private void useAzure(String more) {
        keys("AZURE_OPENAI_API_KEY=" + AzureStandIn.KEY + "\n" + more);
        day.set("provider", "azure")
                .set("openai.base-url", azure.baseUrl())
                .set("openai.deployment-url", azure.server.url())
                .set("provider.azure.resource", "res-1")
                .set("provider.azure.resource-group", "group-1")
                .set("provider.azure.subscription", "sub-1");
    }

    private void useNebius() {
        keys("NEBIUS_API_KEY=" + NebiusStandIn.KEY + "\n");
        day.set("provider", "nebius")
                .set("openai.base-url", nebius.baseUrl())
                .set("openai.deployment-url", nebius.server.url());
    }

    private Result done(String... command) {
        Result result = day.place.run(command);
        assertThat(result.code())
                .as(result.all() + TestInstallation.read(day.place.log()).replaceAll("(?m)^.* INFO .*\\n", ""))
                .isZero();
        return result;
    }

    /** Twenty-four properties found, classified by the generic model and judged by their owner; a training file. */
    private void judged() {
        find(1, 24);
        done("daily");
        day.place.execute("update property_scans set label_source = 'human'");
        done("prepare");
    }

    private void find(int first, int last) {
        day.finds(IntStream.rangeClosed(first, last)
                .mapToObj(n -> SearchService.home(n, n % 2 == 0 ? "charming" : "teardown"))
                .toArray(SearchService.Result[]::new));
    }

    private String tunedClassifies() {
        find(25, 26);
        done("daily");
        List<Map<String, Object>> rows = day.place.rows(
                "select distinct model from property_scans where label_source = 'model' and model_label is not null");
        assertThat(rows).hasSize(1);
        return rows.get(0).get("model").toString();
    }

    @Test
    void azureFromPrepareToTheDailyRun() {
        useAzure("AZURE_MANAGEMENT_TOKEN=" + AzureStandIn.TOKEN + "\n");
        judged();
        done("train");
        Result watched = done("status", "--watch");

        String name = day.place.modelId().orElseThrow().strip();
        assertThat(watched.out()).contains(name, "From now on it classifies");
        assertThat(name).startsWith("dev-leads-classifier-").isNotEqualTo("gpt-4.1-mini");
        assertThat(tunedClassifies()).isEqualTo(name);
        assertThat(azure.requests("PUT", AzureStandIn.DEPLOYMENTS + name)).hasSize(1);
        assertThat(azure.requests("POST", "/events")).isNotEmpty();
        assertThat(azure.files).allMatch(file -> file.startsWith("\ufeff{\"messages\""));
        assertThat(day.place.rows("select state, error, name from deployments"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "ready")
                        .containsEntry("error", null)
                        .containsEntry("name", name));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A tuned model has to be deployed, and there is no key to do it with",
            then = "the exact command is shown, the model is taken once it answers")
    @Test
    void azureWithoutAKeyForItsManagementShowsTheCommandAndWaits() {
        useAzure("");
        judged();
        done("train");
        done("status");
        done("status");
        Result waiting = done("status");

        String name = day.place
                .rows("select name from deployments")
                .get(0)
                .get("name")
                .toString();
        assertThat(waiting.out())
                .contains("az cognitiveservices account deployment create --name res-1 --resource-group group-1"
                        + " --subscription sub-1 --deployment-name '" + name
                        + "' --model-name 'gpt-4.1-mini-2025-04-14.ft-0a1b2c3d4e5f' --model-version 1")
                .doesNotContain("in a few minutes");
        assertThat(azure.server.requests()).noneMatch(request -> request.path().startsWith("/subscriptions"));
        assertThat(day.place.modelId()).isEmpty();

        azure.deploy(name);
        assertThat(done("status", "--watch").out()).contains("From now on it classifies");
        assertThat(tunedClassifies()).isEqualTo(name);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The management API refuses the deployment",
            then = "its words are shown and recorded; asked again with the key that is there then")
    @Test
    void aRefusedDeploymentIsToldAndRequestedAgain() {
        useAzure("AZURE_MANAGEMENT_TOKEN=stale-token\n");
        judged();
        done("train");
        done("status");
        done("status");
        Result refused = done("status");
        assertThat(refused.out()).contains("HTTP 401, The request is invalid.; The access token is invalid.", "az cog");

        keys("AZURE_OPENAI_API_KEY=" + AzureStandIn.KEY + "\nAZURE_MANAGEMENT_TOKEN=" + AzureStandIn.TOKEN + "\n");
        assertThat(done("status", "--watch").out()).contains("From now on it classifies");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A deployment fails",
            then = "its words are shown and told once")
    @Test
    void aDeploymentThatFailsIsTold() {
        azure.fails = "InsufficientQuota";
        useAzure("AZURE_MANAGEMENT_TOKEN=" + AzureStandIn.TOKEN + "\n");
        day.set("training.smoke-timeout", "1s");
        judged();
        done("train");
        Result watched = done("status", "--watch");
        assertThat(watched.out()).contains("failed, InsufficientQuota").doesNotContain("in a few minutes");
        assertThat(day.place.modelId()).isEmpty();
    }

    @Test
    void nebiusFromPrepareToTheDailyRun() {
        useNebius();
        judged();
        done("train");
        Result watched = done("status", "--watch");

        String name = day.place.modelId().orElseThrow().strip();
        assertThat(name).matches("meta-llama/Meta-Llama-3.1-8B-Instruct-LoRa:dev-leads-classifier-.+-JuNN");
        assertThat(watched.out()).contains(name);
        assertThat(tunedClassifies()).isEqualTo(name);
        assertThat(nebius.requests("POST", "/v0/models")).hasSize(1);
        assertThat(day.place
                        .rows("select sum(usd is null) as unknown from spend")
                        .get(0))
                .containsEntry("unknown", 0);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The answer to the request that makes a model is lost",
            then = "the model is looked for before another is requested")
    @Test
    void aLostAnswerMakesNoSecondModel() {
        nebius.loses = true;
        useNebius();
        judged();
        done("train");
        done("status", "--watch");

        assertThat(nebius.requests("POST", "/v0/models")).hasSize(1);
        assertThat(day.place.modelId().orElseThrow()).contains("-LoRa:");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A refusal in FastAPI's form",
            then = "its words reach the operator and the record")
    @Test
    void aProvidersOwnWordsReachTheOperator() {
        useNebius();
        day.set("openai.job-options", "{\"priority\":1}");
        judged();
        Result train = day.place.run("train");
        assertThat(train.code()).isEqualTo(4);
        assertThat(train.err()).contains("(HTTP 422): body: Extra inputs are not permitted: [priority] — ");
    }

    @Test
    void noKeyGoesWhereAnotherBelongs() {
        useAzure("AZURE_MANAGEMENT_TOKEN=" + AzureStandIn.TOKEN + "\n");
        judged();
        done("train");
        done("status", "--watch");
        for (ApiRequest request : azure.server.requests()) {
            boolean management = request.path().startsWith("/subscriptions");
            assertThat(request.headers().toString())
                    .contains(management ? AzureStandIn.TOKEN : AzureStandIn.KEY)
                    .doesNotContain(management ? AzureStandIn.KEY : AzureStandIn.TOKEN);
        }
    }
}
