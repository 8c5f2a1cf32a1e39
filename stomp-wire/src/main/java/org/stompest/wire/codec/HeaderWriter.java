package org.stompest.wire.codec;

import org.stompest.wire.StompFrameException;

/**
 * Writes the names and values of headers straight from strings: no bytes in between, multi-byte UTF-8 by hand. A text is
 * first written as if it were plain, and only then looked at: most are.
 */
final class HeaderWriter {
    /** The longest that one or two characters become: a surrogate pair is four bytes. */
    private static final int MOST_BYTES = 4;

    private HeaderWriter() {}

    /**
     * Writes a name or a value.
     *
     * @param text what to write
     * @param how for each ASCII character what is done with it
     * @param escaping where {@code how} comes from
     * @param name the header's name, for an error
     * @param out is appended to
     * @return whether it went as it is, and would so in every version
     */
    static boolean write(String text, byte[] how, HeaderEscaping escaping, String name, FrameBuffer out) {
        int length = text.length();
        int pos = out.reserve(length);
        byte[] array = out.array();
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            array[pos + i] = (byte) c;
        }
        if (all < 128 && ByteScan.isPlain(array, pos, pos + length)) {
            out.endAt(pos + length);
            return true;
        }
        if (all < 128) {
            escape(text, how, escaping, name, out);
        } else {
            encode(text, how, escaping, name, out);
        }
        return false;
    }

    /** Writes ASCII: each character becomes one byte or two. */
    private static void escape(String text, byte[] how, HeaderEscaping escaping, String name, FrameBuffer out) {
        int length = text.length();
        int pos = out.reserve(Math.multiplyExact(length, 2));
        byte[] array = out.array();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            byte way = how[c];
            if (way == HeaderEscaping.PLAIN) {
                array[pos++] = (byte) c;
            } else if (way == HeaderEscaping.REFUSED) {
                throw refused(c, escaping, name);
            } else {
                array[pos++] = '\\';
                array[pos++] = way;
            }
        }
        out.endAt(pos);
    }

    private static void encode(String text, byte[] how, HeaderEscaping escaping, String name, FrameBuffer out) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int pos = out.reserve(MOST_BYTES);
            byte[] array = out.array();
            char c = text.charAt(i);
            if (c < 128) {
                if (how[c] == HeaderEscaping.REFUSED) {
                    throw refused(c, escaping, name);
                }
                if (how[c] == HeaderEscaping.PLAIN) {
                    array[pos++] = (byte) c;
                } else {
                    array[pos++] = '\\';
                    array[pos++] = how[c];
                }
            } else if (escaping.asciiOnly()) {
                throw new StompFrameException("header " + Excerpt.of(name)
                        + " holds a character beyond ASCII, which STOMP " + escaping.version() + " does not allow");
            } else if (c < 0x800) {
                array[pos++] = (byte) (0xC0 | c >> 6);
                array[pos++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                array[pos++] = (byte) (0xE0 | c >> 12);
                array[pos++] = (byte) (0x80 | c >> 6 & 0x3F);
                array[pos++] = (byte) (0x80 | c & 0x3F);
            } else {
                int point = text.codePointAt(i++);
                if (!Character.isSupplementaryCodePoint(point)) {
                    throw new StompFrameException(
                            "header " + Excerpt.of(name) + " holds half a surrogate pair, which has no form in UTF-8");
                }
                array[pos++] = (byte) (0xF0 | point >> 18);
                array[pos++] = (byte) (0x80 | point >> 12 & 0x3F);
                array[pos++] = (byte) (0x80 | point >> 6 & 0x3F);
                array[pos++] = (byte) (0x80 | point & 0x3F);
            }
            out.endAt(pos);
        }
    }

    private static StompFrameException refused(char c, HeaderEscaping escaping, String name) {
        String what = switch (c) {
            case 0 -> "a NUL";
            case '\n' -> "a line feed";
            case '\r' -> "a carriage return";
            default -> "a colon in its name";
        };
        String why = c == 0
                ? ", which brokers take for the end of the frame"
                : ", which cannot be written in such a frame of STOMP " + escaping.version() + ": it has no escapes";
        return new StompFrameException("header " + Excerpt.of(name) + " holds " + what + why);
    }
}
