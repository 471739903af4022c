package com.developmentleads.daily;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.testing.ApiRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SerpAPI's search as documented, with results and failures from a script. */
public final class SearchService implements AutoCloseable {

    /** Nobody else has it, so that a search for it finds every leak. */
    public static final String KEY = "serp-canary-51c0ffee9d";

    static final String NOTHING = "{\"search_metadata\":{\"status\":\"Success\"},"
            + "\"error\":\"Google hasn't returned any results for this query.\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Loopback server = new Loopback(this::answer);
    private final Map<String, List<List<Result>>> pages = new HashMap<>();
    private final Map<String, Answer> refused = new HashMap<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Answer always;
    private volatile Duration takes = Duration.ZERO;

    public record Result(String title, String link, String snippet) {}

    /** A home for sale at a made-up number of Example Street. */
    public static Result home(int number, String details) {
        return home(number, 700_000 + number, details);
    }

    static Result home(int number, int price, String details) {
        return new Result(
                number + " Example St, Newton, MA 02458 | Zillow",
                "https://www.zillow.com/homedetails/" + number + "-Example-St-Newton-MA-02458/" + number + "_zpid/",
                "For sale: $" + price + ", 3 beds, 1 bath house, " + details);
    }

    static Result onRedfin(int number, int price, String details) {
        return new Result(
                number + " Example St, Newton, MA 02458 | Redfin",
                "https://www.redfin.com/MA/Newton/" + number + "-Example-St-02458/home/" + number,
                "For sale: $" + price + ", 3 beds, 1 bath house, " + details);
    }

    /** What a query finds from now on, page by page. */
    @SafeVarargs
    final SearchService finds(String query, List<Result>... results) {
        synchronized (pages) {
            pages.put(query, Arrays.asList(results));
        }
        return this;
    }

    /** Gives these answers to the next searches, one each. */
    public SearchService next(Answer... answers) {
        synchronized (pages) {
            next.addAll(Arrays.asList(answers));
        }
        return this;
    }

    /** Gives this answer to every search; null ends that. */
    public SearchService always(Answer answer) {
        synchronized (pages) {
            always = answer;
        }
        return this;
    }

    /** Gives this answer to that query; null ends that. */
    SearchService refuses(String query, Answer answer) {
        synchronized (pages) {
            refused.put(query, answer);
        }
        return this;
    }

    /** A header of every answer. */
    public SearchService withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Each search takes that long. */
    SearchService taking(Duration time) {
        takes = time;
        return this;
    }

    /** The most searches that it worked on at a time. */
    int mostInWork() {
        return server.mostInWork();
    }

    public static Answer refusal(int status, String words) {
        return Answer.json(status, JSON.createObjectNode().put("error", words).toString());
    }

    public String url() {
        return server.url();
    }

    public List<ApiRequest> requests() {
        return server.requests();
    }

    /** The searches made, as {@code query@start}. */
    List<String> searches() {
        return requests().stream()
                .map(SearchService::parameters)
                .map(all -> all.get("q") + "@" + all.getOrDefault("start", "0"))
                .toList();
    }

    static Map<String, String> parameters(ApiRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : request.query().split("&")) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(ApiRequest request) throws InterruptedException {
        Thread.sleep(takes.toMillis());
        Answer answer;
        synchronized (pages) {
            Answer refusal = refused.get(parameters(request).get("q"));
            answer = always != null ? always : refusal != null ? refusal : next.poll();
            answer = answer != null ? answer : found(parameters(request));
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private Answer found(Map<String, String> asked) {
        if (!KEY.equals(asked.get("api_key"))) {
            return refusal(401, "Invalid API key. Your API key should be here: https://serpapi.com/manage-api-key");
        }
        int start = Integer.parseInt(asked.getOrDefault("start", "0"));
        int begin = 0;
        List<List<Result>> all = pages.getOrDefault(asked.get("q"), List.of());
        for (int i = 0; i < all.size(); begin += all.get(i).size(), i++) {
            if (begin == start && !all.get(i).isEmpty()) {
                return Answer.json(200, page(all.get(i), i + 1 < all.size()));
            }
        }
        return Answer.json(200, NOTHING);
    }

    private static String page(List<Result> results, boolean more) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("search_metadata").put("status", "Success");
        ArrayNode list = answer.putArray("organic_results");
        for (Result result : results) {
            list.addObject()
                    .put("position", list.size() + 1)
                    .put("title", result.title())
                    .put("link", result.link())
                    .put("snippet", result.snippet());
        }
        ObjectNode pagination = answer.putObject("serpapi_pagination").put("current", 1);
        if (more) {
            pagination.put("next", "https://serpapi.com/search.json?start=next");
        }
        return answer.toString();
    }
}
