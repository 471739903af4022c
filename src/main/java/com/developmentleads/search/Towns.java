package com.developmentleads.search;

import com.developmentleads.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The towns that runs search, one or several, and which tab of the sheet is whose. */
public final class Towns {

    private static final String PLACE = "{location}";
    private static final String TAB = "{town}";

    private final List<String> towns;
    private final String tab;

    /**
     * @param several {@code search.locations}; blank: one town
     * @param one     {@code search.location}
     * @param tab     the name of a town's tab, in which {@code {town}} stands for the town
     */
    public Towns(String several, String one, String tab) {
        this.towns = of(several.isBlank() ? one : several);
        this.tab = tab;
    }

    /** The towns of a list that is separated by {@code |}, each once; an empty list is one town without a name. */
    public static List<String> of(String locations) {
        List<String> towns = Arrays.stream(locations.split("\\|"))
                .map(String::strip)
                .filter(town -> !town.isEmpty())
                .distinct()
                .toList();
        return towns.isEmpty() ? List.of("") : towns;
    }

    /** Where the next run searches, as its row has it. */
    public static String configured(Settings settings) {
        return settings.optional("search.locations").orElse(settings.text("search.location"));
    }

    /**
     * A run as each of its towns sees it: {@code location} is the town, {@code locations} all of them, and in
     * {@code queries} the town stands for {@code {location}}. With several, a query that does not name it gets it at its
     * end, so that no two towns ask the same.
     *
     * @param run a row of {@code runs}
     */
    public static List<Map<String, Object>> runs(Map<String, Object> run) {
        String locations = String.valueOf(run.get("location"));
        List<String> towns = of(locations);
        List<Map<String, Object>> each = new ArrayList<>();
        for (String town : towns) {
            Map<String, Object> one = new LinkedHashMap<>(run);
            one.put("location", town);
            one.put("locations", locations);
            one.put(
                    "queries",
                    String.join(
                            " | ",
                            Queries.of(String.valueOf(run.get("queries"))).stream()
                                    .map(query ->
                                            towns.size() > 1 && !query.contains(PLACE) ? query + " " + PLACE : query)
                                    .map(query -> query.replace(PLACE, town))
                                    .toList()));
            each.add(one);
        }
        return each;
    }

    /**
     * The town that a property belongs to: the longest one that its key ends with, such as {@code waltham ma}, else the one
     * that was searched, which is so for the villages of a town.
     */
    static String townOf(String key, String locations, String searched) {
        String town = searched;
        int longest = 0;
        for (String candidate : of(locations)) {
            String words = candidate
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}]+", " ")
                    .strip();
            if (words.length() > longest && (" " + key).endsWith(" " + words)) {
                town = candidate;
                longest = words.length();
            }
        }
        return town;
    }

    /** How many tabs the leads have. */
    public int tabCount() {
        return tabs().size();
    }

    /** The name of a tab, by its number from 0. */
    public String tab(int number) {
        return tabs().get(number).get("tab");
    }

    /**
     * The tabs of the leads.
     *
     * @return {@code tab}, its name; {@code town}, empty where one tab has the leads of all; {@code first}, whether it also
     *         takes those without a town, which are from before there were several
     */
    public List<Map<String, String>> tabs() {
        if (towns.size() == 1 || !tab.contains(TAB)) {
            return List.of(Map.of("tab", name(towns.get(0)), "town", "", "first", "true"));
        }
        return towns.stream()
                .map(town ->
                        Map.of("tab", name(town), "town", town, "first", Boolean.toString(town.equals(towns.get(0)))))
                .toList();
    }

    private String name(String town) {
        // An apostrophe would end the name in a range.
        return tab.replace(TAB, town.isEmpty() ? "Leads" : town.replace('\'', '\u2019'));
    }
}
