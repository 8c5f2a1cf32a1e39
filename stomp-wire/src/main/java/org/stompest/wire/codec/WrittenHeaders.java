package org.stompest.wire.codec;

import org.stompest.wire.frame.StompHeaderNames;

/**
 * The headers that were written before, by name: applications use few names, and mostly the same strings. Only names that
 * every version writes in the same way are kept, and their number is fixed.
 *
 * <p>Not thread-safe; belongs to one encoder.
 */
final class WrittenHeaders {
    private static final int SLOTS = 64;

    /** Longer names are not kept. */
    private static final int LONGEST_NAME = 64;

    /** Of so many names that find their slot taken, one takes it: a flood of names costs nothing but itself. */
    private static final int RARELY = 64;

    private final WrittenHeader[] headers = new WrittenHeader[SLOTS];
    private int refused;

    /** {@return what is known of that name, or null} */
    WrittenHeader find(String name) {
        WrittenHeader there = headers[slot(name)];
        return there != null && (there.name() == name || there.name().equals(name)) ? there : null;
    }

    /** Keeps a name, if it is plain. */
    void offer(String name) {
        int slot = slot(name);
        if ((headers[slot] == null || ++refused % RARELY == 0) && isPlain(name)) {
            boolean secret = name.equals(StompHeaderNames.PASSCODE) || name.equals(StompHeaderNames.LOGIN);
            headers[slot] = new WrittenHeader(name, secret);
        }
    }

    private static int slot(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 6 ^ hash >>> 12) & SLOTS - 1;
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~' || c == ':' || c == '\\') {
                return false;
            }
        }
        return name.length() <= LONGEST_NAME;
    }
}
