package com.developmentleads.listing.text;

import java.text.Normalizer;

/** Text from the web made inert: one line of visible characters, in which nothing is hidden or reversed. */
public final class PlainText {

    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * {@code text} in NFC with runs of white space and control characters (line ends too) made one blank, invisible
     * format characters (zero-width, bidirectional marks, soft hyphens) removed, lone surrogates and noncharacters
     * replaced by U+FFFD, without blanks around it and cut to {@code maxLength} UTF-16 units, never inside a character.
     * Null is the empty text. Idempotent.
     */
    public static String of(String text, int maxLength) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        boolean ascii = true;
        int i = 0;
        while (i < text.length() && clean.length() < maxLength) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c > ' ' && c < 0x7F) {
                clean.append((char) c);
            } else if (isBlank(c)) {
                if (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (Character.getType(c) != Character.FORMAT) {
                clean.appendCodePoint(isBroken(c) ? REPLACEMENT : c);
                ascii = false;
            }
        }
        String composed = ascii ? clean.toString() : Normalizer.normalize(clean, Normalizer.Form.NFC);
        return cut(composed, maxLength).strip();
    }

    /** True for an ASCII digit. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBroken(int c) {
        return Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    }

    private static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        boolean half = maxLength > 0 && Character.isHighSurrogate(text.charAt(maxLength - 1));
        return text.substring(0, half ? maxLength - 1 : maxLength);
    }
}
