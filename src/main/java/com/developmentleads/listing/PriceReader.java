package com.developmentleads.listing;

import com.developmentleads.listing.text.Phrases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the property's price among the amounts of money in a text. The words around an amount decide; an amount that
 * could be something else is not taken, because a wrong price misleads and a missing one is looked up.
 */
final class PriceReader {

    private static final String NUMBER = "(?<whole>\\d{1,3}(?:,\\d{3})++|\\d++)(?<decimals>\\.\\d++)?+"
            + "(?: ?(?<unit>millions?|mill|mil|mln|mio|mn|mm|m|thousand|grand|k)(?![a-z0-9]))?+";
    private static final Pattern MONEY =
            Pattern.compile("(?:(?<sign>us\\$|\\$|\\busd ?\\$?) ?|(?<![\\w.,/#$\u20ac\u00a3-]))" + NUMBER
                    + "\\+?(?<code> ?(?:usd|us dollars|u\\.s\\. dollars|dollars)(?![a-z]))?");
    /** What stands between the two ends of a range. */
    private static final Pattern RANGE = Pattern.compile("\\s?(?:-|\u2013|\u2014|to|and)\\s?");

    private static final Pattern CANADIAN_POSTCODE = Pattern.compile("(?i)\\b[a-z]\\d[a-z] ?\\d[a-z]\\d\\b");
    private static final long LEAST = 1_000;
    private static final long MOST = 1_000_000_000;
    /** Digits of a number without currency sign or unit; shorter ones are years, counts and sizes. */
    private static final int LEAST_BARE_DIGITS = 6;

    private static final int SHORTEST_CODE = 3;

    private final Phrases words = new Phrases("price-words.tsv");

    /**
     * An amount of money in a text.
     *
     * @param usd    whole USD; null when it is cut off, malformed, out of bounds, one end of a range or in another
     *               currency
     * @param start  where it begins
     * @param end    where it ends
     * @param clause what stands before it in the same clause, from the amount before on
     * @param cut    true for the amount that a price was reduced by
     * @param cutTo  true for the amount that a price was reduced to
     */
    private record Money(Long usd, int start, int end, String clause, boolean cut, boolean cutTo) {}

    /** The price in whole USD of a property of that status; null when the text does not tell it. */
    Long read(OwnText own, String status) {
        if (status.equals(ListingStatus.FOR_RENT) || status.equals(ListingStatus.OFF_MARKET)) {
            return null;
        }
        boolean sold = status.equals(ListingStatus.SOLD);
        Long first = null;
        for (Money money : amounts(own)) {
            if (money.usd() != null && own.isOwn(money.start()) && isPrice(money, own.lower)) {
                boolean afterSold = words.in("sold", money.clause());
                if (sold ? afterSold : !afterSold && (money.cutTo() || words.in("price", money.clause()))) {
                    return money.usd();
                }
                if (first == null && (sold || !afterSold)) {
                    first = money.usd();
                }
            }
        }
        return first;
    }

    /** True when every amount in the text is rent or monthly, and at least one is not a cost of ownership. */
    boolean isRentOnly(OwnText own) {
        boolean rent = false;
        for (Money money : amounts(own)) {
            boolean monthly = words.at("month", own.lower, skipBlank(own.lower, money.end())) != null;
            boolean namedRent =
                    money.clause().endsWith("rent") || money.clause().endsWith("rent:");
            if (!monthly && !namedRent) {
                return false;
            }
            rent |= own.isOwn(money.start()) && (namedRent || !words.in("before", money.clause()));
        }
        return rent;
    }

    /**
     * Whether the dollars of a page are not US dollars, by where it is from.
     *
     * @param address    the property's address
     * @param stateKnown whether that names a state of the USA
     * @param host       the page's host
     */
    boolean isForeign(String address, boolean stateKnown, String host) {
        return words.of("foreign-host").stream().anyMatch(host::endsWith)
                || !stateKnown
                        && (words.in("foreign-place", address.toLowerCase(Locale.ROOT))
                                || CANADIAN_POSTCODE.matcher(address).find());
    }

    private List<Money> amounts(OwnText own) {
        List<Money> amounts = new ArrayList<>();
        String text = own.lower;
        Matcher found = MONEY.matcher(text);
        int clauseFrom = 0;
        boolean inRange = false;
        boolean cutTo = false;
        while (found.find()) {
            String clause = own.clauseBefore(found.start(), clauseFrom);
            String before = clause.endsWith(":") ? clause.substring(0, clause.length() - 1) : clause;
            if (found.group("sign") == null
                    && found.group("code") == null
                    && !isBareMoney(found, before, cutTo, text)) {
                continue;
            }
            Matcher range = RANGE.matcher(text).region(found.end(), text.length());
            boolean goesOn = range.lookingAt() && isHigherEnd(text, range.end(), found);
            boolean to = goesOn && range.group().strip().equals("to");
            boolean cut = words.ends("reduced", before) || to && words.ends("reduced-to", before);
            boolean rangeBegins = goesOn && !(cut && to);
            Long usd = inRange || rangeBegins || isForeignMoney(found, text) ? null : amount(found, text);
            amounts.add(new Money(usd, found.start(), found.end(), clause, cut, cutTo));
            clauseFrom = found.end();
            inRange = rangeBegins;
            cutTo = cut && to;
        }
        return amounts;
    }

    /** "asking 749K", "reduced by 25K to 600,000": a number that a price word stands right before. */
    private boolean isBareMoney(Matcher number, String before, boolean cutTo, String text) {
        boolean large = number.group("unit") != null
                || number.group("whole").indexOf(',') > 0
                || number.group("whole").length() >= LEAST_BARE_DIGITS;
        boolean named = words.ends("price", before)
                || words.ends("reduced", before)
                || words.ends("sold", before)
                || cutTo && before.endsWith("to");
        return large && named && words.at("unit", text, skipBlank(text, number.end())) == null;
    }

    /** True when the number at {@code at} is money and not less than {@code low}: the other end of its range. */
    private boolean isHigherEnd(String text, int at, Matcher low) {
        Matcher high = MONEY.matcher(text).region(at, text.length());
        high.useTransparentBounds(true);
        if (!high.lookingAt()) {
            // the lower end's dash hides "380k" of "$350-380k"
            high.usePattern(Pattern.compile("(?<sign>)" + NUMBER)).region(at, text.length());
            if (!high.lookingAt()) {
                return false;
            }
        }
        boolean signed = high.group("sign") != null && !high.group("sign").isEmpty();
        boolean large = high.group("whole").indexOf(',') > 0 || high.group("unit") != null;
        return signed
                || large
                        && words.at("unit", text, skipBlank(text, high.end())) == null
                        && number(high).compareTo(number(low)) >= 0;
    }

    private boolean isForeignMoney(Matcher money, String text) {
        int letters = money.start();
        while (letters > 0 && Character.isLetter(text.charAt(letters - 1))) {
            letters--;
        }
        String joined = text.substring(letters, money.start());
        if (!joined.isEmpty() && words.of("foreign").contains(joined)) {
            return true;
        }
        String before =
                text.substring(Math.max(0, money.start() - 12), money.start()).stripTrailing();
        int after = skipBlank(text, money.end());
        if (after < text.length() && text.charAt(after) == '(') {
            after++;
        }
        String next = words.at("foreign", text, after);
        return next != null && next.length() >= SHORTEST_CODE
                || words.of("foreign").stream()
                        .filter(code -> code.length() >= SHORTEST_CODE)
                        .anyMatch(code -> before.endsWith(code) && Phrases.indexOf(before, code, 0) >= 0);
    }

    private boolean isPrice(Money money, String text) {
        int after = skipBlank(text, money.end());
        return !money.cut()
                && !words.in("before", money.clause())
                && !words.ends("just-before", money.clause())
                && words.at("after", text, after) == null
                && words.at("month", text, after) == null;
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The amount in whole USD; null when it is cut off, malformed or out of bounds. */
    private static Long amount(Matcher money, String text) {
        int end = money.end();
        boolean goesOn = end < text.length()
                && (text.charAt(end) == '\u2026'
                        || text.startsWith("..", end)
                        || text.charAt(end) == ',' && end + 1 < text.length() && text.charAt(end + 1) != ' '
                        || Character.isLetterOrDigit(text.charAt(end)));
        if (goesOn) {
            return null;
        }
        BigDecimal usd = number(money).setScale(0, RoundingMode.HALF_UP);
        return usd.compareTo(BigDecimal.valueOf(LEAST)) < 0 || usd.compareTo(BigDecimal.valueOf(MOST)) > 0
                ? null
                : usd.longValueExact();
    }

    private static BigDecimal number(Matcher money) {
        String digits = money.group("whole").replace(",", "");
        if (digits.length() > 12) {
            return BigDecimal.ZERO;
        }
        String decimals = money.group("decimals") == null ? "" : money.group("decimals");
        BigDecimal number = new BigDecimal(digits + decimals.substring(0, Math.min(decimals.length(), 9)));
        String unit = money.group("unit") == null ? "" : money.group("unit");
        return unit.isEmpty() ? number : number.movePointRight(unit.startsWith("m") ? 6 : 3);
    }
}
