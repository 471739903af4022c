package com.developmentleads.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of a lead in the sheet and in the CSV file, in their order. */
public final class LeadColumns {

    private static final List<String> COLUMNS = List.of(
            "date",
            "address",
            "price",
            "lot_size",
            "year_built",
            "label",
            "confidence",
            "snippet",
            "link",
            "source",
            "status",
            "model",
            "property_key",
            "lot_sqft",
            "score",
            "facts",
            "why");
    private static final List<String> TITLES = List.of(
            "Date",
            "Address",
            "Price",
            "Lot size",
            "Year built",
            "Label",
            "Confidence",
            "Snippet",
            "Link",
            "Source",
            "Status",
            "Model",
            "Key",
            "Lot sqft",
            "Score",
            "Facts",
            "Why");

    /** How many of them stand before the owner's columns in the sheet; those that came later stand behind, as in older sheets. */
    private static final int BEFORE_OWNERS = 13;

    /** Titles of our columns. */
    public List<String> titles() {
        return TITLES;
    }

    /** A row of ours with the owner's cells at their place in it. */
    <T> List<T> around(List<T> ours, List<T> owners) {
        List<T> row = new ArrayList<>(ours.subList(0, BEFORE_OWNERS));
        row.addAll(owners);
        row.addAll(ours.subList(BEFORE_OWNERS, ours.size()));
        return row;
    }

    /** The values of one lead; numbers as numbers, what is not known as an empty text. */
    public List<Object> values(Map<String, Object> lead) {
        List<Object> values = new ArrayList<>();
        for (String column : COLUMNS) {
            values.add(value(column, lead.get(column)));
        }
        return values;
    }

    private static Object value(String column, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return column.equals("confidence")
                    ? Math.round(number * 1000) / 1000.0
                    : number == Math.rint(number) ? (Object) number.longValue() : number;
        }
        return value;
    }
}
