package com.developmentleads.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text tells of house and ground; null for what it does not tell.
 *
 * @param lotSize    {@code "0.25 acres"} or {@code "10,890 sqft"}
 * @param yearBuilt  four digits
 * @param beds       bedrooms
 * @param baths      bathrooms, a half bath as 0.5
 * @param squareFeet living area
 */
record Facts(String lotSize, Integer yearBuilt, Integer beds, Double baths, Integer squareFeet) {

    private static final String WHOLE = "(?<![\\d.,$/])(\\d{1,3}(?:,\\d{3})++|\\d{1,9}+)";
    private static final String SQUARE_FEET =
            "(\\.\\d{1,3}+)?+( ?k)?+[ -]?" + "(?:sq\\.? ?ft|sq\\.? feet|square (?:feet|foot)|sf|ft\u00b2)(?![a-z])\\.?";
    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private static final Pattern BEDS = Pattern.compile("(?<![\\d.,$/a-z])(\\d{1,2}|" + String.join("|", NUMBERS)
            + ")\\+?[ -]?(?:bedrooms?|beds?|bds?|bdrms?|brs?)(?![a-z])");
    private static final Pattern BATHS = Pattern.compile("(?<![\\d.,$/a-z])(\\d{1,2}(?:\\.\\d{1,2})?|"
            + String.join("|", NUMBERS) + ")( 1/2|\u00bd)?+\\+?[ -]?(?:full |total )?"
            + "(?:bathrooms?|baths?|bths?|ba)(?![a-z])");
    private static final Pattern HALF_BATHS = Pattern.compile("(?<![\\d.,$/])(\\d)[ -]half[ -](?:bathrooms?|baths?)");
    private static final Pattern AREA = Pattern.compile(WHOLE + SQUARE_FEET);
    private static final Pattern LOT_AFTER =
            Pattern.compile("[ -]*(?:\\(.{0,20}\\) ?)?(?:lot|parcel|of land|land|corner lot|site)(?![a-z])");
    private static final Pattern LOT_BEFORE =
            Pattern.compile("(?:lot size|lot area|lot|parcel|land|lot of|lot is)(?: of| is)?[: ]*$");
    private static final Pattern ACRES =
            Pattern.compile("(?<![\\d,$/])(\\d{1,3}(?:,\\d{3})++|\\d{1,9}+)?(\\.\\d{1,4}+)?"
                    + "(?:(?<=\\d)/(\\d{1,2}))?[ -]?(?:acres?|ac)(?![a-z])");
    private static final Pattern YEAR =
            Pattern.compile("(?:built(?: in| circa| around|:)?|year built:?|constructed in|circa) ?(\\d{4})(?!\\d)");
    private static final int SMALLEST_HOUSE = 100;
    private static final int LARGEST_HOUSE = 200_000;

    /** Reads the facts in {@code own} that are about the property. */
    static Facts read(OwnText own) {
        Double baths = number(firstOwn(BATHS, own));
        Matcher half = firstOwn(HALF_BATHS, own);
        if (baths != null && half != null && baths == Math.rint(baths)) {
            baths += 0.5 * Integer.parseInt(half.group(1));
        }
        Double beds = number(firstOwn(BEDS, own));
        Matcher year = firstOwn(YEAR, own);
        Integer built = year == null ? null : Integer.valueOf(year.group(1));
        return new Facts(
                lotSize(own),
                built == null || built < 1600 || built > 2100 ? null : built,
                beds == null || beds == 0 ? null : Integer.valueOf(beds.intValue()),
                baths == null || baths == 0 ? null : baths,
                livingArea(own));
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

    /** The first group as a number, in digits or as a word, and half more when a second group has a half. */
    private static Double number(Matcher matcher) {
        if (matcher == null) {
            return null;
        }
        int word = NUMBERS.indexOf(matcher.group(1));
        double number = word >= 0 ? word : Double.parseDouble(matcher.group(1));
        return matcher.groupCount() > 1 && matcher.group(2) != null ? number + 0.5 : number;
    }

    private static Integer livingArea(OwnText own) {
        Matcher area = AREA.matcher(own.lower);
        while (area.find()) {
            if (!isLot(area, own.lower) && own.isOwn(area.start())) {
                long feet = squareFeet(area);
                if (feet >= SMALLEST_HOUSE && feet <= LARGEST_HOUSE) {
                    return (int) feet;
                }
            }
        }
        return null;
    }

    private static String lotSize(OwnText own) {
        Matcher acres = ACRES.matcher(own.lower);
        while (acres.find()) {
            String text = acres(acres);
            if (text != null && own.isOwn(acres.start())) {
                return text;
            }
        }
        Matcher area = AREA.matcher(own.lower);
        while (area.find()) {
            if (isLot(area, own.lower) && own.isOwn(area.start())) {
                return NumberFormat.getIntegerInstance(Locale.US).format(squareFeet(area)) + " sqft";
            }
        }
        return null;
    }

    /** Null for a bare word "acres", for 0 and for a fraction of nothing. */
    private static String acres(Matcher acres) {
        String whole = acres.group(1);
        String fraction = acres.group(2);
        String divisor = acres.group(3);
        if (whole == null && fraction == null) {
            return null;
        }
        BigDecimal number =
                new BigDecimal((whole == null ? "0" : whole.replace(",", "")) + (fraction == null ? "" : fraction));
        if (divisor != null) {
            BigDecimal by = new BigDecimal(divisor);
            if (by.signum() == 0) {
                return null;
            }
            number = number.divide(by, 2, RoundingMode.HALF_UP);
        }
        if (number.signum() == 0) {
            return null;
        }
        String text = number.stripTrailingZeros().toPlainString();
        return text + (text.equals("1") ? " acre" : " acres");
    }

    private static boolean isLot(Matcher area, String text) {
        Matcher after = LOT_AFTER.matcher(text).region(area.end(), text.length());
        String before = text.substring(Math.max(0, area.start() - 20), area.start());
        return after.lookingAt() || LOT_BEFORE.matcher(before).find();
    }

    private static long squareFeet(Matcher area) {
        String fraction = area.group(2) == null ? "" : area.group(2);
        BigDecimal number = new BigDecimal(area.group(1).replace(",", "") + fraction);
        return (area.group(3) == null ? number : number.movePointRight(3)).longValue();
    }
}
