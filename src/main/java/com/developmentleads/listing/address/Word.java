package com.developmentleads.listing.address;

import com.developmentleads.listing.text.PlainText;

/**
 * One word of an address.
 *
 * @param text       in lower case, without punctuation; {@code "#"} is a word of its own
 * @param meaning    what it can mean
 * @param start      where it begins in the text that was read
 * @param end        where it ends there
 * @param part       the number of the part that it is in, counted from 0; commas, pipes and lone dashes separate them
 * @param afterBreak true behind a pipe, a bullet or a lone dash
 * @param inUnit     true for a word of a unit ("Unit 2"), which belongs to neither street nor town
 */
record Word(String text, AddressWord meaning, int start, int end, int part, boolean afterBreak, boolean inUnit) {

    Word asUnit() {
        return new Word(text, meaning, start, end, part, afterBreak, true);
    }

    boolean is(String other) {
        return text.equals(other);
    }

    boolean isHash() {
        return is("#");
    }

    boolean beginsWithDigit() {
        return PlainText.isDigit(text.charAt(0));
    }

    boolean hasDigit() {
        return text.chars().anyMatch(c -> PlainText.isDigit((char) c));
    }

    boolean isNumber() {
        return text.chars().allMatch(c -> PlainText.isDigit((char) c));
    }

    /** "12", "12a", "12-14", and "n5w23" of the grids of Wisconsin; not "12th". */
    boolean isHouseNumber() {
        boolean number = beginsWithDigit()
                || text.length() > 1 && "nsew".indexOf(text.charAt(0)) >= 0 && PlainText.isDigit(text.charAt(1));
        return number && !isOrdinal();
    }

    private boolean isOrdinal() {
        int length = text.length();
        return length > 2
                && PlainText.isDigit(text.charAt(length - 3))
                && Character.isLetter(text.charAt(length - 2))
                && Character.isLetter(text.charAt(length - 1));
    }

    /** "02459", "02459-1234" or "024591234". */
    boolean isZip() {
        int length = text.length();
        if (length != 5 && length != 9 && length != 10) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!PlainText.isDigit(text.charAt(i)) && !(i == 5 && length == 10 && text.charAt(i) == '-')) {
                return false;
            }
        }
        return true;
    }
}
