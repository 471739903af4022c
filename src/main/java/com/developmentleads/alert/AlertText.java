package com.developmentleads.alert;

import com.developmentleads.config.SecretMask;
import java.util.HashMap;
import java.util.Map;

/** The words of an alert, parts of which a provider or the web may have written. */
public final class AlertText {

    /** Characters: as much as the reasons of two failed steps. */
    private static final int LONGEST = 1000;

    /**
     * An alert whose texts are one line each, without characters that steer or hide, of at most 1000 characters.
     *
     * @param alert by column, as {@code routes/sql/failures-of-*.sql} give it
     */
    public Map<String, Object> clean(Map<String, Object> alert) {
        Map<String, Object> clean = new HashMap<>(alert);
        clean.replaceAll((column, value) -> value instanceof String text ? line(text) : value);
        return clean;
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
