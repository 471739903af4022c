package com.developmentleads.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts as JSON strings in UTF-8 (RFC 8259, section 7), escaped and encoded in one pass. It has a buffer, so each thread has one of
 * its own.
 */
final class JsonText {

    /** Bytes that a char takes at most: a control character becomes a backslash, a u and four digits. */
    private static final int MOST = 6;

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** The letter after the backslash; 0 for a char that needs none, and for one that has no letter. */
    private static final byte[] LETTERS = new byte[128];

    static {
        String escaped = "\"\\\b\t\n\f\r";
        String letters = "\"\\btnfr";
        for (int i = 0; i < escaped.length(); i++) {
            LETTERS[escaped.charAt(i)] = (byte) letters.charAt(i);
        }
    }

    private byte[] buffer = new byte[4096];

    /** The text, without quotation marks around it; half a surrogate pair becomes a question mark, as Java encodes it. */
    byte[] escaped(String text) {
        if (buffer.length < text.length() * MOST) {
            buffer = new byte[text.length() * MOST];
        }
        byte[] out = buffer;
        int length = text.length();
        int end = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                end = beyondAscii(text, i, end);
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                }
            } else if (c >= ' ' && c != '"' && c != '\\') {
                out[end++] = (byte) c;
            } else {
                out[end++] = '\\';
                if (LETTERS[c] != 0) {
                    out[end++] = LETTERS[c];
                } else {
                    out[end++] = 'u';
                    out[end++] = '0';
                    out[end++] = '0';
                    out[end++] = DIGITS[c >> 4];
                    out[end++] = DIGITS[c & 15];
                }
            }
        }
        return Arrays.copyOf(out, end);
    }

    /** Writes the character that begins there; returns where it ends. */
    private int beyondAscii(String text, int at, int end) {
        byte[] out = buffer;
        int point = text.codePointAt(at);
        int to = end;
        if (point < 0x800) {
            out[to++] = (byte) (0xc0 | point >> 6);
        } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            out[to++] = '?';
            return to;
        } else {
            if (point < 0x10000) {
                out[to++] = (byte) (0xe0 | point >> 12);
            } else {
                out[to++] = (byte) (0xf0 | point >> 18);
                out[to++] = (byte) (0x80 | point >> 12 & 0x3f);
            }
            out[to++] = (byte) (0x80 | point >> 6 & 0x3f);
        }
        out[to++] = (byte) (0x80 | point & 0x3f);
        return to;
    }
}
