package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the property's price among the amounts of money in a text. What surrounds an amount decides; an amount that
 * could be something else is no price, because a wrong price misleads and a missing one is looked up.
 */
final class PriceReader {

    private static final Pattern MONEY = Pattern.compile("(?:\\$|\\busd) ?(\\d{1,3}(?:,\\d{3})++|\\d++)(\\.\\d++)?+"
            + "(?: ?(million|mil|mm|m|thousand|k)(?![a-z0-9]))?+\\+?");
    private static final Pattern RANGE = Pattern.compile("\\s?(?:-|\u2013|\u2014|to|and)\\s?(?:\\$|usd)");
    private static final long LEAST = 1_000;
    private static final long MOST = 1_000_000_000;

    private final Phrases words = new Phrases("price-words.tsv");

    /** The price in whole USD of a property of that status; null when the text does not tell it. */
    Long read(OwnText own, String status) {
        if (status.equals(ListingStatus.FOR_RENT) || status.equals(ListingStatus.OFF_MARKET)) {
            return null;
        }
        boolean sold = status.equals(ListingStatus.SOLD);
        Long first = null;
        Matcher money = MONEY.matcher(own.lower);
        int clauseFrom = 0;
        boolean inRange = false;
        while (money.find()) {
            String clause = own.clauseBefore(money.start(), clauseFrom);
            boolean rangeBegins = RANGE.matcher(own.lower)
                    .region(money.end(), own.lower.length())
                    .lookingAt();
            clauseFrom = money.end();
            Long amount = inRange || rangeBegins ? null : amount(money, own.lower);
            // "reduced from $1.2M to $1.1M" is no range, the second is the price
            inRange = rangeBegins && !words.ends("reduced", clause);
            if (amount != null && own.isOwn(money.start()) && isPrice(clause, own.lower, money.end())) {
                boolean afterSold = words.in("sold", clause);
                if (sold ? afterSold : !afterSold && words.in("price", clause)) {
                    return amount;
                }
                if (first == null && (sold || !afterSold)) {
                    first = amount;
                }
            }
        }
        return first;
    }

    /** True when all money in the text is a rent, or monthly and some of it nothing that an owner pays. */
    boolean isRentOnly(OwnText own) {
        Matcher money = MONEY.matcher(own.lower);
        int clauseFrom = 0;
        boolean rent = false;
        while (money.find()) {
            String after = own.lower.substring(money.end()).stripLeading();
            String clause = own.clauseBefore(money.start(), clauseFrom);
            clauseFrom = money.end();
            boolean monthly = after.startsWith("/mo")
                    || after.startsWith("/ mo")
                    || after.startsWith("per month")
                    || after.startsWith("a month")
                    || after.startsWith("monthly");
            boolean namedRent = clause.endsWith("rent") || clause.endsWith("rent:");
            if (!monthly && !namedRent) {
                return false;
            }
            rent |= own.isOwn(money.start()) && (namedRent || !words.in("before", clause));
        }
        return rent;
    }

    private boolean isPrice(String clause, String text, int end) {
        int after = end;
        while (after < text.length() && text.charAt(after) == ' ') {
            after++;
        }
        return !words.in("before", clause)
                && !words.ends("just-before", clause)
                && words.at("after", text, after) == null;
    }

    /** The amount in whole USD; null when it is cut off, malformed or out of bounds. */
    private static Long amount(Matcher money, String text) {
        int end = money.end();
        boolean goesOn = end < text.length()
                && (text.charAt(end) == '\u2026'
                        || text.startsWith("..", end)
                        || text.charAt(end) == ',' && end + 1 < text.length() && text.charAt(end + 1) != ' '
                        || Character.isLetterOrDigit(text.charAt(end)));
        String digits = money.group(1).replace(",", "");
        if (goesOn || digits.length() > 12) {
            return null;
        }
        String fraction = money.group(2) == null ? "" : money.group(2);
        BigDecimal number = new BigDecimal(digits + fraction.substring(0, Math.min(fraction.length(), 9)));
        String unit = money.group(3) == null ? "" : money.group(3);
        long factor = unit.isEmpty() ? 1 : unit.startsWith("m") ? 1_000_000 : 1_000;
        BigDecimal usd = number.multiply(BigDecimal.valueOf(factor)).setScale(0, RoundingMode.HALF_UP);
        return usd.compareTo(BigDecimal.valueOf(LEAST)) < 0 || usd.compareTo(BigDecimal.valueOf(MOST)) > 0
                ? null
                : usd.longValueExact();
    }
}
