package com.developmentleads.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.parcel.LayerFields;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in of SerpAPI, asked by camel-http. */
class SandboxSerpApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(
                folder,
                Map.of(
                        "sandbox.request-log",
                        folder.resolve("log/requests.jsonl").toString()));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void the_layer_of_parcels_beside_it_names_its_fields() throws Exception {
        URI layer = URI.create(sandbox.baseUrl() + "/parcels/0?f=json");
        String description = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(layer).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(new LayerFields("massachusetts").missing(description)).isEmpty();
        assertThat(new LayerFields("example").missing(description)).contains("lot=LOT_ACRES", "address=SITEADDR");
    }

    @Test
    void pages_follow_next_until_there_is_none() throws Exception {
        day(1);
        Set<String> links = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        JsonNode page = ok("engine=google&location=Newton%2C%20MA&q=Newton%20homes");
        assertThat(page.at("/search_metadata/status").asText()).isEqualTo("Success");
        assertThat(page.at("/search_metadata/id").asText()).isNotEmpty();
        assertThat(page.at("/search_parameters/location_used").asText()).isEqualTo("Newton, MA");
        assertThat(page.at("/serpapi_pagination/previous").isMissingNode()).isTrue();
        while (true) {
            sizes.add(page.get("organic_results").size());
            page.get("organic_results")
                    .forEach(result -> links.add(result.get("link").asText()));
            JsonNode next = page.at("/serpapi_pagination/next");
            if (next.isMissingNode()) {
                break;
            }
            assertThat(next.asText())
                    .startsWith(sandbox.baseUrl() + "/serpapi/search.json?")
                    .doesNotContain("api_key");
            page = ok(URI.create(next.asText()).getRawQuery());
        }
        assertThat(sizes)
                .startsWith(10, 10)
                .last()
                .satisfies(size -> assertThat(size).isBetween(1, 10));
        assertThat(links).hasSize(sizes.stream().mapToInt(Integer::intValue).sum());
        JsonNode first = ok("q=Newton%20homes").at("/organic_results/0");
        assertThat(first.get("position").asInt()).isEqualTo(1);
        assertThat(first.get("title").asText()).isNotEmpty();
        assertThat(first.get("snippet").asText()).contains("Made-up");
    }

    @Test
    void nothing_found_is_a_success_with_an_error_text() throws Exception {
        JsonNode empty = ok("q=zzyzx");
        assertThat(empty.at("/search_metadata/status").asText()).isEqualTo("Success");
        assertThat(empty.get("error").asText()).isEqualTo("Google hasn't returned any results for this query.");
        assertThat(empty.has("organic_results")).isFalse();
        assertThat(empty.has("serpapi_pagination")).isFalse();
        assertThat(ok("q=Newton&start=900").has("organic_results")).isFalse();
    }

    @Test
    void a_wrong_key_or_query_is_refused_as_serpapi_does() throws Exception {
        Message wrong = search("q=Newton&api_key=another");
        assertThat(wrong.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(JSON.readTree(wrong.getBody(String.class)).get("error").asText())
                .startsWith("Invalid API key.");
        assertThat(search("q=Newton").getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(search("api_key=" + Sandbox.KEY).getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
        assertThat(search("q=Newton&start=two&api_key=" + Sandbox.KEY).getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
    }

    @Test
    void each_day_shows_its_own_results_and_after_the_last_nothing_new() throws Exception {
        day(1);
        assertThat(titles("q=Tumbledown"))
                .containsExactly(
                        "17 Tumbledown Rd, Newton, MA 02459 | MLS #99900001", "17 Tumbledown Road, Newton, MA");
        assertThat(titles("q=Rumbletrot")).isEmpty();
        day(2);
        assertThat(titles("q=Rumbletrot")).containsExactly("38 Rumbletrot Ave, Newton, MA 02459");
        assertThat(ok("q=Tumbledown").at("/organic_results/0/snippet").asText()).contains("$899,000");
        day(4);
        List<String> last = titles("q=Newton");
        day(9);
        assertThat(titles("q=Newton")).isEqualTo(last);
    }

    @Test
    void a_query_may_name_sites_phrases_and_words_to_leave_out() throws Exception {
        day(1);
        assertThat(ok("q=site%3Aredfin.com%20Newton").findValuesAsText("displayed_link"))
                .isNotEmpty()
                .containsOnly("www.redfin.com");
        assertThat(titles("q=%22historic%20district%22"))
                .containsExactly("12 Old Spyglass Rd, Newton Centre, MA 02459");
        assertThat(titles("q=Newton%20%22historic%20district%22%20OR%20%22Fire%20damage%22"))
                .hasSize(2);
        assertThat(titles("q=Newton%20teardown%20OR%20%22historic%20district%22"))
                .hasSizeGreaterThan(2);
        assertThat(titles("q=Newton%20-condo%20-apartment"))
                .isNotEmpty()
                .doesNotContain("55 Candlenut St #2, Newton, MA 02458 - Zillow");
    }

    @Test
    void days_may_be_edited_or_added(@TempDir Path days) throws Exception {
        SearchCorpus corpus = new SearchCorpus("file:" + days);
        corpus.setCamelContext(new DefaultCamelContext());
        assertThatThrownBy(() -> corpus.find("mill", 1)).hasMessageContaining("no made-up search results");

        Path second = days.resolve("day-2.json");
        Files.writeString(second, """
                {"organic_results": [{"title": "1 Mill St", "link": "https://www.example.com/1", "snippet": "x"}]}""");
        assertThat(corpus.find("mill", 3))
                .extracting(SearchCorpus.Result::title)
                .containsExactly("1 Mill St");
        Files.writeString(second, "{\"organic_results\": [}");
        assertThatThrownBy(() -> corpus.find("mill", 3)).hasMessageContaining("cannot read day-2.json");
    }

    @Test
    void the_account_tells_how_many_searches_are_left() throws Exception {
        JsonNode before = account("api_key=" + Sandbox.KEY, 200);
        ok("q=Newton");
        JsonNode after = account("api_key=" + Sandbox.KEY, 200);
        assertThat(after.get("total_searches_left").asInt())
                .isEqualTo(before.get("total_searches_left").asInt() - 1);
        assertThat(account("api_key=another", 401).has("error")).isTrue();
    }

    @Test
    void requests_are_kept_without_keys_and_header_values() throws Exception {
        sandbox.client().request("direct:client-search", exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "q=Newton&api_key=" + Sandbox.KEY);
            exchange.getMessage().setHeader("X-Trace", "of-no-concern");
        });
        RequestLog.Entry entry = sandbox.requests().entries("serpapi").stream()
                .filter(kept -> kept.headers().contains("x-trace"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.method()).isEqualTo("GET");
        assertThat(entry.path()).isEqualTo("/serpapi/search.json");
        assertThat(entry.query()).isEqualTo("q=Newton&api_key=***");
        assertThat(Files.readString(folder.resolve("log/requests.jsonl")))
                .contains("\"query\":\"q=Newton&api_key=***\"")
                .doesNotContain(Sandbox.KEY, "of-no-concern");
    }

    private void day(int day) {
        sandbox.client().sendBody("direct:sandbox-serpapi-day", day);
    }

    private List<String> titles(String query) throws Exception {
        return ok(query).findValuesAsText("title");
    }

    private JsonNode ok(String query) throws Exception {
        Message answer = search(query + "&api_key=" + Sandbox.KEY);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE, String.class)).startsWith("application/json");
        return JSON.readTree(answer.getBody(String.class));
    }

    private Message search(String query) {
        return sandbox.client()
                .request(
                        "direct:client-search",
                        exchange -> exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query))
                .getMessage();
    }

    private JsonNode account(String query, int status) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/serpapi/account.json?" + query))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().map()).containsKey("content-type").doesNotContainKeys("api_key", "user-agent");
        return JSON.readTree(answer.body());
    }
}
