package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says about house and lot; null for what it does not say.
 *
 * @param lotSize    {@code "0.25 acres"} or {@code "10,890 sqft"}
 * @param yearBuilt  four digits
 * @param beds       bedrooms
 * @param baths      bathrooms, a half bath as 0.5
 * @param squareFeet living area
 */
record Facts(String lotSize, Integer yearBuilt, Integer beds, Double baths, Integer squareFeet) {

    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private static final Pattern BEDS = Pattern.compile("(?<![\\d.,$/a-z])(\\d{1,2}|" + String.join("|", NUMBERS)
            + ")\\+?[ -]?(?:bedrooms?|beds?|bds?|bdrms?|brs?)(?![a-z])");
    private static final Pattern BATHS = Pattern.compile("(?<![\\d.,$/a-z])(\\d{1,2}(?:\\.\\d{1,2})?|"
            + String.join("|", NUMBERS) + ")( 1/2|\u00bd)?+\\+?[ -]?(?:full |total )?"
            + "(?:bathrooms?|baths?|bths?|ba)(?![a-z])");
    private static final Pattern HALF_BATHS = Pattern.compile("(?<![\\d.,$/])(\\d)[ -]half[ -](?:bathrooms?|baths?)");
    private static final Pattern YEAR =
            Pattern.compile("(?:built(?: in| circa| around|:)?|year built:?|constructed in|circa) ?(\\d{4})(?!\\d)");
    private static final Phrases WORDS = new Phrases("size-words.tsv");

    /** Reads the facts in {@code own} that are about the property. */
    static Facts read(OwnText own) {
        Double baths = number(firstOwn(BATHS, own));
        Matcher half = firstOwn(HALF_BATHS, own);
        if (baths != null && half != null && baths == Math.rint(baths)) {
            baths += 0.5 * Integer.parseInt(half.group(1));
        }
        Double beds = number(firstOwn(BEDS, own));
        Integer built = yearBuilt(own);
        SizeReader sizes = SizeReader.of(own);
        return new Facts(
                sizes.lot(),
                built == null || built < 1600 || built > 2100 ? null : built,
                beds == null || beds == 0 ? null : Integer.valueOf(beds.intValue()),
                baths == null || baths == 0 ? null : baths,
                sizes.livingArea());
    }

    private static Matcher firstOwn(Pattern pattern, OwnText own) {
        Matcher matcher = pattern.matcher(own.lower);
        while (matcher.find()) {
            if (own.isOwn(matcher.start())) {
                return matcher;
            }
        }
        return null;
    }

    /** The first group as a number, in digits or as a word, plus a half when a second group has one. */
    private static Double number(Matcher matcher) {
        if (matcher == null) {
            return null;
        }
        int word = NUMBERS.indexOf(matcher.group(1));
        double number = word >= 0 ? word : Double.parseDouble(matcher.group(1));
        return matcher.groupCount() > 1 && matcher.group(2) != null ? number + 0.5 : number;
    }

    /** The year of the house; not that of the "community built in 1985". */
    private static Integer yearBuilt(OwnText own) {
        Matcher year = YEAR.matcher(own.lower);
        while (year.find()) {
            String before =
                    own.clauseBefore(year.start(), 0).replaceFirst(",?(?: that| which)?(?: was| were| is)?$", "");
            if (own.isOwn(year.start()) && !WORDS.ends("not-house", before)) {
                return Integer.valueOf(year.group(1));
            }
        }
        return null;
    }
}
