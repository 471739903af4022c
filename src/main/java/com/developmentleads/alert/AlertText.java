package com.developmentleads.alert;

import com.developmentleads.config.SecretMask;
import java.util.HashMap;
import java.util.Map;

/** The texts of an alert; a provider or the web may have written parts of them. */
public final class AlertText {

    /** Characters: enough for the reasons of two failed steps. */
    private static final int LONGEST = 1000;

    /**
     * An alert whose texts are one line each, at most 1000 characters, without control or invisible characters.
     *
     * @param failure  by column, as {@code routes/sql/alerts/failures-of-*.sql} give it
     * @param what     what happened, as {@code routes/alerts/what.ftl} words it
     * @param whatToDo what a person can do about it, as {@code routes/alerts/what-to-do.ftl} words it
     * @return by column of the table {@code alerts}
     */
    public Map<String, Object> clean(Map<String, Object> failure, String what, String whatToDo) {
        Map<String, Object> alert = new HashMap<>(failure);
        alert.put("what", what);
        alert.put("what_to_do", whatToDo);
        alert.remove("facts");
        alert.replaceAll((column, value) -> value instanceof String text ? line(text) : value);
        return alert;
    }

    private static String line(String text) {
        String line = SecretMask.apply(text)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}
