package org.stompest.wire.codec;

import java.util.Arrays;

/**
 * A header's name as bytes and as text, and the value that came last under it: many headers have the same in each frame, and
 * that text need not be made again. Where values never repeat, it soon stops to look.
 *
 * <p>Not thread-safe; belongs to one decoder.
 */
final class KnownHeader {
    /** Longer values are not remembered. */
    static final int LONGEST_VALUE = 64;

    /** So many different values in a row, and the next {@link #REST} are not looked at. */
    private static final int PATIENCE = 3;

    private static final int REST = 500;

    private final byte[] bytes;
    private final long head;
    private final long tail;
    private final String name;
    private final boolean secret;

    private byte[] valueBytes;
    private String value;
    private int misses;
    private int rest;

    KnownHeader(byte[] bytes, String name, boolean secret) {
        this.bytes = bytes;
        this.head = ByteScan.head(bytes, 0, bytes.length);
        this.tail = ByteScan.tail(bytes, 0, bytes.length);
        this.name = name;
        this.secret = secret;
    }

    /** {@return whether this is the name that lies there; {@code first} and {@code last} are its head and tail} */
    boolean is(byte[] array, int from, int to, long first, long last) {
        int length = to - from;
        return first == head
                && last == tail
                && length == bytes.length
                && (length <= 16 || Arrays.equals(array, from + 8, to - 8, bytes, 8, length - 8));
    }

    String name() {
        return name;
    }

    /** {@return the value that came last} */
    String value() {
        return value;
    }

    /** {@return the index behind the value that came last, if that one lies there again and more follows, or -1} */
    int repeated(byte[] array, int from, int end) {
        byte[] last = valueBytes;
        if (last == null) {
            return -1;
        }
        int stop = from + last.length;
        return stop < end && Arrays.equals(array, from, stop, last, 0, last.length) ? stop : -1;
    }

    /** Notes that it was the same value again. */
    void hit() {
        misses = 0;
    }

    /**
     * Remembers another value.
     *
     * @param array holds it, ASCII without escapes
     * @param from the index of its first byte
     * @param to the index behind its last byte
     * @param text the same as text
     */
    void remember(byte[] array, int from, int to, String text) {
        if (rest > 0) {
            rest--;
            return;
        }
        if (valueBytes != null && ++misses == PATIENCE) {
            forget();
            rest = REST;
        } else if (to - from <= LONGEST_VALUE && !secret) {
            valueBytes = Arrays.copyOfRange(array, from, to);
            value = text;
        }
    }

    private void forget() {
        misses = 0;
        valueBytes = null;
        value = null;
    }
}
