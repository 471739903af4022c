package com.developmentleads.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers as SerpAPI's Google engine does (serpapi.com/search-api, /pagination, /api-status-and-error-codes,
 * /account-api), from the made-up results of the current day.
 */
public final class SerpApi {

    private static final int PAGE = 10;
    private static final int SEARCHES_PER_MONTH = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private final SearchCorpus corpus;
    private final SearchDay day;
    private final String key;
    private final String baseUrl;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger searches = new AtomicInteger();

    /**
     * @param key the one key that is let in
     * @param baseUrl what comes before {@code /search.json}, for the links between pages
     */
    public SerpApi(SearchCorpus corpus, SearchDay day, String key, String baseUrl) {
        this.corpus = corpus;
        this.day = day;
        this.key = key;
        this.baseUrl = baseUrl;
    }

    /**
     * One page of ten results.
     *
     * @param apiKey the caller's key; may be null
     * @param query the query; may be null
     * @param location where the search is made from; may be null
     * @param start how many results to skip; null: none
     * @throws Refusal 401 for another key, 400 without a query or with a start that is no number
     */
    public Map<String, Object> search(String apiKey, String query, String location, String start) throws IOException {
        authorize(apiKey);
        if (query == null || query.isBlank()) {
            throw Refusal.ofSerpApi(400, "Missing query `q` parameter.");
        }
        int skipped = parseStart(start);
        searches.incrementAndGet();
        List<SearchCorpus.Result> found = corpus.find(query, day.current());
        List<SearchCorpus.Result> page =
                found.stream().skip(skipped).limit(PAGE).toList();

        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("search_metadata", metadata());
        answer.put("search_parameters", parameters(query, location, skipped));
        Map<String, Object> information = new LinkedHashMap<>();
        information.put("query_displayed", query);
        answer.put("search_information", information);
        if (page.isEmpty()) {
            information.put("organic_results_state", "Fully empty");
            answer.put("error", "Google hasn't returned any results for this query.");
            return answer;
        }
        information.put("total_results", found.size());
        information.put("organic_results_state", "Results for exact spelling");
        answer.put("organic_results", results(page));
        answer.put("serpapi_pagination", pagination(query, location, skipped, found.size()));
        return answer;
    }

    /**
     * The account that the key belongs to, and what is left of its searches.
     *
     * @throws Refusal 401 for another key
     */
    public Map<String, Object> account(String apiKey) {
        authorize(apiKey);
        int used = searches.get();
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("account_id", "sandbox");
        account.put("api_key", apiKey);
        account.put("account_email", "owner@example.com");
        account.put("plan_id", "sandbox");
        account.put("plan_name", "Sandbox");
        account.put("plan_monthly_price", 0.0);
        account.put("searches_per_month", SEARCHES_PER_MONTH);
        account.put("plan_searches_left", Math.max(0, SEARCHES_PER_MONTH - used));
        account.put("extra_credits", 0);
        account.put("total_searches_left", Math.max(0, SEARCHES_PER_MONTH - used));
        account.put("this_month_usage", used);
        account.put("this_hour_searches", used);
        account.put("account_rate_limit_per_hour", SEARCHES_PER_MONTH);
        return account;
    }

    private void authorize(String apiKey) {
        if (!key.equals(apiKey)) {
            throw Refusal.ofSerpApi(
                    401, "Invalid API key. Your API key should be here: " + baseUrl + "/manage-api-key");
        }
    }

    private static int parseStart(String start) {
        if (start == null || start.isEmpty()) {
            return 0;
        }
        if (!start.matches("[0-9]{1,6}")) {
            throw Refusal.ofSerpApi(400, "Unsupported `start` value: " + start);
        }
        return Integer.parseInt(start);
    }

    private Map<String, Object> metadata() {
        String now = TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("id", UUID.randomUUID().toString().replace("-", "").substring(0, 24));
        metadata.put("status", "Success");
        metadata.put("created_at", now);
        metadata.put("processed_at", now);
        metadata.put("total_time_taken", 0.01);
        return metadata;
    }

    private static Map<String, Object> parameters(String query, String location, int start) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("engine", "google");
        parameters.put("q", query);
        if (location != null) {
            parameters.put("location_requested", location);
            parameters.put("location_used", location);
        }
        if (start > 0) {
            parameters.put("start", start);
        }
        return parameters;
    }

    private static List<Map<String, Object>> results(List<SearchCorpus.Result> page) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (SearchCorpus.Result result : page) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("position", results.size() + 1);
            shown.put("title", result.title());
            shown.put("link", result.link());
            shown.put("displayed_link", URI.create(result.link()).getHost());
            shown.put("snippet", result.snippet());
            results.add(shown);
        }
        return results;
    }

    private Map<String, Object> pagination(String query, String location, int start, int total) {
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("current", start / PAGE + 1);
        if (start >= PAGE) {
            pagination.put("previous", link(query, location, start - PAGE));
        }
        if (start + PAGE < total) {
            pagination.put("next", link(query, location, start + PAGE));
        }
        return pagination;
    }

    /** Like SerpAPI's, the link carries everything but the key. */
    private String link(String query, String location, int start) {
        return baseUrl + "/search.json?engine=google&q=" + encode(query)
                + (location == null ? "" : "&location=" + encode(location)) + "&start=" + start;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
