package org.stompest.wire.codec;

import org.stompest.wire.StompFrameException;

/** Reads the header {@code content-length}: digits, nothing else. */
final class ContentLength {
    private ContentLength() {}

    /**
     * Reads a length.
     *
     * @param text the header's value
     * @return the length, 0 or more
     * @throws StompFrameException if it is no number or beyond 64 bits
     */
    static long parse(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new StompFrameException("content-length " + Excerpt.of(text) + " is no number: digits only");
            }
            if (length > (Long.MAX_VALUE - digit) / 10) {
                throw new StompFrameException("content-length " + Excerpt.of(text) + " is beyond every limit");
            }
            length = 10 * length + digit;
        }
        if (text.isEmpty()) {
            throw new StompFrameException("content-length is empty: digits are wanted");
        }
        return length;
    }
}
