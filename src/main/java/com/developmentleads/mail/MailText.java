package com.developmentleads.mail;

/** Text on its way into the header of a mail. */
public final class MailText {

    private static final int LONGEST = 200;

    /** One line without characters that end a header or that show nothing; at most 200 characters. */
    public String header(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
