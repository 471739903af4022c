package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import com.developmentleads.listing.text.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the lot size and the living area among the areas in a text. The words around an area say what it measures; an
 * area of anything else ("abuts 18 acres of conservation land", "600 sqft garage") is neither, and 0 is unknown.
 */
final class SizeReader {

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("a", "1"),
            Map.entry("an", "1"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("twelve", "12"),
            Map.entry("fifteen", "15"),
            Map.entry("twenty", "20"),
            Map.entry("thirty", "30"),
            Map.entry("forty", "40"),
            Map.entry("fifty", "50"),
            Map.entry("half", "0.5"),
            Map.entry("quarter", "0.25"),
            Map.entry("fourth", "0.25"),
            Map.entry("third", "0.33"));
    private static final Phrases WORDS = new Phrases("size-words.tsv");

    private static final String WHOLE = "(?<whole>\\d{1,3}(?:,\\d{3})++|\\d{1,9})(?<decimals>\\.\\d{1,4})?";
    private static final String PART = "half|quarter|fourth|third";
    private static final String VULGAR = "[\u00bc-\u00be\u2150-\u215e]";
    private static final String UNIT = "(?<acre>acres?|ac\\.?)|(?<hectare>hectares?|ha)"
            + "|(?<foot>sq\\.? ?ft|sq\\.? feet|square (?:feet|foot|ft)|s\\.f|sf|ft\u00b2|ft2)"
            + "|(?<meter>sq\\.? ?m|sqm|sq\\.? meters?|square meters?|m\u00b2|m2)"
            + "|(?<yard>sq\\.? ?yds?|sq\\.? yards?|square yards?)";
    private static final Pattern AREA = Pattern.compile("(?<![\\w.,$/])(?:"
            + WHOLE + "(?:(?: and |[ -])(?<fraction>\\d{1,2}/\\d{1,2})|[ -]?(?<vulgar>" + VULGAR
            + ")| and an? (?<more>" + PART + "))?"
            + "|(?<only>\\d{1,2}/\\d{1,2}|" + VULGAR + ")"
            + "|(?<below>\\.\\d{1,4})"
            + "|(?:(?<times>an?|one|two|three)[ -])?(?<part>" + PART + ")s?(?: of)?(?: an?)?"
            + "|(?<word>" + String.join("|", NUMBERS.keySet()) + ")(?: and (?:an?|one)[ -](?<wordpart>" + PART + "))?"
            + ")(?<thousand> ?k)?"
            + "(?: ?(?:\\+/-|\\+-|\u00b1|\\+|plus or minus|more or less|or so|plus))?[ -]?"
            + "(?:(?:" + String.join("|", WORDS.of("adjective")) + "),? ){0,2}"
            + "(?:" + UNIT + ")(?![a-z])\\.?(?: and an? (?<after>" + PART + ")(?! acres?))?");
    /** "Lot size (acres): 0.25", "Sqft: 1,800": the unit first. */
    private static final Pattern UNIT_FIRST =
            Pattern.compile("(?<!\\d[ -]?)\\b(?<lot>(?:lot|parcel|site)(?: size| area)?,? ?)?\\(?"
                    + "(?:(?<acre>acres|acreage)|(?<foot>sq\\.? ?ft\\.?|sq\\.? feet|square feet|square footage|sqft))"
                    + "\\)?(?<colon> ?[:=])? ?" + WHOLE + "(?![\\d.,/]*\\d)");

    private static final Pattern RANGE_BEFORE = Pattern.compile("\\d(?:[-\u2013]| ?\u2013 ?| to )$");

    private static final int LONGEST_PHRASE = 45;
    private static final BigDecimal ACRES_OF_HECTARE = new BigDecimal("2.47105");
    private static final BigDecimal FEET_OF_METER = new BigDecimal("10.7639");
    private static final BigDecimal FEET_OF_YARD = BigDecimal.valueOf(9);
    private static final BigDecimal SMALLEST_HOUSE = BigDecimal.valueOf(100);
    private static final BigDecimal LARGEST_HOUSE = BigDecimal.valueOf(200_000);

    private enum Whose {
        LOT,
        LIVING,
        OTHER,
        /** No word says what it measures. */
        PLAIN
    }

    private record Area(Whose whose, BigDecimal size, boolean inAcres) {}

    private final List<Area> areas;

    private SizeReader(List<Area> areas) {
        this.areas = areas;
    }

    /** The areas in {@code own} that are about the property. */
    static SizeReader of(OwnText own) {
        List<Area> areas = new ArrayList<>();
        Matcher first = UNIT_FIRST.matcher(own.lower);
        while (first.find()) {
            boolean named = first.group("lot") != null;
            boolean inAcres = first.group("acre") != null;
            if ((named || first.group("colon") != null) && own.isOwn(first.start())) {
                areas.add(new Area(named || inAcres ? Whose.LOT : Whose.LIVING, whole(first), inAcres));
            }
        }
        Matcher area = AREA.matcher(own.lower);
        int clauseFrom = 0;
        while (area.find()) {
            if (!isRangeOrRate(area, own.lower) && own.isOwn(area.start())) {
                Whose whose = whose(own.clauseBefore(area.start(), clauseFrom), behind(own.lower, area.end()));
                areas.add(new Area(whose, size(area), area.group("acre") != null || area.group("hectare") != null));
            }
            clauseFrom = area.end();
        }
        return new SizeReader(areas);
    }

    /** {@code "0.25 acres"} or {@code "10,890 sqft"}; null when the text does not say. */
    String lot() {
        Area lot = first(area -> area.whose() == Whose.LOT && area.size().signum() > 0);
        if (lot == null) {
            lot = first(area ->
                    area.whose() == Whose.PLAIN && area.inAcres() && area.size().signum() > 0);
        }
        if (lot == null) {
            return null;
        }
        if (lot.inAcres()) {
            String text = lot.size().stripTrailingZeros().toPlainString();
            return text + (text.equals("1") ? " acre" : " acres");
        }
        return NumberFormat.getIntegerInstance(Locale.US).format(lot.size().longValue()) + " sqft";
    }

    /** Square feet; null when the text does not say. */
    Integer livingArea() {
        Area living = first(area -> area.whose() == Whose.LIVING && isHouse(area));
        if (living == null) {
            living = first(area -> area.whose() == Whose.PLAIN && isHouse(area));
        }
        return living == null ? null : living.size().intValue();
    }

    private static boolean isHouse(Area area) {
        return !area.inAcres()
                && area.size().compareTo(SMALLEST_HOUSE) >= 0
                && area.size().compareTo(LARGEST_HOUSE) <= 0;
    }

    private Area first(Predicate<Area> isWanted) {
        return areas.stream().filter(isWanted).findFirst().orElse(null);
    }

    private static Whose whose(String clause, String behind) {
        String before = clause.substring(clause.lastIndexOf(", ") + 1).replaceFirst("[:= (~\u00b1+/-]*$", "");
        boolean named = WORDS.ends("lot-before", before);
        boolean on = named && before.matches(".*\\bon(?: [a-z]+){0,3}");
        if (WORDS.in("other-before", before) || !on && WORDS.in("beside", before)) {
            return Whose.OTHER;
        }
        if (WORDS.in("lot", behind)) {
            return Whose.LOT;
        }
        if (WORDS.in("other", behind)) {
            return Whose.OTHER;
        }
        if (named || WORDS.in("land", behind)) {
            return Whose.LOT;
        }
        return WORDS.in("living", behind) || WORDS.ends("living", before) || before.endsWith("living area")
                ? Whose.LIVING
                : Whose.PLAIN;
    }

    /** The words right after an area that say what it measures. */
    private static String behind(String text, int end) {
        int from = end;
        while (from < text.length() && " (-".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < text.length()
                && to - from < LONGEST_PHRASE
                && ".,;:|()\u2219\u00b7\u2022$".indexOf(text.charAt(to)) < 0
                && !PlainText.isDigit(text.charAt(to))) {
            if ((to == from || text.charAt(to - 1) == ' ') && WORDS.at("stop", text, to) != null) {
                break;
            }
            to++;
        }
        String behind = text.substring(from, to);
        for (String phrase : WORDS.of("none")) {
            behind = behind.replace(phrase, "");
        }
        return behind;
    }

    /** "10-20 acres" is no one size, "$18,000 an acre" no size at all. */
    private static boolean isRangeOrRate(Matcher area, String text) {
        String before = text.substring(Math.max(0, area.start() - 12), area.start());
        boolean article = area.group("word") != null && area.group("word").length() <= 2;
        return RANGE_BEFORE.matcher(before).find() || article && before.matches(".*(?:[\\dkm]|per|/) ?");
    }

    private static BigDecimal size(Matcher area) {
        BigDecimal number = number(area);
        if (area.group("hectare") != null) {
            return number.multiply(ACRES_OF_HECTARE).setScale(2, RoundingMode.HALF_UP);
        }
        return area.group("meter") != null
                ? number.multiply(FEET_OF_METER)
                : area.group("yard") != null ? number.multiply(FEET_OF_YARD) : number;
    }

    private static BigDecimal number(Matcher area) {
        BigDecimal number = area.group("whole") != null
                ? whole(area)
                : area.group("below") != null
                        ? new BigDecimal("0" + area.group("below"))
                        : area.group("word") != null ? word(area.group("word")) : BigDecimal.ZERO;
        if (area.group("part") != null) {
            BigDecimal times = area.group("times") == null ? BigDecimal.ONE : word(area.group("times"));
            number = number.add(times.multiply(word(area.group("part"))));
        }
        for (String name : List.of("fraction", "vulgar", "only")) {
            number = number.add(fraction(area.group(name)));
        }
        for (String name : List.of("more", "wordpart", "after")) {
            if (area.group(name) != null) {
                number = number.add(word(area.group(name)));
            }
        }
        return area.group("thousand") == null ? number : number.movePointRight(3);
    }

    private static BigDecimal whole(Matcher number) {
        String decimals = number.group("decimals") == null ? "" : number.group("decimals");
        return new BigDecimal(number.group("whole").replace(",", "") + decimals);
    }

    private static BigDecimal word(String word) {
        return new BigDecimal(NUMBERS.get(word));
    }

    /** "1/2" and the one character of it, to two decimals; 0 for null and for a fraction of nothing. */
    private static BigDecimal fraction(String text) {
        if (text == null) {
            return BigDecimal.ZERO;
        }
        String[] parts = Normalizer.normalize(text, Normalizer.Form.NFKD).split("[/\u2044]");
        BigDecimal divisor = new BigDecimal(parts[1]);
        return divisor.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(parts[0]).divide(divisor, 2, RoundingMode.HALF_UP);
    }
}
