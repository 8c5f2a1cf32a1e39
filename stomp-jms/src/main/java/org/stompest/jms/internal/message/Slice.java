package org.stompest.jms.internal.message;

import java.util.Objects;

/**
 * A part of an array that is handed on without a copy; nobody writes to that part any more.
 *
 * @param array holds the bytes
 * @param offset the index of the first byte
 * @param length the number of bytes
 */
public record Slice(byte[] array, int offset, int length) {
    /** No bytes. */
    public static final Slice EMPTY = Slice.of(new byte[0]);

    /** Checks that the part lies inside the array. */
    public Slice {
        Objects.checkFromIndexSize(offset, length, array.length);
    }

    /**
     * Takes a whole array.
     *
     * @param array not to be written to afterwards
     * @return all of it
     */
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    /** {@return whether one of the bytes is 0} */
    boolean holdsNul() {
        for (int i = offset; i < offset + length; i++) {
            if (array[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return a copy of the bytes} */
    byte[] toBytes() {
        byte[] copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        return copy;
    }
}
