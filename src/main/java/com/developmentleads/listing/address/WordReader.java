package com.developmentleads.listing.address;

import com.developmentleads.listing.text.PlainText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart into words and comma-separated parts, in a single pass. Regular expressions would need a dozen
 * passes and have no bound on hostile text; this looks at no more than {@link Address#MAX_CHARS} characters and {@link
 * Address#MAX_WORDS} words.
 */
final class WordReader {

    private final CharSequence source;
    private final int length;
    private final List<Word> words = new ArrayList<>();
    private final char[] word;
    private int wordLength;
    private int wordStart;
    private int parts;
    private boolean hardBreak;
    private boolean done;

    private WordReader(CharSequence source) {
        this.source = source;
        this.length = Math.min(source.length(), Address.MAX_CHARS);
        this.word = new char[length];
    }

    /** The words of {@code source} up to what a web page adds to an address. */
    static List<Word> read(CharSequence source) {
        WordReader reader = new WordReader(source);
        reader.readAll();
        return reader.words;
    }

    private void readAll() {
        int i = 0;
        while (i < length && !done) {
            char c = source.charAt(i);
            if (c == '[') {
                // "[Updated 9/29]": never part of an address
                endWord(i);
                while (i < length && source.charAt(i) != ']') {
                    i++;
                }
            } else {
                readChar(c, i);
            }
            i++;
        }
        if (!done) {
            endWord(length);
        }
    }

    private void readChar(char c, int i) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
            append(c, i);
        } else if (c >= 'A' && c <= 'Z') {
            append((char) (c + ('a' - 'A')), i);
        } else if (c <= ' ') {
            // a word that ends in a dash waits for the second number of "12 - 14"
            if (wordLength > 0 && word[wordLength - 1] != '-') {
                endWord(i);
            }
        } else if (c == ',') {
            endWord(i);
            newPart();
        } else if (c == '.') {
            // "N.W." and "D.C." are one word, "Rt.9" and "homes.com" are two
            boolean initial = wordLength == 1 && !PlainText.isDigit(word[0])
                    || wordLength > 1 && i >= 2 && source.charAt(i - 2) == '.';
            if (!initial) {
                endWord(i);
            }
        } else if (c == '#') {
            endWord(i);
            append(c, i);
            endWord(i + 1);
        } else if (c == '/') {
            if (digitAt(i - 1) && digitAt(i + 1)) {
                append(c, i);
            } else {
                endWord(i);
            }
        } else if (c == '|' || isBullet(c)) {
            endWord(i);
            newPart();
            hardBreak = true;
        } else if (isDash(c)) {
            readDash(i);
        } else if (c == '\'' || c == '`' || c == '\u2019' || c == '\u2018') {
            // "O'Brien" and "OBrien" are one spelling
            return;
        } else if (c < 0x80) {
            endWord(i);
        } else {
            readBeyondAscii(c, i);
        }
    }

    private void readBeyondAscii(char c, int i) {
        String fraction = fraction(c);
        if (fraction != null) {
            endWord(i);
            if (!done) {
                add(fraction, i, i + 1);
            }
        } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(source.charAt(i + 1))) {
            if (Character.isLetterOrDigit(Character.toCodePoint(c, source.charAt(i + 1)))) {
                append(c, i);
            } else {
                endWord(i);
            }
        } else if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(source.charAt(i - 1))) {
            if (Character.isLetterOrDigit(Character.toCodePoint(source.charAt(i - 1), c))) {
                append(c, i);
            }
        } else if (Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Character.getType(c) == Character.NON_SPACING_MARK) {
            append(Character.toLowerCase(c), i);
        } else if (Character.getType(c) != Character.FORMAT) {
            endWord(i);
        }
    }

    /** "1/2" for the one character of it; null for any other. */
    private static String fraction(char c) {
        if (Character.getType(c) != Character.OTHER_NUMBER) {
            return null;
        }
        String plain =
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).replace('\u2044', '/');
        return plain.indexOf('/') > 0 ? plain : null;
    }

    /**
     * A dash in "12-14" stays, in "12-A" it is dropped, between words it is a blank, alone it separates like a comma.
     */
    private void readDash(int i) {
        boolean spaceBefore = i == 0 || isSpace(source.charAt(i - 1));
        boolean spaceAfter = i + 1 >= length || isSpace(source.charAt(i + 1));
        if (spaceBefore && spaceAfter) {
            int next = i + 1;
            while (next < length && isSpace(source.charAt(next))) {
                next++;
            }
            if (words.size() == 1 && digitAt(next) && words.get(0).isNumber()) {
                // "12 - 14 Main St": continued as one word
                reopen();
                append('-', i);
            } else {
                endWord(i);
                newPart();
                hardBreak = true;
            }
        } else if (!spaceBefore && !spaceAfter && digitAt(i - 1) && digitAt(i + 1)) {
            append('-', i);
        } else if (!(wordLength > 0 && digitAt(i - 1) && loneLetterAt(i + 1)
                || wordLength == 1 && !PlainText.isDigit(word[0]) && digitAt(i + 1))) {
            endWord(i);
        }
    }

    private void reopen() {
        Word last = words.remove(words.size() - 1);
        wordLength = last.text().length();
        last.text().getChars(0, wordLength, word, 0);
        wordStart = last.start();
    }

    private void append(char c, int at) {
        if (wordLength == 0) {
            wordStart = at;
        }
        word[wordLength++] = c;
    }

    private void newPart() {
        if (!words.isEmpty() && words.get(words.size() - 1).part() == parts) {
            parts++;
        }
    }

    private void endWord(int at) {
        if (wordLength == 0 || done) {
            return;
        }
        String read = new String(word, 0, wordLength);
        int letters = 0;
        while (letters < wordLength && word[letters] > '9') {
            letters++;
        }
        // "Apt2", "Rte9", "I35": two words written as one; not the "I2" of "Apt I2"
        if (letters > 0 && letters < wordLength && AddressWord.of(read) == AddressWord.ORDINARY) {
            String head = read.substring(0, letters);
            if (AddressWord.of(head).standsBeforeNumber() && (letters > 1 || !afterUnit())) {
                add(head, wordStart, wordStart + letters);
                if (done) {
                    return;
                }
                read = read.substring(letters);
                wordStart += letters;
            }
        }
        add(read, wordStart, at);
    }

    private boolean afterUnit() {
        Word last = words.isEmpty() ? null : words.get(words.size() - 1);
        return last == null || last.isHash() || last.meaning().unit != null;
    }

    private void add(String read, int from, int to) {
        wordLength = 0;
        AddressWord meaning = AddressWord.of(read);
        if (meaning.page && !words.isEmpty() && (hardBreak || read.equals("mls"))) {
            done = true;
            return;
        }
        words.add(new Word(read, meaning, from, to, parts, hardBreak, false));
        hardBreak = false;
        done = words.size() == Address.MAX_WORDS;
    }

    private boolean digitAt(int i) {
        return i >= 0 && i < source.length() && PlainText.isDigit(source.charAt(i));
    }

    private boolean loneLetterAt(int i) {
        return i < length
                && Character.isLetter(source.charAt(i))
                && (i + 1 >= length || !Character.isLetterOrDigit(source.charAt(i + 1)));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBullet(char c) {
        return "\u00b7\u2022\u2027\u2219\u25cf\u30fb".indexOf(c) >= 0;
    }

    private static boolean isDash(char c) {
        return c == '-' || c >= '\u2010' && c <= '\u2015' || c == '\u2212';
    }
}
