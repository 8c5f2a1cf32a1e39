package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a header as it is written, and the whole line of the value that came last under it: an application sends to
 * the same destination again and again, with the same string. Only the same string counts, as looking closer would cost as
 * much as writing it. Where it is never the same, no more lines are kept after a while.
 *
 * <p>Not thread-safe; belongs to one encoder.
 */
final class WrittenHeader {
    /** Longer values are not remembered. */
    private static final int LONGEST_VALUE = 64;

    /** So many different values in a row, and the next {@link #REST} are not remembered. */
    private static final int PATIENCE = 3;

    private static final int REST = 500;

    private final String name;
    private final byte[] prefix;
    private final boolean secret;

    private String value;
    private byte[] line;
    private int misses;
    private int rest;

    WrittenHeader(String name, boolean secret) {
        this.name = name;
        this.prefix = (name + ':').getBytes(StandardCharsets.US_ASCII);
        this.secret = secret;
    }

    String name() {
        return name;
    }

    /** {@return name and colon} */
    byte[] prefix() {
        return prefix;
    }

    /** {@return the line with its line feed, if this very value came last, or null} */
    byte[] line(String wanted) {
        if (value != wanted) {
            return null;
        }
        misses = 0;
        return line;
    }

    /**
     * Remembers another line.
     *
     * @param text the value, which has nothing to escape
     * @param bytes holds the line
     * @param from the index of its first byte
     * @param to the index behind its line feed
     */
    void remember(String text, byte[] bytes, int from, int to) {
        if (rest > 0) {
            rest--;
        } else if (value != null && ++misses == PATIENCE) {
            misses = 0;
            value = null;
            line = null;
            rest = REST;
        } else if (text.length() <= LONGEST_VALUE && !secret) {
            value = text;
            line = Arrays.copyOfRange(bytes, from, to);
        }
    }
}
