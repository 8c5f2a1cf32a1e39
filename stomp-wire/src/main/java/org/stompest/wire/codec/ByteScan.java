package org.stompest.wire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes, eight at a time. In a word that was read as little-endian, the lowest of the marks that {@link #marks}
 * leaves is the first byte that matches; higher ones may be wrong.
 */
final class ByteScan {
    /** Flag of {@link #lineEnd}: there is a byte beyond ASCII. */
    static final int BEYOND_ASCII = 1;
    /** Flag of {@link #lineEnd}: there is a backslash. */
    static final int BACKSLASH = 2;
    /** Flag of {@link #lineEnd}: there is a carriage return. */
    static final int CARRIAGE_RETURN = 4;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long CARRIAGE_RETURNS = ONES * '\r';
    private static final long COLONS = ONES * ':';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private ByteScan() {}

    private static long marks(long word, long pattern) {
        long zeroWhereEqual = word ^ pattern;
        return (zeroWhereEqual - ONES) & ~zeroWhereEqual & HIGH;
    }

    private static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** {@return the index of the first such byte, or -1} */
    static int indexOf(byte[] bytes, byte wanted, int from, int end) {
        long pattern = ONES * (wanted & 0xFF);
        int i = from;
        for (; i <= end - 8; i += 8) {
            long marks = marks((long) WORD.get(bytes, i), pattern);
            if (marks != 0) {
                return i + first(marks);
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the index of the first colon or line feed, or -1} */
    static int colonOrLineFeed(byte[] bytes, int from, int end) {
        int i = from;
        for (; i <= end - 8; i += 8) {
            long word = (long) WORD.get(bytes, i);
            long marks = marks(word, COLONS) | marks(word, LINE_FEEDS);
            if (marks != 0) {
                return i + first(marks);
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == ':' || bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * Finds the first line feed and notes what stands before it.
     *
     * @return its index in the lower half and flags in the upper; -1 if there is none
     */
    static long lineEnd(byte[] bytes, int from, int end) {
        long beyond = 0;
        long backslashes = 0;
        long returns = 0;
        int i = from;
        for (; i <= end - 8; i += 8) {
            long word = (long) WORD.get(bytes, i);
            long marks = marks(word, LINE_FEEDS);
            if (marks != 0) {
                word &= (marks & -marks) - 1; // what stands before the line feed; its own lower bits hold no flag
                return packed(
                        i + first(marks),
                        beyond | word & HIGH,
                        backslashes | marks(word, BACKSLASHES),
                        returns | marks(word, CARRIAGE_RETURNS));
            }
            beyond |= word & HIGH;
            backslashes |= marks(word, BACKSLASHES);
            returns |= marks(word, CARRIAGE_RETURNS);
        }
        for (; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                return packed(i, beyond, backslashes, returns);
            }
            beyond |= b & 0x80;
            backslashes |= b == '\\' ? 1 : 0;
            returns |= b == '\r' ? 1 : 0;
        }
        return -1;
    }

    private static long packed(int index, long beyond, long backslashes, long returns) {
        long flags = (beyond != 0 ? BEYOND_ASCII : 0)
                | (backslashes != 0 ? BACKSLASH : 0)
                | (returns != 0 ? CARRIAGE_RETURN : 0);
        return flags << 32 | index;
    }

    /** {@return whether these ASCII bytes hold no control character, no colon and no backslash} */
    static boolean isPlain(byte[] bytes, int from, int end) {
        if (end - from < 8) {
            for (int i = from; i < end; i++) {
                byte b = bytes[i];
                if (b < ' ' || b == ':' || b == '\\') {
                    return false;
                }
            }
            return true;
        }
        long special = 0;
        for (int i = from; i <= end - 8; i += 8) {
            special |= specials((long) WORD.get(bytes, i));
        }
        return (special | specials((long) WORD.get(bytes, end - 8))) == 0;
    }

    private static long specials(long word) {
        return (word - SPACES) & ~word & HIGH | marks(word, COLONS) | marks(word, BACKSLASHES);
    }

    /** {@return the first eight bytes, or all with zeros behind them} */
    static long head(byte[] bytes, int from, int end) {
        int length = end - from;
        if (from <= bytes.length - 8) {
            long word = (long) WORD.get(bytes, from);
            return length >= 8 ? word : length <= 0 ? 0 : word & (-1L >>> (64 - 8 * length));
        }
        long word = 0;
        for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
            word = word << 8 | bytes[from + i] & 0xFF;
        }
        return word;
    }

    /** {@return the last eight bytes, which may be some of the first; 0 if there are not more than eight} */
    static long tail(byte[] bytes, int from, int end) {
        return end - from > 8 ? (long) WORD.get(bytes, end - 8) : 0;
    }
}
