package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from a text whether a property is for sale, sold, for rent or off the market; the newest statement counts. */
final class StatusReader {

    /** The kinds of phrases and the status that each means. */
    private static final Map<String, String> KINDS = Map.of(
            "for_sale-now", ListingStatus.FOR_SALE,
            "sold-now", ListingStatus.SOLD,
            "negated", ListingStatus.OFF_MARKET,
            "for_sale", ListingStatus.FOR_SALE,
            "asked", ListingStatus.FOR_SALE,
            "for_rent", ListingStatus.FOR_RENT,
            "sold", ListingStatus.SOLD,
            "past", ListingStatus.SOLD,
            "none", ListingStatus.UNKNOWN);

    private static final String NAMES_OF_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Pattern DATE = Pattern.compile(
            "(?<![\\d/$,.])(?:(?<month>\\d{1,2})/(?:(?<day>\\d{1,2})/(?<year>\\d{4}|\\d{2})|(?<yearofmonth>\\d{4}))(?![\\d/])"
                    + "|(?:(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.? (?:(?<dayofname>\\d{1,2}),? )?)?"
                    + "(?<only>(?:19|20)\\d{2})(?![\\d,/]))");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?] |;");
    private static final Pattern OTHER_DATE = Pattern.compile("built|constructed|circa|renovated|remodeled|updated");
    private static final int DATE_WITHIN = 60;
    private static final int MONTHS = 10_000;

    private final Phrases words = new Phrases("status-words.tsv");

    /**
     * A phrase in the text.
     *
     * @param sentence a number for the sentence that it is in
     * @param label    whether it is a label ("Sold: 3 beds"), which speaks of the present
     * @param date     as in 20190503, with zeros for an unknown month and day; 0 when none is told
     */
    private record Said(String kind, int sentence, boolean label, int date) {

        boolean isPresent() {
            return kind.endsWith("-now") || kind.equals("negated");
        }

        boolean isSale() {
            return kind.equals("sold") || kind.equals("past");
        }

        boolean isOffer() {
            return kind.equals("for_sale") || kind.equals("asked");
        }

        /** True for history: a phrase of the past, or one dated with its year alone. */
        boolean isPast() {
            return kind.equals("past") || date > 0 && date % MONTHS == 0;
        }
    }

    /** The status by the text's words; {@link ListingStatus#UNKNOWN} when they do not say. */
    String read(OwnText own) {
        List<Said> said = said(own);
        Said decides = said.isEmpty() ? null : said.get(0);
        for (Said phrase : said) {
            if (phrase.isPresent() || !decides.isPresent() && outdates(phrase, decides)) {
                decides = phrase;
            }
        }
        return decides == null ? ListingStatus.UNKNOWN : KINDS.get(decides.kind());
    }

    /** True when {@code later} is newer than {@code before}, the phrase that decided so far. */
    private static boolean outdates(Said later, Said before) {
        boolean saleAndOffer = before.isSale() && later.isOffer() || before.isOffer() && later.isSale();
        if (saleAndOffer && before.date() > 0 && later.date() > 0 && later.date() != before.date()) {
            return later.date() > before.date();
        }
        if (before.isSale() && later.isOffer()) {
            // "Sold in 2021. For sale at $749,500", but not "Sold for $1,120,000 on Oct 3, 2025. List price $1,050,000"
            return before.isPast() || later.kind().equals("for_sale") && !before.label();
        }
        // "Listed for $700,000, sold for $690,000"
        return before.kind().equals("asked")
                && later.kind().equals("sold")
                && !later.isPast()
                && later.sentence() == before.sentence();
    }

    /** The first date in {@code text}, to the end of its sentence or the next phrase's beginning. */
    private static int date(String text, int from) {
        Matcher date = DATE.matcher(text).region(from, Math.min(text.length(), from + DATE_WITHIN));
        if (!date.find()
                || SENTENCE_END.matcher(text).region(from, date.start()).find()
                || OTHER_DATE.matcher(text).region(from, date.start()).find()) {
            return 0;
        }
        int year = Stream.of("year", "yearofmonth", "only")
                .map(date::group)
                .filter(Objects::nonNull)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
        if (date.group("day") != null) {
            int full = year < 100 ? 2000 + year : year;
            return (full * 100 + Integer.parseInt(date.group("month"))) * 100 + Integer.parseInt(date.group("day"));
        }
        int month = date.group("month") != null
                ? Integer.parseInt(date.group("month"))
                : date.group("name") == null ? 0 : NAMES_OF_MONTHS.indexOf(date.group("name")) / 3 + 1;
        return (year * 100 + month) * 100
                + (date.group("dayofname") == null ? 0 : Integer.parseInt(date.group("dayofname")));
    }

    private List<Said> said(OwnText own) {
        List<Said> said = new ArrayList<>();
        int sentence = 0;
        for (int i = 0; i < own.lower.length(); i++) {
            char c = own.lower.charAt(i);
            if (c == ';' || ".!?".indexOf(c) >= 0 && own.lower.startsWith(" ", i + 1)) {
                sentence++;
            }
            if (i > 0 && Character.isLetterOrDigit(own.lower.charAt(i - 1))) {
                continue;
            }
            Map.Entry<String, Integer> phrase = longest(own.lower, i);
            if (phrase != null) {
                int end = i + phrase.getValue();
                if (!phrase.getKey().equals("none") && own.isOwn(i) && !words.in("other", own.clauseBefore(i, 0))) {
                    String text = own.lower.substring(i, end);
                    said.add(new Said(
                            phrase.getKey(), sentence, text.endsWith(":") || text.endsWith("-"), date(own.lower, end)));
                }
                i = end - 1;
            }
        }
        return said;
    }

    private Map.Entry<String, Integer> longest(String text, int at) {
        Map.Entry<String, Integer> longest = null;
        for (String kind : KINDS.keySet()) {
            String phrase = words.at(kind, text, at);
            if (phrase != null && (longest == null || phrase.length() > longest.getValue())) {
                longest = Map.entry(kind, phrase.length());
            }
        }
        return longest;
    }
}
