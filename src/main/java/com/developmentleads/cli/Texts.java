package com.developmentleads.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers as a person reads them. */
final class Texts {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Texts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 example", "2 examples". */
    static String count(long number, String singular, String plural) {
        return count(number) + " " + (number == 1 ? singular : plural);
    }

    static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f KB", bytes / 1024.0);
    }

    static String dollars(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "$0";
        }
        return amount.compareTo(CENT) < 0 ? "less than $0.01" : "$" + amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** The amount, or that the price of the model is not known. */
    static String dollars(Optional<BigDecimal> amount, String priceName) {
        return amount.map(Texts::dollars).orElse("not known (no prices." + priceName + ".* in application.properties)");
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
