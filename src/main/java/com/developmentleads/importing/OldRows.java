package com.developmentleads.importing;

import com.developmentleads.listing.Listing;
import com.developmentleads.listing.ListingKey;
import com.developmentleads.listing.ListingReader;
import com.developmentleads.listing.ListingStatus;
import com.developmentleads.listing.Reading;
import com.developmentleads.listing.SafeLink;
import com.developmentleads.listing.SkipReason;
import com.developmentleads.listing.address.Address;
import com.developmentleads.listing.text.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rows of the Python system mean: which of its listings are properties, which of its amounts are prices, and
 * which of its texts describe the property that they stand at. The rows are untrusted, and their columns of any type.
 */
public final class OldRows {

    private static final String SEVERAL = "page of several homes";
    private static final String NO_ADDRESS = "no address of one property";
    private static final String OTHER_TEXT = "text that describes another property";
    private static final String NO_TEXT = "no text";
    private static final String RENT = "monthly rent, or no price (import.least-price)";

    private static final Pattern NUMBER =
            Pattern.compile("([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\\.[0-9]{1,6})?\\s*([kKmM](?![a-zA-Z]))?");
    private static final Pattern MONTHLY = Pattern.compile("(?i)(/|\\bper\\b|\\ba\\b)\\s*mo|monthly|\\brent");
    /** The words of the column {@code status}, the first that fits. */
    private static final List<Map.Entry<Pattern, String>> STATUSES = List.of(
            Map.entry(Pattern.compile("rent|lease"), ListingStatus.FOR_RENT),
            Map.entry(Pattern.compile("sold|closed"), ListingStatus.SOLD),
            Map.entry(Pattern.compile("\\boff|inactive|remov|withdraw|expire|delist|cancel"), ListingStatus.OFF_MARKET),
            Map.entry(
                    Pattern.compile("sale|active|pending|conting|contract|new|coming|listed"), ListingStatus.FOR_SALE));

    private static final List<String> OF_THE_PAGE =
            List.of("snippet", "link", "source", "price", "lot_size", "year_built", "beds", "baths", "square_feet");

    private static final int LONGEST_LABEL = 100;

    private final ListingReader reader = new ListingReader();
    private final BigDecimal leastPrice;

    /** @param leastPrice USD; a lower amount is a monthly rent or none */
    public OldRows(long leastPrice) {
        this.leastPrice = BigDecimal.valueOf(leastPrice);
    }

    /**
     * A row of {@code listings}.
     *
     * @return the columns of the property, {@code key} among them; {@code reason} why it is none; {@code price_reason} why
     *         its amount is no price. What is not known is null.
     */
    public Map<String, Object> listing(Map<String, Object> row) {
        Map<String, Object> property = property(row, text(row.get("address")), "", text(row.get("listing_url")));
        property.put("id", row.get("id"));
        property.put("first_seen", text(row.get("first_seen")));
        property.put("last_seen", text(row.get("last_updated")));
        return property;
    }

    /**
     * A listing of an export.
     *
     * @return as {@link #listing}; {@code text_reason}, why its text is left out; {@code label}, its label, and {@code
     *         confidence}
     */
    public Map<String, Object> export(Map<String, Object> row) {
        String title = text(row.get("title"));
        String snippet = text(row.get("snippet"));
        String link = text(row.get("link"));
        String given = text(row.get("address"));
        Map<String, Object> property = property(row, given.isBlank() ? title : given, snippet, link);
        property.put("label", PlainText.of(text(row.get("label")), LONGEST_LABEL));
        property.put("confidence", row.get("confidence"));
        if (property.get("reason") == null) {
            String reason = whyNotIts(property.get("address").toString(), title, snippet, link);
            property.put("text_reason", reason);
            if (reason != null && !reason.equals(NO_TEXT)) {
                // what such a page tells is another's, the price and the link too
                OF_THE_PAGE.forEach(column -> property.put(column, null));
            }
        }
        return property;
    }

    /**
     * A row of {@code price_history}, whatever its columns are called.
     *
     * @return {@code listing_id}, {@code day}, {@code price}, {@code status} and {@code reason}, why it is no price
     */
    public Map<String, Object> price(Map<String, Object> row) {
        Map<String, Object> change = new HashMap<>();
        change.put("id", first(row, "listing_id"));
        change.put(
                "day",
                text(first(
                        row,
                        "day",
                        "date",
                        "price_date",
                        "change_date",
                        "changed_at",
                        "recorded_at",
                        "recorded_date",
                        "run_date",
                        "scan_date",
                        "timestamp",
                        "created_at")));
        String status = status(text(row.get("status")));
        change.put("status", status);
        Object amount = first(row, "price", "new_price", "last_price");
        BigDecimal price = amount(amount);
        change.put("reason", price == null ? "no amount" : isRent(amount, price, status) ? RENT : null);
        change.put("price", change.get("reason") == null ? price : null);
        return change;
    }

    private Map<String, Object> property(Map<String, Object> row, String address, String snippet, String link) {
        String page = SafeLink.of(link).isPresent() ? link : null;
        Reading reading = read(address, "", page);
        if (page != null && reading.leftOut() == SkipReason.NOT_ONE_PROPERTY) {
            // a property that was found on a page of many
            page = null;
            reading = read(address, "", page);
        }
        Map<String, Object> property = new HashMap<>();
        property.put("item", PlainText.of(address, 80));
        property.put("text_reason", null);
        property.put("first_seen", null);
        property.put("last_seen", null);
        Listing place = reading.listing();
        String key = place == null ? "" : ListingKey.of(place.address(), page);
        boolean several = reading.leftOut() == SkipReason.NOT_ONE_PROPERTY;
        property.put("reason", several ? SEVERAL : key.isEmpty() ? NO_ADDRESS : null);
        property.put("key", key.isEmpty() ? null : key);
        property.put("address", place == null ? null : place.address());
        property.put("link", page == null || place == null ? null : place.link());
        property.put("source", page == null || place == null ? null : place.source());
        Listing told = place == null
                ? null
                : Optional.ofNullable(
                                reader.readUnlinked(place.address(), snippet).listing())
                        .orElse(place);
        fill(property, row, told);
        return property;
    }

    private Reading read(String title, String snippet, String link) {
        return link == null ? reader.readUnlinked(title, snippet) : reader.read(title, snippet, link);
    }

    private void fill(Map<String, Object> property, Map<String, Object> row, Listing told) {
        String known = status(text(row.get("status")));
        String read = told == null ? ListingStatus.UNKNOWN : told.status();
        String status = known.equals(ListingStatus.UNKNOWN) ? read : known;
        Object given = first(row, "last_price", "price");
        BigDecimal amount = amount(given);
        boolean rent = amount != null && isRent(given, amount, status);
        if (rent
                && status.equals(ListingStatus.UNKNOWN)
                && MONTHLY.matcher(text(given)).find()) {
            status = ListingStatus.FOR_RENT;
        }
        property.put("status", status);
        property.put("price_reason", rent ? RENT : null);
        BigDecimal price = rent ? null : amount;
        property.put("price", price == null && told != null && told.price() != null ? (Object) told.price() : price);
        property.put("snippet", told == null || told.snippet().isEmpty() ? null : told.snippet());
        String lot = PlainText.of(text(row.get("lot_size")), 40);
        property.put("lot_size", lot.isEmpty() ? told == null ? null : told.lotSize() : lot);
        property.put("year_built", number(row.get("year_built"), told == null ? null : told.yearBuilt()));
        property.put("beds", number(row.get("bedrooms"), told == null ? null : told.beds()));
        property.put("baths", number(row.get("bathrooms"), told == null ? null : told.baths()));
        property.put("square_feet", number(row.get("square_feet"), told == null ? null : told.squareFeet()));
    }

    /** Why the text of a page does not describe the property of that address; null when it does. */
    private String whyNotIts(String address, String title, String snippet, String link) {
        if (PlainText.of(snippet, LONGEST_LABEL).isEmpty()) {
            return NO_TEXT;
        }
        Reading page = read(title, snippet, SafeLink.of(link).isPresent() ? link : null);
        if (page.leftOut() == SkipReason.NOT_ONE_PROPERTY) {
            return SEVERAL;
        }
        boolean other = page.isListing() && !isSame(address, page.listing().address());
        return other || reader.namesOthersAlone(address, snippet) ? OTHER_TEXT : null;
    }

    /** The same house, and as far as both tell the same town. */
    private static boolean isSame(String address, String other) {
        Address one = new Address(address);
        Address two = new Address(other);
        return ListingKey.of(address, null).equals(ListingKey.of(other, null))
                || one.isSameHouse(two) && !(one.hasState() && two.hasState());
    }

    private boolean isRent(Object given, BigDecimal amount, String status) {
        return status.equals(ListingStatus.FOR_RENT)
                || amount.compareTo(leastPrice) < 0
                || MONTHLY.matcher(text(given)).find();
    }

    private static String status(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('_', ' ');
        return STATUSES.stream()
                .filter(status -> status.getKey().matcher(lower).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ListingStatus.UNKNOWN);
    }

    /** Whole USD of "$1,250,000", "1.2M" or a number; null when there is none. */
    private static BigDecimal amount(Object value) {
        BigDecimal number = number(value);
        return number == null ? null : number.setScale(0, RoundingMode.HALF_UP);
    }

    private static Object number(Object value, Object otherwise) {
        BigDecimal number = number(value);
        return number == null || number.signum() == 0 ? otherwise : number.doubleValue();
    }

    private static BigDecimal number(Object value) {
        String text = value instanceof Number number && Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString()).toPlainString()
                : text(value);
        Matcher found = NUMBER.matcher(text);
        if (!found.find()) {
            return null;
        }
        BigDecimal number = new BigDecimal(found.group(1).replace(",", "")
                + Optional.ofNullable(found.group(2)).orElse(""));
        if (found.group(3) == null) {
            return number;
        }
        return number.scaleByPowerOfTen(found.group(3).equalsIgnoreCase("k") ? 3 : 6);
    }

    private static Object first(Map<String, Object> row, String... names) {
        for (String name : names) {
            if (row.get(name) != null) {
                return row.get(name);
            }
        }
        return null;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
