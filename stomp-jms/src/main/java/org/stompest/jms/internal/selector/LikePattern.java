package org.stompest.jms.internal.selector;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The pattern of LIKE, compiled: {@code _} stands for one character (a code point), {@code %} for any number of them. Matching
 * takes time in proportion to the product of the lengths of pattern and text at worst, whatever the pattern.
 */
public final class LikePattern {
    private static final int ANY_ONE = -1;
    private static final int ANY_NUMBER = -2;

    private final String text;
    private final OptionalInt escape;
    private final int[] elements;

    private LikePattern(String text, OptionalInt escape, int[] elements) {
        this.text = text;
        this.escape = escape;
        this.elements = elements;
    }

    /**
     * Compiles a pattern.
     *
     * @param text as the selector has it
     * @param escape the code point that takes the meaning from a wildcard, or from itself, that follows it
     * @return the pattern
     * @throws IllegalArgumentException if the escape is followed by nothing or by another character
     */
    public static LikePattern compile(String text, OptionalInt escape) {
        int[] source = text.codePoints().toArray();
        int[] elements = new int[source.length];
        int count = 0;
        for (int i = 0; i < source.length; i++) {
            int c = source[i];
            if (escape.isPresent() && c == escape.getAsInt()) {
                i++;
                if (i == source.length || source[i] != '%' && source[i] != '_' && source[i] != c) {
                    throw new IllegalArgumentException("the escape character must be followed by %, _ or itself");
                }
                elements[count++] = source[i];
            } else {
                elements[count++] = c == '_' ? ANY_ONE : c == '%' ? ANY_NUMBER : c;
            }
        }
        return new LikePattern(text, escape, Arrays.copyOf(elements, count));
    }

    /** {@return the pattern as the selector has it} */
    public String text() {
        return text;
    }

    /** {@return the escape character's code point, if there is one} */
    public OptionalInt escape() {
        return escape;
    }

    /** {@return the code points that are no wildcards} */
    public IntStream literalCodePoints() {
        return Arrays.stream(elements).filter(element -> element >= 0);
    }

    /**
     * Writes the pattern with another escape character.
     *
     * @param other a code point
     * @return a pattern that means the same where {@code other} is the escape character
     */
    public String escapedBy(char other) {
        StringBuilder pattern = new StringBuilder(text.length());
        for (int element : elements) {
            switch (element) {
                case ANY_ONE -> pattern.append('_');
                case ANY_NUMBER -> pattern.append('%');
                default -> {
                    if (element == '_' || element == '%' || element == other) {
                        pattern.append(other);
                    }
                    pattern.appendCodePoint(element);
                }
            }
        }
        return pattern.toString();
    }

    /**
     * Compares a text with the pattern.
     *
     * @param candidate not null
     * @return whether the whole text matches
     */
    public boolean matches(String candidate) {
        int at = 0;
        int element = 0;
        int retryElement = -1;
        int retryAt = 0;
        while (at < candidate.length()) {
            int c = candidate.codePointAt(at);
            if (element < elements.length && elements[element] == ANY_NUMBER) {
                retryElement = ++element;
                retryAt = at;
            } else if (element < elements.length && (elements[element] == ANY_ONE || elements[element] == c)) {
                element++;
                at += Character.charCount(c);
            } else if (retryElement >= 0) {
                retryAt += Character.charCount(candidate.codePointAt(retryAt));
                at = retryAt;
                element = retryElement;
            } else {
                return false;
            }
        }
        while (element < elements.length && elements[element] == ANY_NUMBER) {
            element++;
        }
        return element == elements.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikePattern that && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return text;
    }
}
