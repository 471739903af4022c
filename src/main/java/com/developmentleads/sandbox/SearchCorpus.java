package com.developmentleads.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The made-up results of each day, and a small search over them. It knows {@code site:host}, {@code "a phrase"}, {@code
 * -word} and {@code OR}; sites must match, phrases must match (all of them, or with {@code OR} one of them), other
 * words, and phrases that {@code OR} joins to a word, rank: a result with more of them comes first, one with none is
 * not found.
 */
public final class SearchCorpus implements CamelContextAware {

    private static final Pattern TERM = Pattern.compile("(-?)(?:site:(\\S+)|\"([^\"]*)\"|([^\\s\"]+))");
    private static final int SHORTEST_WORD = 3;
    private static final Pattern MIXED = Pattern.compile("[^\" ] +OR | OR +[^\" ]");

    private final ObjectMapper json = new ObjectMapper();
    private final String folder;
    private CamelContext camelContext;

    /** One result: the fields that the application reads of a real one. */
    public record Result(String title, String link, String snippet) {

        private String text() {
            return (title + " " + snippet).toLowerCase(Locale.ROOT);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Day(List<Result> organic_results) {}

    /** @param folder where {@code day-1.json}, {@code day-2.json} … are, as Camel names resources */
    public SearchCorpus(String folder) {
        this.folder = folder;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * All results of {@code day} for {@code query}, best first; after the last made-up day, those of the last.
     *
     * @throws Refusal 500 when there is no day at all, or its file is not as it should be
     */
    public List<Result> find(String query, int day) throws IOException {
        Query wanted = Query.parse(query);
        return read(day).stream()
                .filter(wanted::admits)
                .sorted(Comparator.comparingLong(wanted::rank).reversed())
                .toList();
    }

    private List<Result> read(int day) throws IOException {
        for (int number = day; number >= 1; number--) {
            String name = "day-" + number + ".json";
            Resource file = ResourceHelper.resolveResource(camelContext, folder + "/" + name);
            if (file != null && file.exists()) {
                try (InputStream in = file.getInputStream()) {
                    return json.readValue(in, Day.class).organic_results();
                } catch (JsonProcessingException e) {
                    throw Refusal.ofSerpApi(500, "The sandbox cannot read " + name + ": " + e.getOriginalMessage());
                }
            }
        }
        throw Refusal.ofSerpApi(500, "The sandbox has no made-up search results in " + folder);
    }

    private record Query(
            List<String> sites, List<String> phrases, boolean anyPhrase, List<String> words, List<String> excluded) {

        static Query parse(String text) {
            Query query = new Query(
                    new ArrayList<>(), new ArrayList<>(), text.contains(" OR "), new ArrayList<>(), new ArrayList<>());
            // A word beside a phrase in an alternative: the phrase then only ranks, like the word.
            boolean mixed = MIXED.matcher(text).find();
            Matcher term = TERM.matcher(text.replace(" OR ", " ").replaceAll("[(),]", " "));
            while (term.find()) {
                String site = term.group(2);
                String phrase = term.group(3);
                String value = (site != null ? site : phrase != null ? phrase : term.group(4)).toLowerCase(Locale.ROOT);
                if (!term.group(1).isEmpty()) {
                    query.excluded.add(value);
                } else if (site != null) {
                    query.sites.add(value);
                } else if (phrase != null && !mixed) {
                    query.phrases.add(value);
                } else if (phrase != null || value.length() >= SHORTEST_WORD) {
                    query.words.add(value);
                }
            }
            return query;
        }

        boolean admits(Result result) {
            String text = result.text();
            boolean phrasesHold = phrases.isEmpty()
                    || (anyPhrase
                            ? phrases.stream().anyMatch(text::contains)
                            : phrases.stream().allMatch(text::contains));
            boolean siteHolds = sites.isEmpty() || sites.stream().anyMatch(result.link()::contains);
            boolean found = words.isEmpty() ? !(sites.isEmpty() && phrases.isEmpty()) : rank(result) > 0;
            return phrasesHold && siteHolds && found && excluded.stream().noneMatch(text::contains);
        }

        long rank(Result result) {
            String text = result.text();
            return words.stream().filter(text::contains).count();
        }
    }
}
